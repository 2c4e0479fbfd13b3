"""What a platform is for: versions, with who and when; two editors do not overwrite one another."""

import pytest

from kpi.catalogue.kpis import KPIS
from kpi.catalogue.purposes import PURPOSES, UnknownPurpose
from kpi.errors import UnknownPlatform
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institutions
from kpi.store.purposes import SetPurpose, StalePurpose, purpose_history, purposes, set_purpose


def test_a_purpose_is_judged_by_kpis_that_exist() -> None:
    for purpose in PURPOSES.values():
        assert purpose.kpis
        assert set(purpose.kpis) <= set(KPIS)


@pytest.mark.both_stores
def test_each_change_is_a_version_with_who_and_when(store: Store) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo").id
        other = create_institution(connection, "Otro Banco").id
        set_purpose(connection, bank, SetPurpose("x", "brand"), by="ana", now=10)
        set_purpose(connection, bank, SetPurpose("X ", "care", "Aquí preguntan"), by="eva", now=20)
        set_purpose(connection, bank, SetPurpose("tiktok", "young"), now=30)
        set_purpose(connection, other, SetPurpose("x", "community"), now=40)
    with store.reading() as connection:
        latest, history = purposes(connection, bank), purpose_history(connection, bank)
    assert latest["x"] == SetPurpose("x", "care", "Aquí preguntan", 2, "eva", 20)
    assert [(one.platform, one.version) for one in history] == [("x", 1), ("x", 2), ("tiktok", 1)]


def test_the_same_again_is_no_change(store: Store) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo").id
        first = set_purpose(connection, bank, SetPurpose("x", "care", "wie"), now=10)
        before = institutions(connection)[0].data_version
        assert set_purpose(connection, bank, SetPurpose("x", "care", "wie"), now=20) == first
        assert institutions(connection)[0].data_version == before
        set_purpose(connection, bank, SetPurpose("x", ""), now=30)
        assert institutions(connection)[0].data_version == before + 1
        assert purposes(connection, bank)["x"].purpose == ""


def test_a_second_editor_is_told_and_what_does_not_exist_is_refused(store: Store) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo").id
        set_purpose(connection, bank, SetPurpose("x", "care"), expected_version=0)
        with pytest.raises(StalePurpose, match="Somebody else has changed what X is for"):
            set_purpose(connection, bank, SetPurpose("x", "brand"), expected_version=0)
        with pytest.raises(UnknownPurpose, match="“sales” is not a purpose"):
            set_purpose(connection, bank, SetPurpose("x", "sales"))
        with pytest.raises(UnknownPlatform):
            set_purpose(connection, bank, SetPurpose("myspace", "care"))
        assert purposes(connection, bank)["x"].purpose == "care"
