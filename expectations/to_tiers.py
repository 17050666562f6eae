"""A window from its inbox to the checked tier table, without the flow: for history and letters."""

from expectations import borders
from screening.run import intake, scores
from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse


def steps_to_tiers(run: WindowRun, warehouse: Warehouse) -> dict[str, str]:
    """Run the flow's steps up to the checked tier table; return the SQL that scored, by table.

    Raises:
        RefusedFileError: the roster is refused.
        FailedChecksError: a promise about answers or scores is broken.
    """
    intake.take_in(run, warehouse)
    borders.check_exports(run, warehouse)
    intake.settle(run, warehouse)
    borders.check_settled_answers(run, warehouse)
    statements = scores.score(run, warehouse)
    scores.decide_tiers(run, warehouse)
    borders.check_scored_tables(run, warehouse)
    return statements
