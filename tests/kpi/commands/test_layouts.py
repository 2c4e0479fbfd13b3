"""`layouts`: the list, one layout's text, and an institution's own."""

import json
from pathlib import Path

import pytest

from kpi.importing.layout import layout_from, shipped
from tests.kpi.importing.test_own_layouts import FILE, FORUM
from tests.support.shell import Shell


@pytest.fixture
def forum(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(FORUM, "utf-8")
    return path


@pytest.fixture
def bank(shell: Shell, posts: Path) -> str:
    shell.run("import", posts, "--institution", "Banco")
    return "Banco"


def test_every_layout_is_listed_with_what_identifies_it(shell: Shell) -> None:
    listed = shell.run("layouts").out
    for layout in shipped():
        assert f"{layout.key}: {layout.title.en}\n" in listed
    assert "known by the columns “platform”, “post_id”, “published_at”\n" in listed


def test_the_json_has_every_name_of_a_needed_column(shell: Shell) -> None:
    found = {each["key"]: each for each in json.loads(shell.run("layouts", "--json").out)}
    assert set(found) == {layout.key for layout in shipped()}
    posts = found["vinculo_posts"]
    assert (posts["fact"], posts["kinds"], posts["own"]) == ("post", ["csv", "xlsx"], False)
    assert ["platform", "plataforma"] in posts["known_by"]["needed"]


def test_the_titles_are_in_the_readers_language(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_LANGUAGE", "es")
    assert "vinculo_posts: Publicaciones (plantilla)\n" in shell.run("layouts").out


def test_what_show_prints_is_the_layout(shell: Shell) -> None:
    text = shell.run("layouts", "show", "vinculo_posts").out
    assert layout_from(text, "it.toml").key == "vinculo_posts"
    said = shell.run("layouts", "show", "unheard_of")
    assert (said.code, said.out) == (2, "")
    assert "“unheard_of”" in said.err


def test_an_own_layout_is_added_listed_used_and_removed(
    shell: Shell, bank: str, forum: Path, tmp_path: Path
) -> None:
    export = tmp_path / FILE.name
    export.write_bytes(FILE.content)
    assert shell.run("import", export, "--institution", bank).code == 2

    assert shell.run("layouts", "add", forum, "--institution", bank).out == (
        "Banco now reads files of the layout forum_daily.\n"
    )
    assert "forum_daily: Forum by day\n" in shell.run("layouts", "--institution", bank).out
    assert shell.run("layouts", "show", "forum_daily", "--institution", bank).out == FORUM
    assert "forum_daily" not in shell.run("layouts").out
    assert "read as forum_daily" in shell.run("import", export, "--institution", bank).out
    assert "forum_daily" in shell.run("imports", "list").out

    assert shell.run("layouts", "remove", "forum_daily", "--institution", bank).code == 0
    assert "forum_daily" not in shell.run("layouts", "--institution", bank).out
    said = shell.run("layouts", "remove", "forum_daily", "--institution", bank)
    assert (said.code, said.err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("key =", "not valid TOML"),
        (FORUM.replace("forum_daily", "vinculo_posts"), "ships with Vínculo"),
        (FORUM.replace("Day noted", "Date").replace("Came back", "Tweets published"), "x_days"),
    ],
)
def test_a_layout_that_cannot_be_kept_says_why(
    shell: Shell, bank: str, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    refused = shell.run("layouts", "add", path, "--institution", bank)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert said in refused.err
    assert shell.run("layouts", "add", tmp_path / "absent.toml", "--institution", bank).code == 2
