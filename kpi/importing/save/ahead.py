"""What is done for records while their file is still being read: finding out the keys of names.

It needs no database, and costs nothing but time should the file be refused in the end.
"""

from collections.abc import Iterator
from typing import Any, Final

from kpi.importing.columnar import Columnar
from kpi.importing.records import MessageRecord, VisitRecord, WrittenMessage
from kpi.importing.save import messages, visits
from kpi.store.keys import Keys

NAMES: Final = {
    MessageRecord: messages.NAMES,
    WrittenMessage: messages.NAMES,
    VisitRecord: visits.NAMES,
}


def ahead(keys: Keys, records: Columnar[Any]) -> Iterator[None]:
    """Find out the keys that saving the records will take, if it takes these `keys`, a little at each step."""
    for (column, *before), repeated in NAMES[records.kind].items():
        yield from records.learn(keys, column, *before, repeated=repeated)
