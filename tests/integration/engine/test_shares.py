"""Several watchers, several workspaces, two lanes: everybody's take comes in its turn."""

import threading
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as some

from playground.jobs.share import Share
from playground.models import Generation
from playground.models.state import Lane
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Scripted
from tests.integration.watching import Watching


@given(some.uuids(), some.integers(1, 7))
def test_each_id_is_in_exactly_one_share(take: uuid.UUID, count: int) -> None:
    """However many watchers there are, the ranges of ids meet without a gap and without an overlap."""
    ends = [
        (found.get("pk__gte", uuid.UUID(int=0)), found.get("pk__lt"))
        for found in (_bounds(Share(number, count)) for number in range(count))
    ]
    assert sum(first <= take and (end is None or take < end) for first, end in ends) == 1


def _bounds(share: Share) -> dict[str, uuid.UUID]:
    where = share.among(Generation.objects.all()).query.where
    return {f"pk__{each.lookup_name}": each.rhs for each in where.children}


def test_two_watchers_share_the_takes(gateway: Scripted, transactional_db: None, settings) -> None:
    """Each finishes its own range under its own lease; together all, each paid once."""
    settings.WATCHERS = 2
    takes = [build.asked(f"Take {number}") for number in range(12)]
    watchers = [Watching(number, 2) for number in range(2)]

    def ended() -> bool:
        return not Generation.objects.exclude(state="ready").exists()

    threads = [threading.Thread(target=each.until, args=(ended, 15.0)) for each in watchers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended()
    assert gateway.creates == {str(take.pk): 1 for take in takes}


@pytest.mark.parametrize("batch", [30])
def test_a_batch_delays_nobody_else(gateway: Scripted, watch: Watch, settings, batch: int) -> None:
    """Another workspace's single take is sent among the first of a batch, a low lane's after everybody's."""
    settings.SUBMITS_PER_MINUTE = 600  # eight a second
    low = build.asked("Low")
    Generation.objects.filter(pk=low.pk).update(lane=Lane.LOW)
    for number in range(batch):
        build.asked(f"Batch {number}")
    single = build.asked("Single", of=build.user())
    gateway.life = [{"status": "in_progress"}]
    watch(low, lambda _: len(gateway.called("create")) == batch + 2)
    order = list(gateway.creates)
    assert order.index(str(single.pk)) <= 12
    assert order.index(str(low.pk)) >= batch - 5
