"""The files of an import's report, of one file or of several; and what undoing says."""

import pytest

from kpi.importing.report import ChangedKpi, Fault, Outcome, Report, Restated
from kpi.importing.undo_plan import UndoPlan
from kpi.showing.language import Language
from kpi.showing.report_files import changed_kpis_csv, faults_csv, restated_csv
from kpi.showing.undo_words import undo_sentence
from kpi.words import Message
from tests.kpi.showing.values import month

ES, EN = Language("es"), Language("en")
ONE = Report(
    "one.csv",
    Outcome.SAVED,
    faults=(Fault(3, "views", "=1+1", Message("The cell is empty; without it the row cannot be kept.")),),
    restated=(Restated(5, "p1", "views", 100, 150),),
    changed_kpis=(ChangedKpi("applause_rate", "x", month(2026, 3).start, None, 2.5),),
)
TWO = Report("two.csv", Outcome.SAVED, restated=(Restated(2, "p9", "reactions", 3, 0),))


def lines(content: bytes) -> list[str]:
    return content.decode("utf-8-sig").splitlines()


def test_faults_of_several_files_name_their_file_and_cannot_run_as_formulas() -> None:
    assert lines(faults_csv([ONE, TWO], ES)) == [
        '"Archivo";"Fila";"Columna";"Valor";"Motivo"',
        '"one.csv";3;"views";"\'=1+1";"La celda está vacía; sin ella no se puede guardar la fila. Rellénala si conoces el dato o vuelve a exportar el archivo."',
    ]


def test_restated_numbers_stand_with_the_old_and_the_new_value() -> None:
    assert lines(restated_csv([ONE, TWO], EN))[1:] == [
        '"one.csv",5,"p1","views",100,150',
        '"two.csv",2,"p9","reactions",3,0',
    ]


def test_changed_kpis_keep_every_digit_and_an_empty_cell_for_what_was_not_there() -> None:
    assert lines(changed_kpis_csv([ONE], ES))[1] == (
        '"one.csv";"Tasa de aplauso";"X";"2026-03";;2,5;"per_post";"applause_rate"'
    )


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (UndoPlan(1), "Se retira 1 fila que solo está en este archivo."),
        (UndoPlan(0, 2), "Ninguna fila está solo en este archivo; 2 filas se quedan, porque también están en otros archivos."),
        (
            UndoPlan(1200, 0, 1, 3),
            "Se retiran 1200 filas que solo están en este archivo; 1 cifra recupera el valor de un archivo anterior; 3 cifras conservan los valores que les dieron archivos posteriores.",
        ),
    ],
)  # fmt: skip
def test_undoing_says_only_what_there_is_any_of(plan: UndoPlan, said: str) -> None:
    assert undo_sentence(plan, ES).replace("1.200", "1200") == said
