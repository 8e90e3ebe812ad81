"""Which part of an image is meant."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from playground.media.cropping import box_of
from playground.media.references import cropped, sanitise


@pytest.mark.parametrize(
    ("size", "asked", "box"),
    [
        ((1600, 900), ("16:9", 100, 50, 50), (0, 0, 1600, 900)),
        ((1600, 900), ("9:16", 100, 50, 50), (547, 0, 1053, 900)),
        ((1600, 900), ("9:16", 100, 0, 0), (0, 0, 506, 900)),
        ((1600, 900), ("1:1", 50, 100, 100), (1150, 450, 1600, 900)),
        ((900, 1600), ("16:9", 100, 50, 0), (0, 0, 900, 506)),
        ((900, 1600), ("1:1", 400, -3, 900), (0, 700, 900, 1600)),
    ],
)
def test_a_part_lies_inside_and_has_its_ratio(size: tuple, asked: tuple, box: tuple) -> None:
    """The largest part is 100 percent; the rest of the room is shared out as asked; too much is cut back."""
    assert box_of(*size, *asked) == box


@pytest.mark.parametrize(
    ("size", "ratio", "part"), [((64, 48), "16:9", 10), ((640, 480), "wide", 100), ((640, 480), "0:9", 100)]
)
def test_nonsense_is_no_part(size: tuple, ratio: str, part: float) -> None:
    """A ratio that is none, and a part of a few pixels."""
    with pytest.raises(ValueError, match=r"part|ratio"):
        box_of(*size, ratio, part, 50, 50)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_crop_holds_the_pixels_of_its_part(kind: str) -> None:
    """Left half red, right half blue: a crop of the right half is blue, in the format it had."""
    picture, out = Image.new("RGB", (80, 40), "red"), io.BytesIO()
    picture.paste("blue", (40, 0, 80, 40))
    picture.save(out, kind)
    part = cropped(sanitise(out.getvalue(), "a").content, (40, 0, 80, 40), "a")
    assert (part.width, part.height, part.mime) == (40, 40, f"image/{kind.lower()}")
    red, _green, blue = Image.open(io.BytesIO(part.content)).convert("RGB").getpixel((30, 20))
    assert (red < 40, blue > 200) == (True, True)
