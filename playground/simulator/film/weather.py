"""What falls, drifts and shimmers in front of a scene; everything here repeats itself within the clip."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image, ImageChops, ImageDraw

from playground.simulator.film.camera import Camera, Moment
from playground.simulator.film.frame import Colour, Frame, Ink, Mask
from playground.simulator.film.sheets import Nudge, Sheet
from playground.simulator.film.stage import Stage, blurred


@dataclass
class Fall:
    """A tile as wide as the frame that scrolls down a whole number of times (``turns``) in one clip."""

    ink: Ink
    tile: Mask  # its height is the period, its width the frame's plus twice the sway
    turns: int
    sway: float = 0.0  # pixels to each side
    phase: float = 0.0

    def paint(self, frame: Frame, moment: Moment) -> None:
        """Lay as many tiles as fill the frame."""
        height = self.tile.full.height
        y = int(moment.u * self.turns * height) % height // 2 * 2 - height
        x = -self.sway + self.sway * math.sin(math.tau * (moment.u + self.phase))
        while y < frame.height:
            frame.lay(self.ink, self.tile, round(x / 2) * 2, y)
            y += height

    def pace(self, camera: Camera) -> int:
        """It falls in every frame."""
        return 1


def rain(stage: Stage) -> list[Fall]:
    """Two distances of slanting streaks."""
    layers = []
    for count, length, level, turns in ((80, 0.06, 74, 2), (30, 0.11, 78, 3)):
        speed = max(1, round(turns * stage.seconds * 0.45))
        layers.append(Fall(Ink.flat(stage.palette.light), _streaks(stage, count, length, level), speed))
    return layers


def _streaks(stage: Stage, count: int, length: float, level: int) -> Mask:
    height = stage.height
    image = Image.new("L", (stage.width * 2, height * 2))
    draw = ImageDraw.Draw(image)
    for _ in range(round(count * max(0.6, stage.aspect))):
        x, y = stage.dice.random() * stage.width * 2, stage.dice.random() * height * 2
        long = length * height * 2 * stage.dice.uniform(0.7, 1.2)
        for top in (y, y - height * 2):  # what leaves at the bottom enters at the top
            draw.line((x, top, x - long * 0.12, top + long), fill=level, width=2)
    return Mask.of(image.reduce(2))


def snow(stage: Stage) -> list[Fall]:
    """Three distances of flakes, swaying."""
    layers = []
    for count, radius, turns, level in ((120, 0.0022, 1, 190), (60, 0.004, 1, 230), (14, 0.0095, 2, 200)):
        fall = max(1, round(turns * stage.seconds / 6))
        sway = 0.02 * stage.height * turns
        tile = _flakes(stage, count, radius, level, sway)
        layers.append(Fall(Ink.flat((252, 252, 250)), tile, fall, sway, stage.dice.random()))
    return layers


def _flakes(stage: Stage, count: int, radius: float, level: int, sway: float) -> Mask:
    width, height = stage.width + math.ceil(sway) * 2, stage.height
    image = Image.new("L", (width * 2, height * 2))
    draw = ImageDraw.Draw(image)
    for _ in range(round(count * max(0.6, stage.aspect))):
        x, y = stage.dice.random() * width * 2, stage.dice.random() * height * 2
        r = radius * height * 2 * stage.dice.uniform(0.6, 1.3)
        for top in (y, y - height * 2):
            draw.ellipse((x - r, top - r, x + r, top + r), fill=level)
    mask = image.reduce(2)
    return Mask.of(blurred(mask, 2.4) if radius > 0.006 else mask)


def petals(stage: Stage, colour: Colour, count: int = 26) -> list[Fall]:
    """Leaves or petals on the wind."""
    layers = []
    for share, size in ((1.0, 0.006), (0.45, 0.011)):
        sway = 0.07 * stage.height
        width, height = stage.width + math.ceil(sway) * 2, stage.height
        image = Image.new("L", (width * 2, height * 2))
        draw = ImageDraw.Draw(image)
        for _ in range(round(count * share)):
            x, y = stage.dice.random() * width * 2, stage.dice.random() * height * 2
            long, turn = size * height * 2 * stage.dice.uniform(0.7, 1.3), stage.dice.random() * math.tau
            for top in (y, y - height * 2):
                draw.polygon(_leaf(x, top, long, turn), fill=235)
        layers.append(Fall(Ink.flat(colour), Mask.of(image.reduce(2)), 1, sway, stage.dice.random()))
    return layers


def _leaf(x: float, y: float, long: float, turn: float) -> list[tuple[float, float]]:
    points = []
    for step in range(12):
        angle = math.tau * step / 12
        along, across = math.cos(angle) * long, math.sin(angle) * long * 0.42
        points.append(
            (
                x + along * math.cos(turn) - across * math.sin(turn),
                y + along * math.sin(turn) + across * math.cos(turn),
            )
        )
    return points


def mist(
    stage: Stage, y: float, thickness: float, opacity: float, colour: Colour, depth: float = 0.4
) -> Sheet:
    """A bank of haze around ``y``, drifting there and back within the clip."""
    reach = 0.3
    width, height = stage.aspect + 2 * reach, thickness * 2
    grain = (max(6, round(width * 5)), 7)
    noise = Image.frombytes(
        "L", grain, bytes(stage.dice.randrange(90, 256) for _ in range(grain[0] * grain[1]))
    )
    full = (math.ceil(width * stage.height / 2) * 2, math.ceil(height * stage.height / 2) * 2)
    cloud = noise.resize(full, Image.Resampling.BICUBIC)
    rise = bytes(round(255 * math.sin(math.pi * (row + 0.5) / full[1]) ** 2) for row in range(full[1]))
    envelope = Image.frombytes("L", (1, full[1]), rise).resize(full, Image.Resampling.NEAREST)
    mask = Mask.of(
        ImageChops.multiply(cloud, envelope).point([round(level * opacity) for level in range(256)])
    )
    way = stage.dice.choice((-1, 1))
    phase = stage.dice.random()

    def drift(moment: Moment) -> Nudge:
        return Nudge(x=way * 0.05 * stage.height * math.sin(math.tau * (moment.u + phase)))

    left = math.floor(-reach * stage.height / 2) * 2
    top = math.floor((y - thickness) * stage.height / 2) * 2
    half = (stage.width / 2, stage.height / 2)
    return Sheet(mask, Ink.flat(colour), left, top, depth, stage.height, half, drift, zooms=False, soft=True)


def stars(stage: Stage, count: int, below: float = 0.6) -> list[Sheet]:
    """Three handfuls of stars that twinkle in turn."""
    layers = []
    for hand in range(3):
        pen = stage.pen((0, 0, stage.aspect, below))
        for _ in range(round(count / 3 * max(0.5, stage.aspect))):
            x, y = stage.dice.random() * stage.aspect, below * stage.dice.random() ** 1.3
            pen.disc(x, y, stage.dice.choice((0.0011, 0.0014, 0.0022)), level=stage.dice.randrange(110, 255))
        layers.append(pen.sheet(stage.palette.light, 0.0, _twinkling(hand / 3), zooms=False))
    return layers


def _twinkling(phase: float) -> Callable[[Moment], Nudge]:
    def twinkle(moment: Moment) -> Nudge:
        return Nudge(opacity=0.62 + 0.38 * math.sin(math.tau * (2 * moment.u + phase)))

    return twinkle


@dataclass
class Fireflies:
    """Small lights that wander on closed paths."""

    light: Mask
    ink: Ink
    paths: list[tuple[float, float, float, float]] = field(default_factory=list)

    def paint(self, frame: Frame, moment: Moment) -> None:
        """Lay each where it is."""
        for x, y, phase, reach in self.paths:
            angle = math.tau * (moment.u + phase)
            left = x + reach * math.sin(angle) + 0.5 * reach * math.sin(3 * angle)
            top = y + 0.6 * reach * math.cos(2 * angle)
            frame.lay(self.ink, self.light, round(left / 2) * 2, round(top / 2) * 2)

    def pace(self, camera: Camera) -> int:
        """On twos."""
        return 2


def fireflies(stage: Stage, count: int, colour: Colour, between: tuple[float, float]) -> Fireflies:
    """So many of them, between two heights (units)."""
    size = round(0.016 * stage.height) * 2
    ball = Image.radial_gradient("L").resize((size, size), Image.Resampling.BICUBIC)
    light = Mask.of(ball.point([round(255 * max(0.0, 1 - level / 181) ** 3) for level in range(256)]))
    paths = [
        (
            stage.dice.random() * stage.width,
            stage.dice.uniform(*between) * stage.height,
            stage.dice.random(),
            stage.dice.uniform(0.02, 0.06) * stage.height,
        )
        for _ in range(count)
    ]
    return Fireflies(light, Ink.flat(colour), paths)


def bubbles(stage: Stage, count: int) -> Mask:
    """A tile of small rings, to rise rather than fall."""
    width, height = stage.width + math.ceil(0.01 * stage.height) * 2, stage.height
    image = Image.new("L", (width * 2, height * 2))
    draw = ImageDraw.Draw(image)
    for _ in range(count):
        x, y = stage.dice.random() * width * 2, stage.dice.random() * height * 2
        r = height * 2 * stage.dice.uniform(0.002, 0.008)
        for top in (y, y - height * 2):
            draw.ellipse((x - r, top - r, x + r, top + r), outline=150, fill=50, width=2)
    return Mask.of(image.reduce(2))
