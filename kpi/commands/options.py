"""The options that mean the same wherever a command takes them."""

from typing import Annotated

import typer

from kpi.words import N_

Institution = Annotated[str, typer.Option(help=N_("The institution's name."))]
First = Annotated[str, typer.Option("--from", help=N_("First day, year-month-day."))]
Last = Annotated[str, typer.Option("--to", help=N_("Last day, included."))]
Platforms = Annotated[list[str] | None, typer.Option(help=N_("A platform; repeat it for several."))]
Kpis = Annotated[list[str] | None, typer.Option(help=N_("A KPI's key; repeat it for several."))]
