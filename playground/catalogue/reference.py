"""What the guide page and a card say: the shapes of guide.py, and which error of the table an answer is."""

from playground.catalogue.gateway_errors import ALSO_CALLED, GATEWAY_ERRORS
from playground.catalogue.guide import (
    Charged,
    Fact,
    GuideError,
    ModelGuide,
    Question,
    QuickPrompt,
    Step,
    Workload,
)

__all__ = [
    "Charged",
    "Fact",
    "GuideError",
    "ModelGuide",
    "Question",
    "QuickPrompt",
    "Step",
    "Workload",
    "error_guide",
]

_BY_CODE = {error.code: error for error in GATEWAY_ERRORS}
_BY_STATUS = {error.status: error for error in GATEWAY_ERRORS if error.status and error.status <= 500}


def error_guide(status: int | None, code: str | None) -> GuideError:
    """The row of the table for an answer: by its code, else by its status, else by the status's family.

    No status and a code we do not know is a task that failed; neither of both is an outcome nobody knows.
    """
    known = _BY_CODE.get(ALSO_CALLED.get(code or "", code or ""))
    if known:
        return known
    if status is None:
        return _BY_CODE["generation_failed" if code else "unconfirmed"]
    if status < 400 or status == 408:
        return _BY_CODE["unconfirmed"]
    # A 5xx without a code of its own may come from anything on the way: nothing is known of the charge.
    return _BY_STATUS.get(status, _BY_STATUS[500 if status >= 500 else 400])
