"""A generation's state and failure in a person's words: what happened, whether money was spent, one next step."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from playground.catalogue.reference import error_guide
from playground.models.generation import PERSON, Generation, State


@dataclass(frozen=True)
class ToldError:
    """`trigger`, `fix`, `retry` are the model guide's, translated; `message` is upstream's own."""

    code: str
    message: str
    request_id: str
    charged: str  # yes | no | unknown
    trigger: str
    fix: str
    retry: str


def told_error(generation: Generation) -> ToldError | None:
    """The failure of a failed generation, or what an open one waits for; None: nothing is wrong."""
    if not generation.error_code and generation.state != State.FAILED:
        return None
    undecided = generation.is_open and generation.reason == PERSON
    known = (None, "undecided") if undecided else (generation.error_status, generation.error_code)
    guide = error_guide(*known)
    return ToldError(
        code=generation.error_code,
        message=generation.error_message,
        request_id=generation.error_request_id,
        charged=generation.charged or "unknown",
        trigger=_(guide.trigger),
        fix=_(guide.fix),
        retry=_(guide.retry),
    )


def headline(generation: Generation) -> str:
    """One short sentence without a full stop."""
    if generation.reason and generation.is_open:
        return _waiting(generation.reason)
    match State(generation.state):
        case State.QUEUED:
            return _("Queued here")
        case State.SUBMITTING:
            return _("Sending")
        case State.UNCONFIRMED:
            return _("Finding out whether it was accepted")
        case State.RUNNING:
            queued = generation.upstream_word in ("", "queued", "pending", "submitted")
            return _("Queued upstream") if queued else _("Rendering")
        case State.FETCHING:
            return _("Finished upstream, saving our copy")
        case State.READY:
            return _("Ready")
        case State.CANCELLED:
            return _("Cancelled before it was sent")
        case State.FAILED:
            return _("Refused") if not generation.accepted_at else _("Failed")


def _waiting(reason: str) -> str:
    match reason:
        case "key_missing":
            return _("Waiting for an API key")
        case "key_refused":
            return _("Waiting: the API key was refused")
        case "no_credits":
            return _("Waiting: the account has no credits")
        case "throttled":
            return _("Waiting: the gateway asked us to slow down")
        case "unreachable":
            return _("Waiting: the gateway can't be reached")
        case "uploading":
            return _("Uploading the references")
        case "download_failed":
            return _("Finished upstream; the download will be tried again")
        case "person":
            return _("Not known whether it was accepted: your decision")
        case "lost_sight":
            return _("Still unknown; looking again")
        case _:
            return _("Waiting")
