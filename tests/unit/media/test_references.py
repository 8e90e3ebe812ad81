"""Reference images: what comes in, what comes out, and what dies on the way."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms

from playground.media.references import ReferenceRefused, safe_name, sanitise, thumbnail


def _saved(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind, **options)
    return out.getvalue()


def _png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1_000))
        + chunk(b"IEND", b"")
    )


def test_a_photograph_loses_all_but_its_pixels():
    """EXIF with its place is gone, and the picture stands upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "a secret note"
    exif.get_ifd(0x8825)[1] = "N"
    clean = sanitise(_saved("JPEG", exif=exif, comment=b"hidden words"), "IMG.jpeg")
    assert (clean.width, clean.height, clean.mime, clean.suffix) == (30, 40, "image/jpeg", ".jpg")
    picture = Image.open(io.BytesIO(clean.content))
    assert not picture.getexif()
    assert picture.size == (30, 40)
    assert b"secret" not in clean.content
    assert b"hidden" not in clean.content


@pytest.mark.parametrize(
    ("content", "mime", "suffix", "mode"),
    [
        (_saved("JPEG"), "image/jpeg", ".jpg", "RGB"),
        (_saved("JPEG", mode="CMYK"), "image/jpeg", ".jpg", "RGB"),
        (_saved("JPEG", mode="L"), "image/jpeg", ".jpg", "RGB"),
        (_saved("PNG"), "image/png", ".png", "RGB"),
        (_saved("PNG", mode="RGBA"), "image/png", ".png", "RGBA"),
        (_saved("PNG", mode="P"), "image/png", ".png", "RGB"),
        (_saved("PNG", mode="1"), "image/png", ".png", "RGB"),
        (_saved("PNG", mode="I;16"), "image/png", ".png", "RGB"),
        (_saved("WEBP"), "image/webp", ".webp", "RGB"),
    ],
)
def test_every_allowed_kind_stays_what_it_was(content: bytes, mime: str, suffix: str, mode: str):
    """JPEG stays JPEG, PNG stays PNG with its holes, WebP stays WebP; odd colour models become RGB."""
    clean = sanitise(content, "a")
    picture = Image.open(io.BytesIO(clean.content))
    assert (clean.mime, clean.suffix, picture.mode) == (mime, suffix, mode)
    assert (clean.width, clean.height) == picture.size == (40, 30)
    assert len(clean.sha256) == 64


REFUSED = [
    (_saved("GIF"), "is not a JPEG"),
    (b"GIF89a/*" + _saved("GIF")[8:] + b"*/=1;<script>alert(1)</script>", "is not a JPEG"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "is not a JPEG"),
    (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n", "is not a JPEG"),
    (_saved("TIFF"), "is not a JPEG"),
    (_saved("BMP"), "is not a JPEG"),
    (b"", "is not a JPEG"),
    (b"\xff\xd8\xff", "is not a JPEG"),
    (_png_that_claims(30_000, 30_000), "too many pixels"),
    (_png_that_claims(7_746, 7_746), "too many pixels"),
    (_png_that_claims(12_001, 2), "too many pixels"),
    (_png_that_claims(900, 900), "is damaged"),
    (_saved("JPEG", (400, 300))[:900], "is damaged"),
    (_saved("PNG", (400, 300))[:300], "is damaged"),
    (b"\xff" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
]


@pytest.mark.parametrize(("content", "words"), REFUSED)
def test_what_is_not_taken_is_refused_in_words(content: bytes, words: str):
    """Other formats, bombs, broken and oversized files each get a sentence with the file's name."""
    with pytest.raises(ReferenceRefused) as caught:
        sanitise(content, "../../holiday.png")
    assert words in str(caught.value)
    assert str(caught.value).startswith("holiday.png ")
    assert caught.value.params["name"] == "holiday.png"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_polyglot_leaves_its_script_behind(kind: str):
    """A picture with a page behind it comes out as the picture."""
    clean = sanitise(_saved(kind) + b"<script>alert(document.domain)</script>", "a")
    assert b"script" not in clean.content


def test_equal_pictures_have_equal_keys():
    """Cleaning is repeatable, so a second upload of the same file is the same content."""
    content = _saved("JPEG")
    assert sanitise(content, "a").sha256 == sanitise(content, "b").sha256


def test_a_profile_is_applied_and_dropped():
    """A colour profile is used to get to sRGB and does not travel on; a broken one is ignored."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for attached in (profile, b"rubbish" * 30):
        clean = sanitise(_saved("JPEG", icc_profile=attached), "a")
        assert "icc_profile" not in Image.open(io.BytesIO(clean.content)).info


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_the_thumbnail_is_a_small_square(mode: str):
    """160 × 160 WebP, whatever the shape."""
    picture = Image.open(io.BytesIO(thumbnail(_saved("PNG", (400, 90), mode))))
    assert (picture.format, picture.size) == ("WEBP", (160, 160))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../x.png", "x.png"),
        ("C:\\temp\\y.jpg", "y.jpg"),
        ("a\0b\r\n.png", "ab.png"),
        ("cat\u202egnp.exe", "catgnp.exe"),
        ("灯笼.png", "灯笼.png"),
        ("..", "image"),
        ("", "image"),
        ("x" * 300 + ".png", "x" * 96 + ".png"),
        ("\ud800.png", "png"),
    ],
)
def test_names_are_only_shown(given: str, shown: str):
    """A name keeps its last part without paths, control and direction marks."""
    assert safe_name(given) == shown
