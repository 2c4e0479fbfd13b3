"""The benchmarks run, and say something of every promise. How fast anything is, no test asserts."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks import plot, report
from benchmarks.promises import PROMISES, Baseline, Figure

TINY = "320"  # twenty messages a channel


def test_questions_and_imports_run_on_a_tiny_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = tmp_path / "found.json"
    benchmarks.main(["--rows", TINY, "--only", "answers", "import", "--json", str(found)])
    document = json.loads(found.read_text("utf-8"))
    measured = {figure["key"]: figure for figure in document["figures"]}
    promised = {"answers_one", "answers_twenty", "import", "import_memory", "import_more"}
    assert promised <= set(measured)
    assert all(measured[key]["value"] > 0 and measured[key]["promise"] for key in promised)
    assert document["rows"] == int(TINY)
    assert "all KPIs by platform and month" in capsys.readouterr().out


def test_every_promise_is_measured_by_some_part() -> None:
    parts = Path(benchmarks.__file__).parent.glob("*.py")
    written = "".join(path.read_text("utf-8") for path in parts if path.name != "promises.py")
    assert [promise.key for promise in PROMISES if f'"{promise.key}"' not in written] == []


@pytest.mark.parametrize(
    ("key", "value", "baseline", "is_kept"),
    [
        ("overview", 60, 2, True),
        ("overview", 61, 2, False),
        ("overview_growth", 55, 50, True),
        ("overview_growth", 56, 50, False),
        ("clicks_rate", 25, 90, True),
        ("clicks_rate", 24, 90, False),
    ],
)
def test_a_promise_is_kept_up_to_its_limit(key: str, value: float, baseline: float, is_kept: bool) -> None:
    assert Figure(key, value, (Baseline("b", baseline),)).is_kept is is_kept


def test_what_was_not_measured_says_why() -> None:
    assert "no Chromium" in report.line(Figure("first_page", note="no Chromium"))
    assert Figure("first_page", note="no Chromium").is_kept is None


def test_the_plot_draws_each_size_in_the_order_of_size() -> None:
    documents = [_document(1_000_000, 2.0), _document(100_000, 1.0)]
    assert plot.points(documents, "import_cpu") == [(100_000, 1_000.0), (1_000_000, 2_000.0)]
    assert plot.drawn(documents).count("<circle") == 2


def _document(rows: int, seconds: float) -> dict[str, Any]:
    return {"rows": rows, "figures": [{"key": "import_cpu", "unit": "s", "value": seconds}]}
