"""Two to four takes side by side: their clips on one clock, and what is different about them in words."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from playground import access
from playground.catalogue.difference import ParameterRow, Piece, parameter_diff, word_diff
from playground.forms.word import price_text
from playground.live.news import current_cursor
from playground.models import Generation
from playground.views.request import Request
from playground.views.reviewed import rooms_of

FEWEST, MOST = 2, 4
LETTERS = ("A", "B", "C", "D")
SUGGESTED = 12
NOT_COMPARED = ("prompt", "client_business_id", "callback_url")


@dataclass(frozen=True)
class Pane:
    """One take: `others` is the query of the page without it, `pieces` how its prompt differs from the first one's."""

    letter: str
    take: Any  # a Generation, or what a guest may know of one
    others: str
    pieces: list[Piece]

    @property
    def last_frame(self) -> int:
        """How many frames of its clip can be left out."""
        return max(0, round(self.take.clip.seconds * self.take.clip.fps) - 1) if self.take.clip else 0

    @property
    def is_tall(self) -> bool:
        """Higher than wide."""
        width, _colon, height = self.take.aspect_ratio.partition(":")
        return width.isdigit() and height.isdigit() and int(height) > int(width)

    @property
    def is_other(self) -> bool:
        """Whether it has next to no word in common with A's."""
        return bool(self.pieces) and all(kind != "same" for kind, _text in self.pieces)

    @property
    def is_changed(self) -> bool:
        """Whether its prompt is another than A's."""
        return any(kind != "same" for kind, _text in self.pieces)


@require_safe
def compare(request: Request) -> HttpResponse:
    """The takes named by `g`; with fewer than two, a choice of what to put beside them."""
    wanted, cursor = _wanted(request), current_cursor()
    takes = access.get_generations_to_view(request.user, wanted[:MOST])
    context: dict[str, Any] = {"nav": "history", "too_many": len(wanted) > MOST, "query": _query(takes)}
    if len(takes) < FEWEST:
        ready = access.generations_here(request.user).filter(state="ready").exclude(pk__in=wanted)
        return render(request, "compare/choose.html", context | {"takes": takes, "others": ready[:SUGGESTED]})
    panes, playable = _panes(takes), [take for take in takes if take.clip]
    context |= {
        "cursor": cursor,
        "panes": panes,
        "rooms": rooms_of(request.user, {pane.letter: pane.take for pane in panes if pane.take.clip}),
        "playable": len(playable),
        "fps": max((take.clip.fps for take in playable), default=0) or 24,
        "rows": [*asked_rows(takes), *_measured(takes)],
    }
    return render(request, "compare/page.html", context)


def _wanted(request: Request) -> list[uuid.UUID]:
    """The ids, each once. Raises Http404 for what is no id, as for any other unknown take."""
    try:
        return list(dict.fromkeys(uuid.UUID(text) for text in request.GET.getlist("g")))
    except ValueError:
        raise Http404 from None


def _panes(takes: Sequence[Generation]) -> list[Pane]:
    first = takes[0].prompt
    return [
        Pane(letter, take, _query([t for t in takes if t is not take]), word_diff(first, take.prompt))
        for letter, take in zip(LETTERS, takes, strict=False)
    ]


def _query(takes: Sequence[Generation]) -> str:
    return "&".join(f"g={take.pk}" for take in takes)


def asked_rows(takes: Sequence[Generation]) -> list[dict[str, Any]]:
    """One row a parameter of the requests; references by the names they came with, not by the gateway's addresses."""
    requests = []
    for take in takes:
        body = json.loads(take.request_body)
        requests.append({name: take.values.get(name, value) for name, value in body.items()})
    return [_row(row, row.name, is_code=True) for row in parameter_diff(requests, NOT_COMPARED)]


def _measured(takes: Sequence[Generation]) -> list[dict[str, Any]]:
    """One row a fact of our copies."""
    facts = [_facts(take) for take in takes]
    return [_row(row, row.name) for row in parameter_diff(facts)]


def _facts(take: Generation) -> dict[str, str]:
    clip = take.clip
    told = {_("Price"): price_text(take.price)}
    if clip is None:
        return told
    length = _("%(seconds)s s") % {"seconds": f"{clip.seconds:.1f}"}
    sound = _("has audio") if clip.has_audio else _("silent")
    size = {
        _("Clip"): f"{clip.width} × {clip.height}",
        _("Length"): length,
        _("Frame rate"): f"{clip.fps:g} fps",
    }
    return {**size, _("Sound"): sound, **told}


def _row(row: ParameterRow, label: str, is_code: bool = False) -> dict[str, Any]:
    cells = [{"text": _text(value), "differs": differs} for value, differs in row.cells]
    return {"label": label, "is_code": is_code, "differs": row.differs, "cells": cells}


def _text(value: Any) -> str:
    """A value as the request shows it; an absent one is a dash."""
    if value is None:
        return "–"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "\n".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
