"""`rollup` and `check`: the measures are what the facts say, or a sentence says where not."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from kpi.store.engine import open_store
from tests.support.shell import Shell


def harm(statement: str) -> None:
    with open_store(os.environ["KPI_DATABASE_URL"]).writing() as connection:
        connection.execute(text(statement))


def version() -> int:
    with open_store(os.environ["KPI_DATABASE_URL"]).reading() as connection:
        return int(connection.execute(text("SELECT data_version FROM institution")).scalar_one())


def test_after_an_import_all_is_well_and_a_rollup_changes_nothing(shell: Shell, posts: Path) -> None:
    shell.run("import", posts, "--institution", "Banco")
    before = version()
    assert shell.run("check").code == 0
    said = shell.run("rollup", "--all")
    assert (said.code, said.out) == (0, "Counted again from the facts: nothing differs from before.\n")
    assert version() == before


def test_a_wrong_measure_is_named_and_a_rollup_heals_it(shell: Shell, posts: Path) -> None:
    shell.run("import", posts, "--institution", "Banco")
    harm("UPDATE daily_measure SET reactions = 9 WHERE reactions = 3")
    said = shell.run("check")
    assert (said.code, said.out) == (2, "")
    assert "facebook:banco, measures of 2 Mar 2026: reactions is 9, the facts say 3." in said.err
    before = version()
    assert "1 of measures" in shell.run("rollup", "--all").out
    assert version() == before + 1
    assert shell.run("check").code == 0


def test_one_institution_is_counted_again_and_an_unknown_one_is_refused(shell: Shell, posts: Path) -> None:
    shell.run("import", posts, "--institution", "Banco")
    harm("DELETE FROM daily_measure")
    assert "2 of measures" in shell.run("rollup", "--institution", "banco").out
    said = shell.run("rollup", "--institution", "Otro")
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert "“Otro”" in said.err


def test_a_missing_column_is_damage(shell: Shell, posts: Path) -> None:
    shell.run("import", posts, "--institution", "Banco")
    harm("ALTER TABLE daily_measure DROP COLUMN visits")
    said = shell.run("check")
    assert said.code == 2
    assert "Table daily_measure has no column visits." in said.err


def test_rows_that_point_to_missing_ones_are_damage(shell: Shell, posts: Path) -> None:
    shell.run("import", posts, "--institution", "Banco")
    store = open_store(os.environ["KPI_DATABASE_URL"])
    with store.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        connection.rollback()
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("DELETE FROM channel")
    store.engine.dispose()
    said = shell.run("check")
    assert said.code == 2
    assert "Table post has rows that point to missing ones in channel." in said.err


def test_spanish(shell: Shell, posts: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    shell.run("import", posts, "--institution", "Banco")
    monkeypatch.setenv("KPI_LANGUAGE", "es")
    assert shell.run("check").out.startswith("Todo correcto")


def test_facts_are_written_and_options_that_do_not_fit_are_refused(
    shell: Shell, posts: Path, tmp_path: Path
) -> None:
    shell.run("import", posts, "--institution", "Banco")
    said = shell.run("export-facts", "--out", tmp_path / "facts")
    assert said.out.endswith("0 messages, 0 visits, 2 posts, 0 channel days.\n")
    assert (tmp_path / "facts" / "manifest.json").is_file()
    for options, sentence in (
        (("--engine", "oracle"), "“oracle” is no engine. Use --engine store or --engine spark.\n"),
        (("--facts", "x"), "--facts and --master belong to --engine spark.\n"),
        (("--engine", "spark", "--facts", tmp_path), f"{tmp_path} holds no facts of this program. "),
        (("--engine", "spark", "--master", "spark://far:7077"), "The machines of spark://far:7077 cannot "),
    ):
        said = shell.run("rollup", *options)
        assert said.code == 2
        assert said.err.startswith(sentence)


def test_without_pyspark_a_sentence_says_what_to_install(
    shell: Shell, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.run("import", posts, "--institution", "Banco")
    monkeypatch.setattr("kpi.rollup.engines.spark.find_spec", lambda name: None)
    said = shell.run("rollup", "--engine", "spark")
    assert (said.code, said.err) == (
        2,
        "--engine spark needs PySpark. Install it with: pip install -r requirements-spark.txt\n",
    )


def test_without_java_a_sentence_says_so(shell: Shell, posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.run("import", posts, "--institution", "Banco")
    monkeypatch.setattr("kpi.rollup.engines.spark.find_spec", lambda name: name)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr("kpi.rollup.engines.spark.shutil.which", lambda name: None)
    said = shell.run("rollup", "--engine", "spark")
    assert said.code == 2
    assert said.err.startswith("--engine spark needs Java 17 or newer.")
