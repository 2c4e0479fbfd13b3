"""What is promised where the bank is at home: its community and its website."""

from typing import Final

from sample_data.promises.owners import COMMUNITY, HOUR, WEB
from sample_data.story import Level, Promise

OWN_SPACES: Final = (
    Promise(
        "revisit_rate_30d",
        "community",
        COMMUNITY,
        {"2025-02": Level(0.35, 0.40, 0.50), "2026-01": Level(0.48, 0.52, 0.60)},
        {"2025-02": "Un espacio propio solo vale si se vuelve.", "2026-01": "La mitad vuelve en un mes."},
    ),
    Promise(
        "engagement_rate_views",
        "community",
        COMMUNITY,
        {"2025-02": Level(0.11, 0.12, 0.14)},
        {"2025-02": "Una de cada ocho lecturas acaba en reacción o comentario."},
    ),
    Promise(
        "reply_time_median",
        "community",
        COMMUNITY,
        {"2025-02": Level(4 * HOUR, 2.5 * HOUR, 1.5 * HOUR)},
        {"2025-02": "Trato cercano."},
    ),
    Promise(
        "answered_within_24h",
        "community",
        COMMUNITY,
        {"2025-02": Level(0.78, 0.84, 0.92), "2026-01": Level(0.84, 0.89, 0.95)},
        {"2025-02": "Norma de la casa: un día.", "2026-01": "La comunidad espera más."},
    ),
    Promise(
        "followers",
        "community",
        COMMUNITY,
        {"2025-02": Level(400, 500, 700), "2026-12": Level(4_360, 5_120, 5_980)},
        {"2025-02": "Clientes que se dan de alta."},
    ),
    Promise(
        "returning_visitor_share",
        "web",
        WEB,
        {"2024-11": Level(0.35, 0.37, 0.42), "2026-01": Level(0.38, 0.41, 0.45)},
        {"2024-11": "La web, un lugar al que se vuelve.", "2026-01": "Área de clientes renovada."},
    ),
)
