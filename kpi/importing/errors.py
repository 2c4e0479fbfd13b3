"""Why one cell, one file or one layout cannot be used, as small errors that stay inside this folder.

`BadCell` and `UnreadableFile` carry a sentence from deep in a loop to the one place that turns it into a
`Fault` or a `Refusal`; nobody outside of `kpi.importing` sees them. The `WrongLayout` family are wrong calls:
somebody wrote a layout file that cannot be used.
"""

from typing import Final

from kpi.errors import KpiError
from kpi.words import N_, Message

OTHER_FORM: Final = N_(
    "Row {row}, column “{column}”: {reason} Numbers in another country's form mean that a spreadsheet has "
    "rewritten the file. Import it as it was downloaded."
)


class BadCell(Exception):
    """A cell that does not hold what its column should. `column` is the file's own header."""

    def __init__(self, column: str, value: str, reason: Message) -> None:
        super().__init__(str(reason))
        self.column = column
        self.value = value
        self.reason = reason


class ForeignNumber(BadCell):
    """A number in another country's form. It is no slip in one row: a spreadsheet has rewritten the file."""


class UnreadableFile(Exception):
    """A file that cannot be read to its end; `reason` is the sentence that says so."""

    def __init__(self, template: str, **values: object) -> None:
        self.reason = Message(template, values)
        super().__init__(str(self.reason))


class Unusable(ValueError):
    """A value of a layout that cannot be used; `reason` says why, without capital and full stop."""

    def __init__(self, template: str, **values: object) -> None:
        self.reason = Message(template, values)
        super().__init__(str(self.reason))


class WrongLayout(KpiError):
    """The family of everything that can be wrong with a layout file."""


class LayoutNotFound(WrongLayout):
    template = N_("There is no layout “{name}”. Use one of: {known}; or the path of a .toml file.")


class LayoutNotToml(WrongLayout):
    template = N_("The layout {file} is not valid TOML ({problem}). Correct it there.")


class LayoutKeyMissing(WrongLayout):
    template = N_("The layout {file} lacks “{key}”. Add it; docs/adding-a-layout.md names every key.")


class LayoutKeyUnknown(WrongLayout):
    template = N_("The layout {file} has “{key}”, which no layout knows. Correct the name or remove it.")


class LayoutValueWrong(WrongLayout):
    template = N_("The layout {file} has a value at “{key}” that cannot be used: {problem}.")


class LayoutKeyTaken(WrongLayout):
    template = N_("The layout {file} has the key “{key}”, which ships with Vínculo. Give it another key.")


class LayoutClash(WrongLayout):
    template = N_("A file of the layout {file} would also fit the layout {other}, and exactly one must fit.")


class OwnLayoutUnknown(WrongLayout):
    template = N_("{institution} has no layout “{key}” of its own. Its own layouts: {known}.")
