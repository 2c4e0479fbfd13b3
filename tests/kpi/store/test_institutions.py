"""Institutions are found by how people write their names."""

import pytest

from kpi.errors import UnknownInstitution, UnknownPlatform
from kpi.store.engine import Store
from kpi.store.institutions import (
    NamelessInstitution,
    UnknownTimezone,
    bump_version,
    create_channel,
    create_institution,
    handle_key,
    institution_named,
    name_key,
)


@pytest.mark.parametrize(
    "spelling", ["Caja Córdoba", "CAJA CORDOBA", "  caja   córdoba ", "Caja Co\u0301rdoba"]
)
def test_spellings_of_one_name(spelling: str) -> None:
    assert name_key(spelling) == "caja cordoba"


def test_a_handle_may_be_written_with_its_at_sign() -> None:
    assert handle_key("@MiBanco") == handle_key(" mibanco ")


@pytest.mark.both_stores
def test_an_institution_is_made_found_and_missed(store: Store) -> None:
    with store.writing() as connection:
        made = create_institution(connection, " Caja  Córdoba ", timezone="America/Bogota")
        assert made.name == "Caja Córdoba"
        bump_version(connection, made.id)
    with store.reading() as connection:
        assert institution_named(connection, "caja cordoba").data_version == 1
        with pytest.raises(UnknownInstitution, match="Known: “Caja Córdoba”"):
            institution_named(connection, "Caja Granada")


def test_what_an_institution_or_channel_cannot_be(store: Store) -> None:
    with store.writing() as connection:
        with pytest.raises(NamelessInstitution):
            create_institution(connection, "  ")
        with pytest.raises(UnknownTimezone):
            create_institution(connection, "Banco", timezone="Madrid")
        made = create_institution(connection, "Banco")
        with pytest.raises(UnknownPlatform):
            create_channel(connection, made.id, "orkut")


def test_a_community_is_private_unless_told(store: Store) -> None:
    with store.writing() as connection:
        made = create_institution(connection, "Banco")
        assert create_channel(connection, made.id, "community").audience == "private"
        assert create_channel(connection, made.id, "facebook", "@banco").name == "facebook:banco"
