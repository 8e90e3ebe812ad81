"""Several takes from one click, and what a person may do with those that wait: pause, go on, cancel."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from playground.crash import crash_point
from playground.models import unmade, wishes
from playground.models.asking import Ask, TokenSpent, insert_all
from playground.models.batch import Batch
from playground.models.generation import Generation
from playground.models.lifecycle import Fence, advance
from playground.models.state import PAUSED, Lane, State
from playground.models.turn import in_turn

MOST = 60


class BudgetTooSmall(Exception):
    """Not even the first take fits."""


def within(prices: Sequence[int | None], budget: int | None) -> int:
    """How many of these, in their order, a budget lets be made; a price that nobody knows fits into no budget."""
    if budget is None:
        return len(prices)
    spent = 0
    for count, price in enumerate(prices):
        if price is None or spent + price > budget:
            return count
        spent += price
    return len(prices)


def make_batch(asks: Sequence[Ask], budget: int | None) -> Batch:
    """The batch of this form, new or as it was made before. Raises TokenSpent, BudgetTooSmall, OverBudget.

    The first take carries the form's token, so one form is one batch or one take, never both. Those that would pass
    the budget are not made.
    """
    fit = asks[: within([ask.price for ask in asks], budget)]
    if not fit:
        raise BudgetTooSmall
    first, digest = asks[0], _digest(asks, budget)
    try:
        with in_turn():
            batch = Batch.objects.create(
                workspace_id=first.connection.workspace_id,
                owner=first.owner,
                connection=first.connection,
                digest=digest,
                wanted=len(asks),
                budget=budget,
                unmade_text=unmade.written(asks[len(fit) :]),
            )
            tokens = (uuid.uuid4() if place else ask.token for place, ask in enumerate(fit))
            rows = zip(fit, tokens, strict=True)
            insert_all([replace(ask, batch=batch, lane=Lane.LOW, token=token) for ask, token in rows])
            crash_point("before_commit")
        crash_point("after_commit")
        return batch
    except IntegrityError:
        earlier = Generation.objects.filter(owner=first.owner, form_token=first.token)
        taken = earlier.select_related("batch").first()
        if taken is None:
            raise
        if taken.batch is None or taken.batch.digest != digest:
            raise TokenSpent(taken) from None
        return taken.batch


def _digest(asks: Sequence[Ask], budget: int | None) -> str:
    return hashlib.sha256(repr([[ask.digest for ask in asks], budget]).encode()).hexdigest()


def waiting(batch: Batch) -> list[Generation]:
    """Those of which nothing has left."""
    return list(batch.takes.filter(state=State.QUEUED, deleted_at=None))


@transaction.atomic
def pause(batch: Batch, actor: str) -> None:
    """Send no more of it; what was sent runs on."""
    Batch.objects.filter(pk=batch.pk).update(paused=True)
    for take in waiting(batch):
        hold(take, actor)


def hold(take: Generation, actor: str, fence: Fence | None = None) -> None:
    """Let a queued take wait until its batch goes on: a person wakes it, so no look is due."""
    if take.reason == PAUSED:  # what wakes everything of a connection woke it too
        Generation.objects.filter(pk=take.pk, state=State.QUEUED).update(due_at=None)
    else:
        advance(take, State.QUEUED, "paused", actor=actor, fence=fence, reason=PAUSED, due_at=None)


@transaction.atomic
def hold_if_paused(take: Generation, actor: str, fence: Fence) -> bool:
    """Whether its batch is paused now; then it is held. The lock lets nobody go on with it in between."""
    batch = Batch.objects.select_for_update().get(takes=take)
    if not batch.paused:
        return False
    hold(take, actor, fence)
    return True


@transaction.atomic
def resume(batch: Batch, actor: str) -> None:
    """Go on sending."""
    Batch.objects.filter(pk=batch.pk).update(paused=False)
    for take in waiting(batch):
        if take.reason == PAUSED:
            advance(take, State.QUEUED, "resumed", actor=actor, due_at=timezone.now())


def cancel_the_rest(batch: Batch, actor: str) -> int:
    """Cancel what has not been sent; how many those were."""
    return sum(wishes.cancel(take, actor) for take in waiting(batch))
