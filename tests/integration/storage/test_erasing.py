"""Deleting for good where copies lie in a bucket: nothing is left, and a bucket that was away is caught up."""

from typing import Any

import pytest
from django.test import Client

from playground.jobs import daily, gone
from playground.models import Blob, Clip, Generation, removal
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Scripted
from tests.integration.storage.test_bucket import names
from tests.integration.storage.wire import Wire


@pytest.fixture
def take(bucket: Any, gateway: Scripted, watch: Watch, page: Client) -> Generation:
    """One whose copy the engine put into the bucket."""
    return watch(build.asked(), "ready")


def finished(take: Generation) -> None:
    """Deleted, and then for good."""
    removal.delete_takes([take], "owner")
    take.refresh_from_db()
    removal.finish(take.deleted_at, [take.workspace_id], "owner")


def test_no_object_of_it_is_left(bucket: Any, take: Generation) -> None:
    """Clip, poster and thumbnail; what lay beside them was counted when they came."""
    assert len(names(bucket)) == 3
    stills = take.clip.blob.stills
    Blob.objects.update(stills=None)
    daily.measure()
    assert Blob.objects.get().stills == stills > 1000
    finished(take)
    assert (gone.sweep(), names(bucket)) == (1, [])
    assert Clip.objects.get().blob is None


def test_a_bucket_that_is_away_is_caught_up(bucket: Any, take: Generation, wire: Wire) -> None:
    """The rows go on naming the objects; a later sweep removes them."""
    finished(take)
    wire.cut()
    assert (gone.sweep(), Clip.objects.get().blob is None) == (0, False)
    wire.mend()
    assert (gone.sweep(), names(bucket)) == (1, [])


def test_the_rule_that_keeps_posters_keeps_two_pictures(bucket: Any, take: Generation, page: Client) -> None:
    """The poster is an object of its own, served as before."""
    Clip.objects.update(deleted_at=take.ready_at, rule=Clip.Rule.POSTERS)
    assert gone.sweep() == 1
    assert [name.rpartition(".")[2] for name in names(bucket)] == ["webp", "webp"]
    for name in ("poster", "thumbnail"):
        assert page.get(f"/generations/{take.pk}/{name}.webp").status_code == 200
