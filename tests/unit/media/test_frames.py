"""Frames of a clip: the n-th is the n-th, whatever the codec puts between them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import av
import pytest
from PIL import Image

from playground.media import frames
from playground.media.frames import FrameRefused, frame_at

if TYPE_CHECKING:
    from pathlib import Path

FPS, COUNT = 24, 60


def colour(number: int) -> tuple[int, int, int]:
    """A colour of its own for each frame, far enough from the others' to survive a codec."""
    return (40 + number % 4 * 50, 40 + number // 4 % 4 * 50, 40 + number // 16 % 4 * 50)


def numbered(path: Path, codec: str, *, rate: int = FPS, **options: str) -> Path:
    """A film whose n-th frame has the n-th colour."""
    settings: dict[str, Any] = {"movflags": "+faststart"} if path.suffix == ".mp4" else {}
    with av.open(str(path), "w", options=settings) as film:
        stream = film.add_stream(codec, rate=rate, options=options)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for number in range(COUNT):
            film.mux(stream.encode(av.VideoFrame.from_image(Image.new("RGB", (96, 64), colour(number)))))
        film.mux(stream.encode())
    return path


@pytest.fixture(scope="module", params=["b-frames", "short", "webm", "fast"])
def film(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """Pictures that refer forward and back, key frames now and then, another container, another rate."""
    folder = tmp_path_factory.mktemp("frames")
    if request.param == "webm":
        return numbered(folder / "a.webm", "libvpx", deadline="realtime", **{"cpu-used": "8"}), FPS
    shape = {"b-frames": {"bf": "3", "g": "250"}, "short": {"g": "7"}, "fast": {"bf": "2", "g": "20"}}
    rate = 60 if request.param == "fast" else FPS
    return numbered(folder / "a.mp4", "libx264", rate=rate, crf="12", **shape[request.param]), rate


def nearest(content: bytes) -> int:
    """Which frame's colour a picture has."""
    seen = Image.open(io.BytesIO(content)).convert("RGB").getpixel((48, 32))
    return min(range(COUNT), key=lambda n: sum((a - b) ** 2 for a, b in zip(seen, colour(n), strict=True)))


def test_every_frame_is_the_one_that_was_asked_for(film: tuple[Path, int]) -> None:
    """From its first moment to just before the next one's, the n-th frame is the n-th picture."""
    path, rate = film
    for number in (0, 1, 2, 6, 7, 8, 23, 24, 41, COUNT - 2, COUNT - 1):
        for within in (0.0, 0.5, 0.9):
            taken = frame_at(path, (number + within) / rate)
            assert (taken.number, nearest(taken.content)) == (number, number), within


def test_the_last_frame_is_really_the_last(film: tuple[Path, int]) -> None:
    """Without a moment, and with one behind the end."""
    for moment in (None, 99.0):
        taken = frame_at(film[0], moment)
        assert (taken.number, nearest(taken.content)) == (COUNT - 1, COUNT - 1)
    assert taken.seconds == pytest.approx((COUNT - 1) / film[1], abs=0.002)


def test_a_browsers_rounding_does_not_fall_a_frame_back(film: tuple[Path, int]) -> None:
    """1.0416 for the frame of 1.04166… is that frame."""
    assert frame_at(film[0], int(25 / film[1] * 10_000) / 10_000).number == 25


def test_a_frame_is_a_png_of_the_clips_own_size(film: tuple[Path, int]) -> None:
    """Nothing is scaled or cut, and nothing but pixels is in it."""
    taken = frame_at(film[0], 0.5)
    picture = Image.open(io.BytesIO(taken.content))
    assert (picture.format, picture.size, (taken.width, taken.height)) == ("PNG", (96, 64), (96, 64))
    assert not picture.info


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """An MP4 without a picture."""
    with av.open(str(tmp_path / "a.mp4"), "w") as film:
        stream = film.add_stream("aac", rate=44_100)
        frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        frame.planes[0].update(bytes(4096))
        frame.rate = 44_100
        film.mux(stream.encode(frame))
        film.mux(stream.encode())
    return tmp_path / "a.mp4"


def test_sound_alone_gives_no_frame(sound: Path) -> None:
    """It is refused in words."""
    with pytest.raises(FrameRefused, match="only sound"):
        frame_at(sound, 0.0)


def test_a_long_clip_gives_no_frame(mp4: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused in words that say what to do."""
    monkeypatch.setattr(frames, "LONGEST_SECONDS", 0.5)
    with pytest.raises(FrameRefused, match="cut it first"):
        frame_at(mp4, 0.0)


@pytest.mark.parametrize("content", [b"", b"no film at all", b"\0\0\0\x18ftypisom" + bytes(200)])
def test_what_is_no_film_gives_no_frame(tmp_path: Path, content: bytes) -> None:
    """It is refused, not an error."""
    (tmp_path / "a.mp4").write_bytes(content)
    with pytest.raises(FrameRefused):
        frame_at(tmp_path / "a.mp4", 0.0)
