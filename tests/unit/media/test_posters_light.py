"""A poster that weighs only so much."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from playground.media.posters import light


def webp(picture: Image.Image) -> bytes:
    """As posters are stored."""
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=90)
    return out.getvalue()


@pytest.mark.parametrize("most", [18_432, 9_216, 4_608])
def test_a_picture_fits_whatever_it_shows(most: int) -> None:
    """Noise, the heaviest there is, as well as a plain one, in its own shape."""
    noise = Image.frombytes("RGB", (540, 960), random.Random(7).randbytes(540 * 960 * 3))
    for picture in (noise, Image.new("RGB", (540, 960), "teal")):
        made = light(webp(picture), most)
        assert len(made) <= most
        with Image.open(io.BytesIO(made)) as shown:
            assert shown.width / shown.height == pytest.approx(540 / 960, abs=0.02)


def test_a_light_picture_keeps_its_size() -> None:
    """Nothing is taken from one that fits."""
    with Image.open(io.BytesIO(light(webp(Image.new("RGB", (960, 540), "teal")), 18_432))) as shown:
        assert shown.size == (960, 540)
