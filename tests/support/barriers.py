"""What axe-core finds on a page, and which of it is Streamlit's own markup, one by one with the reason."""

from dataclasses import dataclass
from typing import Any, Final, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# What Plotly draws is left out: axe judges no drawn text, and a chart's words are those of its frame.
_RUN: Final = """async ([within, options]) => {
    const where = {include: [within], exclude: [".main-svg"]};
    const found = await axe.run(where, {resultTypes: ["violations"], ...options});
    return found.violations.flatMap(rule => rule.nodes.map(node => ({
        rule: rule.id, impact: rule.impact, help: rule.help, html: node.html.slice(0, 300),
        why: [...node.any, ...node.all, ...node.none].map(check => check.message).join("; "),
        target: node.target.flat().join(" "),
    })));
}"""
_IS_ON: Final = "([target, selector]) => document.querySelector(target)?.closest(selector) != null"


@dataclass(frozen=True)
class Excuse:
    """A finding that is not ours: axe's rule, the element of Streamlit's that it is on or within, and why it stays."""

    rule: str
    within: str
    reason: str


EXCUSES: Final = (
    Excuse(
        "list",
        '[data-testid="stSidebarNavItems"]',
        "On a phone Streamlit keeps the menu in the sidebar and puts a group's pages into a <div> of its list.",
    ),
    Excuse("listitem", '[data-testid="stSidebarNavItems"]', "The same <div>, seen from the pages in it."),
    Excuse(
        "presentation-role-conflict",
        '[data-testid="stFileUploaderDropzone"]',
        "Streamlit gives the area on which files are dropped a role of none and a name; its button is what is used.",
    ),
)


@dataclass(frozen=True)
class Barrier:
    """One element that axe complains of; `excuse` where it is Streamlit's."""

    rule: str
    impact: str
    help: str
    html: str
    why: str
    target: str
    excuse: Excuse | None = None

    def __str__(self) -> str:
        return f"{self.rule} ({self.impact}): {self.help}. {self.why}\n    {self.target}\n    {self.html}"


Rules = Literal["all", "contrast", "all but contrast"]
_OPTIONS: Final[dict[Rules, dict[str, Any]]] = {
    "all": {},
    "contrast": {"runOnly": ["color-contrast"]},
    "all but contrast": {"rules": {"color-contrast": {"enabled": False}}},
}
"""Contrast is most of what axe takes its time for."""


def barriers(page: Page, rules: Rules = "all", within: str = "html") -> list[Barrier]:
    """What axe-core finds on the page as it stands."""
    page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(_RUN, [within, _OPTIONS[rules]])
    return [Barrier(**one, excuse=_excuse(page, one["rule"], one["target"])) for one in found]


def _excuse(page: Page, rule: str, target: str) -> Excuse | None:
    for excuse in EXCUSES:
        if excuse.rule == rule and page.evaluate(_IS_ON, [target, excuse.within]):
            return excuse
    return None


def check_no_barriers(page: Page, within: str) -> None:
    """Nothing of ours in that part of the page keeps anybody out."""
    ours = [str(one) for one in barriers(page, within=within) if one.excuse is None]
    assert not ours, "\n".join(ours)
