"""What a workbook says of itself: on its cover, and in its properties."""

from collections.abc import Iterator

from kpi.showing.charts.words import platform_name
from kpi.showing.invented import invented
from kpi.showing.snapshot_contents import Contents
from kpi.version import VERSION
from kpi.words import N_


def about(contents: Contents) -> dict[str, str]:
    """The file's properties."""
    filters = contents.filters
    say = filters.language.say
    return {
        "title": say(
            N_("{institution}: social media, {period}"),
            institution=filters.institution.name,
            period=filters.language.period(filters.period),
        ),
        "author": "Vínculo",
        "comments": " ".join(
            [
                *invented(filters.institution, filters.language),
                say(
                    N_("Data version {version}."),
                    version=filters.language.number(filters.institution.data_version),
                ),
            ]
        ),
    }


def cover_lines(contents: Contents) -> Iterator[tuple[str, str]]:
    """The cover's lines, a name and what there is to say; two empty ones leave a line free."""
    filters = contents.filters
    language, period = filters.language, filters.period
    say = language.say
    yield say(N_("Institution")), filters.institution.name
    for said in invented(filters.institution, language):
        yield "", said
    yield say(N_("Period")), say(N_("{first} to {last}"), first=period.first, last=period.last)
    names = [platform_name(key, language) for key in filters.platforms] or [platform_name(None, language)]
    yield say(N_("Platforms")), ", ".join(names)
    yield say(N_("Data until")), _reach(contents)
    yield say(N_("Data version")), language.number(filters.institution.data_version)
    yield say(N_("Program")), f"Vínculo {VERSION}"
    yield "", ""
    yield (
        say(N_("How to read it")),
        say(
            N_(
                "Shares are percentages and durations hours, minutes and seconds, so Excel can calculate with them. An empty cell is a missing value; zero is 0. Numerators of single days are in the ZIP with CSV files, beside everything that is here."
            )
        ),
    )
    yield (
        say(N_("The same file again")),
        say(
            N_(
                "The same filters over the same data give the same bytes, so the time of the export is not inside."
            )
        ),
    )
    yield "", ""


def _reach(contents: Contents) -> str:
    """How far each channel's data reach, by the last of its days."""
    language = contents.filters.language
    last_days = {
        channel.platform: max(row.period.last for row in rows)
        for channel in contents.channels
        if (rows := contents.covered_of(channel))
    }
    said = [f"{platform_name(key, language)}: {language.date(day)}" for key, day in last_days.items()]
    return "; ".join(said) or language.say(N_("nothing was imported"))
