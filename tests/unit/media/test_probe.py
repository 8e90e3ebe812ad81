"""What is taken for a clip, and what is not, however it is called."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import pytest
from PIL import Image

from playground.media.boxes import container_of
from playground.media.posters import poster, poster_and_thumbnail, thumbnail
from playground.media.probe import NotAVideo, probe

from .conftest import draw_film

if TYPE_CHECKING:
    from pathlib import Path


def test_the_facts_of_an_mp4(mp4: Path):
    """Size in pixels and bytes, length, rate, codec and sound are those of the film."""
    facts = probe(mp4)
    assert (facts.width, facts.height, facts.seconds, facts.fps) == (192, 108, 1.0, 24.0)
    assert (facts.container, facts.codec, facts.has_audio) == ("mp4", "h264", False)
    assert facts.size == mp4.stat().st_size


def test_the_facts_of_a_webm(webm: Path):
    """WebM is known by its bytes, and measured the same way."""
    facts = probe(webm)
    assert (facts.width, facts.height, facts.container, facts.codec) == (108, 192, "webm", "vp8")
    assert facts.seconds == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("film", ["mp4", "webm"])
@pytest.mark.parametrize("keep", [0.0, 0.02, 0.3, 0.6, 0.99, 0.9999])
def test_a_film_cut_anywhere_is_no_film(
    film: str, keep: float, tmp_path: Path, request: pytest.FixtureRequest
):
    """Half a file is refused, though its index stands in front and a player would start on it."""
    whole = request.getfixturevalue(film).read_bytes()
    half = tmp_path / "half.mp4"
    half.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(NotAVideo) as caught:
        probe(half)
    assert caught.value.cut_short


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><title>Sign in</title>" + b" " * 200,
        b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/secret.ts\n",
        b"ffconcat version 1.0\nfile '/etc/passwd'\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\0" * 4096,
        b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"\0" * 50,
        b"\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x23B\x86\x81\x01B\x82\x88matroska" + b"\0" * 60,
        b"RIFF\0\0\0\0AVI LIST",
    ],
)
def test_other_things_named_mp4_are_refused(content: bytes, tmp_path: Path):
    """HTML, playlists, SVG, zeros, QuickTime, Matroska and AVI are no clips, and fetching again would not help."""
    file = tmp_path / "clip.mp4"
    file.write_bytes(content)
    with pytest.raises(NotAVideo) as caught:
        probe(file)
    assert not caught.value.cut_short


def test_rubbish_in_the_right_boxes_is_refused(mp4: Path, tmp_path: Path):
    """Boxes of the right names and lengths around nonsense do not pass the demuxer."""
    file = tmp_path / "clip.mp4"
    boxes = [(b"ftyp", b"isom\0\0\0\0isom"), (b"moov", b"\0" * 400), (b"mdat", b"\0" * 900)]
    file.write_bytes(b"".join((len(body) + 8).to_bytes(4) + kind + body for kind, body in boxes))
    with pytest.raises(NotAVideo):
        probe(file)


def test_a_codec_browsers_do_not_play_is_refused(tmp_path: Path):
    """MPEG-4 part 2 in an MP4 is a video, but none for a page."""
    film = draw_film(tmp_path / "old.mp4", codec="mpeg4", seconds=0.3)
    with pytest.raises(NotAVideo, match="codec"):
        probe(film)


def test_sound_without_pictures_is_refused(tmp_path: Path):
    """An MP4 with only a sound track is no clip."""
    path = tmp_path / "song.mp4"
    with av.open(str(path), "w") as song:
        stream = song.add_stream("aac", rate=44_100)
        for number in range(3):
            frame = av.AudioFrame(format="fltp", layout="stereo", samples=1024)
            frame.rate, frame.pts, frame.time_base = 44_100, number * 1024, Fraction(1, 44_100)
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            song.mux(stream.encode(frame))
        song.mux(stream.encode())
    with pytest.raises(NotAVideo, match="no moving picture"):
        probe(path)


def test_the_missing_file_is_not_a_bad_video(tmp_path: Path):
    """What the disk says stays what it is."""
    with pytest.raises(FileNotFoundError):
        probe(tmp_path / "none.mp4")


def test_stills_are_webp_within_their_bounds(mp4: Path, webm: Path):
    """Poster and thumbnail keep the film's shape; they are never blown up."""
    for film, size in ((mp4, (192, 108)), (webm, (108, 192))):
        for picture in (poster(film), thumbnail(film), *poster_and_thumbnail(film)):
            found = Image.open(io.BytesIO(picture))
            assert (found.format, found.size) == ("WEBP", size)


def test_large_films_give_small_stills(tmp_path: Path):
    """960 and 320 px on the longer side."""
    film = draw_film(tmp_path / "a.mp4", codec="libx264", size=(720, 1280), seconds=0.2, preset="ultrafast")
    sizes = [Image.open(io.BytesIO(picture)).size for picture in poster_and_thumbnail(film)]
    assert sizes == [(540, 960), (180, 320)]


def test_a_black_lead_in_is_passed_over(tmp_path: Path):
    """The still comes from a moment that shows something."""
    path = tmp_path / "fade.mp4"
    bright = Image.linear_gradient("L").resize((96, 64)).convert("RGB")
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=10, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for number in range(20):
            picture = bright if number >= 10 else Image.new("RGB", (96, 64))
            film.mux(stream.encode(av.VideoFrame.from_image(picture)))
        film.mux(stream.encode())
    darkest, brightest = Image.open(io.BytesIO(poster(path))).convert("L").getextrema()
    assert brightest - darkest > 100


def test_pictures_that_do_not_decode_are_no_film(mp4: Path, tmp_path: Path):
    """A file whole on the outside with rubbish for pictures fails at its still."""
    data = bytearray(mp4.read_bytes())
    start = data.index(b"mdat") + 4
    data[start:] = b"\xff" * (len(data) - start)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(data)
    with pytest.raises(NotAVideo):
        poster(broken)


@pytest.mark.parametrize("head", [b"", b"\0\0\0", b"\0\0\0\x18ftyp"])
def test_too_few_bytes_are_no_container(head: bytes):
    """A beginning too short to tell is nothing."""
    assert container_of(head) is None
