"""screens_agree: for any period and platforms, tile, chart's table, export and command line have the same numbers."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import escape, unescape
from random import Random

import pytest

from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.answers.values import answer
from kpi.catalogue.headline import HEADLINE
from kpi.catalogue.kpis import KPIS
from kpi.periods import Grain, Period, history_period
from kpi.showing.charts.words import figure, label, value_text
from kpi.showing.language import Language
from kpi.showing.snapshot import make_snapshot
from kpi.store.engine import Store
from kpi.store.institutions import institutions
from tests.kpi.showing.test_snapshot import Opened, number
from tests.pages.opened import html_of, open_page, trouble
from tests.support.shell import Shell

TILE = re.compile(r'<div class="v-name"[^>]*>([^<]*)</div><p class="v-value"><button[^>]*>([^<]*)</button>')
TABLE = re.compile(r'<th scope="col">Periodo</th><th scope="col">([^<]*)</th>.*?<tbody>(.*?)</tbody>')
ROW = re.compile(r'<th scope="row">([^<]*)</th><td><button[^>]*>([^<]*)</button></td>')

PLATFORMS = ("facebook", "x", "instagram", "linkedin", "tiktok", "community")


def any_filters(chance: Random) -> tuple[Period, tuple[str, ...]]:
    """Whole months, some days, or a year; of all platforms or of some."""
    year, month = chance.choice((2025, 2026)), chance.randrange(1, 10)
    last = date(year, month + 1, chance.randrange(1, 28)) if chance.random() < 0.5 else date(year, 12, 31)
    first = date(year, month, chance.choice((1, 1, 9)))
    some = chance.sample(PLATFORMS, chance.randrange(0, 4))
    return Period.of(first, last), tuple(key for key in PLATFORMS if key in some)


def test_whatever_is_asked_the_screens_say_the_same(
    sample_store: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    times: Callable[[int], int],
    figures: Callable[..., None],
) -> None:
    chance, shell = Random(19), Shell(capsys)
    monkeypatch.setenv("KPI_DATABASE_URL", str(sample_store.engine.url))
    with sample_store.reading() as connection:
        bank = institutions(connection)[0]
    compared = disagreeing = 0
    for _ in range(times(2)):
        period, platforms = any_filters(chance)
        with sample_store.reading() as connection:
            answered = {
                by: tuple(answer(connection, Question(bank.id, period, platforms, by=by)))
                for by in (By.TOTAL, By.PLATFORM)
            }
        expected = {(value.platform, value.key): value for each in answered.values() for value in each}
        options = [
            "--institution",
            bank.name,
            "--from",
            period.first,
            "--to",
            period.last,
            "--format",
            "json",
        ]
        options += [part for key in platforms for part in ("--platform", key)]
        printed = [
            row for by in ("total", "platform") for row in shell.run("values", *options, "--by", by).json
        ]
        exported = Opened(make_snapshot(sample_store, bank, period, platforms, "es")).rows("kpi_values.csv")
        assert len(printed) == len(exported) == len(expected)
        for row in printed:
            disagreeing += row["value"] != expected[row["platform"], row["kpi"]].value
        for row in exported:
            key = row["platform_key"]
            disagreeing += (
                number(row["value"]) != expected[None if key == "all" else key, row["kpi_key"]].value
            )
        compared += 2 * len(expected)
        compared += check_page(monkeypatch, sample_store, period, platforms, answered[By.TOTAL])
    figures(filters=times(2), compared=compared, disagreeing=disagreeing)
    assert disagreeing == 0
    assert compared > len(KPIS)


def check_page(
    monkeypatch: pytest.MonkeyPatch,
    store: Store,
    period: Period,
    platforms: tuple[str, ...],
    total: tuple[Value, ...],
) -> int:
    """The tiles of Overview, and the table under its chart; returns how many numbers were compared."""
    query = {"from": period.first.isoformat(), "to": period.last.isoformat()}
    query |= {"p": ",".join(platforms)} if platforms else {}
    app = open_page(monkeypatch, store, "overview", lang="es", **query)
    assert not trouble(app)
    markup, language = "".join(html_of(app)), Language("es")
    tiles = dict(TILE.findall(markup))
    for value in total:
        if value.key in HEADLINE and value.value is not None:
            shown = unescape(tiles[escape(label(value.key, language))])
            assert shown in (figure(value, language), language.number(value.value, 1)), (value.key, query)
    return len(tiles) + check_months(markup, store, Question(0, period, platforms, grain=Grain.MONTH))


def check_months(markup: str, store: Store, question: Question) -> int:
    """The table under the chart of one headline KPI, month by month; how many numbers there are."""
    language = Language("es")
    tables = TABLE.findall(markup)
    if not tables:
        return 0
    [(name, rows)] = tables
    key = next(key for key in HEADLINE if escape(label(key, language)) == name)
    with store.reading() as connection:
        bank = institutions(connection)[0]
        period = history_period(question.period)
        asked = replace(question, institution_id=bank.id, period=period, kpis=(key,))
        months = {language.period(value.period): value for value in answer(connection, asked)}
    found = {unescape(month): unescape(number) for month, number in ROW.findall(rows)}
    assert found
    for month, shown in found.items():
        value = months[month]
        assert shown == ("—" if value.value is None else value_text(value, language)), (key, month, question)
    return len(found)
