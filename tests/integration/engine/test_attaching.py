"""References on their way up: once by content, in order, with the gateway's address in the bytes sent."""

import json

from playground.models import GatewayUpload
from tests import build
from tests.build import Attached
from tests.integration.conftest import Watch
from tests.integration.scripted import Scripted


def test_the_same_image_goes_up_once_for_two_takes(gateway: Scripted, watch: Watch) -> None:
    """The content decides, not the name: the second take uses the address of the first upload."""
    first = watch(build.asked("One", None, Attached(build.reference(name="a.png"))), "ready")
    second = watch(build.asked("Two", None, Attached(build.reference(name="b.png"))), "ready")
    assert len(gateway.called("upload")) == GatewayUpload.objects.count() == 1
    sent = [json.loads(take.request_body)["image_urls"] for take in (first, second)]
    assert sent == [["https://files.example/1.png"]] * 2


def test_three_references_keep_their_order(gateway: Scripted, watch: Watch) -> None:
    """Images of ours and an address somebody gave stand where the person put them."""
    given = "https://example.com/rain.jpg"
    mixed = [
        Attached(build.reference(colour="red")),
        Attached(url=given),
        Attached(build.reference(colour="blue")),
    ]
    take = watch(build.asked("Three", None, *mixed), "ready")
    first, middle, last = json.loads(take.request_body)["image_urls"]
    assert (first, middle, last) == ("https://files.example/1.png", given, "https://files.example/2.png")
    assert gateway.called("create")[0].body == take.request_body.encode()


def test_an_upload_carries_the_cleaned_picture(gateway: Scripted, watch: Watch) -> None:
    """What goes up is our re-drawn file, under a name that tells nothing of the person's disk."""
    watch(build.asked("One", None, Attached(build.reference(name="my secret plan.png"))), "ready")
    (call,) = gateway.called("upload")
    assert b"\x89PNG" in call.body
    assert b"secret plan" not in call.body


def test_an_edit_is_sent_with_its_video_at_the_gateway(gateway: Scripted, watch: Watch) -> None:
    """The clip goes to the videos' door, once for two takes; the bytes name the editing model and no ratio."""
    source = watch(build.asked("Harbour"), "ready")
    edits = [watch(build.edit(source, words), "ready") for words in ("Make it night", "Make it snow")]
    (upload,) = gateway.called("upload")
    assert (upload.name, b"Content-Type: video/mp4" in upload.body) == ("videos", True)
    sent = [json.loads(take.request_body) for take in edits]
    assert [each["video_list"] for each in sent] == [[{"video_url": "https://files.example/1.png"}]] * 2
    assert (sent[0]["model"], sent[0]["metadata"]) == ("gemini-omni-flash-preview-official", {"task": "edit"})
    assert "aspect_ratio" not in sent[0]
    assert gateway.called("create")[1].body == edits[0].request_body.encode()
