"""The library of references: who sees what, where things came from and went, and how they leave."""

import io
import re
import subprocess
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from playground import access
from playground.forms.frames import keep_frame
from playground.forms.keeping import clip_as_reference, keep_video
from playground.media import storage
from playground.models import Blob, Reference
from playground.models.asking import Attached
from playground.views import library
from tests import build

LONG_AGO = timezone.timedelta(hours=1)


def names(html: str) -> list[str]:
    """What the page lists, in order."""
    return re.findall(r'class="called">([^<]+)<', html)


def page_of(reference: Reference, verb: str = "") -> str:
    """The address of one reference, or of something done to it."""
    return reverse(f"reference{verb}", args=[reference.pk])


def has_file(blob: Blob) -> bool:
    """Whether our copy is there."""
    return storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix).exists()


def test_each_content_stands_once_newest_first(browser: Client) -> None:
    """The same picture twice is one entry, under the name it had last."""
    for colour, name in (("teal", "a.png"), ("red", "b.png"), ("teal", "again.png")):
        build.reference(colour=colour, name=name)
    assert names(browser.get("/references/").text) == ["again.png", "b.png"]
    assert names(browser.get("/references/?q=B.p").text) == ["b.png"]
    assert "No reference is called that" in browser.get("/references/?q=zebra").text


def test_long_libraries_come_in_pages(browser: Client, monkeypatch) -> None:
    """Older ones are one link away; none is missed or shown twice, and rows cost no questions of their own."""
    monkeypatch.setattr(library, "PAGE", 2)
    for number, colour in enumerate(("red", "green", "blue", "pink", "gold")):
        build.reference(colour=colour, name=f"{number}.png")
    seen, where = [], "/references/?kind=image"
    while where:
        html = browser.get(where).text
        seen += names(html)
        link = re.search(r'rel="next" href="([^"]+)"', html)
        where = link[1].replace("&amp;", "&") if link else ""
    assert seen == ["4.png", "3.png", "2.png", "1.png", "0.png"]


def test_the_number_of_questions_does_not_grow(browser: Client, django_assert_max_num_queries) -> None:
    """Twenty entries with uses cost as many as one."""
    for number in range(20):
        image = build.reference(colour=f"#0000{number:02}", name=f"{number}.png")
        build.asked(f"take {number}", None, Attached(image))
    with django_assert_max_num_queries(14):
        assert len(names(browser.get("/references/").text)) == 20


def test_it_tells_where_a_reference_came_from_and_went(browser: Client, generate) -> None:
    """An upload, a frame of a take at a time, a clip of a take; and the takes that used it."""
    take = build.generation("ready", prompt="The harbour")
    keep_frame(access.local_owner(), take, 0.5)
    clip_as_reference(access.local_owner(), take).save()
    image = build.reference(name="cat.png")
    used = build.asked("With a cat", None, Attached(image))
    html = browser.get("/references/").text
    for words in ("Frame of a take at 0.50 s", "Clip of a take", "Upload", "Used in 1 take", "Not used yet"):
        assert words in html
    assert f'href="/generations/{take.pk}/"' in html
    one = browser.get(page_of(image)).text
    assert f'href="/generations/{used.pk}/"' in one
    assert "With a cat" in one
    assert "public addresses" in one


def test_a_crop_is_a_new_reference_that_remembers_its_source(browser: Client) -> None:
    """In the ratio asked for, the middle unless told; its page offers to put it in the other one's place."""
    image = build.reference(name="cat.png")
    answer = browser.post(page_of(image, "-crop"), {"ratio": "1:1"})
    part = Reference.objects.get(cut_from=image)
    assert answer["Location"] == page_of(part)
    assert (part.width, part.height, part.name) == (48, 48, "cat 1×1.png")
    assert f"/?reference={part.pk}&amp;instead={image.pk}" in browser.get(page_of(part)).text
    content = storage.read_blob(part.workspace_id, part.blob.sha256, part.blob.suffix)
    assert browser.get(page_of(part, "-file"))["Content-Length"] == str(len(content))
    assert Image.open(io.BytesIO(content)).size == (48, 48)


@pytest.mark.parametrize(
    "fields", [{}, {"ratio": "round"}, {"ratio": "1:1", "size": "2"}, {"ratio": "1:1", "down": "x"}]
)
def test_a_crop_that_makes_no_sense_is_refused_in_words(browser: Client, fields: dict) -> None:
    """422 with the same page, and nothing kept."""
    answer = browser.post(page_of(build.reference(), "-crop"), fields)
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
    assert Reference.objects.count() == 1


def test_an_uploaded_video_loses_its_place(owner, settings, tmp_path: Path) -> None:
    """What is kept, and so what goes to the gateway, has no location, title or maker; it still plays."""
    film, place = tmp_path / "phone.mov", "+48.8584+002.2945/"
    said = ["-metadata", f"location={place}", "-metadata", "title=secret", "-metadata", "make=SecretPhone"]
    subprocess.run(
        ["ffmpeg", "-loglevel", "error", "-i", str(build.CLIP), "-c", "copy", *said, str(film)], check=True
    )
    assert b"48.8584" in film.read_bytes()
    kept = keep_video(owner, access.workspace_of(owner), SimpleUploadedFile("phone.mov", film.read_bytes()))
    content = storage.read_blob(kept.workspace_id, kept.blob.sha256, kept.blob.suffix)
    assert (kept.blob.size, kept.blob.suffix) == (len(content), ".mov")
    for secret in (b"48.8584", b"secret", b"Secret", b"\xa9xyz"):
        assert secret not in content
    assert list((settings.MEDIA_DIR / "temp").glob("upload-*")) == []
