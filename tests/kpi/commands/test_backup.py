"""`backup` and `restore` as a person types them."""

import os
import re
from pathlib import Path

from tests.support.shell import Shell


def test_a_backup_goes_beside_the_database_and_comes_back(shell: Shell, posts: Path, tmp_path: Path) -> None:
    shell.run("import", posts, "--institution", "Banco")
    said = shell.run("backup")
    assert (said.code, said.err) == (0, "")
    (backup,) = (tmp_path / "backups").iterdir()
    assert re.fullmatch(r"default-\d{4}-\d\d-\d\d-\d{6}\.sqlite", backup.name)
    assert str(backup) in said.out
    assert re.search(r"\d+ rows in \d\d tables, schema \d{4}", said.out)

    posts.write_text(posts.read_text("utf-8") + "facebook;banco;p3;2026-03-04T10:00:00+01:00;1;1\n", "utf-8")
    shell.run("import", posts, "--institution", "Banco")
    restored = shell.run("restore", backup)
    assert (restored.code, restored.err) == (0, "")
    assert "What was there before is kept as" in restored.out
    assert shell.run("imports", "list").out.count("posts.csv") == 1
    assert shell.run("check").code == 0


def test_a_backup_with_a_name_is_not_overwritten(shell: Shell, posts: Path, tmp_path: Path) -> None:
    shell.run("import", posts, "--institution", "Banco")
    assert shell.run("backup", tmp_path / "a.sqlite").code == 0
    said = shell.run("backup", tmp_path / "a.sqlite")
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert "not overwritten" in said.err


def test_every_command_refuses_a_damaged_database_and_names_the_newest_backup(
    shell: Shell, posts: Path, tmp_path: Path
) -> None:
    shell.run("import", posts, "--institution", "Banco")
    shell.run("backup", tmp_path / "backups" / "monday.sqlite")
    database = Path(os.environ["KPI_DATABASE_URL"].removeprefix("sqlite:///"))
    database.write_bytes(b"x" * 50_000)
    for command in (
        ("import", posts, "--institution", "Banco"),
        ("imports", "list"),
        ("values", "--institution", "Banco", "--from", "2026-03-01", "--to", "2026-03-31"),
        ("check",),
        ("rollup", "--all"),
        ("demo",),
        ("backup",),
    ):
        said = shell.run(*command)
        assert (said.code, said.out) == (2, "")
        assert said.err.count("\n") == 1
        assert f"python -m kpi restore {tmp_path}/backups/monday.sqlite" in said.err
    assert database.read_bytes() == b"x" * 50_000
    assert shell.run("restore", tmp_path / "backups" / "monday.sqlite").code == 0
    assert shell.run("check").code == 0
