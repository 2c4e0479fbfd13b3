"""What is promised on the public networks."""

from typing import Final

from sample_data.promises.owners import CARE, CONTENT, HEAD, HOUR
from sample_data.story import Level, Promise

FACEBOOK: Final = (
    Promise(
        "engagement_rate_views",
        "facebook",
        CONTENT,
        {"2024-11": Level(0.0120, 0.0130, 0.0150), "2026-01": Level(0.0115, 0.0125, 0.0145)},
        {"2024-11": "Nivel del año anterior.", "2026-01": "La red pierde alcance; se revisa a la baja."},
    ),
    Promise(
        "engagement_rate_reach",
        "facebook",
        CONTENT,
        {"2024-11": Level(0.0160, 0.0175, 0.0200), "2026-01": Level(0.0150, 0.0165, 0.0190)},
        {"2024-11": "Nivel del año anterior.", "2026-01": "Se revisa con la tasa por visualizaciones."},
    ),
    Promise(
        "reply_time_median",
        "facebook",
        CARE,
        {"2024-11": Level(6 * HOUR, 4 * HOUR, 2 * HOUR), "2025-07": Level(4 * HOUR, 3 * HOUR, 1.5 * HOUR)},
        {"2024-11": "Carta de servicio.", "2025-07": "Queremos contestar en la misma jornada."},
    ),
    Promise(
        "answered_within_24h",
        "facebook",
        CARE,
        {"2024-11": Level(0.75, 0.82, 0.90)},
        {"2024-11": "Norma de la casa: un día."},
    ),
    Promise(
        "revisit_rate_30d",
        "facebook",
        HEAD,
        {"2024-11": Level(0.015, 0.020, 0.030), "2026-01": Level(0.018, 0.025, 0.035)},
        {"2024-11": "El 2 % que se cita en el sector.", "2026-01": "Algo mejor que el 2 %."},
    ),
)

X: Final = (
    Promise(
        "engagement_rate_views",
        "x",
        CONTENT,
        {"2024-11": Level(0.0090, 0.0100, 0.0120)},
        {"2024-11": "Canal de servicio: basta con mantener."},
    ),
    Promise(
        "reply_time_median",
        "x",
        CARE,
        {
            "2024-11": Level(2.5 * HOUR, 1.5 * HOUR, 0.75 * HOUR),
            "2026-05": Level(1.25 * HOUR, 0.75 * HOUR, 0.5 * HOUR),
        },
        {"2024-11": "En X se espera respuesta rápida.", "2026-05": "Dos personas más y turno de sábado."},
    ),
    Promise(
        "answered_within_1h",
        "x",
        CARE,
        {"2024-11": Level(0.30, 0.40, 0.60), "2026-05": Level(0.45, 0.55, 0.70)},
        {"2024-11": "Cuatro de cada diez en una hora.", "2026-05": "Dos personas más y turno de sábado."},
    ),
    Promise(
        "answered_within_24h",
        "x",
        CARE,
        {"2024-11": Level(0.75, 0.82, 0.92), "2026-05": Level(0.85, 0.90, 0.95)},
        {"2024-11": "Norma de la casa: un día.", "2026-05": "El turno de sábado lo permite."},
    ),
)

INSTAGRAM: Final = (
    Promise(
        "engagement_rate_views",
        "instagram",
        CONTENT,
        {"2024-11": Level(0.0220, 0.0240, 0.0280), "2026-01": Level(0.0260, 0.0280, 0.0320)},
        {"2024-11": "Nivel de partida.", "2026-01": "Más carruseles y vídeo corto."},
    ),
    Promise(
        "engagement_rate_reach",
        "instagram",
        CONTENT,
        {"2024-11": Level(0.0330, 0.0360, 0.0420), "2026-01": Level(0.0390, 0.0420, 0.0480)},
        {"2024-11": "Nivel de partida.", "2026-01": "Más carruseles y vídeo corto."},
    ),
    Promise(
        "followers",
        "instagram",
        CONTENT,
        {
            "2024-11": Level(14_500, 15_000, 15_500),
            "2025-11": Level(21_200, 22_600, 24_000),
            "2026-10": Level(31_000, 33_000, 36_000),
            "2026-12": Level(32_800, 34_900, 38_200),
        },
        {"2024-11": "Doblar la cuenta en dos años."},
    ),
    Promise(
        "reply_time_median",
        "instagram",
        CARE,
        {"2024-11": Level(4 * HOUR, 2.5 * HOUR, 1.5 * HOUR), "2026-01": Level(3 * HOUR, 2 * HOUR, 1 * HOUR)},
        {"2024-11": "Carta de servicio.", "2026-01": "Más mensajes, la misma prisa."},
    ),
    Promise(
        "answered_within_24h",
        "instagram",
        CARE,
        {"2024-11": Level(0.75, 0.82, 0.90), "2026-01": Level(0.80, 0.87, 0.93)},
        {"2024-11": "Norma de la casa: un día.", "2026-01": "Más mensajes, la misma norma."},
    ),
)

LINKEDIN: Final = (
    Promise(
        "engagement_rate_views",
        "linkedin",
        CONTENT,
        {"2024-11": Level(0.0280, 0.0300, 0.0350)},
        {"2024-11": "Mantener: es nuestra mejor red profesional."},
    ),
    Promise(
        "followers",
        "linkedin",
        CONTENT,
        {"2024-11": Level(21_800, 22_100, 22_600), "2026-12": Level(25_280, 26_340, 27_930)},
        {"2024-11": "Crecer cinco personas al día."},
    ),
    Promise(
        "engagements",
        "linkedin",
        CONTENT,
        {"2024-11": Level(1_100, 1_400, 1_900)},
        {"2024-11": "Tres o cuatro publicaciones por semana."},
    ),
)

TIKTOK: Final = (
    Promise(
        "engagement_rate_views",
        "tiktok",
        CONTENT,
        {"2024-11": Level(0.0170, 0.0190, 0.0230), "2026-01": Level(0.0220, 0.0240, 0.0280)},
        {"2024-11": "Primer año en la red.", "2026-01": "El público joven responde."},
    ),
    Promise(
        "returning_visitor_share",
        "tiktok",
        CONTENT,
        {"2024-11": Level(0.17, 0.20, 0.25), "2026-01": Level(0.24, 0.27, 0.32)},
        {"2024-11": "Series con continuidad.", "2026-01": "Series con continuidad."},
    ),
    Promise(
        "followers",
        "tiktok",
        CONTENT,
        {
            "2024-11": Level(5_300, 5_600, 6_000),
            "2025-11": Level(10_600, 11_700, 13_000),
            "2026-10": Level(22_000, 24_500, 27_000),
            "2026-12": Level(24_100, 26_900, 29_700),
        },
        {"2024-11": "Llegar a personas de 18 a 30 años."},
    ),
    Promise(
        "engagements",
        "tiktok",
        CONTENT,
        {"2024-11": Level(800, 1_100, 1_600), "2026-01": Level(2_200, 3_000, 4_200)},
        {"2024-11": "Dos o tres vídeos por semana.", "2026-01": "Tres vídeos por semana."},
    ),
)

YOUTUBE: Final = (
    Promise(
        "engagement_rate_views",
        "youtube",
        CONTENT,
        {"2024-11": Level(0.0138, 0.0150, 0.0180)},
        {"2024-11": "Tutoriales: interesa que se vean y se guarden."},
    ),
    Promise(
        "returning_visitor_share",
        "youtube",
        CONTENT,
        {"2024-11": Level(0.23, 0.25, 0.30), "2026-01": Level(0.26, 0.28, 0.32)},
        {"2024-11": "Que los tutoriales se vuelvan a consultar.", "2026-01": "Listas por tema."},
    ),
)
