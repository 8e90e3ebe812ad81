"""Booking what takes cost: each in the transaction of the click or the move that it belongs to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from playground.models import budget, spend
from playground.models.booking import Booking
from playground.models.generation import Generation
from playground.models.state import TERMINAL, State

Kind = Booking.Kind
# How much of the estimate is held, and how much charged, after a booking of each kind
STANDING = {
    None: (0, 0),
    Kind.RESERVED: (1, 0),
    Kind.UNKNOWN: (1, 0),
    Kind.CHARGED: (0, 1),
    Kind.RELEASED: (0, 0),
}
OUTCOMES = {"yes": Kind.CHARGED, "no": Kind.RELEASED}


@dataclass(frozen=True)
class Sums:
    """Milli-credits of some bookings, and takes: `unpriced`, price unknown; `unsettled`, ended and not known."""

    charged: int
    held: int
    unpriced: int
    unsettled: int

    @property
    def promised(self) -> int:
        """What a budget has to hold against: known charges and what is held."""
        return self.charged + self.held


def reserve(take: Generation) -> None:
    """Hold the estimate of a new take; a rehearsal costs nothing and is not in the ledger.

    Raises OverBudget where the month's limits do not let it.
    """
    if not take.is_rehearsal:
        month = spend.month_of(take.created_at)
        budget.admit(take, month)
        _write(take, Kind.RESERVED, month, 1, 0)


def book_move(take: Generation, to: State, charged: str, event: str) -> None:
    """What a move means for the money; most mean nothing. `charged` is what the row says after it.

    Raises OverBudget where a person sends again what may cost a second time.
    """
    if event == "sent again by hand":
        budget.admit(take, spend.this_month())
        _write(take, Kind.TWICE, spend.this_month(), 1, 0)
    if to not in TERMINAL or take.is_rehearsal:
        return
    outcome = {State.READY: "yes", State.CANCELLED: "no"}.get(to, charged)
    _book(take, OUTCOMES.get(outcome, Kind.UNKNOWN))


def _book(take: Generation, kind: Kind) -> None:
    """From where the take stands to where it will; nothing when it stands there already."""
    told = take.bookings.exclude(kind=Kind.TWICE).order_by("-id").values_list("kind", "month").first()
    before, month = (Kind(told[0]), told[1]) if told else (None, spend.month_of(take.created_at))
    if before == kind or (before == Kind.CHARGED and kind == Kind.UNKNOWN):
        return
    held, charged = (new - old for new, old in zip(STANDING[kind], STANDING[before], strict=True))
    _write(take, kind, month, held, charged)


def _write(take: Generation, kind: Kind, month: date, held: int, charged: int) -> None:
    """A booking, and the month's sums with it."""
    amounts: dict[str, Any] = {"held": None, "charged": None}
    where: dict[str, Any] = {"workspace_id": take.workspace_id, "owner_id": take.owner_id, "month": month}
    if take.price is not None:
        amounts = {"held": held * take.price, "charged": charged * take.price}
    spend.add({**where, "purse": take.connection.purse}, amounts["held"] or 0, amounts["charged"] or 0)
    Booking.objects.create(**where, **amounts, connection_id=take.connection_id, generation=take, kind=kind)


def sums(bookings: QuerySet[Booking]) -> Sums:
    """What these come to."""
    still_unknown = Q(generation__state__in=TERMINAL) & ~Q(generation__charged__in=("yes", "no"))
    found = bookings.order_by().aggregate(
        all_charged=Sum("charged", default=0),
        all_held=Sum("held", default=0),
        unpriced=Count("generation", filter=Q(held=None), distinct=True),
        unsettled=Count("generation", filter=Q(kind=Kind.UNKNOWN) & still_unknown, distinct=True),
    )
    return Sums(found["all_charged"], found["all_held"], found["unpriced"], found["unsettled"])
