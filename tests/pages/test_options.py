"""Lists that several things are chosen from."""

from tests.support.templates import ROOT


def test_no_list_offers_to_take_all_of_it_at_once() -> None:
    """Streamlit puts that first, where Enter takes it: `several` is the one list of the pages, and is without."""
    used = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "pages").rglob("*.py"))
        if ".multiselect(" in path.read_text("utf-8")
    ]
    assert used == ["pages/shared/options.py"]
    assert "select_all=False" in (ROOT / "pages/shared/options.py").read_text("utf-8")
