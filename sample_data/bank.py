"""The sample bank's story: who they are, what happens to them, what they publish and who comes back.

Everything is invented. Levels of engagement are set beside published figures; `docs/sample-bank.md` says
which. To tell another story, change the values here, in `care.py` and in `promises/`, and make the files again.
"""

from datetime import date
from typing import Final

from sample_data.story import Boost, Channel, Event, Followers, Format, Institution, Posting, Visiting
from sample_data.timeline import Trend

FIRST: Final = date(2024, 11, 1)
LAST: Final = date(2026, 11, 20)
PROMISED_UNTIL: Final = date(2026, 12, 31)

BANK: Final = Institution("Caja Miravalle", "savings_bank", "ES", "Europe/Madrid", "es")

COMMUNITY_OPENS: Final = date(2025, 2, 3)

CHANNELS: Final = (
    Channel("facebook", "Caja Miravalle", "public", "Relación con clientes y oficinas", FIRST),
    Channel("x", "CajaMiravalle", "public", "Atención al cliente y avisos de servicio", FIRST),
    Channel("instagram", "cajamiravalle", "public", "Marca y educación financiera", FIRST),
    Channel("linkedin", "caja-miravalle", "public", "Empresas y empleo", FIRST),
    Channel("tiktok", "cajamiravalle", "public", "Público joven", FIRST),
    Channel(
        "youtube",
        "cajamiravalle",
        "public",
        "Tutoriales de banca digital",
        FIRST,
        gap=(date(2026, 7, 20), date(2026, 8, 2)),
    ),
    Channel("web", "www.cajamiravalle.example", "public", "Contratación y banca digital", FIRST),
    Channel("community", "Plaza Miravalle", "private", "Comunidad privada de clientes", COMMUNITY_OPENS),
)

PURPOSES: Final = (
    ("facebook", "community", "La relación con los clientes de las oficinas."),
    ("x", "care", "Aquí preguntan cuando algo falla."),
    ("instagram", "brand", "Marca y educación financiera."),
    ("linkedin", "professionals", "Empresas y empleo."),
    ("tiktok", "young", "Quienes abrirán su primera cuenta."),
    ("youtube", "brand", "Tutoriales de banca digital."),
    ("web", "self_service", "Contratación y banca digital."),
    ("community", "community", "Clientes que se ayudan entre sí."),
)
"""What each platform is for, and why: platform, purpose (`kpi.catalogue.purposes`), note."""

OUTAGE: Final = (date(2026, 3, 10), date(2026, 3, 12))
FRAUD: Final = (date(2025, 11, 18), date(2025, 11, 21))
SORTED_SINCE: Final = date(2026, 1, 1)
"""Since then the team notes what each post on Facebook and Instagram is for."""
CAMPAIGN: Final = (date(2026, 9, 14), date(2026, 10, 11))

EVENTS: Final = (
    Event(
        "",
        "outage",
        *OUTAGE,
        title="Caída de la banca digital",
        note="La app y la web fallan de forma intermitente durante tres días.",
    ),
    Event(
        "x",
        "crisis",
        *FRAUD,
        title="Oleada de SMS fraudulentos",
        note="Mensajes que suplantan a la entidad; muchos clientes preguntan si son auténticos.",
    ),
    Event(
        "instagram",
        "campaign",
        *CAMPAIGN,
        title="Campaña «Tus cuentas, claras»",
        note="Educación financiera: más publicaciones y vídeos cortos.",
    ),
    Event(
        "tiktok",
        "campaign",
        *CAMPAIGN,
        title="Campaña «Tus cuentas, claras»",
        note="Educación financiera: más publicaciones y vídeos cortos.",
    ),
)

AFTER_OUTAGE: Final = (date(2026, 3, 13), date(2026, 3, 17))
BOOSTS: Final = (
    Boost("x", *OUTAGE, posts=2.0, views=1.9, rate=0.7, messages=13, wait=34, topic="outage"),
    Boost("x", *AFTER_OUTAGE, messages=1.8, wait=8, topic="outage"),
    Boost("facebook", *OUTAGE, rate=0.8, messages=9, wait=10, topic="outage"),
    Boost("facebook", *AFTER_OUTAGE, messages=1.6, wait=4, topic="outage"),
    Boost("instagram", *OUTAGE, messages=3, wait=2.5, topic="outage"),
    Boost("community", *OUTAGE, messages=2.5, wait=2, topic="outage"),
    Boost("x", *FRAUD, messages=3.5, wait=2.2, topic="fraud"),
    Boost("instagram", *CAMPAIGN, posts=1.7, views=1.45, rate=1.3, followers=2.6, messages=1.5),
    Boost("tiktok", *CAMPAIGN, posts=2.0, views=1.7, rate=1.3, followers=2.8),
)

FOLLOWERS: Final = {
    "facebook": Followers(61_400, gained=Trend({"2024-11-01": 24}), lost=Trend({"2024-11-01": 22})),
    "x": Followers(30_800, gained=Trend({"2024-11-01": 15}), lost=Trend({"2024-11-01": 14})),
    "instagram": Followers(
        14_600, gained=Trend({"2024-11-01": 20, "2026-10-31": 42}), lost=Trend({"2024-11-01": 6})
    ),
    "linkedin": Followers(21_900, gained=Trend({"2024-11-01": 9}), lost=Trend({"2024-11-01": 3})),
    "tiktok": Followers(
        5_200, gained=Trend({"2024-11-01": 14, "2026-10-31": 38}), lost=Trend({"2024-11-01": 4})
    ),
    "youtube": Followers(8_300, gained=Trend({"2024-11-01": 5}), lost=Trend({"2024-11-01": 1})),
}

POSTING: Final = {
    "facebook": Posting(
        a_week=Trend({"2024-11-01": 6}),
        views=Trend({"2024-11-01": 4_600, "2026-10-31": 3_700}),
        rate=Trend({"2024-11-01": 0.0135, "2026-10-31": 0.0118}),
        split=(0.80, 0.11, 0.09, 0.0),
        formats=(
            Format("photo", 6),
            Format("video", 3, views=1.3, rate=1.15),
            Format("link", 2, views=0.7, rate=0.6),
        ),
        reach=0.74,
    ),
    "x": Posting(
        a_week=Trend({"2024-11-01": 13}),
        views=Trend({"2024-11-01": 2_500, "2026-10-31": 2_100}),
        rate=Trend({"2024-11-01": 0.0102, "2026-10-31": 0.0094}),
        split=(0.62, 0.15, 0.19, 0.04),
        formats=(Format("", 1),),
        clicks=0.006,
    ),
    "instagram": Posting(
        a_week=Trend({"2024-11-01": 4.5, "2026-10-31": 5.5}),
        views=Trend({"2024-11-01": 5_200, "2026-10-31": 9_400}),
        rate=Trend({"2024-11-01": 0.0235, "2026-10-31": 0.0285}),
        split=(0.80, 0.05, 0.06, 0.09),
        formats=(
            Format("reel", 5, views=1.35, rate=0.95),
            Format("carousel", 3, rate=1.25),
            Format("image", 2, views=0.8, rate=0.85),
        ),
        reach=0.66,
    ),
    "linkedin": Posting(
        a_week=Trend({"2024-11-01": 3.5}),
        views=Trend({"2024-11-01": 2_900, "2026-10-31": 3_050}),
        rate=Trend({"2024-11-01": 0.0305}),
        split=(0.86, 0.06, 0.08, 0.0),
        formats=(
            Format("photo", 4),
            Format("carousel", 2, rate=1.5),
            Format("video", 2, views=1.1),
            Format("link", 3, rate=0.7),
        ),
        reach=0.68,
        clicks=0.011,
    ),
    "tiktok": Posting(
        a_week=Trend({"2024-11-01": 2.2, "2026-10-31": 3.2}),
        views=Trend({"2024-11-01": 6_200, "2026-10-31": 12_500}),
        rate=Trend({"2024-11-01": 0.019, "2026-10-31": 0.024}),
        split=(0.84, 0.05, 0.06, 0.05),
        formats=(Format("video", 1),),
    ),
    "youtube": Posting(
        a_week=Trend({"2024-11-01": 1.4}),
        views=Trend({"2024-11-01": 1_750, "2026-10-31": 1_900}),
        rate=Trend({"2024-11-01": 0.016}),
        split=(0.78, 0.10, 0.12, 0.0),
        formats=(Format("video", 3), Format("reel", 2, views=1.9, rate=0.8)),
    ),
    "community": Posting(
        a_week=Trend({"2025-02-03": 3, "2026-10-31": 4}),
        views=Trend({"2025-02-03": 180, "2025-08-01": 620, "2026-10-31": 1_500}),
        rate=Trend({"2025-02-03": 0.115, "2026-10-31": 0.092}),
        split=(0.62, 0.34, 0.0, 0.04),
        formats=(Format("text", 3, rate=1.2), Format("link", 2), Format("other", 1, rate=1.4)),
    ),
}

VISITING: Final = {
    "facebook": Visiting(
        arrivals=Trend({"2024-11-01": 16, "2026-10-31": 14.5}),
        returns=Trend({"2024-11-01": 0.020, "2026-10-31": 0.024}),
        later=0.006,
        again=0.35,
        gap=9,
        likes=True,
        passers=4,
    ),
    "community": Visiting(
        arrivals=Trend({"2025-02-03": 22, "2025-03-10": 5, "2026-10-31": 9.5}),
        returns=Trend({"2025-02-03": 0.42, "2026-10-31": 0.57}),
        later=0.05,
        again=0.71,
        gap=12,
    ),
}

WEEKDAY_POSTS: Final = (1.1, 1.2, 1.2, 1.15, 1.1, 0.7, 0.55)
AUGUST: Final = {"posts": 0.65, "messages": 0.8, "views": 0.88}
HOLIDAYS: Final = frozenset(
    date.fromisoformat(day)
    for day in (
        "2024-11-01", "2024-12-06", "2024-12-25", "2025-01-01", "2025-01-06", "2025-04-18", "2025-05-01",
        "2025-08-15", "2025-12-08", "2025-12-25", "2026-01-01", "2026-01-06", "2026-04-03", "2026-05-01",
        "2026-10-12",
    )
)  # fmt: skip


def channel_on(platform: str) -> Channel:
    """The bank's account on `platform`; it has one on each."""
    return next(channel for channel in CHANNELS if channel.platform == platform)


def factor(platform: str, day: date, of: str) -> float:
    """What events and the month of August make of the ordinary `of` (a field of `Boost`) on `day`."""
    value = AUGUST.get(of, 1.0) if day.month == 8 else 1.0
    for boost in BOOSTS:
        if boost.platform == platform and boost.first <= day <= boost.last:
            value *= float(getattr(boost, of))
    return value


def topic_on(platform: str, day: date) -> str:
    """What most people write about that day; "" is anything."""
    topics = [b.topic for b in BOOSTS if b.platform == platform and b.first <= day <= b.last]
    return topics[0] if topics else ""
