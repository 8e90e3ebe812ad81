"""Batches: several takes from one click, as a contact sheet that fills."""

import uuid
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import FETCH_RAISE
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from playground import access
from playground.forms.answering import comment_of
from playground.forms.compose import ComposeForm
from playground.forms.others import Others, OthersTrouble
from playground.forms.rehearsing import played
from playground.forms.several import OrderedWord
from playground.jobs import recover
from playground.live.news import current_cursor
from playground.models import Batch, Generation, asking, ledger, several
from playground.models.booking import Booking
from playground.models.reading import Actual, actual_of
from playground.models.state import State
from playground.views import audit, pace
from playground.views.request import Request


@dataclass(frozen=True)
class Board:
    """A batch with its takes, in the order of the click."""

    batch: Batch
    takes: list[Generation]
    trouble: str = ""  # why the others were not made

    @cached_property
    def counts(self) -> list[tuple[str, int]]:
        """How many takes stand where, in the order in which a take goes through the states."""
        found = Counter(take.state for take in self.takes)
        return [(state, found[state]) for state in State.values if found[state]]

    @property
    def waiting(self) -> int:
        """How many could still be cancelled."""
        return sum(take.state == State.QUEUED for take in self.takes)

    @property
    def is_open(self) -> bool:
        return any(take.is_open for take in self.takes)

    @property
    def unmade(self) -> int:
        """How many the budget kept from being made."""
        return self.batch.wanted - self.batch.takes.count()

    @cached_property
    def others(self) -> Others | None:
        """What a higher budget would let be made."""
        return Others.of(self.batch, self.trouble)

    @property
    def mixed(self) -> bool:
        """Whether it asks several models."""
        return len({take.model_slug for take in self.takes}) > 1

    @cached_property
    def estimate(self) -> int | None:
        """Milli-credits of all that was made; None: one of them is unknown."""
        prices = [take.price for take in self.takes]
        return None if None in prices else sum(price for price in prices if price is not None)

    @cached_property
    def sums(self) -> ledger.Sums:
        return ledger.sums(Booking.objects.filter(generation__batch=self.batch))

    @cached_property
    def actual(self) -> Actual | None:
        """By the balance, once all have ended."""
        return actual_of(self.takes) if self.takes else None


def board_of(batch: Batch, trouble: str = "") -> Board:
    """What a board draws."""
    return Board(batch, list(batch.takes.shown().order_by("born_version").fetch_mode(FETCH_RAISE)), trouble)


def place(request: Request, form: ComposeForm, word: OrderedWord) -> Generation | Batch:
    """Make what the form orders. Raises TokenSpent, OverBudget."""
    if word.rehearsal and word.rehearsal.shown:
        shown, speed = word.rehearsal.shown.take, word.rehearsal.speed
        return asking.make(played(request.user, shown, speed, form.token_value))
    line = access.get_connection_to_use(request.user)
    remark = "the take it was made from is not here" if form.lost_parent else ""
    origin: dict[str, Any] = {"parent": form.parent_take, "edge": form.edge_value, "remark": remark}
    origin["comment"] = comment_of(form)
    asks = [
        asking.Ask(
            request.user, line, part.model, part.values, part.attached, form.token_value, part.price, **origin
        )
        for part in word.order.parts
    ]
    return several.make_batch(asks, word.order.budget) if word.order.is_batch else asking.make(asks[0])


def submitted(request: Request, batch: Batch, form: ComposeForm, word: OrderedWord) -> HttpResponse:
    """The click's answer: the contact sheet, and the next token."""
    if not request.htmx:
        return redirect("batch", batch.pk)
    context = {"board": board_of(batch), "form": form.renewed(), "word": word}
    return render(request, "batches/_submitted.html", context)


@require_GET
def batch(request: Request, batch_id: uuid.UUID) -> HttpResponse:
    """The contact sheet."""
    cursor = current_cursor()
    board = board_of(access.get_batch_to_view(request.user, batch_id))
    return render(request, "batches/page.html", {"nav": "history", "board": board, "cursor": cursor})


@require_GET
def summary(request: Request, batch_id: uuid.UUID) -> HttpResponse:
    """Where it stands, as the board asks for itself."""
    board = board_of(access.get_batch_to_view(request.user, batch_id))
    return render(request, "batches/_summary.html", {"board": board})


@require_GET
def frame(request: Request, batch_id: uuid.UUID, generation_id: uuid.UUID) -> HttpResponse:
    """One take of the sheet, as it fetches itself."""
    row = access.get_batch_to_view(request.user, batch_id)
    take = access.get_generation_to_view(request.user, generation_id)
    if take.batch_id != row.pk:
        raise Http404
    number = row.takes.shown().filter(born_version__lte=take.born_version).count()
    slugs = row.takes.values("model_slug").distinct().count()
    context = {"batch": row, "mixed": slugs > 1, "generation": take, "number": number}
    return render(request, "batches/_frame.html", context)


@require_POST
def pause(request: Request, batch_id: uuid.UUID) -> HttpResponse:
    """Send no more of it, or go on."""
    row = access.get_batch_to_edit(request.user, batch_id)
    resumes = request.POST.get("paused") == "off"
    act = several.resume if resumes else several.pause
    with transaction.atomic():
        act(row, request.user.username)
        audit.note(request, "batch resumed" if resumes else "batch paused", row)
    recover.wake()
    return _summary_or_page(request, row)


@require_POST
def cancellation(request: Request, batch_id: uuid.UUID) -> HttpResponse:
    """Cancel what has not been sent."""
    row = access.get_batch_to_edit(request.user, batch_id)
    with transaction.atomic():
        count = several.cancel_the_rest(row, request.user.username)
        audit.note(request, "batch cancelled", row, {"takes": count})
    return _summary_or_page(request, row)


@require_POST
def others(request: Request, batch_id: uuid.UUID) -> HttpResponse:
    """Make what the budget kept from being made, under a higher one; 422 with the reason if nothing is."""
    row = access.get_batch_to_edit(request.user, batch_id)
    left = Others.of(row)
    trouble = pace.too_quick(request.user, left.count if left else 0)
    line = access.get_connection_to_use(request.user)
    try:
        made = left.make(request.user, line, request.POST) if left and not trouble else []
    except OthersTrouble as why:
        made, trouble = [], str(why)
    if made:
        recover.wake()
    row.refresh_from_db()
    context = {"nav": "history", "board": board_of(row, trouble), "cursor": current_cursor()}
    if request.htmx:
        return render(request, "batches/_board.html", context)
    return render(request, "batches/page.html", context, status=422) if trouble else redirect("batch", row.pk)


def _summary_or_page(request: Request, row: Batch) -> HttpResponse:
    if not request.htmx:
        return redirect("batch", row.pk)
    row.refresh_from_db()
    return render(request, "batches/_summary.html", {"board": board_of(row)})
