"""Lists of identifiers that may be one number: "119,236" is 119 and 236, or 119236 with a thousands sign.

A cell cannot say which; the file often can, since a message that answers another says so too. Where the answers
in the file say that it is a list, it is one. Where they say that it is a number, a spreadsheet has rewritten the
file, and no identifier in it can be trusted. Where they say nothing, nobody knows, and the row is not taken.
"""

from collections.abc import Sequence
from typing import Final

from kpi.importing.cells.names import REFORMATTED
from kpi.importing.columnar import Columnar
from kpi.importing.errors import OTHER_FORM, UnreadableFile
from kpi.importing.records import MessageRecord
from kpi.importing.report import Fault
from kpi.words import N_, Message

UNDECIDED: Final = N_(
    "“{value}” may be a list of identifiers or one with a thousands sign, and nothing else in the file tells which. "
    "Export the file again and import it as it was downloaded."
)


def is_doubtful(listed: Sequence[str]) -> bool:
    """Whether the identifiers of a list look like the digits of one number, in threes."""
    return len(listed) > 1 and len(listed[0]) <= 3 and all(len(each) == 3 for each in listed[1:])


def undecided(
    messages: Columnar[MessageRecord], doubtful: dict[int, Sequence[str]], column: str, *, both_ways: bool
) -> list[Fault]:
    """A fault for each message whose list nothing in the file explains.

    Args:
        messages: all of the file.
        doubtful: the lists that may be numbers, by the line of their message.
        column: what the file calls their column.
        both_ways: whether the file also says, of each answer, what it answers.

    Raises:
        UnreadableFile: a list is a number; the sentence names it.
    """
    if not doubtful:
        return []
    linked = dict(
        zip(
            messages.texts("message_id").to_pylist(),
            messages.table.column("reply_to").to_pylist(),
            strict=True,
        )
    )
    names = dict(zip(messages.ints("row").tolist(), messages.texts("message_id").to_pylist(), strict=True))
    faults = []
    for line, listed in doubtful.items():

        def answers(other: str, name: str | None = names[line]) -> bool:
            return other in linked and (not both_ways or name in linked[other])

        is_list, is_number = any(map(answers, listed)), answers("".join(listed))
        value = ",".join(listed)
        if is_number and not is_list:
            reason = Message(REFORMATTED, {"value": value})
            raise UnreadableFile(OTHER_FORM, row=str(line), column=column, reason=reason)
        if not is_list or is_number:
            faults.append(Fault(line, column, value, Message(UNDECIDED, {"value": value})))
    return faults
