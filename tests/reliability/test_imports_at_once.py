"""imports_8x: eight processes import at the same moment: the same file, files that overlap, different files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kpi.rollup.current import open_store
from kpi.store.engine import BUSY_TIMEOUT_MS
from tests.reliability.exports import BANK, write_messages
from tests.reliability.state import state_of
from tests.reliability.warm_shell import Run, WarmShell
from tests.support.stores import close

AT_ONCE = 8
TURNS = 40
STEPS = {"the same": 0, "overlapping": TURNS // 2, "different": TURNS}
"""By how many turns each file begins later than the one before."""


TOO_LATE = "Another import is writing"
PATIENCE = BUSY_TIMEOUT_MS / 1000


def outcome(run: Run) -> str:
    run.wait()
    return run.said


@pytest.mark.both_stores
@pytest.mark.parametrize("kind", STEPS)
def test_eight_imports_at_the_same_moment(
    kind: str,
    backend: str,
    new_address: Callable[..., str],
    warm_shell: WarmShell,
    tmp_path: Path,
    times: Callable[[int], int],
    figures: Callable[..., None],
) -> None:
    for _ in range(times(1)):
        url = new_address()
        first = write_messages(tmp_path / "first.csv", 10_000, 5)  # the institution is there already
        assert warm_shell.start(url, "import", first, "--institution", BANK).wait() == 0
        files = [
            write_messages(tmp_path / f"part_{number}.csv", number * STEPS[kind], TURNS)
            for number in range(AT_ONCE)
        ]
        runs = [warm_shell.start(url, "import", file, "--institution", BANK) for file in files]
        said = [outcome(run) for run in runs]
        late = [place for place, each in enumerate(said) if TOO_LATE in each]
        assert [runs[place].seconds for place in late if runs[place].seconds < PATIENCE] == []
        for place in late:  # on so slow a machine one has waited its turn in vain, and can try again
            said[place] = outcome(warm_shell.start(url, "import", files[place], "--institution", BANK))
        saved, known = (
            sum(word in each for each in said) for word in ("saved as import", "was imported already")
        )
        state = state_of(url)
        close(open_store(url))
        figures(
            database=backend,
            kind=kind,
            saved=saved,
            already=known,
            too_late=len(late),
            wrong=len(state.wrong),
        )
        assert (saved, known) == ((1, AT_ONCE - 1) if kind == "the same" else (AT_ONCE, 0))
        assert state.wrong == ()
        turns = TURNS + STEPS[kind] * (AT_ONCE - 1)
        assert sum(state.messages.values()) == 2 * (turns + 5)
