"""What the commands that write files to take away have in common: whose numbers, in which language, written where."""

from pathlib import Path

from kpi.access.door import Access
from kpi.commands.speech import check_language, language
from kpi.errors import KpiError
from kpi.periods import Period, parse_date
from kpi.showing.snapshot_contents import Filters
from kpi.system_errors import cause_of
from kpi.words import N_


class NotWritable(KpiError):
    template = N_("{path} cannot be written: {cause}. Give another place with --out.")


def filters_of(
    access: Access, institution: str, first: str, last: str, platforms: list[str] | None, locale: str | None
) -> Filters:
    """The filters that a command line names; without a `locale`, in the language of whoever types it.

    Raises:
        UnknownLanguage, UnknownInstitution, UnknownPlatform: it names something that does not exist.
        InvalidDate, DateOutOfRange, PeriodEndsBeforeItBegins: its days are none.
    """
    locale = locale or language().locale
    check_language(locale)
    period = Period.of(parse_date(first), parse_date(last))
    return Filters.of(access.institution(institution), period, platforms or (), locale)


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all: beside its place first, then moved there; its folder is made when missing.

    Raises:
        NotWritable: the folder or the file cannot be written.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True) if draft.parent.is_dir() else None
        raise NotWritable(path=path, cause=cause_of(error)) from None
    return path
