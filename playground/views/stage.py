"""The stage: one take at a time in large type, for presenting; no balance, no names, no prices."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from playground import access
from playground.forms.rehearsing import speed_of, speed_text
from playground.live.news import current_cursor
from playground.models import Generation, User, rehearsal
from playground.views.history import chosen_ids
from playground.views.request import Request

MOST = 60


@dataclass(frozen=True)
class Programme:
    """What is presented, in order, and which of it is on.

    given: the ids in the address, if it names any; recorded: the take whose run can be played from the beginning.
    """

    takes: list[Generation]
    given: list[uuid.UUID]
    place: int
    pace: int
    recorded: Generation | None

    @property
    def take(self) -> Generation | None:
        return self.takes[self.place] if self.takes else None

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def before(self) -> str:
        """The query of the take before; empty: this is the first."""
        return self._at(self.place - 1) if self.place else ""

    @property
    def after(self) -> str:
        """The query of the next take; empty: this is the last."""
        return self._at(self.place + 1) if self.number < len(self.takes) else ""

    @property
    def speeds(self) -> list[tuple[int, str]]:
        return [(speed, speed_text(speed)) for speed in rehearsal.SPEEDS]

    def _at(self, place: int) -> str:
        named = [("g", str(each)) for each in self.given]
        return "?" + urlencode([*named, ("at", place + 1), ("pace", self.pace)])


@require_GET
def stage(request: Request) -> HttpResponse:
    """The takes that the address names, or all recordings."""
    cursor = current_cursor()
    given = list(chosen_ids(request.GET.getlist("g")))[:MOST]
    takes = _programme(request.user, given)
    typed = request.GET.get("at", "")
    place = int(typed) - 1 if typed.isdecimal() and len(typed) < 4 else 0
    place = max(0, min(place, len(takes) - 1))
    recorded = _recorded(request.user, takes[place]) if takes else None
    shown = Programme(takes, given, place, speed_of(request.GET.get("pace")), recorded)
    context = {"nav": "", "programme": shown, "generation": shown.take, "cursor": cursor}
    return render(request, "stage/page.html", context)


@require_GET
def slide(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """One take on the stage, as it fetches itself."""
    take = access.get_generation_to_view(request.user, generation_id)
    return render(request, "stage/_slide.html", {"generation": take})


def _programme(user: User, given: list[uuid.UUID]) -> list[Generation]:
    if given:
        return access.get_generations_to_view(user, given)
    return [recording.take for recording in access.recordings_to_view(user)[:MOST]]


def _recorded(user: User, take: Generation) -> Generation | None:
    source = take.replay.of_id if take.is_rehearsal else take.pk
    try:
        return access.get_recording_to_play(user, source).take
    except Http404:
        return None
