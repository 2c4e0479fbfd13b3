"""The options that mean the same wherever a command takes them."""

from enum import StrEnum
from typing import Annotated

import typer

from kpi.words import N_

Institution = Annotated[str, typer.Option(help=N_("The institution's name."))]
First = Annotated[str, typer.Option("--from", help=N_("First day, year-month-day."))]
Last = Annotated[str, typer.Option("--to", help=N_("Last day, included."))]
Platforms = Annotated[list[str] | None, typer.Option(help=N_("A platform; repeat it for several."))]
Kpis = Annotated[list[str] | None, typer.Option(help=N_("A KPI's key; repeat it for several."))]


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class TableOrJson(StrEnum):
    """Of what is no one table: programs read it as JSON only."""

    TABLE = "table"
    JSON = "json"


As = Annotated[Format, typer.Option("--format", help=N_("What to print."))]
AsTableOrJson = Annotated[TableOrJson, typer.Option("--format", help=N_("What to print."))]
