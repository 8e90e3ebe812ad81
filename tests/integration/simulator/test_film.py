"""The drawn film: small ones, for the sake of time."""

from pathlib import Path

import av
import pytest
from PIL import Image

from playground.simulator.film.camera import Camera
from playground.simulator.film.cutting import draw, frames, staged
from playground.simulator.film.request import FilmRequest
from playground.simulator.film.words import PLACES, read

SMALL = {"width": 128, "height": 72, "seconds": 1}


def first_frame(prompt: str, seed: int = 1, **fields: object) -> bytes:
    request = FilmRequest(prompt, **{**SMALL, "seed": seed, **fields})  # type: ignore[arg-type]
    return next(frames(request)).picture().tobytes()


def test_a_film_is_what_was_ordered(tmp_path: Path) -> None:
    """Size, length, rate and codecs are right, there is sound, and the index stands before the data."""
    path = tmp_path / "film.mp4"
    draw(FilmRequest("a beach", 72, 128, 1, 7), path)
    with av.open(str(path)) as film:
        video, audio = film.streams.video[0], film.streams.audio[0]
        assert (video.width, video.height, video.frames, video.average_rate) == (72, 128, 24, 24)
        assert (video.codec_context.name, video.pix_fmt, audio.codec_context.name) == (
            "h264",
            "yuv420p",
            "aac",
        )
        assert float(video.duration * video.time_base) == pytest.approx(1.0)  # type: ignore[operator]
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_the_same_order_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two runs cannot be told apart."""
    for name in ("one", "two"):
        draw(FilmRequest("rainy street at night", **SMALL, seed=3), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_prompts_and_seeds_show_in_the_picture() -> None:
    """Another prompt, another seed, another hour: another picture."""
    pictures = [
        first_frame("a lake"),
        first_frame("a lake", 2),
        first_frame("a lake at night"),
        first_frame("a forest"),
    ]
    assert len(set(pictures)) == 4


def test_the_picture_moves() -> None:
    """The last frame of a push-in is not the first."""
    shown = [
        frame.picture().tobytes() for frame in frames(FilmRequest("city street, push-in", **SMALL, seed=4))
    ]
    assert shown[0] != shown[-1]


@pytest.mark.parametrize("place", [*PLACES, ""])
@pytest.mark.parametrize("size", [(128, 72), (72, 128)])
def test_every_place_can_be_drawn_upright_and_wide(place: str, size: tuple[int, int]) -> None:
    """Each place's own first word leads to its scene, and the scene fills the frame with more than one colour."""
    word = PLACES[place].split()[0] if place else "nothing in particular"
    request = FilmRequest(word, *size, seconds=1, seed=9)
    stage, layers, camera = staged(request)
    assert stage.brief.place == place
    assert len(layers) > 5
    assert isinstance(camera, Camera)
    assert len(next(frames(request)).picture().getcolors(1 << 16) or []) > 50


@pytest.mark.parametrize(
    ("prompt", "place", "time", "camera"),
    [
        (
            "A futuristic city street after rain, slow camera push-in between two trams",
            "street",
            "dusk",
            "push",
        ),
        (
            "A blue pump bottle slowly rotates in a clean white studio, commercial product video",
            "product",
            "studio",
            "orbit",
        ),
        ("雨夜的上海弄堂，霓虹灯倒映在水面，镜头缓慢推进", "alley", "night", "push"),
        ("Close-up of a steaming bowl of ramen, shallow depth of field", "food", "", "push"),
        ("Portrait of a dancer at golden hour, wind in her hair", "portrait", "golden", ""),
        ("Waves roll onto a black-sand beach at dawn, aerial", "shore", "dawn", "rise"),
        ("航拍雪山日出，云海翻涌", "mountains", "dawn", "rise"),
    ],
)
def test_prompts_are_read_in_both_languages(prompt: str, place: str, time: str, camera: str) -> None:
    """Place, hour and camera come from the words."""
    brief = read(prompt)
    assert (brief.place, brief.time, brief.camera) == (place, time, camera)


def test_a_reference_gives_the_first_frame(tmp_path: Path) -> None:
    """A single picture is what the film begins with; one that cannot be read changes nothing."""
    picture, broken = tmp_path / "red.png", tmp_path / "broken.png"
    Image.new("RGB", (300, 200), (200, 30, 30)).save(picture)
    broken.write_bytes(b"\x89PNG\r\n\x1a\n")
    red, green, blue = first_frame("sea", references=(picture,))[:3]
    assert (red, green, blue) == pytest.approx((200, 30, 30), abs=6)
    assert first_frame("sea", references=(broken,)) == first_frame("sea")
