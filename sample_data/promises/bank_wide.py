"""What is promised over all platforms together."""

from typing import Final

from sample_data.promises.owners import CARE, HEAD, HOUR
from sample_data.story import Level, Promise

ALL_PLATFORMS: Final = (
    Promise(
        "engagement_rate_views",
        "",
        HEAD,
        {"2024-11": Level(0.0155, 0.0170, 0.0190), "2026-01": Level(0.0220, 0.0250, 0.0290)},
        {"2024-11": "Media del primer año de plan.", "2026-01": "Sube con el peso del vídeo corto."},
    ),
    Promise(
        "reply_time_median",
        "",
        CARE,
        {"2024-11": Level(4 * HOUR, 3 * HOUR, 2 * HOUR), "2026-07": Level(3 * HOUR, 2 * HOUR, 1 * HOUR)},
        {"2024-11": "Compromiso de la carta de servicio.", "2026-07": "Más personas en X desde mayo."},
    ),
    Promise(
        "answered_within_24h",
        "",
        CARE,
        {"2024-11": Level(0.78, 0.83, 0.90), "2026-05": Level(0.84, 0.90, 0.95)},
        {
            "2024-11": "Responder en un día.",
            "2026-05": "Con el turno de sábado en X, también en fin de semana.",
        },
    ),
    Promise(
        "revisit_rate_30d",
        "",
        HEAD,
        {
            "2024-11": Level(0.02, 0.03, 0.05),
            "2025-03": Level(0.10, 0.14, 0.20),
            "2026-01": Level(0.18, 0.22, 0.28),
        },
        {
            "2024-11": "Partimos del 2 % conocido.",
            "2025-03": "Con la comunidad abierta.",
            "2026-01": "Segundo año.",
        },
    ),
    Promise(
        "returning_visitor_share",
        "",
        HEAD,
        {"2024-11": Level(0.24, 0.26, 0.30), "2026-01": Level(0.28, 0.32, 0.36)},
        {"2024-11": "Que vuelva uno de cada cuatro.", "2026-01": "Que vuelva uno de cada tres."},
    ),
)
