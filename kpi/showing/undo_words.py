"""What undoing an import takes, leaves and brings back, in a sentence."""

from kpi.importing.undo_plan import UndoPlan
from kpi.showing.language import Language
from kpi.words import N_


def undo_sentence(plan: UndoPlan, language: Language) -> str:
    """Said before undoing, and of an undoing that was done: only what there is any of."""
    parts = [
        language.plural(
            "{number} row that only this file holds is taken back",
            "{number} rows that only this file holds are taken back",
            plan.rows_gone,
            number=plan.rows_gone,
        )
        if plan.rows_gone
        else language.say(N_("no row is only in this file"))
    ]
    if plan.rows_staying:
        parts.append(
            language.plural(
                "{number} row stays, since other files hold it too",
                "{number} rows stay, since other files hold them too",
                plan.rows_staying,
                number=plan.rows_staying,
            )
        )
    if plan.numbers_back:
        parts.append(
            language.plural(
                "{number} figure gets the value of an earlier file back",
                "{number} figures get the values of earlier files back",
                plan.numbers_back,
                number=plan.numbers_back,
            )
        )
    if plan.numbers_later:
        parts.append(
            language.plural(
                "{number} figure keeps the value that a later file gave it",
                "{number} figures keep the values that later files gave them",
                plan.numbers_later,
                number=plan.numbers_later,
            )
        )
    if plan.rows_refused:
        parts.append(
            language.plural(
                "{number} row of another file, refused because this file has it otherwise, stays out until that "
                "file is undone and imported again",
                "{number} rows of other files, refused because this file has them otherwise, stay out until those "
                "files are undone and imported again",
                plan.rows_refused,
                number=plan.rows_refused,
            )
        )
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."
