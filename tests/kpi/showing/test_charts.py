"""What a reader finds on each chart: the goal named, units on the axis, gaps where data are missing."""

import re
from datetime import date

import pytest

from kpi.catalogue.references import references_for
from kpi.catalogue.units import Unit
from kpi.periods import Period, day_of
from kpi.showing.charts.axes import ticks, time_axis, value_axis
from kpi.showing.charts.bullets import bullets
from kpi.showing.charts.figure import Chart
from kpi.showing.charts.marks import Mark
from kpi.showing.charts.multiples import multiples
from kpi.showing.charts.palette import LIGHT, SCREEN
from kpi.showing.charts.sparkline import sparkline
from kpi.showing.charts.trend import trend
from kpi.showing.language import Language
from tests.kpi.showing.drawn import spec
from tests.kpi.showing.values import month, value

ES, EN = Language("es"), Language("en")
SUMMER = [
    value("answered_within_24h", x, month(2026, n), target=0.9, floor=0.8)
    for n, x in ((6, 0.82), (7, None), (8, 0.91))
]
FIRST = day_of(date(2026, 10, 1))
OCTOBER_DAYS = [value("engagements", 10.0, Period(day, day + 1)) for day in range(FIRST, FIRST + 31)]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def notes(chart: Chart) -> list[str]:
    return [plain(each["text"]) for each in spec(chart)["layout"]["annotations"]]


def test_a_trend_leaves_a_gap_where_nothing_is_known() -> None:
    goal, actual = spec(trend(SUMMER, ES))["data"]
    assert list(actual["y"]) == [0.82, None, 0.91]
    assert actual["connectgaps"] is False
    assert goal["line"]["dash"] == "dash"


def test_a_trend_names_its_goal_and_writes_units_in_the_readers_language() -> None:
    assert "objetivo<br>≥ 90,0 %" in notes(trend(SUMMER, ES))
    assert "goal<br>≥ 90.0%" in notes(trend(SUMMER, EN))
    ticks_shown = spec(trend(SUMMER, ES))["layout"]["yaxis"]["ticktext"]
    assert [plain(t) for t in ticks_shown] == ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]


def test_pointing_at_a_value_says_the_whole_sentence() -> None:
    said = plain(spec(trend(SUMMER, ES))["data"][1]["hovertext"][0])
    assert "junio de 2026" in said
    assert "82,0 %" in said
    assert "objetivo 90,0 %: ▲ casi cumplido" in said
    assert "Ningún archivo importado lo trae" in spec(trend(SUMMER, ES))["data"][1]["hovertext"][1]


def test_a_month_that_is_not_over_is_drawn_hollow() -> None:
    symbols = spec(trend(SUMMER, ES, data_end=month(2026, 8).end - 3))["data"][1]["marker"]["symbol"]
    assert list(symbols) == ["circle", "circle", "circle-open"]


def test_a_month_with_days_missing_is_drawn_hollow_and_says_how_many_it_has() -> None:
    july = value("returning_visitor_share", 0.3, month(2026, 7))._replace(days_with_data=19)
    august = value("returning_visitor_share", 0.4, month(2026, 8))._replace(days_with_data=31)
    chart = trend([july, august], ES)
    line = spec(chart)["data"][1]
    assert list(line["marker"]["symbol"]) == ["circle-open", "circle"]
    assert "19 de 31 días" in line["hovertext"][0]
    assert "días" not in line["hovertext"][1]
    assert "○ de parte de sus días no hay datos" in notes(chart)
    assert chart.alt.endswith("○ de parte de sus días no hay datos")
    assert "○" not in trend([august, august], ES).alt


def test_a_gap_between_imports_makes_its_months_hollow_on_its_own_platform_only() -> None:
    gap = Period(month(2026, 8).start + 3, month(2026, 8).start + 20)
    assert list(spec(trend(SUMMER, ES, gaps=[gap]))["data"][1]["marker"]["symbol"]) == [
        "circle",
        "circle",
        "circle-open",
    ]
    rows = {name: [each._replace(platform=name) for each in SUMMER] for name in ("facebook", "x")}
    chart = multiples(rows, ES, gaps={"x": [gap]})
    facebook, x = (trace for trace in spec(chart)["data"] if trace["mode"] == "lines+markers")
    assert "circle-open" not in facebook["marker"]["symbol"]
    assert x["marker"]["symbol"][2] == "circle-open"
    assert [list(line["y"]) for line in (facebook, x)] == [[0.82, None, 0.91]] * 2
    assert facebook["connectgaps"] is False


def test_an_event_of_two_platforms_is_marked_once_and_those_outside_not_at_all() -> None:
    july, winter = Mark(month(2026, 7), "Campaign"), Mark(month(2026, 1), "Before")
    chart = trend(SUMMER, EN, marks=(july, july, winter))
    assert [note for note in notes(chart) if note in ("Campaign", "Before")] == ["Campaign"]
    assert [shape["type"] for shape in spec(chart)["layout"]["shapes"]] == ["rect"]


def test_a_reference_is_dotted_and_names_its_source() -> None:
    (two_percent,) = references_for("revisit_rate_30d", "facebook")
    values = [value("revisit_rate_30d", 0.03, platform="facebook", reference=two_percent)]
    chart = trend(values, EN)
    assert spec(chart)["layout"]["shapes"][0]["line"]["dash"] == "dot"
    assert any("2012" in note and "Ibermática" in note for note in notes(chart))


def test_a_chart_tells_itself_to_who_cannot_see_it() -> None:
    said = plain(trend(SUMMER, EN).alt)
    assert said == (
        "Answered within 24 hours, All platforms: from 82.0% (June 2026) to 91.0% (August 2026); "
        "lowest 82.0% (June 2026), highest 91.0% (August 2026)."
    )


def test_bullets_hold_value_goal_and_status_in_words() -> None:
    values = [
        value("reply_time_median", 37_020, platform="facebook", target=14_400, floor=18_000),
        value("reply_time_median", 1_680, platform="x", target=2_700),
    ]
    chart = bullets(values, ES, palette=LIGHT)
    words = " | ".join(notes(chart))
    assert "Facebook | <b>10 h 17 min</b> · ≤ 4 h" in words
    assert "■ incumplido" in words
    assert "● cumplido" in words
    assert list(spec(chart)["data"][0]["marker"]["color"]) == [LIGHT.missed, LIGHT.met]


def test_bullets_begin_at_zero_and_stroke_every_goal() -> None:
    chart = bullets([value("reply_time_median", 1_680, platform="x", target=2_700)], ES)
    layout = spec(chart)["layout"]
    assert layout["xaxis"]["range"][0] == 0
    assert [shape["x0"] for shape in layout["shapes"]] == [2_700]
    assert layout["shapes"][0]["line"]["color"] == SCREEN.goal


def test_a_rate_of_few_cases_says_so() -> None:
    chart = bullets([value("revisit_rate_30d", 4 / 9, platform="x", cases=(4, 9))], ES)
    assert "<b>44,4 % (4 de 9)</b>" in notes(chart)


def test_days_are_named_by_their_mondays_and_odd_ones_say_why() -> None:
    chart = spec(trend(OCTOBER_DAYS, ES, odd={FIRST + 2: "sábado raro"}))
    assert chart["layout"]["xaxis"]["ticktext"] == ["5 oct<br>2026", "12 oct", "19 oct", "26 oct"]
    assert chart["data"][-1]["x"] == ["2026-10-03"]
    assert chart["data"][-1]["hovertext"] == ["sábado raro"]


def test_an_event_that_began_before_the_chart_is_named_at_its_edge() -> None:
    chart = trend(OCTOBER_DAYS, ES, marks=[Mark(Period(FIRST - 20, FIRST + 5), "Campaña")])
    (name,) = [note for note in spec(chart)["layout"]["annotations"] if note["text"] == "Campaña"]
    assert name["x"] == "2026-10-01"


def test_small_multiples_share_one_scale() -> None:
    rows = {
        "facebook": [value("answered_within_24h", 0.2, month(2026, 9), platform="facebook")],
        "x": [value("answered_within_24h", 0.9, month(2026, 9), platform="x")],
    }
    layout = spec(multiples(rows, ES))["layout"]
    assert layout["yaxis"]["range"] == layout["yaxis2"]["range"]
    assert [note.split("</b>")[0] for note in notes(multiples(rows, ES))] == ["<b>Facebook", "<b>X"]
    assert [layout[axis]["showticklabels"] for axis in ("yaxis", "yaxis2")] == [True, False]


def test_small_multiples_are_of_one_height_also_alone_in_the_last_row() -> None:
    rows = {
        name: [value("answered_within_24h", 0.2, month(2026, 9), platform=name)]
        for name in ("facebook", "x", "tiktok")
    }
    layout = spec(multiples(rows, ES))["layout"]
    heights = [
        top - bottom for bottom, top in (layout[axis]["domain"] for axis in ("yaxis", "yaxis2", "yaxis3"))
    ]
    assert heights == pytest.approx([heights[0]] * 3)


def test_panels_with_scales_of_their_own_have_room_for_their_numbers() -> None:
    rows = {
        name: [value("followers", 4_000_000, month(2026, number), platform=name) for number in (8, 9)]
        for name in ("facebook", "x")
    }
    layout = spec(multiples(rows, ES, one_scale=False))["layout"]
    assert layout["yaxis2"]["showticklabels"]
    between = layout["xaxis2"]["domain"][0] - layout["xaxis"]["domain"][1]
    assert between * 300 == pytest.approx(layout["margin"]["l"])


@pytest.mark.parametrize(
    ("high", "unit", "expected"),
    [
        (0.94, Unit.SHARE, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0.013, Unit.SHARE, [0, 0.005, 0.01, 0.015]),
        (3 * 3600, Unit.SECONDS, [0, 3600, 7200, 10800]),
        (90, Unit.SECONDS, [0, 30, 60, 90]),
        (63_037, Unit.COUNT, [0, 20_000, 40_000, 60_000, 80_000]),
        (0, Unit.COUNT, [0]),
        (1, Unit.COUNT, [0, 1]),
        (11, Unit.COUNT, [0, 5, 10, 15]),
    ],
)
def test_ticks_are_round_and_few(high: float, unit: Unit, expected: list[float]) -> None:
    assert ticks(0, high, unit) == pytest.approx(expected)


def test_a_year_is_written_where_it_begins() -> None:
    pieces = [month(2025, 11), month(2025, 12), month(2026, 1), month(2026, 2)]
    assert time_axis(pieces, ES)["ticktext"] == ["nov<br>2025", "dic", "ene<br>2026", "feb"]


def test_a_sparkline_breaks_at_gaps_and_draws_its_goal() -> None:
    svg = sparkline([1, 2, None, 3], goal=2)
    assert svg.count("M") == 4  # two pieces of line, the goal, the dot
    assert 'class="goal"' in svg


def test_a_number_between_two_gaps_is_a_point_in_a_sparkline() -> None:
    (line,) = re.findall(r'class="line" d="([^"]*)"', sparkline([1, None, 2, None, 3, 4]))
    pieces = line.split("M")[1:]
    assert [piece.endswith("h0") for piece in pieces] == [True, True, False]


def test_one_number_is_no_line() -> None:
    assert sparkline([None, 5]) == ""


def test_an_axis_of_values_that_nobody_knows_yet_can_be_drawn() -> None:
    assert value_axis([None, None], Unit.SHARE, ES)["tickvals"][0] == 0
    assert value_axis([None], Unit.SHARE, ES, from_zero=False)["tickvals"][0] == 0
