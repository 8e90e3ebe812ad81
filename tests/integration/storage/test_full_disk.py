"""No room, no folder, no writing: downloads wait, say why, leave no half file, and go on by themselves."""

from collections.abc import Callable

import pytest
from django.test import Client

from playground.media import storage
from playground.models import Generation
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Answer, Scripted
from tests.integration.storage.disk import Disk


@pytest.fixture
def take(gateway: Scripted, transactional_db: None, large_clip: bytes) -> Generation:
    """One whose clip has 20 MB."""
    gateway.always["file"] = Answer(body=large_clip, headers={"Content-Type": "video/mp4"})
    return build.asked()


def waits(take: Generation, watch: Watch, page: Client, words: str) -> None:
    """It is in `fetching`, without a clip, and the card says why."""
    found = watch(take, lambda row: row.tries >= 2)
    assert (found.state, found.reason, found.clip) == ("fetching", "download_failed", None)
    assert words in found.last_poll_error
    assert words in page.get(f"/generations/{take.pk}/").text
    assert [event.name for event in found.events.all()].count("download failed") == 1, "counted, not listed"


def test_a_full_disk_is_waited_for(
    disk: Disk, take: Generation, gateway: Scripted, watch: Watch, page: Client
) -> None:
    """Before the first byte where the space can be known, at the write where it cannot; nothing is left lying."""
    disk.fill()
    waits(take, watch, page, "The disk is full" if disk.is_mounted else "File too large")
    assert disk.files() == []
    disk.clear()
    found = watch(take, "ready", seconds=20)
    assert (found.last_poll_error, gateway.creates) == ("", {str(take.pk): 1})
    assert len(disk.files()) == 3


@pytest.mark.parametrize("fault", [Disk.crowd, lambda disk, _: disk.lock()], ids=["no folder", "read-only"])
def test_a_folder_that_cannot_be_written_is_waited_for(
    disk: Disk,
    take: Generation,
    gateway: Scripted,
    watch: Watch,
    page: Client,
    fault: Callable[[Disk, str], None],
) -> None:
    """At the move to its name, or from the start: nothing has a name that is not whole, and then all is."""
    fault(disk, str(take.workspace_id))
    waits(take, watch, page, "disk" if fault is Disk.crowd or not disk.is_mounted else "cannot be written to")
    assert [name for name in disk.files() if name.endswith((".mp4", ".webp", ".part"))] == []
    disk.clear()
    assert watch(take, "ready", seconds=20).clip.size > 20_000_000
    assert len(disk.files()) == 3
    assert gateway.creates == {str(take.pk): 1}


def test_what_came_whole_is_not_fetched_again(
    disk: Disk, take: Generation, gateway: Scripted, watch: Watch
) -> None:
    """A film that only lacked its folder waits in its temporary file, whole; afterwards it has one name."""
    disk.crowd(str(take.workspace_id))
    watch(take, lambda row: row.tries >= 3)
    assert storage.temp_path(str(take.pk)).stat().st_size > 20_000_000
    disk.clear()
    watch(take, "ready", seconds=20)
    assert len(gateway.called("file")) == 1
    assert not storage.temp_path(str(take.pk)).exists()
