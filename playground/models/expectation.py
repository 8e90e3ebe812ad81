"""How long a take will probably take, in a person's words and by our own runs; never a percentage."""

from django.utils import timezone
from django.utils.translation import gettext as _

from playground.models.generation import Generation
from playground.models.rehearsal import SKIP, Replay, run_of
from playground.models.runs import runs_of
from playground.models.state import State

WAITED_FOR = (State.QUEUED, State.SUBMITTING, State.RUNNING)


def expectation(take: Generation) -> str:
    """A sentence without a full stop; empty for a take that upstream does not work on or has finished."""
    if take.state not in WAITED_FOR:
        return ""
    if take.is_rehearsal:
        return _replayed(take.replay)
    seconds = runs_of(take.connection_id, take.model_slug).seconds
    if not seconds.is_enough:
        return _("Not enough runs yet to say how long it takes")
    half, most = span_text(seconds.half), span_text(seconds.most)
    if take.accepted_at and (timezone.now() - take.accepted_at).total_seconds() > seconds.most:
        return _("Nine of ten were done within %(most)s; this one takes longer") % {"most": most}
    if half == most:
        return _("Usually done in %(half)s") % {"half": half}
    return _("Usually done in %(half)s; nine of ten within %(most)s") % {"half": half, "most": most}


def _replayed(replay: Replay) -> str:
    lasted = span_text(run_of(replay.of).lasted)
    return _("Plays a recorded run of %(span)s, %(speed)s") % {"span": lasted, "speed": _pace_words(replay)}


def played_words(take: Generation) -> str:
    """How fast a rehearsal was played."""
    return _pace_words(take.replay)


def _pace_words(replay: Replay) -> str:
    """The speed as a part of a sentence."""
    if replay.speed == SKIP:
        return _("without the wait")
    return _("at %(speed)d×") % {"speed": replay.speed}


def span_text(seconds: float) -> str:
    """A length of time as people say it: 7.4 s, 190 s, 12 min, 3 h."""
    if seconds < 10:
        return _("%(number)s s") % {"number": f"{seconds:.1f}".removesuffix(".0")}
    if seconds < 600:
        return _("%(number)s s") % {"number": round(seconds)}
    if seconds < 2 * 3600:
        return _("%(number)s min") % {"number": round(seconds / 60)}
    return _("%(number)s h") % {"number": round(seconds / 3600)}
