"""Conversations without reply links: who wrote to whom, from a column of authors and texts that mention somebody.

A message of the institution's account that begins with a mention is for the customer whom it mentions first; a
message of anybody else that mentions the account is that customer's. All other rows are nobody's conversation
here: posts to everyone, retweets, talk between others. Each row is decided by itself, so that neither their order
nor how an export was cut matters. Where one conversation ends and the next begins is decided when they are
saved, by the silence that the layout states.
"""

import re
from collections.abc import Sequence
from typing import Final

from kpi.importing.cells.columns import Columns
from kpi.importing.cells.spot import EMPTY
from kpi.importing.errors import BadCell, UnreadableFile
from kpi.importing.happenings import instant
from kpi.importing.layout import Layout
from kpi.importing.readers.grid import Native
from kpi.importing.records import MessageRecord, WrittenMessage
from kpi.words import N_, Message

NO_ACCOUNT: Final = N_(
    "The layout {layout} finds conversations by who mentions whom, and nothing says which account is the institution's."
)

_RETWEET: Final = re.compile(r"\s*RT\s*@", re.IGNORECASE)
_NAME: Final = r"\w+"
_DOTTED_NAME: Final = r"\w+(?:\.\w+)*"


class MentionReader:
    """Reads the rows of such a file: a message between the account and one customer, or None for any other row."""

    def __init__(
        self, layout: Layout, columns: Columns, channel: tuple[str, str] | None, *, texts: bool = False
    ) -> None:
        handle = channel[1] if channel else _own_handle(layout)
        if layout.conversation is None or not handle:
            raise UnreadableFile(NO_ACCOUNT, layout=layout.key)
        self._columns = columns
        self._platform = layout.platform or (channel[0] if channel else "")
        self._handle = handle
        self._own = handle.casefold()
        self._silence = round(layout.conversation.silence_hours * 3600)
        # Elsewhere names may hold dots; on X a dot ends them, and "@mybank.es" mentions @mybank.
        name = _NAME if self._platform == "x" else _DOTTED_NAME
        self._mention = re.compile(rf"(?<![\w@])@({name})")
        self._leading = re.compile(rf"\s*\.?((?:@{name}[\s,:;]*)+)")
        self._author, self._text = columns["author"], columns["text"]
        self._sent_at, self._message_id = columns["sent_at"], columns["message_id"]
        self._automated, self._texts = columns["automated"], texts

    def __call__(self, line: int, cells: Sequence[Native]) -> MessageRecord | None:
        author = (self._author(cells) or "").lstrip("@").casefold()
        if not author:
            raise BadCell(self._columns.name("author"), "", Message(EMPTY))
        outbound = author == self._own
        text = self._text(cells) or ""
        customer = self._customer(author, text, outbound)
        if customer is None:
            return None
        sent_at, day = instant(self._sent_at(cells), self._columns)
        said = (
            line,
            self._platform,
            self._handle,
            self._message_id(cells) or f"{customer}|{sent_at}|{int(outbound)}",
            customer,
            None,
            sent_at,
            day,
            outbound,
            bool(self._automated(cells)),
            author,
            self._silence,
        )
        return WrittenMessage(*said, text or None) if self._texts else MessageRecord(*said)

    def _customer(self, author: str, text: str, outbound: bool) -> str | None:
        """Who the other side is; None where the row is no message between the account and a customer."""
        if _RETWEET.match(text):
            return None
        if not outbound:
            return author if self._own in self._named(text) else None
        leading = self._leading.match(text)
        return (
            next((name for name in self._named(leading[1]) if name != self._own), None) if leading else None
        )

    def _named(self, text: str) -> list[str]:
        """The accounts that the text mentions."""
        return [name.casefold() for name in self._mention.findall(text)]


def _own_handle(layout: Layout) -> str:
    """The account that the layout itself names."""
    column = layout.fields.get("handle")
    return column.value.lstrip("@") if column else ""
