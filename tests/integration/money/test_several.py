"""Several takes from one click: one form one batch, a budget, the low lane, pause and cancel."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connections
from django.test import Client

from playground.models import Batch, Booking, Generation, asking, ledger, several
from playground.models.asking import TokenSpent
from playground.models.state import Lane
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Scripted


def states(batch: Batch) -> list[str]:
    """Of its takes, in the order of the click."""
    return list(batch.takes.order_by("born_version").values_list("state", flat=True))


def test_a_batch_is_made_of_ordinary_takes(owner: object) -> None:
    """Each has its own row, booking and address, in the low lane."""
    batch = build.batch(4)
    assert states(batch) == ["queued"] * 4
    assert set(batch.takes.values_list("lane", flat=True)) == {Lane.LOW}
    assert ledger.sums(Booking.objects.filter(generation__batch=batch)).held == 4 * 12_000


def test_the_same_form_again_is_the_same_batch(owner: object) -> None:
    """A resubmit makes nothing; another count with the same token is told apart."""
    asks = [build.ask()] * 3
    first, again = several.make_batch(asks, None), several.make_batch(asks, None)
    assert (first, Batch.objects.count(), Generation.objects.count()) == (again, 1, 3)
    with pytest.raises(TokenSpent):
        several.make_batch(asks[:2], None)


def test_one_form_is_a_take_or_a_batch_never_both(owner: object) -> None:
    """Whichever came first holds the token."""
    one, many = build.ask(), [build.ask()] * 2
    asking.make(one)
    with pytest.raises(TokenSpent):
        several.make_batch([one, one], None)
    several.make_batch(many, None)
    with pytest.raises(TokenSpent):
        asking.make(many[0])
    assert Generation.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_at_once_are_one_batch(static_files: None, transactional_db: None) -> None:
    """Parallel identical posts of one token: all are led to the one batch."""
    form = {"model": "gemini_omni_flash", "prompt": "Fox", "aspect_ratio": "16:9", "duration": "6"}
    form |= {"resolution": "720P", "token": str(uuid.uuid4()), "count": "5"}

    def click(_: int) -> str:
        try:
            return Client().post("/generations/", form)["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as many:
        places = set(many.map(click, range(50)))
    assert places == {f"/batches/{Batch.objects.get().pk}/"}
    assert (Generation.objects.count(), Booking.objects.count()) == (5, 5)


def test_a_budget_stops_before_it_is_passed(owner: object) -> None:
    """What would pass it is not made; booked and reserved stay within."""
    batch = build.batch(5, budget=30_000)
    assert (batch.wanted, batch.takes.count()) == (5, 2)
    assert ledger.sums(Booking.objects.all()).promised <= 30_000


def test_a_budget_is_spent_in_the_order_of_the_takes() -> None:
    """The first one that does not fit ends it; an unknown price fits into none."""
    assert several.within([10, 20, 30], None) == 3
    assert several.within([10, 20, 30], 30) == 2
    assert several.within([40, 1], 30) == 0
    assert several.within([10, None, 1], 30) == 1


def test_a_single_take_goes_before_what_is_left_of_a_batch(
    gateway: Scripted, watch: Watch, settings, owner: object
) -> None:
    """Asked for after a batch of sixty of the same person, it is sent as soon as the account's limit lets anything."""
    settings.SUBMITS_PER_MINUTE = 600
    batch = build.batch(60)
    single = build.asked("Single")
    gateway.life = [{"status": "in_progress"}]
    watch(single, lambda _: len(gateway.called("create")) >= 30, 30.0)
    order = list(gateway.creates)
    assert order.index(str(single.pk)) <= 21  # the bucket's first handful is gone at once
    assert batch.takes.count() == 60


def test_a_paused_batch_sends_nothing_until_it_goes_on(
    gateway: Scripted, watch: Watch, owner: object
) -> None:
    """A single take beside it is made; then the batch goes on where it stood."""
    batch = build.batch(3)
    several.pause(batch, "owner")
    single = watch(build.asked("Beside it"), "ready")
    assert list(gateway.creates) == [str(single.pk)]
    held = batch.takes.first()
    assert (held.state, held.reason, held.headline) == ("queued", "paused", "Paused with its batch")
    several.resume(batch, "owner")
    watch(held, lambda _: states(batch) == ["ready"] * 3)
    assert gateway.creates.total() == 4


def test_what_wakes_a_connection_does_not_wake_a_paused_batch(
    gateway: Scripted, watch: Watch, owner: object
) -> None:
    """A key that works again lets everything try, but not what a person holds."""
    from playground.jobs import account

    batch = build.batch(2)
    several.pause(batch, "owner")
    account.go_on(batch.connection)
    take = batch.takes.first()
    assert take.due_at is not None
    watch(take, lambda row: row.due_at is None)
    assert gateway.creates.total() == 0


def test_the_rest_can_be_cancelled(gateway: Scripted, watch: Watch, owner: object) -> None:
    """What was sent runs on; what was not costs nothing."""
    batch = build.batch(4)
    sent = batch.takes.order_by("born_version").first()
    Generation.objects.filter(pk=sent.pk).update(state="running", upstream_id="video_x")
    assert several.cancel_the_rest(batch, "owner") == 3
    assert states(batch) == ["running", "cancelled", "cancelled", "cancelled"]
    found = ledger.sums(Booking.objects.filter(generation__batch=batch))
    assert (found.held, found.charged) == (12_000, 0)


def test_several_models_take_their_turns(owner: object) -> None:
    """A batch keeps the order it was asked in, so a budget is spent on one of each first."""
    first, second = build.ask("First"), build.ask("Second")
    batch = several.make_batch([first, replace(second, token=uuid.uuid4())] * 2, 36_000)
    prompts = [take.prompt for take in batch.takes.order_by("born_version")]
    assert prompts == ["First", "Second", "First"]
