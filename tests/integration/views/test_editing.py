"""A source video in the form: uploaded, from history or by address; it makes the same form an edit."""

import io
import json
import re
from html import unescape

import av
import pytest
from django.test import Client

from playground.catalogue import video_model
from playground.models import Blob, Generation, Reference
from tests import build
from tests.integration.views.conftest import Post

FIELD = {"field": "source_video", "model": "gemini_omni_flash"}
EDITOR = "gemini-omni-flash-preview-official"


def film(container: str = "mp4", codec: str = "libx264") -> bytes:
    """A second of moving grey."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=12)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for _ in range(12):
            file.mux(stream.encode(av.VideoFrame(96, 64, "yuv420p")))
        file.mux(stream.encode())
    return out.getvalue()


def request_shown(html: str) -> dict:
    """The JSON in the preview."""
    return json.loads(unescape(re.search(r'<code id="request-text">(.*?)</code>', html, re.DOTALL)[1]))


@pytest.mark.parametrize(
    ("name", "container", "codec", "mime"),
    [
        ("a.mp4", "mp4", "libx264", "video/mp4"),
        ("a.mov", "mov", "libx264", "video/quicktime"),
        ("a.webm", "webm", "libvpx", "video/webm"),
    ],
)
def test_a_video_is_looked_into_and_kept(
    browser: Client, name: str, container: str, codec: str, mime: str
) -> None:
    """Its item has a thumbnail that opens and its length; its streams are kept without what was hidden beside them."""
    content = film(container, codec)
    answer = browser.post("/references/", {**FIELD, "file": build.upload(name, content)})
    kept = Reference.objects.get()
    assert (answer.status_code, kept.kind, round(kept.seconds or 0, 1)) == (200, "video", 1.0)
    assert (kept.blob.mime, 0 < kept.blob.size < 2 * len(content)) == (mime, True)
    assert f'name="source_video" value="{kept.pk}"' in answer.text
    assert browser.get(f"/references/{kept.pk}/thumbnail.webp").status_code == 200


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.mp4", b"not a film", "MP4, WebM and MOV"),
        ("a.mp4", film()[:900], "MP4, WebM and MOV"),
        ("a.png", build.image(), "MP4, WebM and MOV"),
        ("big.mp4", b"\0" * (50 * 1024 * 1024 + 1), "50 MB"),
    ],
)
def test_what_is_no_video_is_refused_in_words(browser: Client, name: str, content: bytes, words: str) -> None:
    """422, the file's name and what would do; nothing is kept."""
    answer = browser.post("/references/", {**FIELD, "file": build.upload(name, content)})
    assert (answer.status_code, name in answer.text, words in answer.text) == (422, True, True)
    assert not Blob.objects.exists()


def test_a_clip_of_history_is_attached_without_a_copy(browser: Client, generate: Post) -> None:
    """It is no row before something is asked of it, and then points to the take and its bytes."""
    take = build.generation("ready")
    answer = browser.post("/references/", {**FIELD, "take": str(take.pk)})
    assert f'value="take:{take.pk}"' in answer.text
    assert not Reference.objects.exists()
    assert generate(source_video=f"take:{take.pk}", prompt="Make it night").status_code == 302
    kept = Reference.objects.get()
    assert (kept.source, kept.blob, kept.kind) == (take, take.clip.blob, "video")


def test_a_take_without_a_clip_is_no_source(browser: Client) -> None:
    """422 in words for a running one, 404 for nonsense."""
    running = build.generation("running")
    assert browser.post("/references/", {**FIELD, "take": str(running.pk)}).status_code == 422
    assert browser.post("/references/", {**FIELD, "take": "nonsense"}).status_code == 404


def test_a_foreign_clip_is_neither_shown_nor_attached(browser: Client, generate: Post) -> None:
    """404 at the tray and at `?edit=`; a form that names it is refused."""
    theirs = build.generation("ready", of=build.user("stranger"))
    assert browser.post("/references/", {**FIELD, "take": str(theirs.pk)}).status_code == 404
    assert browser.get(f"/?edit={theirs.pk}").status_code == 404
    assert generate(source_video=f"take:{theirs.pk}").status_code == 422


def test_a_link_opens_a_clip_for_editing(browser: Client) -> None:
    """`?edit=` shows the edit's request, says where it goes, prices it, and changes nothing."""
    take = build.generation("ready")
    html = browser.get(f"/?edit={take.pk}").text
    shown = request_shown(html)
    assert list(shown) == ["model", "prompt", "duration", "resolution", "video_list", "metadata"]
    assert (shown["model"], shown["metadata"]) == (EDITOR, {"task": "edit"})
    assert "The request goes to Gemini Omni Flash Official (<a" in re.sub(r"\s+", " ", html)
    assert not Reference.objects.exists()
    assert f"?edit={take.pk}" in browser.get(f"/generations/{take.pk}/card/").text


def test_the_click_asks_the_editing_model(generate: Post, browser: Client) -> None:
    """Without script a file comes with the form; images wait unsent; the take opens the same form again."""
    image = build.reference(name="hat.png")
    files = {"file:source_video": build.upload("walk.mp4", film()), "references": str(image.pk)}
    assert generate(prompt="Make it night", **files).status_code == 302
    take = Generation.objects.get()
    sent = json.loads(take.request_body)
    assert (sent["model"], sent["video_list"]) == (EDITOR, [{"video_url": "upload:walk.mp4"}])
    assert [each.field for each in take.attached.all()] == ["video_list"]
    html = browser.get(f"/?from={take.pk}").text
    assert request_shown(html) == sent
    assert '<option value="gemini_omni_flash" selected>' in html


def test_without_the_video_everything_is_as_before(generate: Post) -> None:
    """The images that waited are in the request again."""
    image = build.reference(name="hat.png")
    generate(prompt="Make it night", references=str(image.pk))
    assert json.loads(Generation.objects.get().request_body)["image_urls"] == ["upload:hat.png"]


def test_quick_prompts_are_those_of_the_edit(browser: Client) -> None:
    """While a clip makes the panel an edit, what may be said of a clip is offered, and the panel's own waits."""
    own, edit = '<quick-prompts class="quick"', '<quick-prompts class="quick" data-turned'
    plain = browser.get("/").text
    assert (f"{own}>" in plain, f"{edit} hidden>" in plain) == (True, True)
    turned = browser.get(f"/?edit={build.generation('ready').pk}").text
    assert (f"{own} hidden>" in turned, f"{edit}>" in turned) == (True, True)
    offered = turned.split(f"{edit}>")[1].split("</quick-prompts>")[0]
    into = video_model("gemini_omni_flash").turn.into
    prompts = [p.values("en")["prompt"] for workload in into.guide.workloads for p in workload.prompts]
    assert prompts
    assert all(prompt in unescape(offered) for prompt in prompts)
    assert "duration" not in offered
