"""Small real films, drawn once per run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import av
import pytest
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from pathlib import Path


def draw_film(
    path: Path, *, codec: str, size: tuple[int, int] = (192, 108), seconds: float = 1.0, **options: str
) -> Path:
    """A dot on a gradient, 24 frames a second; the index in front for MP4, so that a cut one still opens."""
    settings: dict[str, Any] = {"movflags": "+faststart"} if path.suffix == ".mp4" else {}
    ground = Image.linear_gradient("L").resize(size).convert("RGB")
    with av.open(str(path), "w", options=settings) as film:
        stream = film.add_stream(codec, rate=24, options=options)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(int(seconds * 24)):
            picture = ground.copy()
            ImageDraw.Draw(picture).ellipse((number * 2, 20, number * 2 + 40, 60), fill=(220, 90, 30))
            film.mux(stream.encode(av.VideoFrame.from_image(picture)))
        film.mux(stream.encode())
    return path


@pytest.fixture(scope="session")
def mp4(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One second of H.264 in MP4, 192 × 108."""
    return draw_film(tmp_path_factory.mktemp("film") / "a.mp4", codec="libx264", preset="ultrafast")


@pytest.fixture(scope="session")
def webm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half a second of VP8 in WebM, portrait."""
    film = tmp_path_factory.mktemp("film") / "a.webm"
    return draw_film(
        film, codec="libvpx", size=(108, 192), seconds=0.5, deadline="realtime", **{"cpu-used": "8"}
    )
