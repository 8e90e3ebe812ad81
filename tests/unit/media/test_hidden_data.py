"""What files say beside their pictures, place first of all, does not come through."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING, Any

import av
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from playground.media import probe, remux
from playground.media.references import sanitise
from tests.unit.media.conftest import draw_film

if TYPE_CHECKING:
    from pathlib import Path

PLACE = "+48.8584+002.2945/"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>48,51.504N</exif:GPSLatitude></x:xmpmeta>'


def _exif() -> Image.Exif:
    """A camera, a note, and 48°51'30" N 2°17'40" E."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x010E] = "SecretMaker", "SecretCamera", "a secret note"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return exif


def _photograph(kind: str) -> bytes:
    more: dict[str, Any] = {"exif": _exif()}
    if kind == "PNG":
        more["pnginfo"] = PngInfo()
        more["pnginfo"].add_text("Comment", "a secret note")
        more["pnginfo"].add_itxt("XML:com.adobe.xmp", XMP.decode())
    else:
        more["xmp"] = XMP
    out = io.BytesIO()
    Image.linear_gradient("L").resize((40, 30)).convert("RGB").save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_forgets_where_it_was_taken(kind: str) -> None:
    """EXIF with GPS, XMP and text chunks are there before and gone after."""
    before = _photograph(kind)
    assert Image.open(io.BytesIO(before)).getexif().get_ifd(0x8825)[1] == "N"
    assert b"GPSLatitude" in before
    clean = sanitise(before, "photo").content
    after = Image.open(io.BytesIO(clean))
    assert (dict(after.getexif()), dict(after.getexif().get_ifd(0x8825))) == ({}, {})
    assert {"exif", "xmp", "XML:com.adobe.xmp", "comment", "Comment"} & set(after.info) == set()
    for secret in (b"Secret", b"secret", b"GPSLatitude", b"EXIF", b"eXIf", b"Exif", b"XMP"):
        assert secret not in clean


def _told(source: Path, target: Path, *options: str) -> Path:
    """The same film as a phone would write it."""
    said = ["-metadata", f"location={PLACE}", "-metadata", "title=secret title"]
    said += [
        "-metadata",
        f"com.apple.quicktime.location.ISO6709={PLACE}",
        "-metadata:s:v",
        "handler_name=secret",
    ]
    command = ["ffmpeg", "-loglevel", "error", "-i", str(source), "-c", "copy", *said, *options, str(target)]
    subprocess.run(command, check=True)
    return target


TELLERS = {
    "udta.mov": ((), b"\xa9xyz"),
    "keys.mov": (("-movflags", "use_metadata_tags"), b"com.apple.quicktime.location.ISO6709"),
    "keys.mp4": (("-movflags", "use_metadata_tags"), b"com.apple.quicktime.location.ISO6709"),
    "tags.webm": ((), b"LOCATION"),
}


@pytest.mark.parametrize("name", TELLERS)
def test_a_video_forgets_where_it_was_made(name: str, mp4: Path, webm: Path, tmp_path: Path) -> None:
    """The place is there before and gone after; picture, length and kind are the same, and twice is the same bytes."""
    options, mark = TELLERS[name]
    film = _told(webm if name.endswith("webm") else mp4, tmp_path / name, *options)
    assert mark in film.read_bytes()
    facts, bare = probe.probe(film, quicktime=True), [tmp_path / f"{n}{film.suffix}" for n in "ab"]
    for each in bare:
        remux.without_metadata(film, each, film.suffix, facts.container)
    content, after = bare[0].read_bytes(), probe.probe(bare[0], quicktime=True)
    assert content == bare[1].read_bytes()
    for secret in (mark, b"48.8584", b"secret"):
        assert secret not in content
    for fact in ("width", "height", "fps", "codec", "container", "seconds"):
        assert getattr(after, fact) == getattr(facts, fact)


def test_a_video_stays_upright_and_loses_other_tracks(mp4: Path, tmp_path: Path) -> None:
    """Its rotation goes along; subtitles and chapters do not."""
    (tmp_path / "a.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nsecret words\n")
    film = _told(mp4, tmp_path / "turned.mov", "-metadata:s:v", "rotate=90")
    whole = [
        "ffmpeg",
        "-loglevel",
        "error",
        "-i",
        str(film),
        "-i",
        str(tmp_path / "a.srt"),
        "-map",
        "0",
        "-map",
        "1",
    ]
    whole += ["-c", "copy", "-c:s", "mov_text", str(tmp_path / "titled.mov")]
    subprocess.run(whole, check=True)
    assert b"secret words" in (tmp_path / "titled.mov").read_bytes()
    remux.without_metadata(tmp_path / "titled.mov", tmp_path / "bare.mov", ".mov", "mp4")
    with av.open(str(tmp_path / "bare.mov")) as bare:
        assert [stream.type for stream in bare.streams] == ["video"]
        assert next(bare.decode(video=0)).rotation in (90, -90)
    assert b"secret words" not in (tmp_path / "bare.mov").read_bytes()


def test_what_cannot_be_copied_is_said(tmp_path: Path) -> None:
    """A film whose pictures the container does not take raises one error."""
    film = draw_film(tmp_path / "a.mp4", codec="libx264", seconds=0.2, preset="ultrafast")
    with pytest.raises(remux.CannotRemux):
        remux.without_metadata(film, tmp_path / "b.webm", ".webm", "mp4")
