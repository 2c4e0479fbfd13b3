"""A snapshot holds every row that was asked for, equals the answers, can be checked, and is the same every time."""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from kpi.answers.question import By, Question
from kpi.answers.value import Status
from kpi.answers.values import answer
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.measures import MEASURES
from kpi.errors import UnknownPlatform
from kpi.periods import Grain, Period
from kpi.showing.charts.words import STATUS_WORDS
from kpi.showing.csv_files import form_for
from kpi.showing.language import Language
from kpi.showing.snapshot import collect, make_snapshot
from kpi.showing.snapshot_contents import Filters, row_counts
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow, create_institution
from tests.kpi.showing.conftest import OCTOBER

FILES = [
    "kpi_values.csv",
    "kpi_by_month.csv",
    "kpi_by_day.csv",
    "measures_by_day.csv",
    "goals.csv",
    "definitions.csv",
]


@dataclass
class Opened:
    """A snapshot as somebody unpacks it."""

    content: bytes

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.manifest: dict[str, Any] = json.loads(self.files["manifest.json"])

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a file by the columns' keys, read as the manifest says."""
        listed = next(file for file in self.manifest["files"] if file["name"] == name)
        form = form_for(self.manifest["locale"])
        assert self.manifest["csv"]["separator"] == form.separator
        text = io.StringIO(self.files[name].decode(form.encoding), newline="")
        headings, *rows = csv.reader(text, delimiter=form.separator, strict=True)
        assert headings == [column["heading"] for column in listed["columns"]]
        return [dict(zip([column["key"] for column in listed["columns"]], row, strict=True)) for row in rows]


def number(text: str) -> float | None:
    return float(text.replace(",", ".")) if text else None


@pytest.mark.parametrize("locale", ["es", "en"])
def test_every_number_is_the_answers_number(store: Store, bank: InstitutionRow, locale: str) -> None:
    opened = Opened(make_snapshot(store, bank, OCTOBER, [], locale))

    with store.reading() as connection:
        values = [
            value
            for by in (By.TOTAL, By.PLATFORM)
            for value in answer(connection, Question(bank.id, OCTOBER, by=by))
        ]
    rows = opened.rows("kpi_values.csv")
    assert len(rows) == len(values) == 3 * len(KPIS)
    for row, value in zip(rows, values, strict=True):
        assert (row["platform_key"], row["kpi_key"]) == (value.platform or "all", value.key)
        for key in ("value", "numerator", "denominator", "n", "low", "high"):
            assert number(row[key]) == getattr(value, key)
        assert (number(row["target"]) if value.goal else None) == (value.goal.target if value.goal else None)
        assert row["status_key"] == (value.status.code if value.status else "")
        assert bool(row["missing"]) == (value.value is None)


@pytest.mark.parametrize("locale", ["es", "en"])
def test_the_manifest_counts_the_rows_and_sums_the_files(
    store: Store, bank: InstitutionRow, locale: str
) -> None:
    opened = Opened(make_snapshot(store, bank, OCTOBER, [], locale))

    assert [file["name"] for file in opened.manifest["files"]] == FILES
    for file in opened.manifest["files"]:
        assert file["rows"] == len(opened.rows(file["name"]))
        assert file["bytes"] == len(opened.files[file["name"]])
        assert file["sha256"] == hashlib.sha256(opened.files[file["name"]]).hexdigest()
    lines = [line.split("  ") for line in opened.files["SHA256SUMS"].decode().splitlines()]
    sums = {name: digest for digest, name in lines}
    assert sums == {
        name: hashlib.sha256(opened.files[name]).hexdigest() for name in [*FILES, "manifest.json"]
    }


def test_nothing_is_cut_short(store: Store, bank: InstitutionRow) -> None:
    opened = Opened(make_snapshot(store, bank, OCTOBER, [], "en"))

    assert len(opened.rows("kpi_by_day.csv")) == 31 * 2 * len(KPIS)
    assert len(opened.rows("kpi_by_month.csv")) == 2 * len(KPIS)
    assert len(opened.rows("measures_by_day.csv")) == 31 * 2
    assert len(opened.rows("definitions.csv")) > len(KPIS) + len(MEASURES)


def test_the_days_measures_add_up_to_the_periods_kpi(store: Store, bank: InstitutionRow) -> None:
    opened = Opened(make_snapshot(store, bank, OCTOBER, ["facebook"], "es"))

    days = opened.rows("measures_by_day.csv")
    assert {row["platform_key"] for row in days} == {"facebook"}
    total = sum(number(row[key]) or 0 for row in days for key in ("reactions", "comments", "shares", "saves"))
    kpis = {(row["platform_key"], row["kpi_key"]): row for row in opened.rows("kpi_values.csv")}
    assert number(kpis["facebook", "engagements"]["value"]) == total == 30 * 5 + 10 + 10 + 5
    assert all(row["saves"] == "" for row in days)  # nobody reported saves: missing, not zero


def test_a_goal_stands_beside_its_months_outcome(store: Store, bank: InstitutionRow) -> None:
    (goal,) = Opened(make_snapshot(store, bank, OCTOBER, [], "es")).rows("goals.csv")
    label = Language("es").say(KPIS["engagements"].label)
    close = Language("es").say(STATUS_WORDS[Status.CLOSE])

    assert (goal["kpi"], goal["platform"], goal["month"]) == (label, "Facebook", "2026-10")
    assert (goal["floor"], goal["target"], goal["stretch"]) == ("150", "200", "")
    assert (goal["actual"], goal["status_key"], goal["status"]) == ("175", "at_risk", close)
    assert (goal["owner"], goal["reason"]) == ("'=cmd()", "'-2 points;' =1+1")


def test_the_same_filters_give_the_same_bytes(store: Store, bank: InstitutionRow) -> None:
    first = make_snapshot(store, bank, OCTOBER, ["x", "facebook"], "es")
    assert make_snapshot(store, bank, OCTOBER, ["Facebook", "x", "facebook"], "es") == first
    assert make_snapshot(store, bank, OCTOBER, ["x"], "es") != first
    assert make_snapshot(store, bank, OCTOBER, ["x", "facebook"], "en") != first


def test_the_manifest_says_what_was_asked_and_how_far_the_data_reach(
    store: Store, bank: InstitutionRow
) -> None:
    manifest = Opened(make_snapshot(store, bank, OCTOBER, ["x"], "es")).manifest

    assert manifest["institution"]["name"] == "Caja de Peñalara"
    assert manifest["period"] == {"first_day": "2026-10-01", "last_day": "2026-10-31", "days": 31}
    assert manifest["filters"] == {"platforms": ["x"], "all_platforms": False}
    assert manifest["data_version"] == bank.data_version
    assert [(row["platform"], row["channel"]) for row in manifest["data_until"]] == [("x", "penalara")]
    assert manifest["data_until"][0]["last_days"] == {"post": "2026-11-01"}
    assert {kpi["key"] for kpi in manifest["kpis"]} == set(KPIS)
    assert all(kpi["formula"] and kpi["definition"] for kpi in manifest["kpis"])


def test_an_institution_without_data_gets_files_that_say_so(store: Store) -> None:
    with store.writing() as connection:
        empty = create_institution(connection, "Nueva")
    opened = Opened(make_snapshot(store, empty, OCTOBER, [], "en"))

    assert opened.rows("goals.csv") == []
    assert all(row["value"] == "" and row["missing"] for row in opened.rows("kpi_values.csv"))


def test_a_platform_that_does_not_exist_is_named(store: Store, bank: InstitutionRow) -> None:
    with pytest.raises(UnknownPlatform, match="myspace"):
        make_snapshot(store, bank, OCTOBER, ["myspace"], "es")


@pytest.mark.parametrize("locale", ["es", "en"])
def test_no_two_columns_of_a_file_are_called_the_same(
    store: Store, bank: InstitutionRow, locale: str
) -> None:
    for file in collect(store, Filters.of(bank, OCTOBER, [], locale)).files:
        headings = [column.heading for column in file.table.columns]
        assert len(set(headings)) == len(headings), file.table.name


def test_the_name_says_whose_numbers_of_which_days_and_platforms(store: Store, bank: InstitutionRow) -> None:
    name = collect(store, Filters.of(bank, OCTOBER, ["x", "facebook"], "es")).name
    assert name == "vinculo_caja-de-penalara_2026-10-01_2026-10-31_facebook_x_es.zip"


def test_months_and_days_cover_the_whole_period(store: Store, bank: InstitutionRow) -> None:
    autumn = Period.of(date(2026, 9, 15), date(2026, 10, 10))
    opened = Opened(make_snapshot(store, bank, autumn, ["facebook"], "en"))

    months = {(row["first_day"], row["last_day"]) for row in opened.rows("kpi_by_month.csv")}
    assert months == {("2026-09-15", "2026-09-30"), ("2026-10-01", "2026-10-10")}
    days = [row["day"] for row in opened.rows("measures_by_day.csv")]
    assert days == [str(piece.first) for piece in autumn.cut(Grain.DAY)]


@pytest.mark.parametrize("platforms", [[], ["x"]])
def test_the_rows_are_known_before_any_is_read(
    store: Store, bank: InstitutionRow, platforms: list[str]
) -> None:
    filters = Filters.of(bank, OCTOBER, platforms, "en")
    with store.reading() as connection:
        expected = row_counts(connection, filters)
    made = collect(store, filters)
    assert {f"{part}.csv": rows for part, rows in expected.items()} == {
        f.table.name: f.rows for f in made.files
    }


def test_it_tells_what_it_is_making_and_never_goes_back(store: Store, bank: InstitutionRow) -> None:
    told: list[float] = []
    collect(store, Filters.of(bank, OCTOBER, [], "en"), lambda _what, done: told.append(done))
    assert told == sorted(told)
    assert told[0] == 0
    assert len(told) > len(FILES)
    assert told[-1] < 1


def test_raising_in_the_onlooker_ends_the_making(store: Store, bank: InstitutionRow) -> None:
    class Enough(Exception):
        pass

    def enough(_what: object, _done: float) -> None:
        raise Enough

    with pytest.raises(Enough):
        collect(store, Filters.of(bank, OCTOBER, [], "en"), enough)
