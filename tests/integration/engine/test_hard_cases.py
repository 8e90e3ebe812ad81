"""Cases in which two things go wrong, or two people act at once."""

from threading import Event

from playground.models import wishes
from tests import build
from tests.build import Attached
from tests.integration.conftest import Watch
from tests.integration.scripted import CLIP, HELD, Answer, Call, Scripted, error, html


def test_a_bad_patch_of_network_does_not_use_up_the_fresh_addresses(gateway: Scripted, watch: Watch) -> None:
    """Failed downloads and expired addresses are counted apart."""
    gateway.says("file", *[html(500)] * 4, html(403))
    take = watch(build.asked(), lambda row: row.state in ("ready", "failed"), seconds=15)
    assert take.state == "ready"


def test_two_takes_with_one_task_id_do_not_share_a_clip(gateway: Scripted, watch: Watch) -> None:
    """A gateway that hands out an id twice: the second take is left to a person, not stuck without a word."""
    same = Answer(200, {"id": "video_same", "status": "queued"})
    gateway.says("create", same, same)
    gateway.life = [{"status": "in_progress"}]
    first = watch(build.asked("One"), "running")
    second = build.asked("Two")
    gateway.always["task"] = Answer(200, {"id": "video_same", "status": "in_progress"})
    second = watch(second, lambda row: row.reason == "person")
    first.refresh_from_db()
    assert (first.upstream_id, second.upstream_id) == ("video_same", None)


def test_a_503_of_the_gateway_says_when(gateway: Scripted, watch: Watch) -> None:
    """rate_limit_unavailable names a pause: the repeat comes no sooner."""
    gateway.says("create", error(503, "rate_limit_unavailable", Retry_After="1"))
    watch(build.asked(), "ready")
    first, second = gateway.called("create")
    assert second.at - first.at >= 1.0


def test_a_cancel_during_the_upload_stops_the_paid_request(gateway: Scripted, watch: Watch) -> None:
    """The image was on its way when the person changed their mind: nothing is paid."""
    take = build.asked("With a cat", None, Attached(build.reference()))
    uploaded = {"success": True, "data": {"url": "https://files.example/1.png"}}
    gateway.says("upload", Answer(200, uploaded, after=(answer := Event())))

    def cancel_meanwhile(row) -> bool:
        return bool(gateway.called("upload")) and wishes.cancel(row, "owner")

    watch(take, cancel_meanwhile)
    answer.set()
    watch(build.asked("Another"), "ready")
    take.refresh_from_db()
    assert (take.state, gateway.creates[str(take.pk)]) == ("cancelled", 0)


def test_a_refused_upload_fails_before_anything_is_paid(gateway: Scripted, watch: Watch) -> None:
    """The gateway does not want the image: its words, no charge, no create."""
    gateway.says("upload", error(400, 400, "image too small"))
    take = watch(build.asked("With a cat", None, Attached(build.reference())), "failed")
    assert (take.error.message, take.error.charged) == ("image too small", "no")
    assert gateway.creates.total() == 0


def test_a_reference_whose_file_is_gone_says_so(gateway: Scripted, watch: Watch) -> None:
    """Our own copy of an image was lost: the take ends or waits with words, it does not hang without any."""
    from playground.media import storage

    reference = build.reference()
    take = build.asked("With a cat", None, Attached(reference))
    storage.discard(storage.blob_path(reference.workspace_id, reference.blob.sha256, reference.blob.suffix))
    take = watch(take, lambda row: row.reason or row.error)
    assert gateway.creates.total() == 0


def test_a_video_that_cannot_be_decoded_is_said_so(gateway: Scripted, watch: Watch) -> None:
    """Boxes in order, pictures of noise: a failed download with words, never ready and never stuck."""
    whole = bytearray(CLIP.read_bytes())
    start = whole.index(b"mdat") + 8
    whole[start : start + 20_000] = bytes(20_000)
    gateway.always["file"] = Answer(200, bytes(whole), {"Content-Type": "video/mp4"})
    take = watch(build.asked(), lambda row: row.tries >= 1 or row.state == "ready")
    assert (take.state, take.reason) == ("fetching", "download_failed")


def test_an_absurd_expiry_does_not_stop_the_take(gateway: Scripted, watch: Watch) -> None:
    """Numbers from outside are not trusted."""
    for absurd in (10**18, -5, "soon", 1e300):
        gateway.life = [{"status": "completed", "expires_at": absurd, "completed_at": absurd}]
        watch(build.asked(str(absurd)), "ready")


def test_a_slow_download_does_not_hold_a_submit(gateway: Scripted, watch: Watch) -> None:
    """Submitting and looking never wait for a file: eight more are accepted while the first is on its way."""
    gateway.life = [{"status": "in_progress"}]
    first, answer = watch(build.asked("First"), "running"), Event()
    gateway.says("file", Answer(200, CLIP.read_bytes(), {"Content-Type": "video/mp4"}, after=answer))

    def accepted(call: Call) -> None:
        if gateway.creates.total() == 1 + 8:
            answer.set()

    gateway.says("create", *[accepted] * 8)
    gateway.life = [{"status": "completed"}]
    last = [build.asked(f"Take {number}") for number in range(8)][-1]
    watch(last, lambda row: row.accepted_at is not None, seconds=2 * HELD)
    held, sent = gateway.called("file")[:1], gateway.called("create")[-1]
    assert all(sent.at - call.at < HELD for call in held)
    watch(first, "ready")
