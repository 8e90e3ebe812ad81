"""Reference images on their way in."""

import io

import pytest
from django.test import Client
from PIL import Image

from playground.models import Blob, Reference
from tests import build


def give(browser: Client, name: str, content: bytes):
    """Post one file to the tray."""
    return browser.post("/references/", {"file": build.upload(name, content)})


def gif() -> bytes:
    """A GIF."""
    return build.image(kind="GIF")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "JPEG, PNG or WebP"),
        ("a.gif", gif(), "JPEG, PNG or WebP"),
        ("a.png", gif(), "JPEG, PNG or WebP"),
        ("a.png", b"", ""),
        ("a.jpg", b"\xff\xd8\xff" + b"x" * 400, ""),
        ("a.png", build.image()[:60], ""),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42", "JPEG, PNG or WebP"),
        ("big.png", b"\x89PNG" + b"x" * (11 * 1024 * 1024), "10 MB"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(
    browser: Client, name: str, content: bytes, words: str
) -> None:
    """422, plain text a person can read, and nothing kept."""
    answer = give(browser, name, content)
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("text/plain")
    assert words in answer.text
    assert len(answer.text) > 10
    assert Reference.objects.count() == 0


def test_a_picture_with_something_behind_it_loses_it(browser: Client, settings) -> None:
    """What is kept is drawn anew: neither a trailing page nor a place on earth survives."""
    exif = Image.Exif()
    exif[0x010E] = "a private note"
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG", exif=exif)
    assert give(browser, "a.jpg", out.getvalue() + b"<script>alert(1)</script>").status_code == 200
    (kept,) = [path.read_bytes() for path in settings.MEDIA_DIR.rglob(f"{Blob.objects.get().sha256}.jpg")]
    assert b"script" not in kept
    assert b"private note" not in kept


def test_the_same_picture_twice_is_one_blob(browser: Client) -> None:
    """Two references, one file."""
    for name in ("one.png", "two.png"):
        assert give(browser, name, build.image("purple")).status_code == 200
    assert (Reference.objects.count(), Blob.objects.count()) == (2, 1)


def test_an_address_is_taken_as_it_is(browser: Client) -> None:
    """The tray's item carries it; nothing is fetched by us."""
    answer = browser.post("/references/", {"url": "https://example.com/cat.png"})
    assert answer.status_code == 200
    assert "https://example.com/cat.png" in answer.text


@pytest.mark.parametrize(
    "url", ["", "cat.png", "javascript:alert(1)", "file:///etc/passwd", "https://", "https://a b.c"]
)
def test_what_is_no_address_is_refused(browser: Client, url: str) -> None:
    """422 with what an address looks like."""
    answer = browser.post("/references/", {"url": url})
    assert (answer.status_code, "https://" in answer.text) == (422, True)


def test_a_name_full_of_markup_stays_text(browser: Client) -> None:
    """A file's name is somebody else's words."""
    answer = give(browser, "<img src=x onerror=alert(1)>.png", build.image())
    assert answer.status_code == 200
    assert "<img src=x" not in answer.text
