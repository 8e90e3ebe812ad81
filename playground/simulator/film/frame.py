"""One picture in the making, kept as the three planes the encoder wants (BT.709, limited range, 4:2:0).

Composing in planes costs 1.5 bytes a pixel instead of RGB's four, and the encoder has nothing left to convert.
"""

from dataclasses import dataclass
from functools import cached_property

from PIL import Image, ImageChops

type Colour = tuple[int, int, int]  # RGB, 0 to 255
type Box = tuple[int, int, int, int]
type Planes = tuple[Image.Image, Image.Image, Image.Image]

# Luma takes 219 of 255 levels, chroma 224: these undo _TO_BT709.
_FROM_BT709 = (
    *(1.1644, 0.0, 1.7927, -248.1),
    *(1.1644, -0.2132, -0.5329, 76.9),
    *(1.1644, 2.1124, 0.0, -289.0),
)
_RIM = 4  # pixels around a moved shape that its interpolation has touched
_TO_BT709 = (
    *(0.1826, 0.6142, 0.0620, 16.0),
    *(-0.1006, -0.3386, 0.4392, 128.0),
    *(0.4392, -0.3989, -0.0403, 128.0),
)


def planes_of(picture: Image.Image) -> Planes:
    """An RGB picture (even width and height) as Y at full size, Cb and Cr at half."""
    luma, blue, red = picture.convert("RGB", _TO_BT709).split()
    return luma, blue.reduce(2), red.reduce(2)


def levels_of(colour: Colour) -> tuple[int, int, int]:
    """One colour as Y, Cb, Cr."""
    y, u, v = Image.new("RGB", (1, 1), colour).convert("RGB", _TO_BT709).getpixel((0, 0))  # type: ignore[misc]
    return y, u, v


@dataclass(frozen=True)
class Mask:
    """A shape's cover, 0 to 255: ``full`` for Y, ``half`` for Cb and Cr. Full size is even."""

    full: Image.Image
    half: Image.Image

    @classmethod
    def of(cls, full: Image.Image) -> "Mask":
        """With its half made from the full one."""
        return cls(full, full.reduce(2))

    def window(self, box: Box) -> "Mask":
        """The part inside an even box."""
        if box == (0, 0, *self.full.size):
            return self
        left, top, right, bottom = box
        return Mask(self.full.crop(box), self.half.crop((left // 2, top // 2, right // 2, bottom // 2)))

    @cached_property
    def pieces(self) -> tuple[tuple[Box, bool], ...]:
        """Even boxes that make up the shape, and whether each is covered entirely (which is cheaper to lay).

        A hill is a ragged edge over a solid rest; shapes without a large solid rest stay in one piece.
        """
        (width, height), rim = self.full.size, _RIM
        whole: tuple[tuple[Box, bool], ...] = (((0, 0, width, height), False),)
        core = self.full.crop((rim, rim, width - rim, height - rim)) if min(width, height) > 64 else None
        open_box = ImageChops.invert(core).getbbox() if core else None
        if open_box is None:
            return whole
        left, top = (rim + edge // 2 * 2 for edge in open_box[:2])
        right, bottom = (
            min(limit - rim, rim + edge // 2 * 2 + 2)
            for edge, limit in zip(open_box[2:], self.full.size, strict=True)
        )
        if (right - left) * (bottom - top) > 0.7 * width * height:
            return whole
        solid = (
            *((rim, rim, width - rim, top), (rim, bottom, width - rim, height - rim)),
            *((rim, top, left, bottom), (right, top, width - rim, bottom)),
        )
        ragged = (
            *((0, 0, width, rim), (0, height - rim, width, height), (0, rim, rim, height - rim)),
            *((width - rim, rim, width, height - rim), (left, top, right, bottom)),
        )
        return tuple((box, box in solid) for box in (*solid, *ragged) if box[0] < box[2] and box[1] < box[3])

    def used(self) -> tuple[int, int, int, int]:
        """The even box outside of which nothing is covered, with a pixel or two to spare."""
        left, top, right, bottom = self.full.getbbox() or (0, 0, 2, 2)
        width, height = self.full.size
        return (
            max(0, left // 2 * 2 - 2),
            max(0, top // 2 * 2 - 2),
            min(width, right // 2 * 2 + 4),
            min(height, bottom // 2 * 2 + 4),
        )

    def faded(self, opacity: float) -> "Mask":
        """The same shape, thinner."""
        table = [round(level * opacity) for level in range(256)]
        return Mask(self.full.point(table), self.half.point(table))


@dataclass(frozen=True)
class Ink:
    """What a shape is filled with: one colour, or a picture as large as the shape (or, ``fixed``, the frame)."""

    levels: tuple[int, int, int] | None = None
    planes: Planes | None = None
    fixed: bool = False

    @classmethod
    def flat(cls, colour: Colour) -> "Ink":
        """One colour."""
        return cls(levels=levels_of(colour))

    @classmethod
    def picture(cls, picture: Image.Image, *, fixed: bool = False) -> "Ink":
        """An RGB picture; ``fixed`` ones stay in the frame while the shape moves over them."""
        return cls(planes=planes_of(picture), fixed=fixed)


class Frame:
    """Width and height in even pixels; shapes are laid on it from far to near."""

    def __init__(self, planes: Planes) -> None:
        self.planes = planes
        self.width, self.height = planes[0].size

    @classmethod
    def blank(cls, width: int, height: int) -> "Frame":
        """A black one."""
        half = (width // 2, height // 2)
        return cls(
            (Image.new("L", (width, height), 16), Image.new("L", half, 128), Image.new("L", half, 128))
        )

    def copy(self) -> "Frame":
        """As it is now, to go on from."""
        return Frame((self.planes[0].copy(), self.planes[1].copy(), self.planes[2].copy()))

    def picture(self) -> Image.Image:
        """As RGB, for posters."""
        luma, blue, red = self.planes
        full = (
            blue.resize(luma.size, Image.Resampling.BILINEAR),
            red.resize(luma.size, Image.Resampling.BILINEAR),
        )
        return Image.merge("RGB", (luma, *full)).convert("RGB", _FROM_BT709)

    def lay(self, ink: Ink, mask: Mask, left: int, top: int) -> None:
        """Lay a shape with its corner at an even place, which may be outside."""
        for piece, solid in mask.pieces:
            box = (
                max(piece[0], -left),
                max(piece[1], -top),
                min(piece[2], self.width - left),
                min(piece[3], self.height - top),
            )
            if box[0] < box[2] and box[1] < box[3]:
                self._lay_piece(ink, None if solid else mask.window(box), box, left, top)

    def _lay_piece(self, ink: Ink, cover: Mask | None, box: Box, left: int, top: int) -> None:
        place = (left + box[0], top + box[1], left + box[2], top + box[3])
        halved = (place[0] // 2, place[1] // 2, place[2] // 2, place[3] // 2)
        for number, (plane, fill) in enumerate(zip(self.planes, self._fills(ink, box, place), strict=True)):
            at = halved if number else place
            if cover is None:
                plane.paste(fill, at)
            else:
                plane.paste(fill, at, cover.half if number else cover.full)

    @staticmethod
    def _fills(ink: Ink, box: Box, place: Box) -> tuple[int | Image.Image, ...]:
        if ink.planes is None:
            return ink.levels or (16, 128, 128)
        window = place if ink.fixed else box
        halved = (window[0] // 2, window[1] // 2, window[2] // 2, window[3] // 2)
        return tuple(plane.crop(halved if number else window) for number, plane in enumerate(ink.planes))
