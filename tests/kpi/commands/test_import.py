"""`import` and `imports`: what scripts rely on."""

import gzip
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.files import CHART
from tests.support.shell import Shell

Counts = Callable[[], dict[str, int]]
KEYS = {
    "file", "status", "layout", "platform", "fact", "rows_read", "rows_saved", "rows_skipped", "skipped",
    "first_day", "last_day", "reason",
}  # fmt: skip


def test_the_json_has_the_keys_of_the_contract(shell: Shell, posts: Path) -> None:
    said = shell.run("import", posts, "--institution", "Banco", "--json")
    assert said.code == 0
    (report,) = said.json
    assert set(report) >= KEYS
    assert report["file"] == str(posts)
    assert (report["status"], report["layout"], report["fact"]) == ("saved", "vinculo_posts", "post")
    assert (report["rows_read"], report["rows_saved"], report["rows_skipped"]) == (2, 2, 0)
    assert (report["first_day"], report["last_day"]) == ("2026-03-02", "2026-03-03")
    assert report["reason"] is None
    assert said.err == ""


def test_a_skipped_row_is_named_with_line_column_value_and_reason(shell: Shell, posts: Path) -> None:
    lines = posts.read_text("utf-8") + "facebook;banco;p3;2026-02-30T10:00:00+01:00;1;1\n"
    rows = "".join(f"facebook;banco;q{i};2026-03-03T10:00:00+01:00;1;1\n" for i in range(20))
    posts.write_text(lines + rows, "utf-8")
    said = shell.run("import", posts, "--institution", "Banco", "--json")
    (report,) = said.json
    assert (report["status"], report["rows_skipped"]) == ("saved", 1)
    (skipped,) = report["skipped"]
    assert (skipped["row"], skipped["column"]) == (4, "published_at")
    assert skipped["value"].startswith("2026-02-30")
    assert skipped["reason"]


@pytest.mark.parametrize(
    ("lang", "said"), [("en", " 1 row read, 1 saved, 0 skipped,"), ("es", " 1 fila leída; guardadas: 1, ")]
)
def test_one_row_is_not_several(
    shell: Shell, posts: Path, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    monkeypatch.setenv("KPI_LANGUAGE", lang)
    posts.write_text("".join(posts.read_text("utf-8").splitlines(keepends=True)[:2]), "utf-8")
    assert said in shell.run("import", posts, "--institution", "Banco").out


def test_the_same_file_again_is_already_imported_and_no_failure(
    shell: Shell, posts: Path, row_counts: Counts
) -> None:
    shell.run("import", posts, "--institution", "Banco")
    before = row_counts()
    said = shell.run("import", posts, "--institution", "banco", "--json")
    assert (said.code, said.json[0]["status"]) == (0, "already imported")
    assert "import 1 of" in said.json[0]["reason"]
    assert row_counts() == before


def test_a_dry_run_keeps_nothing(shell: Shell, posts: Path, row_counts: Counts) -> None:
    said = shell.run("import", posts, "--institution", "Banco", "--dry-run")
    assert said.code == 0
    assert "would be saved" in said.out
    assert set(row_counts().values()) == {0}


def test_a_folder_is_all_of_its_files_and_one_refused_does_not_stop_the_others(
    shell: Shell, posts: Path
) -> None:
    folder = folder_of(posts)
    (folder / "a_strange.csv").write_text("nobody,knows\n1,2\n", "utf-8")
    said = shell.run("import", folder, "--institution", "Banco", "--json")
    assert said.code == 2
    assert [report["status"] for report in said.json] == ["refused", "saved"]
    assert said.json[0]["reason"]
    assert said.err.count("\n") == 1


def test_a_folder_gives_each_file_a_line_whatever_its_name_ends_with(shell: Shell, posts: Path) -> None:
    folder = folder_of(posts)
    more = posts.read_text("utf-8").replace("p1", "p8").replace("p2", "p9")
    (folder / "more.txt").write_text(more, "utf-8")
    (folder / "packed.csv.gz").write_bytes(gzip.compress(more.encode()))
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / ".DS_Store").write_bytes(b"\x00\x01")
    (folder / "~$book.xlsx").write_bytes(b"x")
    said = shell.run("import", folder, "--institution", "Banco", "--json")
    told = {Path(report["file"]).name: (report["status"], report["reason"]) for report in said.json}
    assert list(told) == ["more.txt", "packed.csv.gz", "paper.pdf", "posts.csv"]
    assert [told[name][0] for name in told] == ["saved", "refused", "refused", "saved"]
    assert "is a packed archive. Unpack it" in told["packed.csv.gz"][1]
    assert "is a PDF" in told["paper.pdf"][1]
    assert "2 hidden files were passed over: .DS_Store, ~$book.xlsx." in said.err


def test_the_account_that_a_file_was_taken_for_is_named(shell: Shell, posts: Path, tmp_path: Path) -> None:
    said = shell.run("import", posts, "--institution", "Banco")
    assert "Counts for Facebook, banco." in said.out
    nameless = tmp_path / "nameless.csv"
    nameless.write_text(posts.read_text("utf-8").replace(";banco;p", ";;q"), "utf-8")
    said = shell.run("import", nameless, "--institution", "Banco")
    assert "Counts for Facebook, banco." in said.out
    assert "names no account: it counts for “Facebook, banco”, the only one on Facebook." in said.err
    assert "undo the import and say which with --channel" in said.err


def folder_of(posts: Path) -> Path:
    """A folder of its own with the export in it."""
    folder = posts.parent / "exports"
    folder.mkdir()
    posts.rename(folder / posts.name)
    posts.symlink_to(folder / posts.name)
    return folder


def test_a_folder_is_read_with_all_below_it_in_one_order_and_without_hidden_files(
    shell: Shell, posts: Path
) -> None:
    folder = posts.parent / "exports"
    for name in ("2026/b.csv", "2026/a.CSV", "2025/c.tsv", ".old/d.csv", ".e.csv", "2026/~$f.xlsx", "g.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"nobody,knows,{name}\n1,2,3\n", "utf-8")
    said = shell.run("import", folder, "--institution", "Banco", "--json")
    names = [str(Path(report["file"]).relative_to(folder)) for report in said.json]
    assert names == ["2025/c.tsv", "2026/a.CSV", "2026/b.csv", "g.txt"]
    assert "3 hidden files were passed over" in said.err


def test_what_cannot_be_read_is_a_refused_line_among_the_others(
    shell: Shell, posts: Path, tmp_path: Path
) -> None:
    pipe, missing, empty = tmp_path / "pipe.csv", tmp_path / "missing.csv", tmp_path / "empty"
    os.mkfifo(pipe)
    empty.mkdir()
    said = shell.run("import", pipe, missing, empty, "/dev/zero", posts, "--institution", "Banco", "--json")
    assert said.code == 2
    assert [report["status"] for report in said.json] == ["refused"] * 4 + ["saved"]
    reasons = [report["reason"] for report in said.json[:4]]
    assert "a pipe, a device" in reasons[0]
    assert "it does not exist" in reasons[1]
    assert "holds no files" in reasons[2]
    assert "a pipe, a device" in reasons[3]


def test_a_file_that_vanishes_after_it_was_found_does_not_stop_the_others(shell: Shell, posts: Path) -> None:
    folder = folder_of(posts)
    (folder / "a_link.csv").symlink_to(folder / "nowhere.csv")
    said = shell.run("import", folder, "--institution", "Banco", "--json")
    assert [report["status"] for report in said.json] == ["refused", "saved"]


def test_imports_are_listed_and_undone(shell: Shell, posts: Path, row_counts: Counts) -> None:
    shell.run("import", posts, "--institution", "Banco")
    listed = shell.run("imports", "list")
    assert listed.code == 0
    assert "posts.csv" in listed.out
    undone = shell.run("imports", "undo", "1")
    assert undone.code == 0
    assert undone.out == "Import 1 (posts.csv) is undone. 2 rows that only this file holds are taken back.\n"
    assert row_counts()["post"] == row_counts()["daily_measure"] == 0
    again = shell.run("imports", "undo", "1")
    assert (again.code, again.out) == (2, "")


def test_undoing_can_be_asked_about_first(shell: Shell, posts: Path, row_counts: Counts) -> None:
    shell.run("import", posts, "--institution", "Banco")
    before = row_counts()
    asked = shell.run("imports", "undo", "1", "--dry-run")
    assert (asked.code, asked.out) == (0, "2 rows that only this file holds are taken back.\n")
    assert row_counts() == before
    shell.run("imports", "undo", "1")
    assert shell.run("imports", "undo", "1", "--dry-run").code == 2


def test_an_imports_report_is_shown_again(shell: Shell, posts: Path, tmp_path: Path) -> None:
    shell.run("import", posts, "--institution", "Banco")
    later = tmp_path / "later.csv"
    bad = "facebook;banco;p9;2026-02-30T10:00:00+01:00;1;1\n"
    rows = "".join(f"facebook;banco;q{i};2026-03-03T10:00:00+01:00;1;1\n" for i in range(20))
    later.write_text(posts.read_text("utf-8").replace(";3;1", ";8;1") + bad + rows, "utf-8")
    first = shell.run("import", later, "--institution", "Banco", "--json").json[0]
    assert first["restated"] == [{"row": 2, "what": "p1", "column": "reactions", "old": 3, "new": 8}]

    again = shell.run("imports", "show", "2", "--format", "json").json
    for key in ("skipped", "restated", "rows_read", "rows_saved", "rows_skipped", "first_day", "last_day"):
        assert again[key] == first[key], key
    assert again["undone"] is False
    text = shell.run("imports", "show", "2").out
    assert "Row 2, p1, reactions: 3 → 8" in text
    assert "2026-02-30" in text
    heading, fault = shell.run("imports", "show", "2", "--format", "csv").out.splitlines()
    assert heading == '"File","Row","Column","Value","Reason"'
    assert fault.startswith('"later.csv",4,"published_at","2026-02-30')
    assert shell.run("imports", "show", "7").code == 2


def test_what_an_import_changed_in_the_kpis_is_in_the_json(shell: Shell, posts: Path) -> None:
    (report,) = shell.run("import", posts, "--institution", "Banco", "--json").json
    changed = {each["kpi"]: each for each in report["changed_kpis"]}
    assert changed["engagements"] == {
        "kpi": "engagements",
        "platform": "facebook",
        "month": "2026-03",
        "before": None,
        "after": 9.0,
    }


def test_a_file_that_waits_for_an_answer_says_which_in_the_json(shell: Shell, tmp_path: Path) -> None:
    chart = tmp_path / "chart.csv"
    chart.write_bytes(CHART)
    said = shell.run("import", chart, "--institution", "Banco", "--json")
    assert (said.code, said.json[0]["asks"], said.json[0]["offers"]) == (
        2,
        "network",
        ["facebook", "instagram"],
    )
    answered = shell.run("import", chart, "--institution", "Banco", "--channel", "facebook:", "--json")
    assert (answered.code, answered.json[0]["asks"], answered.json[0]["channels"]) == (0, None, ["facebook"])


def test_a_new_institution_takes_its_timezone_from_the_options(shell: Shell, posts: Path) -> None:
    said = shell.run(
        "import",
        posts,
        "--institution",
        "Banco Andino",
        "--timezone",
        "America/Bogota",
        "--country",
        "CO",
        "--json",
    )
    assert "America/Bogota" in said.json[0]["notes"][0]


def test_the_command_line_speaks_spanish_when_asked(
    shell: Shell, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_LANGUAGE", "es")
    assert "guardado como importación 1" in shell.run("import", posts, "--institution", "Banco").out
    assert "no es una plataforma" in shell.run("import", posts, "--institution", "B", "--channel", "a:b").err


def test_a_reader_that_goes_away_is_no_failure_to_talk_about(tmp_path: Path) -> None:
    command = f"{sys.executable} -m kpi --help | true"
    done = subprocess.run(
        ["bash", "-c", command],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stderr == ""


def test_what_nobody_expected_is_one_sentence_with_a_reference(
    shell: Shell, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("kpi.commands.importing.take_in", explode)
    said = shell.run("import", posts, "--institution", "Banco")
    assert (said.code, said.out) == (2, "")
    assert "RuntimeError" in said.err
    assert "Traceback" not in said.err
    monkeypatch.setitem(os.environ, "KPI_DEBUG", "1")
    with pytest.raises(RuntimeError, match="a fault of ours"):
        shell.run("import", posts, "--institution", "Banco")
