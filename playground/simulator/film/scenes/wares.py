"""The things that stand on the plinth: outlines in units above the floor, around an axis."""

from collections.abc import Callable
from dataclasses import dataclass

from playground.simulator.film.frame import Colour
from playground.simulator.film.outlines import smooth
from playground.simulator.film.palette import mix
from playground.simulator.film.stage import Pen, Stage

type Tone = Callable[[Colour], Colour]


def own(colour: Colour) -> Colour:
    """The ware's colour."""
    return colour


def pale(colour: Colour) -> Colour:
    """Almost white."""
    return mix(colour, (248, 247, 244), 0.88)


def darker(colour: Colour) -> Colour:
    """In shade."""
    return mix(colour, (24, 24, 34), 0.45)


def metal(colour: Colour) -> Colour:
    """Brushed brass or steel."""
    return mix((196, 170, 128), colour, 0.12)


@dataclass(frozen=True)
class Part:
    """A closed half outline of (distance from the axis, height above the floor), mirrored; or a plain shape."""

    profile: tuple[tuple[float, float], ...]
    tone: Tone = own
    rounded: bool = False
    shift: float = 0.0

    def cut(self, pen: Pen, x: float, floor: float) -> None:
        """Cut it around an axis."""
        right = [(x + self.shift + reach, floor - height) for reach, height in self.profile]
        left = [(x + self.shift - reach, floor - height) for reach, height in reversed(self.profile)]
        outline = [*right, *left]
        pen.polygon(smooth(outline, 8, closed=True) if self.rounded else outline)
        foot_reach, foot_height = self.profile[0]
        if not self.rounded and foot_height == 0:
            pen.disc(x + self.shift, floor, foot_reach, foot_reach * 0.14)


@dataclass(frozen=True)
class Ware:
    """Parts from back to front; ``label`` is from and to which height, on ``faces`` sides."""

    parts: tuple[Part, ...]
    body: Part
    height: float
    foot: float
    label: tuple[float, float] | None = None
    label_angle: float = 0.75
    faces: int = 1


_PUMP_BODY = Part(((0.095, 0.0), (0.095, 0.27), (0.088, 0.3), (0.06, 0.325), (0.036, 0.335), (0.034, 0.352)))
PUMP = Ware(
    (
        Part(((0.011, 0.35), (0.011, 0.43)), metal),
        Part(((0.038, 0.345), (0.038, 0.385), (0.03, 0.392)), darker),
        _PUMP_BODY,
        Part(((0.03, 0.43), (0.03, 0.452), (0.02, 0.458)), darker),
        Part(((0.045, 0.437), (0.045, 0.45)), darker, shift=0.03),
    ),
    _PUMP_BODY,
    0.47,
    0.095,
    (0.06, 0.235),
)
_FLACON_BODY = Part(((0.1, 0.0), (0.104, 0.03), (0.104, 0.2), (0.09, 0.236), (0.04, 0.25)))
FLACON = Ware(
    (
        Part(((0.03, 0.24), (0.03, 0.275)), metal),
        _FLACON_BODY,
        Part(((0.045, 0.272), (0.045, 0.36), (0.042, 0.366)), darker),
    ),
    _FLACON_BODY,
    0.38,
    0.104,
    (0.06, 0.17),
    0.6,
    2,
)
_CAN_BODY = Part(((0.07, 0.0), (0.082, 0.018), (0.082, 0.28), (0.07, 0.3)))
CAN = Ware(
    (_CAN_BODY, Part(((0.07, 0.298), (0.07, 0.306)), metal)),
    _CAN_BODY,
    0.32,
    0.082,
    (0.045, 0.25),
    0.95,
    2,
)
_JAR_BODY = Part(((0.115, 0.0), (0.12, 0.02), (0.12, 0.1), (0.11, 0.118)))
JAR = Ware(
    (_JAR_BODY, Part(((0.113, 0.118), (0.116, 0.126), (0.116, 0.172), (0.11, 0.178)), pale)),
    _JAR_BODY,
    0.2,
    0.12,
    (0.025, 0.095),
    0.8,
)
_VASE_BODY = Part(
    ((0.05, 0.0), (0.085, 0.06), (0.115, 0.15), (0.1, 0.24), (0.05, 0.3), (0.036, 0.36), (0.052, 0.4)),
    rounded=True,
)
VASE = Ware((_VASE_BODY,), _VASE_BODY, 0.42, 0.115)
_TUBE_BODY = Part(((0.034, 0.0), (0.034, 0.17)), darker)
LIPSTICK = Ware(
    (
        _TUBE_BODY,
        Part(((0.028, 0.168), (0.028, 0.225)), metal),
        Part(((0.022, 0.222), (0.022, 0.285), (0.016, 0.305), (0.004, 0.318)), own),
    ),
    _TUBE_BODY,
    0.33,
    0.034,
)
_PHONE_BODY = Part(((0.105, 0.012), (0.108, 0.0), (0.108, 0.44), (0.1, 0.452)), darker)
PHONE = Ware(
    (_PHONE_BODY, Part(((0.099, 0.014), (0.099, 0.436)), own)),
    _PHONE_BODY,
    0.46,
    0.108,
)
_NAMES = (
    ("perfume fragrance cologne flacon 香水", FLACON),
    ("can soda beer drink cola 罐 汽水 啤酒 饮料", CAN),
    ("jar cream cosmetic candle 面霜 罐子 蜡烛 护肤", JAR),
    ("lipstick 口红", LIPSTICK),
    ("phone smartphone tablet 手机", PHONE),
    ("vase ceramic pottery pot sculpture 花瓶 陶 瓷", VASE),
    ("bottle pump lotion shampoo serum 瓶 泵", PUMP),
)


def chosen(stage: Stage) -> Ware:
    """The ware the prompt names, else one of the dice's choice."""
    named = next((ware for words, ware in _NAMES if stage.brief.has(words)), None)
    return named or stage.dice.choice((PUMP, FLACON, JAR, VASE))
