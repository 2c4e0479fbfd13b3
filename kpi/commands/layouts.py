"""`layouts`: which exports can be read, by what each is known, and an institution's own."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer

from kpi.access.audit import Action, Entry
from kpi.access.roles import Permission
from kpi.commands.app import App
from kpi.commands.files import FileNotRead
from kpi.commands.operator import database, operator
from kpi.commands.speech import language
from kpi.errors import KpiError
from kpi.importing.errors import LayoutNotFound
from kpi.importing.identity import Identity, identity
from kpi.importing.layout import FOLDER, Layout, layout_named, shipped
from kpi.importing.layout_problems import NOT_UNICODE
from kpi.importing.own_layouts import add_own_layout, own_layout_texts, own_layouts, remove_own_layout
from kpi.platforms import BY_KEY
from kpi.showing.language import Language
from kpi.store.institutions import institution_named
from kpi.system_errors import cause_of
from kpi.words import N_, Message, quoted

SHOWN: Final = 6

app = App(
    help=N_("The exports that can be read: list them, show one, teach an institution's own."),
    no_args_is_help=False,
    invoke_without_command=True,
)


class WhoseLayout(KpiError):
    template = N_(
        "No layout that ships with Vínculo is called “{name}”. If it is an institution's own, say whose with "
        "--institution; `python -m kpi layouts` lists the others."
    )


OfInstitution = Annotated[str | None, typer.Option("--institution", help=N_("With the layouts of its own."))]
Whose = Annotated[str, typer.Option("--institution", help=N_("Whose layout it is."))]
Key = Annotated[str, typer.Argument(metavar=N_("KEY"), help=N_("The layout's key."))]


@app.callback()
def list_(
    context: typer.Context,
    institution: OfInstitution = None,
    as_json: Annotated[bool, typer.Option("--json", help=N_("Print them as JSON."))] = False,
) -> None:
    """Print every layout and by what its files are known, unless a command follows."""
    if context.invoked_subcommand is not None:
        return
    speaker = language()
    known = [(layout, False) for layout in shipped()]
    known += [(layout, True) for layout in _own(institution)]
    if as_json:
        typer.echo(json.dumps([record(*each, speaker) for each in known], ensure_ascii=False, indent=1))
        return
    typer.echo("\n".join(_lines(layout, speaker, own=own) for layout, own in known))


@app.command("show", help=N_("Print a layout's TOML, to read it or to begin one's own from it."))
def show_(key: Key, institution: OfInstitution = None) -> None:
    """Print the text of a layout, an institution's own or a shipped one."""
    own = _own(institution)
    try:
        layout_named(key, own)
    except LayoutNotFound:
        if institution is None:
            raise WhoseLayout(name=key) from None
        raise
    if any(layout.key == key for layout in own):
        with database().reading() as connection:
            row = institution_named(connection, str(institution))
            typer.echo(own_layout_texts(connection, row.id)[key], nl=False)
        return
    path = next(iter(FOLDER.glob(f"*/{key}.toml")), Path(key))
    typer.echo(path.read_text("utf-8"), nl=False)


@app.command("add", help=N_("Keep a layout for an institution: from now on its files are recognised."))
def add(
    file: Annotated[Path, typer.Argument(metavar=N_("FILE.toml"), help=N_("The layout as a TOML file."))],
    institution: Whose,
) -> None:
    """Check the layout and keep it."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        cause = cause_of(problem) if isinstance(problem, OSError) else Message(NOT_UNICODE)
        raise FileNotRead(path=file, cause=cause) from None
    access = operator()
    row = access.institution(institution)
    with access.writing(Permission.LAYOUTS, row, None) as connection:
        layout = add_own_layout(connection, row, text, file=file.name, by=access.by)
        access.write_down(connection, row, Entry(Action.LAYOUT_KEPT, layout.key))
    typer.echo(
        language().say(
            N_("{institution} now reads files of the layout {key}."), institution=row.name, key=layout.key
        )
    )


@app.command(
    "remove", help=N_("Forget one of an institution's own layouts; what was imported with it stays.")
)
def remove(key: Key, institution: Whose) -> None:
    """Forget the layout."""
    access = operator()
    row = access.institution(institution)
    with access.writing(Permission.LAYOUTS, row, Entry(Action.LAYOUT_FORGOTTEN, key)) as connection:
        remove_own_layout(connection, row, key)
    typer.echo(
        language().say(
            N_("{institution} reads files of the layout {key} no more."), institution=row.name, key=key
        )
    )


def record(layout: Layout, own: bool, speaker: Language) -> dict[str, object]:
    """A layout as it stands in the JSON."""
    return {
        "key": layout.key,
        "vendor": layout.vendor,
        "title": _title(layout, speaker),
        "platform": layout.platform or None,
        "fact": layout.fact,
        "languages": list(layout.languages),
        "kinds": list(layout.kinds),
        "own": own,
        "known_by": asdict(identity(layout)),
    }


def _own(institution: str | None) -> tuple[Layout, ...]:
    """The institution's own layouts; none where no institution is named."""
    if institution is None:
        return ()
    with database().reading() as connection:
        return own_layouts(connection, institution_named(connection, institution).id)


def _title(layout: Layout, speaker: Language) -> str:
    return layout.title.es if speaker.locale == "es" else layout.title.en


def _lines(layout: Layout, speaker: Language, *, own: bool) -> str:
    """A layout on three lines: what it is called, what it holds, by what it is known."""
    platform = BY_KEY[layout.platform].label if layout.platform else ""
    fact = speaker.say(N_("no KPI")) if layout.fact == "none" else layout.fact
    about = [
        platform,
        fact,
        ", ".join(layout.languages),
        ", ".join(layout.kinds),
        speaker.say(N_("your own")) if own else "",
    ]
    known_by = "; ".join(_known_by(identity(layout), speaker))
    return "\n".join(
        [
            f"{layout.key}: {_title(layout, speaker)}",
            "  " + " · ".join(each for each in about if each),
            "  " + speaker.say(N_("known by {what}"), what=known_by),
        ]
    )


def _known_by(found: Identity, speaker: Language) -> list[str]:
    """What identifies it, in words; of long lists the first."""
    groups = {
        N_("the columns {names}"): [names[0] for names in found.needed],
        N_("one of the columns {names}"): [names[0] for names in found.any_of],
        N_("sheets named {names}"): found.sheets,
        N_("the line above {names}"): found.titles,
        N_("comments above that begin with {names}"): found.comments,
        N_("files named {names}"): found.files,
        N_("one of the titles {names}"): found.charts,
        N_("never the columns {names}"): found.forbidden,
    }
    said = [speaker.say(template, names=_first(names)) for template, names in groups.items() if names]
    if found.exact:
        said.append(speaker.say(N_("no other column than it names")))
    if found.rest:
        said.append(speaker.say(N_("no other layout fits")))
    return said


def _first(names: Sequence[str]) -> tuple[Message | str, ...]:
    return (*quoted(names[:SHOWN]), *(["…"] if len(names) > SHOWN else []))
