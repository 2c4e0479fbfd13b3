"""`people`: who may do what, as the pages ask it once people sign in. The first administrator is made here."""

from typing import Annotated, Final

import typer

from kpi.access.people import Kind, MembershipRow, members, role_named
from kpi.access.roles import LABELS
from kpi.acts import people
from kpi.commands.app import App
from kpi.commands.operator import database, operator
from kpi.commands.speech import language
from kpi.commands.tables import aligned
from kpi.errors import KpiError
from kpi.showing.audit_values import KINDS
from kpi.showing.dates import instant_text
from kpi.store.institutions import InstitutionRow, institutions
from kpi.store.schema import EVERYWHERE
from kpi.words import N_

app = App(help=N_("Who may do what: list it, give a role, take one away."))
Email = Annotated[str | None, typer.Option(help=N_("The person's address, as the sign-in tells it."))]
Group = Annotated[str | None, typer.Option(help=N_("Or the name of a group of the sign-in."))]
Institution = Annotated[str | None, typer.Option(help=N_("The institution's name."))]
All = Annotated[
    bool, typer.Option("--all", help=N_("On the whole server: in every institution, those to come too."))
]
HEADINGS: Final = (N_("Given to"), N_("Who"), N_("Role"), N_("Institution"), N_("Given by"), N_("When (UTC)"))


class NobodyNamed(KpiError):
    template = N_("Say who it is about, with --email or with --group, and not with both.")


class NowhereNamed(KpiError):
    template = N_("Say where it holds, with --institution or with --all, and not with both.")


@app.command("list", help=N_("List the roles, those on the whole server first."))
def list_(institution: Institution = None) -> None:
    """Print who has which role where."""
    speaker, access = language(), operator()
    row = access.institution(institution) if institution else None
    with database().reading() as connection:
        rows = members(connection, row.id if row else None)
        names = {each.id: each.name for each in institutions(connection)}
    if not rows:
        typer.echo(speaker.say(N_("Nobody has a role yet.")), err=True)
        return
    everywhere = {EVERYWHERE: speaker.say(N_("the whole server"))}
    headings = [speaker.say(each) for each in HEADINGS]
    typer.echo(aligned(headings, [_cells(each, names | everywhere) for each in rows]))


def _cells(row: MembershipRow, names: dict[int, str]) -> list[str]:
    speaker = language()
    return [
        speaker.say(KINDS[row.kind]),
        row.name,
        speaker.say(LABELS[row.role]),
        names.get(row.institution_id, ""),
        row.granted_by,
        instant_text(row.granted_at),
    ]


@app.command("grant", help=N_("Give a role; it takes the place of the one given by the same name before."))
def grant(
    role: Annotated[str, typer.Option(help=N_("viewer, strategist, data-steward or administrator."))],
    email: Email = None,
    group: Group = None,
    institution: Institution = None,
    everywhere: All = False,
) -> None:
    """Give a role."""
    access = operator()
    kind, name = _who(email, group)
    given = role_named(role)
    people.grant(access, _where(institution, everywhere=everywhere), kind, name, given)
    said = N_("{name} has the role “{role}” from now on.")
    typer.echo(language().say(said, name=name, role=language().say(LABELS[given])))


@app.command("revoke", help=N_("Take a role away; the next click is refused."))
def revoke(
    email: Email = None,
    group: Group = None,
    institution: Institution = None,
    everywhere: All = False,
) -> None:
    """Take a role away."""
    kind, name = _who(email, group)
    people.revoke(operator(), _where(institution, everywhere=everywhere), kind, name)
    typer.echo(language().say(N_("{name} has no role here any more; the next click is refused."), name=name))


def _who(email: str | None, group: str | None) -> tuple[Kind, str]:
    if (email is None) == (group is None):
        raise NobodyNamed
    return (Kind.EMAIL, email) if email is not None else (Kind.GROUP, group or "")


def _where(institution: str | None, *, everywhere: bool) -> InstitutionRow | None:
    """The institution; None is the whole server."""
    if (institution is None) is not everywhere:
        raise NowhereNamed
    return operator().institution(institution) if institution is not None else None
