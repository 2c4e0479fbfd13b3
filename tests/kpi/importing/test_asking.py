"""What a refused file waits for, as data: the question, and the answers that it suggests."""

import pytest

from kpi.importing.asking import Asks, asks, offers
from kpi.importing.report import Outcome
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.store.engine import Store
from tests.support.desk import Desk, post
from tests.support.files import CARE, CHART, DIXA, VIEWERS

BANK = Target("Caja Ejemplo")


@pytest.mark.parametrize(
    ("content", "question", "offered"),
    [
        (CHART, Asks.NETWORK, ("facebook", "instagram")),
        (DIXA, Asks.CHANNEL, ()),
        (CARE, Asks.CHANNEL, ("x:CajaUno", "x:CajaDos")),
        (VIEWERS, Asks.YEAR, ()),
    ],
)
def test_a_file_that_lacks_an_answer_says_which(
    store: Store, content: bytes, question: Asks, offered: tuple[str, ...]
) -> None:
    report = import_file(store, Source("file.csv", content), BANK)
    assert report.outcome is Outcome.REFUSED
    assert (asks(report), offers(report)) == (question, offered)


def test_of_several_accounts_each_is_offered_as_the_importer_takes_it(desk: Desk) -> None:
    desk.take([post(2, "p1", handle="Caja, Oficina 1"), post(3, "p2", handle="Caja, Oficina 2")])
    report = desk.take([post(2, "p3", handle=None)])
    assert asks(report) is Asks.CHANNEL
    assert offers(report) == ("facebook:Caja, Oficina 1", "facebook:Caja, Oficina 2")


def test_a_file_that_no_answer_would_help_asks_nothing(store: Store) -> None:
    report = import_file(store, Source("file.csv", b"a,b\n1,2\n"), BANK)
    assert (asks(report), offers(report)) == (None, ())


def test_a_network_alone_means_the_only_account_there(store: Store) -> None:
    report = import_file(store, Source("chart.csv", CHART), Target("Caja Ejemplo", "instagram:"))
    assert (report.outcome, report.channels) == (Outcome.SAVED, ("instagram",))


def test_a_network_alone_is_not_enough_where_it_has_several_accounts(desk: Desk) -> None:
    desk.take([post(2, "p1", handle="uno"), post(3, "p2", handle="dos")])
    report = desk.take([post(2, "p3", handle="")])
    assert (asks(report), offers(report)) == (Asks.CHANNEL, ("facebook:dos", "facebook:uno"))
