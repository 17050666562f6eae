"""Step: what is more than chance, of a class, of a student since last time, of the district."""

from screening.change.chance import chance_of
from screening.change.definition_tables import store_change_definitions
from screening.change.expected_moves import store_expected_moves
from screening.class_support.groups import store_class_decisions
from screening.programme.load import LoadedProgramme
from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse


def describe_change(run: WindowRun, warehouse: Warehouse) -> None:
    """Make `mart_class`, `mart_student_change` and `mart_expected_movement`."""
    make_change_tables(run.programme, warehouse)


def make_change_tables(programme: LoadedProgramme, warehouse: Warehouse) -> None:
    """Make the tables about classes and change from the tier table and the window kept before."""
    store_class_decisions(warehouse)
    store_change_definitions(warehouse, programme)
    warehouse.run_step("int_score_pair")
    warehouse.run_step("mart_student_change")
    store_expected_moves(warehouse, chance_of(programme))
