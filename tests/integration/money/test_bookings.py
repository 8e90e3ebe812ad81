"""The ledger: every take is booked at the click, and its end is booked with the move that made it."""

from collections.abc import Callable

import pytest
from django.db import transaction

from playground.models import Booking, Generation, asking, ledger, wishes
from playground.models.lifecycle import advance
from playground.models.state import PERSON, State
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import SILENCE, Scripted, error

PRICE = 12_000


def booked(take: Generation) -> list[tuple[str, int | None, int | None]]:
    """What the ledger says of a take."""
    return list(take.bookings.values_list("kind", "held", "charged"))


RESERVED = ("reserved", PRICE, 0)
CHARGED = ("charged", -PRICE, PRICE)
RELEASED = ("released", -PRICE, 0)
UNKNOWN = ("unknown", 0, 0)


def test_a_click_reserves_the_price_on_the_button(gateway: Scripted, owner: object) -> None:
    """The booking belongs to the workspace, the person and the account of the take."""
    take = build.asked()
    assert take.price == PRICE
    booking = take.bookings.get()
    assert booked(take) == [RESERVED]
    assert (booking.workspace, booking.owner, booking.connection) == (take.workspace, owner, take.connection)


def test_a_finished_take_is_charged(gateway: Scripted, watch: Watch) -> None:
    """From the click to our copy: reserved, then charged, once each."""
    assert booked(watch(build.asked(), "ready")) == [RESERVED, CHARGED]


@pytest.mark.parametrize(
    ("script", "last"),
    [
        (lambda g: g.says("create", error(400, "invalid_request_error")), RELEASED),
        (
            lambda g: g.life.__setitem__(
                slice(None), [{"status": "failed", "error": {"code": "x", "message": "no"}}]
            ),
            RELEASED,
        ),
        (
            lambda g: g.life.__setitem__(slice(None), [{"status": "completed", "result": {"data": []}}]),
            UNKNOWN,
        ),
        (lambda g: g.always.__setitem__("create", error(500, "internal_error")), RELEASED),
    ],
    ids=["refused", "failed upstream", "no clip in it", "500 four times"],
)
def test_a_failed_take_is_booked_as_its_verdict_says(
    gateway: Scripted, watch: Watch, script: Callable[[Scripted], object], last: tuple
) -> None:
    """Not charged: released. Not known: it stays reserved, and is marked."""
    script(gateway)
    assert booked(watch(build.asked(), "failed")) == [RESERVED, last]


def test_a_lost_answer_is_booked_once(gateway: Scripted, watch: Watch) -> None:
    """A create whose answer never came is found by our id, and charged one time."""
    gateway.says("create", SILENCE)
    take = watch(build.asked(), "ready")
    assert booked(take) == [RESERVED, CHARGED]


def test_a_cancelled_take_costs_nothing(gateway: Scripted, owner: object) -> None:
    """What was never sent is let go."""
    take = build.asked()
    assert wishes.cancel(take, "owner")
    assert booked(take) == [RESERVED, RELEASED]


def undecided(gateway: Scripted) -> Generation:
    """A take that waits for a person."""
    return build.generation("unconfirmed", reason=PERSON)


def test_a_take_given_up_stays_reserved(gateway: Scripted, owner: object) -> None:
    """Nobody knows, so the budget goes on counting it."""
    take = undecided(gateway)
    wishes.give_up(take, "owner")
    assert booked(take) == [RESERVED, UNKNOWN]
    found = ledger.sums(Booking.objects.all())
    assert (found.charged, found.held, found.promised, found.unsettled) == (0, PRICE, PRICE, 1)


def test_a_take_sent_again_by_hand_may_cost_twice(gateway: Scripted, owner: object, watch: Watch) -> None:
    """The first send stays reserved for good beside the charge of the second."""
    take = undecided(gateway)
    wishes.send_again(take, "owner")
    take = watch(take, "ready")
    assert booked(take) == [RESERVED, ("twice", PRICE, 0), CHARGED]


def test_a_lost_clip_found_again_is_charged_once(gateway: Scripted, owner: object) -> None:
    """The failure was charged; the clip that a person looked for again adds nothing."""
    take = build.generation("fetching")
    advance(take, State.FAILED, "result lost", actor="x", charged="yes", error_code="result_expired")
    assert wishes.fetch_again(take, "owner")
    advance(take, State.FETCHING, "finished upstream", actor="x")
    advance(take, State.READY, "ready", actor="x", charged="yes")
    assert booked(take) == [RESERVED, CHARGED]


def test_an_unknown_price_is_booked_as_unknown(gateway: Scripted, owner: object, settings) -> None:
    """Never as nothing: the row is there, its amounts are null, and no sum takes it for zero silently."""
    settings.PRICES_FILE = ""
    take = build.asked()
    wishes.cancel(take, "owner")
    assert booked(take) == [("reserved", None, None), ("released", None, None)]
    assert ledger.sums(Booking.objects.all()).unpriced == 1


def test_a_lost_race_books_nothing(gateway: Scripted, owner: object) -> None:
    """Only the move that was made is booked."""
    mine = build.asked()
    theirs = Generation.objects.get(pk=mine.pk)
    assert wishes.cancel(mine, "owner")
    assert not wishes.cancel(theirs, "owner")
    assert booked(mine) == [RESERVED, RELEASED]


class Killed(Exception):
    """The process ended here."""


@transaction.atomic
def killed_after(act: Callable[[], object]) -> None:
    """Do it, and die before the commit."""
    act()
    raise Killed


@pytest.mark.django_db(transaction=True)
def test_click_and_reservation_are_one(gateway: Scripted, owner: object) -> None:
    """A process that dies before the commit leaves neither the take nor its booking."""
    with pytest.raises(Killed):
        killed_after(build.asked)
    assert (Generation.objects.count(), Booking.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_move_and_booking_are_one(gateway: Scripted, owner: object) -> None:
    """A process that dies before the commit of an end leaves the take open and its estimate held."""
    take = build.asked()
    with pytest.raises(Killed):
        killed_after(lambda: wishes.cancel(take, "owner"))
    assert Generation.objects.get().state == State.QUEUED
    assert booked(take) == [RESERVED]


def test_every_row_that_is_made_is_booked(gateway: Scripted, owner: object) -> None:
    """Through the one door of the click, and no second booking for a second click."""
    ask = build.ask()
    first, second = asking.make(ask), asking.make(ask)
    assert first == second
    assert Booking.objects.count() == 1
