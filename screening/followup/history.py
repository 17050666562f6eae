"""The history of one referral: who did what, when, what stood there before, and by which file."""

from collections.abc import Iterable

from screening.errors import RefusedDataError
from screening.followup.state import states_of
from screening.ledger.act import Act

DIGEST_SHOWN = 12
"""Characters of a workbook's digest that name it to people."""
NOTHING = "(empty)"


def history_of(acts: Iterable[Act], *, referral_id: str) -> list[str]:
    """Return one line per act on a referral and per decision about its student's tier.

    Args:
        acts: of the ledger, in its order.
        referral_id: as on the list.

    Raises:
        RefusedDataError: no list has issued it, and nobody wrote about it.
    """
    acts = list(acts)
    state = states_of(acts).get(referral_id)
    if state is None:
        raise RefusedDataError(f"{referral_id}: no list has issued this referral. Check the id.")
    decided = [
        act
        for act in acts
        if act.kind == "override"
        and (act.student_ref, act.window_id) == (state.student_ref, state.window_id)
    ]
    told = sorted((*state.history, *decided), key=lambda act: act.seq)
    return [f"{referral_id}, {state.school_id}, {state.window_id}", *map(_line, told)]


def _line(act: Act) -> str:
    if act.kind == "referral_issued":
        return f"{act.at}  {act.by}: on the list{f', level {act.field}' if act.field else ''}"
    change = f"{act.field}: {act.old or NOTHING} → {act.new or NOTHING}"
    reason = f" ({act.reason})" if act.reason else ""
    return f"{act.at}  {act.by}: {change}{reason}  [{act.source[:DIGEST_SHOWN]}]"
