"""The same exports in other years, languages and with other columns chosen: right totals, or refused by name."""

from typing import Final

import pytest

from kpi.importing.records import MessageRecord, PostRecord, TotalsRecord
from kpi.store.schema import COUNTERS, TOTALS
from tests.kpi.importing.reading_support import parsed, refused

RULE: Final = "# ----------------------------------------\n"
UNIVERSAL: Final = f"{RULE}# All Web Site Data\n# Audience Overview\n# 20190301-20190302\n{RULE}\n"
SPANISH: Final = (
    f"{RULE}# Adquisición de usuarios\n# Cuenta: Banco\n# Propiedad: www\n{RULE}# \n# Todos los usuarios\n"
    "# Fecha de inicio: 20260101\n# Fecha de finalización: 20260131\n"
)
GROUP: Final = "Primer grupo de canales principal del usuario (Grupo de canales predeterminado)"


def summed(content: str | bytes, **options: object) -> dict[str, int]:
    """What the file's records add up to, by counter or total; stocks are added as well."""
    found: dict[str, int] = {}
    for record in parsed(content, **options).records:
        assert isinstance(record, PostRecord | TotalsRecord)
        pairs = (
            zip(COUNTERS, record.counters, strict=True)
            if isinstance(record, PostRecord)
            else zip(TOTALS, record.totals, strict=True)
        )
        for name, number in pairs:
            if number is not None:
                found[name] = found.get(name, 0) + number
    return found


@pytest.mark.parametrize(
    ("layout", "content", "sums"),
    [
        (
            "tiktok_days",
            (
                "Date,Video views,Reached audience,Profile views,Likes,Shares,Comments,Phone number clicks ,"
                "Net growth,New followers,Lost followers\n"
                "2024/02/28,120,80,3,5,1,0,NAN,2,5,3\n2024/02/29,10,NAN,1,0,0,0,0,-1,0,1\n"
            ),
            {
                "page_views": 130,
                "page_reach": 80,
                "page_engagements": 6,
                "profile_visits": 4,
                "new_followers": 5,
                "lost_followers": 4,
            },
        ),
        (
            "tiktok_posts",
            (
                "Video title,Video link,Post time,Video views,Likes,Comments,Shares,Add to Favorites\n"
                "A draw,https://www.tiktok.com/@banco/photo/7302547392516099334?lang=es,5 de mayo,1200,30,4,2,9\n"
            ),
            {"views": 1200, "reactions": 30, "comments": 4, "shares": 2, "saves": 9},
        ),
        (
            "youtube_posts",
            (
                "Videos,Videotitel,Veröffentlichungszeitpunkt des Videos,Auf\u00adrufe,Wiedergabezeit (Stunden)\n"
                'Gesamt,,,19,1.9\n -abcdefghij,Eins,"Feb 29, 2024",15,1.5\nabcdefghijk,Zwei,"Oct 29, 2025",4,0.4\n'
            ),
            {"views": 19},
        ),
        (
            "youtube_days",
            (
                "Data,Visualizações intencionais,Inscrições obtidas,Inscrições perdidas,Visualizações\n"
                "Total,30,9,2,70\n2026-01-01,10,4,1,30\n2026-01-02,20,5,1,40\n"
            ),
            {"page_views": 70, "new_followers": 9, "lost_followers": 2},
        ),
        (
            "youtube_days",
            "Fecha,Impresiones de miniaturas,Vistas\n2026-01-01,100,30\n2026-01-02,200,40\n",
            {"page_views": 70},
        ),
        (
            "ga4_user_acquisition",
            f"{SPANISH}{GROUP},Total de usuarios,Usuarios nuevos,Usuarios recurrentes\nDirect,400,300,120\n",
            {"new_visitors": 300, "returning_visitors": 120},
        ),
        (
            "analytics_user_types",
            (
                f"{RULE}# Formato libre 1\n# www\n# 20260101-20260131\n{RULE}\n"
                "Nuevo / recurrente,Usuarios activos\n,100\nnew,70\nreturning,35\n(not set),1\n"
            ),
            {"new_visitors": 70, "returning_visitors": 35},
        ),
        (
            "ua_channels",
            f"{UNIVERSAL}Agrupación de canales predeterminada,Usuarios nuevos\nDirect,1.553\nSocial,12\n,1.565\n",
            {"new_visitors": 1565},
        ),
        (
            "ua_days",
            f"{UNIVERSAL}Índice de días,Número de visitas a páginas\n1/3/19,1.553\n2/3/19,12\n,1.565\n",
            {"page_views": 1565},
        ),
        (
            "sprout_profiles",
            "Date,Network,Impressions,Views,Engagements\n12-30-2025,X,1000,-,4\n12-31-2025,X,-,500,2\n",
            {"page_views": 1500, "page_engagements": 6},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "_" in value and "\n" not in value else "",
)
def test_what_other_years_and_languages_write(layout: str, content: str, sums: dict[str, int]) -> None:
    assert parsed(content).layout == layout
    assert summed(content) == sums


def test_tiktok_writes_english_names_over_dates_in_the_language_of_the_page() -> None:
    content = (
        '\ufeff"Date","Video Views","Profile Views","Likes","Comments","Shares"\n'
        '"31 de diciembre","20","2","4","1","0"\n"1 de enero","5","0","1","-1","0"'
    )
    result = parsed(content, name="Overview_2025-12-31_1767225599_banco.csv")
    assert (result.first_day, result.last_day) == (20453, 20454)
    assert summed(content, year=2026) == {"page_views": 25, "profile_visits": 2, "page_engagements": 5}


@pytest.mark.parametrize(
    ("column", "platform"),
    [
        ("Facebook Page", "facebook"),
        ("Instagram Profile", "instagram"),
        ("Twitter Profile", "x"),
        ("X Profile", "x"),
        ("LinkedIn Page", "linkedin"),
        ("TikTok Profiles", "tiktok"),
    ],
)
def test_sprouts_reports_of_one_network_say_which_by_their_second_column(column: str, platform: str) -> None:
    head = f"Date,{column},Followers,Net Follower Growth,Video Views,Impressions,Engagements,Profile Views\n"
    rows = '01-30-2020,\'@banco,"1,204",-2,90,90,7,1\n01-31-2020,\'@banco,"1,203",-1,10,10,1,1\n'
    result = parsed(head + rows)
    places = {(each.platform, each.handle) for each in result.records if isinstance(each, TotalsRecord)}
    assert places == {(platform, "banco")}
    sums = summed(head + rows)
    assert (sums["followers"], sums["page_views"], sums["page_engagements"]) == (2407, 100, 8)


def test_a_report_of_several_networks_is_none_of_tiktok() -> None:
    content = "Date,Network,Profile,Video Views,Profile Views,Engagements\n12-30-2025,YouTube,banco,90,7,4\n"
    result = parsed(content)
    assert (result.layout, [each.platform for each in result.records]) == ("sprout_profiles", ["youtube"])


@pytest.mark.parametrize("named", ["Instagram Profile", "Network,Profile"])
def test_competitors_are_not_counted_as_ours(named: str) -> None:
    cells = "cajavecina" if "," not in named else "Instagram,cajavecina"
    head = f"Date,{named},Followers,Net Follower Growth,Published Posts,Public Engagements\n"
    assert "is recognised as sprout_competitors" in refused(head + f'01-30-2026,{cells},"9,014",4,1,120\n')


def test_twcs_times_in_iso_with_or_without_fractions() -> None:
    head = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"
    rows = (
        "1,100,True,2020-10-05T08:00:00.000Z,@Banco help,2,\n2,Banco,False,2020-10-05 08:01:30,@100 hi,,1\n"
    )
    records = parsed(head + rows, channel=("x", "Banco")).records
    assert [each.sent_at for each in records if isinstance(each, MessageRecord)] == [1601884800, 1601884890]


def test_the_uci_data_set_as_other_programs_name_its_columns() -> None:
    for sign in "._":
        head = f"Page{sign}total{sign}likes,Type,Post{sign}Month,Post{sign}Hour\n"
        assert "is recognised as uci_facebook" in refused(head + "139441,Photo,12,3\n")
