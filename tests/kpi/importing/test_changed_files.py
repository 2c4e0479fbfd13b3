"""What a spreadsheet, a cut or a lost column makes of a file that would then be read as other numbers."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from kpi.answers.goals import Goal
from kpi.importing.layout import FOLDER
from kpi.importing.records import GoalRecord
from kpi.showing.goals_file import goals_csv
from tests.kpi.importing.reading_support import day, parsed, refused

GOALS = "kpi,platform,month,target\n"


def rewritten(name: str, change: Callable[[int, str, str], str]) -> str:
    """A sample with each cell as `change` of its line, its column's name and itself gives it."""
    [path] = FOLDER.glob(f"*/{name}")
    header, *rows = csv.reader(io.StringIO(Path(path).read_text("utf-8-sig"), newline=""))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    for line, row in enumerate(rows, 2):
        writer.writerow([change(line, name, cell) for name, cell in zip(header, row, strict=True)])
    return out.getvalue()


def test_the_smaller_of_two_columns_does_not_count_because_the_larger_cannot_be_read() -> None:
    def in_thousands(_: int, name: str, cell: str) -> str:
        return f"{cell},00" if cell == "912" and name == "Views" else cell

    sentence = refused(rewritten("meta_facebook_posts.en.csv", in_thousands))
    assert "“912,00”" in sentence


def test_posts_of_x_without_their_identifiers_are_not_days() -> None:
    [path] = FOLDER.glob("*/x_posts_2024.csv")
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert rows[0][0] == "Post id"
    out = io.StringIO(newline="")
    csv.writer(out).writerows(row[1:] for row in rows)
    assert "fits no layout" in refused(out.getvalue())


def test_a_goal_that_may_be_a_thousand_times_as_much_is_not_taken() -> None:
    assert "may be a thousand times as much" in refused(f"{GOALS}followers,facebook,2026-05,12.000\n")
    rows = (
        f"{GOALS}followers,facebook,2026-05,12.00\nresponse_rate,,2026-05,0.125\nfollowers,x,2026-05,12000\n"
    )
    assert targets(rows) == [12.0, 0.125, 12000.0]


def test_goals_with_three_decimals_are_written_so_that_they_can_be_read() -> None:
    levels = [1.125, 0.125, 12.0, 999.999]
    content = goals_csv(
        Goal("reply_time_mean", "", day(f"2026-0{n}-01"), each) for n, each in enumerate(levels, 1)
    )
    assert targets(content) == levels


def targets(content: str | bytes) -> list[float]:
    return [record.target for record in parsed(content).records if isinstance(record, GoalRecord)]


def test_charts_with_a_line_of_words_are_refused() -> None:
    [path] = FOLDER.glob("*/meta_daily_charts.saved.csv")
    first, second, *others = path.read_bytes().split(b"Data;Primary")
    damaged = b"Da4a;Primary".join([first + b"Data;Primary" + second, *others])
    sentence = refused(damaged, channel=("instagram", "bancoexemplo"))
    assert "Line 7 is neither a day of the chart" in sentence


def test_a_file_of_linked_messages_without_one_that_can_be_read_is_refused() -> None:
    [path] = FOLDER.glob("*/twcs.csv")
    head, *rows = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([head, *([cell + "?" if name == "created_at" else cell for name, cell in zip(head, row, strict=True)] for row in rows)])  # fmt: skip
    assert "rows cannot be read" in refused(out.getvalue(), channel=("x", "BancoEjemplo"))
