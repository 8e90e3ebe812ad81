"""A generation's state and failure in a person's words: what happened, whether money was spent, one next step."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from playground.catalogue.reference import error_guide
from playground.models.generation import Generation
from playground.models.state import PERSON, State

ELSE_WAITING = gettext_noop("Waiting")
WAITING = {
    "key_missing": gettext_noop("Waiting for an API key"),
    "key_unreadable": gettext_noop("Waiting: this workspace's API key can't be read"),
    "key_refused": gettext_noop("Waiting: the API key was refused"),
    "no_credits": gettext_noop("Waiting: the account has no credits"),
    "throttled": gettext_noop("Waiting: the gateway asked us to slow down"),
    "unreachable": gettext_noop("Waiting: the gateway can't be reached"),
    "uploading": gettext_noop("Uploading the references"),
    "download_failed": gettext_noop("Finished upstream; the download will be tried again"),
    "storage_down": gettext_noop("Waiting: our own storage does not answer"),
    "paused": gettext_noop("Paused with its batch"),
    "draining": gettext_noop("Waiting: nothing is sent during an upgrade"),
    "person": gettext_noop("Not known whether it was accepted: your decision"),
}


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
            return _running(generation)
        case State.FETCHING:
            return _("Finished upstream, saving our copy")
        case State.READY:
            return _("Ready")
        case State.CANCELLED:
            return _("Cancelled before it was sent")
        case State.FAILED:
            return _("Refused") if not generation.accepted_at else _("Failed")


def _running(generation: Generation) -> str:
    if generation.deadline_at is None or generation.deadline_at > timezone.now():
        queued = generation.upstream_word in ("", "queued", "pending", "submitted")
        return _("Queued upstream") if queued else _("Rendering")
    # Past our patience: still asked for, ever more rarely
    heard, due = generation.last_contact_at, generation.due_at
    minutes = max(1, round((due - heard).total_seconds() / 60)) if heard and due else 1
    return _("Still unknown; looking again every %(minutes)d min") % {"minutes": minutes}


def _waiting(reason: str) -> str:
    return _(WAITING.get(reason, ELSE_WAITING))
