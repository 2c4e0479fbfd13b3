"""The charts of the response page: classes, weeks, pairs and lines, with their words."""

from typing import Any

import pytest

from kpi.answers.heat_map import HourOfWeek
from kpi.answers.open_turns import AGES, OpenTurns
from kpi.answers.staffing import Plan, StaffedHour, Staffing
from kpi.answers.wait_bins import LIMITS, WaitBins, binned
from kpi.catalogue.kpis import Clock
from kpi.catalogue.units import Unit
from kpi.showing.charts.lines import lines
from kpi.showing.charts.marks import Mark
from kpi.showing.charts.pairs import Pair, pairs
from kpi.showing.charts.palette import LIGHT
from kpi.showing.charts.wait_bars import age_bars, bin_columns, bin_name, wait_bars
from kpi.showing.charts.week_heat import agents, came_in, count_limits, count_names, late, waited
from kpi.showing.language import Language
from tests.kpi.answers.bank import period
from tests.kpi.showing.drawn import spec
from tests.kpi.showing.values import month, value

EN, ES = Language("en"), Language("es")
HOUR, DAY = 3_600, 86_400
OCTOBER, SEPTEMBER = period("2026-10-01", "2026-10-31"), period("2026-09-01", "2026-09-30")


def waits(*turns: int, still_open: int = 0, unserved: int = 0, of: Any = OCTOBER) -> WaitBins:
    counts = [*turns, *[0] * (len(LIMITS) + 1 - len(turns))]
    opened = sum(counts) + still_open + unserved
    return WaitBins(of, Clock.CALENDAR, binned(counts), opened, sum(counts), still_open, unserved)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_classes_have_names_in_both_languages() -> None:
    names = [bin_name(one, ES) for one in binned([0] * (len(LIMITS) + 1))]
    assert [plain(name) for name in (*names[:2], names[-1])] == [
        "hasta 5 min",
        "5 min – 15 min",
        "más de 7 d",
    ]
    assert plain(bin_name(binned([0] * (len(AGES) + 1), AGES)[-1], EN)) == "over 365 d"


def test_bars_are_shares_of_the_questions_that_can_be_placed() -> None:
    chart = wait_bars(waits(3, 1, still_open=1, unserved=5), None, EN, title="Waits", palette=LIGHT)
    bar, _, said = spec(chart)["data"]
    assert list(bar["x"][:3]) == [0.6, 0.2, 0]
    assert bar["x"][-1] == 0.2
    assert [plain(text).strip() for text in said["text"][:2]] == ["3 · 60.0%", "1 · 20.0%"]
    assert list(bar["marker"]["pattern"]["shape"]) == [""] * 11 + ["/"]
    assert "80.0% waited no longer" in bar["hovertext"][1]
    assert "waited no longer" not in bar["hovertext"][-1]
    assert "no answer yet 1 · 20.0%" in chart.alt


def test_the_period_before_is_a_grey_stroke_and_the_promise_a_dashed_line() -> None:
    before = waits(1, 1, of=SEPTEMBER)
    layout, data = (
        spec(wait_bars(waits(3, 1), before, EN, title="W", promised=2 * HOUR))[k] for k in ("layout", "data")
    )
    assert list(data[1]["x"][:3]) == [0.5, 0.5, None]
    (line,) = layout["shapes"]
    assert (line["y0"], line["line"]["dash"]) == (4.5, "dash")  # under the fifth class, up to 2 h
    (note,) = layout["annotations"]
    assert plain(note["text"]) == "╌╌ promised: 2 h<br>│ September 2026"


@pytest.mark.parametrize("promised", [None, 5_400.0])
def test_a_promise_inside_of_a_class_draws_no_line(promised: float | None) -> None:
    assert not spec(wait_bars(waits(1), None, EN, title="W", promised=promised))["layout"].get("shapes")


def test_without_a_question_before_there_is_no_stroke() -> None:
    data = spec(wait_bars(waits(1), waits(of=SEPTEMBER), EN, title="W"))["data"]
    assert set(data[1]["x"]) == {None}


def test_ages_are_counts() -> None:
    found = OpenTurns(0, binned([2, 0, 0, 0, 0, 0, 0, 0, 7], AGES), ())
    chart = age_bars(found, EN, title="Nine are open")
    assert list(spec(chart)["data"][0]["x"]) == [2, 0, 0, 0, 0, 0, 0, 0, 7]
    assert plain(chart.alt).startswith("Nine are open. Open questions by age: up to 1 h 2; ")


def test_the_table_of_classes_adds_up() -> None:
    columns = bin_columns([1, 3], ["a", "b"], EN, "Wait")
    assert list(columns.values()) == [["a", "b"], ["1", "3"], ["25.0%", "75.0%"], ["25.0%", "100%"]]


def week(**busy: tuple[int, int, int, float | None]) -> list[HourOfWeek]:
    """168 quiet hours, but for those called "d3h10": inbound, due, within a day, median wait."""
    found = []
    for weekday in range(7):
        for hour in range(24):
            inbound, due, within, wait = busy.get(f"d{weekday}h{hour}", (0, 0, 0, None))
            found.append(HourOfWeek(weekday, hour, inbound, due, due, due, within, wait, wait))
    return found


def test_each_hour_has_the_class_of_its_amount_and_none_where_nothing_came() -> None:
    hours = week(d0h9=(10, 8, 8, 600.0), d6h23=(2, 1, 0, 3.0 * DAY))
    counted = spec(came_in(hours, EN, title="Messages"))
    rows = counted["data"][0]["z"]
    assert (rows[0][9], rows[6][23], rows[3][3]) == (4, 0, None)
    how_long = spec(waited(hours, EN, title="Waits"))["data"][0]
    assert (how_long["z"][0][9], how_long["z"][6][23]) == (0, 4)
    assert "half within 10 min" in plain(how_long["hovertext"][0][9])
    lateness = spec(late(hours, EN, title="Late"))["data"][0]
    assert (lateness["z"][0][9], lateness["z"][6][23], lateness["z"][1][1]) == (0, 4, None)
    assert "1 of 1 questions not answered" in lateness["hovertext"][6][23]


def test_the_legend_and_the_alternative_say_what_the_shades_mean() -> None:
    chart = waited(week(d4h17=(1, 1, 1, 5.0 * HOUR)), ES, title="Esperas", palette=LIGHT)
    (legend,) = spec(chart)["layout"]["annotations"]
    assert [shade in legend["text"] for shade in LIGHT.ramp(5)] == [True] * 5
    assert "hasta\N{NO-BREAK SPACE}15\N{NO-BREAK SPACE}min" in legend["text"]
    assert plain(chart.alt).startswith("Esperas. Lo más alto: viernes, 17–18 h: 5 h;")
    scale = spec(chart)["data"][0]["colorscale"]
    assert [colour for _, colour in scale] == [shade for shade in LIGHT.ramp(5) for _ in range(2)]


@pytest.mark.parametrize(
    ("most", "names"),
    [
        (0, ["1"]),
        (1, ["1"]),
        (3, ["1", "2", "3"]),
        (9, ["1–2", "3–4", "5–6", "7–8", "9"]),
        (10, ["1–2", "3–4", "5–6", "7–8", "9–10"]),
        (103, ["1–25", "26–50", "51–75", "76–100", "101–103"]),
    ],
)
def test_classes_of_counts_are_round_and_hold_everything(most: int, names: list[str]) -> None:
    assert count_names(count_limits(most), most, EN) == names


def test_closed_hours_need_nobody_and_say_so() -> None:
    hours = tuple(
        StaffedHour(
            place // 24, place % 24, place == 9, 2.5 if place == 9 else 0.0, 2 if place == 9 else 0, 0.9
        )
        for place in range(168)
    )
    trace = spec(agents(Staffing(Plan(), hours, 31, True), EN, title="Agents"))["data"][0]
    assert (trace["z"][0][9], trace["z"][0][10]) == (1, None)
    assert "2 agents" in trace["hovertext"][0][9]
    assert trace["hovertext"][0][10].endswith("closed")


def test_a_pair_shows_both_figures_and_a_missing_one_has_no_line() -> None:
    rows = [Pair("X", 600.0, 300.0), Pair("Web", 900.0, None)]
    chart = pairs(rows, Unit.SECONDS, EN, names=("All hours", "Service hours"), title="Median")
    between, ring, dot, names, figures = spec(chart)["data"]
    assert list(between["x"]) == [600, 300, None]
    assert (list(ring["x"]), list(dot["x"])) == ([600, 900], [300, None])
    assert list(names["text"]) == ["X", "Web"]
    assert "5 min" in plain(figures["text"][0])
    assert plain(chart.alt) == (
        "Median. X, All hours: 10 min, Service hours: 5 min. Web, All hours: 15 min, Service hours: —."
    )


def test_lines_are_named_at_their_ends_and_names_keep_apart() -> None:
    def row(key: str, *shares: float | None) -> list[Any]:
        return [value(key, share, month(2026, 8 + place)) for place, share in enumerate(shares)]

    rows = {
        "answered_within_1h": row("answered_within_1h", 0.2, None, 0.31),
        "answered_within_24h": row("answered_within_24h", 0.8, 0.9, 0.3),
    }
    names = {"answered_within_1h": "in 1 h", "answered_within_24h": "in 24 h"}
    marks = [Mark(period("2026-09-10", "2026-09-12"), "Outage")]
    chart = lines(rows, names, EN, marks=marks, title="In time", palette=LIGHT)
    drawn = spec(chart)
    assert [line["line"]["color"] for line in drawn["data"]] == list(LIGHT.lines[:2])
    assert list(drawn["data"][0]["y"]) == [0.2, None, 0.31]
    ends = [note for note in drawn["layout"]["annotations"] if note.get("xref") == "paper"]
    assert [note["text"] for note in ends] == ["in 24 h<br><b>30.0%</b>", "in 1 h<br><b>31.0%</b>"]
    assert ends[1]["y"] - ends[0]["y"] > 0.1
    assert "Outage" in [note["text"] for note in drawn["layout"]["annotations"]]
    assert len(drawn["layout"]["shapes"]) == 1
    assert "Answered within 1 hour" in chart.alt


def test_a_line_s_goal_is_dashed_in_its_colour_and_named_beside_it() -> None:
    rows = {
        key: [value(key, share, month(2026, place), target=target) for place in (9, 10)]
        for key, share, target in (("answered_within_1h", 0.2, None), ("answered_within_24h", 0.7, 0.9))
    }
    names = {"answered_within_1h": "in 1 h", "answered_within_24h": "in 24 h"}
    drawn = spec(lines(rows, names, EN, title="In time", palette=LIGHT))
    goal, *actual = drawn["data"]
    assert (goal["line"]["dash"], goal["line"]["color"]) == ("dash", LIGHT.lines[1])
    assert set(goal["y"]) == {0.9}
    assert len(actual) == 2
    (named,) = [note for note in drawn["layout"]["annotations"] if "goal" in note["text"]]
    assert (plain(named["text"]), named["y"]) == ("goal<br>≥ 90.0%", 0.9)
    assert drawn["layout"]["yaxis"]["range"][1] >= 0.9
