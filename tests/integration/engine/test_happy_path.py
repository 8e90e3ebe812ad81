"""From the click to our copy of the clip."""

import hashlib

import pytest

from playground.media import storage
from playground.models import Generation
from tests import build
from tests.integration.conftest import KEY, Watch
from tests.integration.scripted import CLIP, Scripted


@pytest.fixture
def ready(gateway: Scripted, watch: Watch) -> Generation:
    """A take that went all the way."""
    return watch(build.asked("A lighthouse in the rain"), "ready")


def test_a_take_goes_from_queued_to_ready(ready: Generation) -> None:
    """Each station is passed once, in order, and every moment on the way is kept."""
    names = [event.to_state for event in ready.events.all()]
    assert names == ["queued", "submitting", "running", "fetching", "ready"]
    moments = [ready.created_at, ready.submitted_at, ready.accepted_at, ready.completed_at, ready.ready_at]
    assert moments == sorted(moments)


def test_our_copy_is_the_file_upstream_gave(ready: Generation) -> None:
    """The bytes, their hash and their size agree between upstream, row and disk; a poster lies beside them."""
    path = storage.blob_path(ready.workspace_id, ready.clip.sha256, ".mp4")
    assert path.read_bytes() == CLIP.read_bytes()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == ready.clip.sha256
    assert (ready.clip.size, ready.clip.width > 0) == (path.stat().st_size, True)
    assert storage.beside(path, ".poster.webp").read_bytes()[8:12] == b"WEBP"
    assert list(storage.temp_path("x").parent.iterdir()) == []


def test_what_was_sent_is_what_the_row_keeps(ready: Generation, gateway: Scripted) -> None:
    """One paid request, its bytes kept exactly, signed with our id last."""
    (call,) = gateway.called("create")
    assert call.body == ready.request_body.encode()
    assert call.body.rstrip().endswith(f'"client_business_id": "{ready.pk}"\n}}'.encode())
    assert gateway.creates == {str(ready.pk): 1}


def test_the_key_goes_to_the_gateway_only(ready: Generation, gateway: Scripted) -> None:
    """Calls to the API carry the key; the download of the clip does not, and no row holds it."""
    assert {call.headers["authorization"] for call in gateway.called("task")} == {f"Bearer {KEY}"}
    assert "authorization" not in gateway.called("file")[0].headers
    assert KEY not in "".join(str(row) for row in Generation.objects.values_list())


def test_the_first_look_asks_by_our_own_id(ready: Generation, gateway: Scripted) -> None:
    """So each accepted task proves anew that upstream can be asked by it."""
    assert [call.name for call in gateway.called("task")][:2] == [str(ready.pk), ready.upstream_id]
    assert ready.connection.proved_at is not None
