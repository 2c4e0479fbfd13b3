"""Who keeps the promises: roles, no names. And a unit to write times in."""

from typing import Final

CARE: Final = "Responsable de atención en redes"
CONTENT: Final = "Responsable de contenidos"
COMMUNITY: Final = "Responsable de la comunidad"
WEB: Final = "Responsable de analítica web"
HEAD: Final = "Dirección de marketing"
HOUR: Final = 3600.0
