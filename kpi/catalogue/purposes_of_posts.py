"""What a post is for, as the institution says it; the platforms know nothing of it."""

from typing import Final

from kpi.words import N_

PURPOSES: Final = {
    "product": N_("Products and offers"),
    "education": N_("Financial education"),
    "service": N_("Service and notices"),
    "institution": N_("The institution and its commitment"),
    "community": N_("Conversation and community"),
    "talent": N_("People and jobs"),
}
"""By the key that is stored and that a file may write."""
