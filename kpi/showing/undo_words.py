"""What undoing an import takes, leaves and brings back, in a sentence."""

from kpi.importing.undo_plan import UndoPlan
from kpi.showing.language import Language
from kpi.words import N_


def undo_sentence(plan: UndoPlan, language: Language) -> str:
    """Said before undoing, and of an undoing that was done: only what there is any of."""
    told = (
        (
            plan.rows_gone,
            N_("{number} row that only this file holds is taken back"),
            N_("{number} rows that only this file holds are taken back"),
        ),
        (
            plan.rows_staying,
            N_("{number} row stays, since other files hold it too"),
            N_("{number} rows stay, since other files hold them too"),
        ),
        (
            plan.numbers_back,
            N_("{number} figure gets the value of an earlier file back"),
            N_("{number} figures get the values of earlier files back"),
        ),
        (
            plan.numbers_later,
            N_("{number} figure keeps the value that a later file gave it"),
            N_("{number} figures keep the values that later files gave them"),
        ),
        (
            plan.rows_refused,
            N_(
                "{number} row of another file, refused because this file has it otherwise, stays out until that "
                "file is undone and imported again"
            ),
            N_(
                "{number} rows of other files, refused because this file has them otherwise, stay out until those "
                "files are undone and imported again"
            ),
        ),
    )
    parts = [language.plural(one, many, count, number=count) for count, one, many in told if count]
    if not plan.rows_gone:
        parts.insert(0, language.say(N_("no row is only in this file")))
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."
