"""Each page's own parameters, with anything in them: a page comes all the same, and nothing of another institution's."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kpi.access.door import Access
from kpi.access.roles import Role
from kpi.acts.imports import take_in
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.measures import MEASURES
from kpi.importing.run import Target
from kpi.importing.source import Source
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institutions
from pages.shared import own_choice
from tests.pages.opened import trouble
from tests.pages.signed_in import sent, sign_in, visit
from tests.support.examples import examples
from tests.support.people import give, person
from tests.support.templates import ROOT

OTHER, ACCOUNT, SECRETS = "Zorrobank", "zorroaccount", ("zorrotitle", "99887766", "zorro.csv")
# The number is long enough not to stand in an identifier by chance.
POSTS = f"""platform;channel;post_id;published_at;title;views;reactions;comments
facebook;{ACCOUNT};p1;2025-10-02T10:00:00+01:00;zorrotitle;1000000000;99887766;1
"""
PAGES = (
    "overview", "platforms", "response", "loyalty", "content", "goals", "snapshot", "data", "hours", "events",
    "people", "audit",
)  # fmt: skip
BESIDE_OPTIONS = {"explain", "posts_page", "beside", "with"}
"""Parameters that are not one of a few options."""
READ_ADDRESSES = {
    "pages/content/posts.py", "pages/platforms/beside.py", "pages/shared/choosing.py", "pages/shared/explain.py",
    "pages/shared/own_choice.py",
}  # fmt: skip
DATES = ("2025-10-01", "2025-10-31", "0001-01-01", "9999-12-31", "2025-02-30", "")
"""What else could be meant, and what a script would try."""
LIKELY = (
    "", "0", "1", "-1", "²", "٣", "9" * 5_000, "1e400", "nan", "None", "|", "|||", "facebook", "x|facebook|zz",
    OTHER, f"facebook:{ACCOUNT}", "\x00", "' OR 1=1 --", "<script>", "{kpi}", "%s", "../../etc/passwd", "\u202e",
)  # fmt: skip
ANA, BOSS = person("ana"), person("boss")


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A link to a number, of which every part may be anything."""

    def one_of(*known: str) -> str:
        return draw(st.sampled_from([*known, *LIKELY]) | st.text(max_size=8))

    parts = {
        "kpi": draw(st.sampled_from([*KPIS, *MEASURES])) if draw(st.booleans()) else one_of(),
        "platform": one_of("facebook", "instagram", "community"),
        "channel": one_of(f"facebook:{ACCOUNT}"),
        "from": draw(st.sampled_from(DATES)),
        "to": draw(st.sampled_from(DATES)),
        "inst": one_of(OTHER),
    }
    left_out = draw(st.sets(st.sampled_from(["platform", "channel", "inst"])))
    return urlencode({name: text for name, text in parts.items() if name not in left_out})


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> Store:
    """The sample bank, which Ana administers, beside another one; what is remembered holds the other's answers."""
    with sample_store.writing() as connection:
        other = create_institution(connection, OTHER)
    take_in(
        Access.of_operator(sample_store),
        other,
        Source("zorro.csv", POSTS.encode()),
        Target(OTHER),
        effect=False,
    )
    with sample_store.reading() as connection:
        (own,) = (row for row in institutions(connection) if row.is_sample)
    give(sample_store, ANA, Role.ADMINISTRATOR, own)
    give(sample_store, BOSS, Role.ADMINISTRATOR, None)
    sign_in(monkeypatch, sample_store, BOSS)
    shown = sent(visit("content", inst=OTHER, **{"from": "2025-10-01", "to": "2025-10-31"}))
    assert all(secret in shown.replace(",", "") for secret in SECRETS[:2])
    sign_in(monkeypatch, sample_store, ANA)
    return sample_store


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, ...]]:
    """The options of each parameter that a page has asked the address for."""
    found: dict[str, tuple[str, ...]] = {}
    chosen = own_choice.chosen

    def note(name: str, options: Sequence[str], default: str, key: str) -> str:
        found[name] = tuple(options)
        return chosen(name, options, default, key)

    monkeypatch.setattr(own_choice, "chosen", note)
    return found


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize("page", PAGES)
def test_any_parameter_of_a_page_is_a_page(page: str, asked: dict[str, tuple[str, ...]]) -> None:
    plain = visit(page)
    assert plain.title
    offered = dict(asked)

    @settings(max_examples=examples(2), suppress_health_check=list(HealthCheck))
    @given(addresses(offered))
    @example(
        {"posts_page": "²", "explain": urlencode({"kpi": "followers", "from": DATES[2], "to": DATES[3]})}
    )
    def try_out(query: Mapping[str, str]) -> None:
        app = visit(page, **query)
        assert not trouble(app)
        assert app.title
        told = sent(app)
        assert [secret for secret in SECRETS if secret in told.replace(",", "").replace(".", "")] == []

    try_out()


def addresses(offered: Mapping[str, Sequence[str]]) -> st.SearchStrategy[dict[str, str]]:
    """Some of the page's parameters, at what is offered and at anything else."""
    anything = st.sampled_from(LIKELY) | st.text(max_size=20)
    values = {name: st.sampled_from(options) | anything for name, options in offered.items()}
    values |= dict.fromkeys(sorted(BESIDE_OPTIONS - {"explain"}), anything)
    values["beside"] |= st.lists(st.sampled_from(["facebook", "x", "youtube", "zz"])).map("|".join)
    return st.fixed_dictionaries({}, optional=values | {"explain": numbers() | anything})


def test_every_place_that_reads_the_address_is_tried() -> None:
    reading = {
        path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "pages").rglob("*.py")) if reads(path)
    }
    assert reading == READ_ADDRESSES


def reads(path: Path) -> bool:
    """Whether a file asks Streamlit for what the address says."""
    nodes: Iterator[ast.AST] = ast.walk(ast.parse(path.read_text("utf-8")))
    return any(
        (isinstance(node, ast.Attribute) and ast.unparse(node.value) == "st.query_params")
        or (
            isinstance(node, ast.Subscript)
            and isinstance(node.ctx, ast.Load)
            and ast.unparse(node.value) == "st.query_params"
        )
        for node in nodes
    )
