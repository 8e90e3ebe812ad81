"""Reference images: taken in only as a fresh picture drawn from the old one, so nothing but pixels comes through.

Re-encoding drops EXIF and GPS, comments, and whatever a polyglot carries behind its picture. Pure: bytes in, bytes out.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
import warnings
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 12_000
THUMBNAIL_SIDE = 160
FORMATS = ("JPEG", "PNG", "WEBP")
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 93, "subsampling": 0},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 93, "method": 4},
}


type Box = tuple[int, int, int, int]


class ReferenceRefused(Exception):
    """Why an image is not taken: an English msgid with %(name)s holes, and what fills them."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return self.message % self.params


@dataclass(frozen=True, slots=True)
class Sanitised:
    """A clean image. width, height: pixels after orientation; sha256: hex, of content; name: safe to show."""

    content: bytes = field(repr=False)
    mime: str
    width: int
    height: int
    sha256: str
    suffix: str
    name: str


def sanitise(content: bytes, name: str) -> Sanitised:
    """A JPEG, PNG or WebP drawn anew, upright, in sRGB. Raises ReferenceRefused. Blocking: up to a second or two."""
    shown = safe_name(name)
    picture, kind = _opened(content, shown)
    return _clean(picture, kind, shown, None)


def cropped(content: bytes, box: Box, name: str) -> Sanitised:
    """That part (left, top, right, bottom) of a clean image. Raises ReferenceRefused. Blocking, as `sanitise`."""
    picture, kind = _opened(content, name)
    return _clean(picture, kind, name, box)


def _clean(picture: Image.Image, kind: str, name: str, box: Box | None) -> Sanitised:
    try:
        picture = _plain(picture)
        picture = picture.crop(box) if box else picture
        kind, clean = _encoded(picture, kind)
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError) as failure:
        raise _broken(name) from failure
    if len(clean) > MOST_BYTES:
        raise ReferenceRefused(
            _("%(name)s is larger than %(limit)s MB."), name=name, limit=MOST_BYTES // 1024**2
        )
    digest = hashlib.sha256(clean).hexdigest()
    return Sanitised(clean, f"image/{kind.lower()}", *picture.size, digest, SUFFIXES[kind], name)


def thumbnail(content: bytes) -> bytes:
    """A square WebP of 160 px out of a sanitised image, cut to cover."""
    picture, _kind = _opened(content, "")
    picture.draft("RGB", (THUMBNAIL_SIDE * 2, THUMBNAIL_SIDE * 2))
    small = ImageOps.fit(
        picture.convert("RGBA" if picture.has_transparency_data else "RGB"), (THUMBNAIL_SIDE,) * 2
    )
    out = io.BytesIO()
    small.save(out, "WEBP", quality=80, method=2)
    return out.getvalue()


def safe_name(name: str) -> str:
    """The last part of a path, without control and direction marks, at most 100 characters; "image" for nothing."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(
        sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    return kept.strip(" .")[-100:] or "image"


def _opened(content: bytes, name: str) -> tuple[Image.Image, str]:
    """The picture with only its header read, and its format; every limit is asked before a pixel is decoded."""
    if len(content) > MOST_BYTES:
        raise ReferenceRefused(
            _("%(name)s is larger than %(limit)s MB."), name=name, limit=MOST_BYTES // 1024**2
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", Image.DecompressionBombWarning
            )  # our own limit is lower, and an error
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError:
        raise _too_many_pixels(name) from None
    except UnidentifiedImageError:
        raise ReferenceRefused(_("%(name)s is not a JPEG, PNG or WebP image."), name=name) from None
    except (OSError, ValueError, SyntaxError) as failure:
        raise _broken(name) from failure
    if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
        raise _too_many_pixels(name)
    return picture, "JPEG" if picture.format == "MPO" else str(picture.format)


def _plain(picture: Image.Image) -> Image.Image:
    """Decoded, upright, RGB or RGBA, in sRGB, with nothing attached."""
    picture.load()
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):
        upright = upright.convert("I").point(lambda deep: deep * (1 / 256)).convert("L")
    plain = _in_srgb(upright, profile)
    if plain.mode not in {"RGB", "RGBA"}:
        plain = plain.convert("RGBA" if plain.has_transparency_data else "RGB")
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    return fresh


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours of a phone's wide gamut, or of CMYK, brought to sRGB; a profile that makes no sense is ignored."""
    if not profile or len(profile) > 1_000_000 or picture.mode not in {"RGB", "RGBA", "CMYK"}:
        return picture
    target = "RGB" if picture.mode == "CMYK" else picture.mode
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return (
            ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=target)
            or picture
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _encoded(picture: Image.Image, kind: str) -> tuple[str, bytes]:
    """(format, bytes) in the format it came in; a PNG that grew too large goes on as JPEG if it has no holes."""
    out = io.BytesIO()
    picture.save(out, kind, **SAVING[kind])
    if kind == "PNG" and out.tell() > MOST_BYTES and picture.mode == "RGB":
        return _encoded(picture, "JPEG")
    return kind, out.getvalue()


def _too_many_pixels(name: str) -> ReferenceRefused:
    words = _("%(name)s has too many pixels; at most %(limit)s megapixels are taken.")
    return ReferenceRefused(words, name=name, limit=MOST_PIXELS // 1_000_000)


def _broken(name: str) -> ReferenceRefused:
    return ReferenceRefused(_("%(name)s is damaged and cannot be read."), name=name)
