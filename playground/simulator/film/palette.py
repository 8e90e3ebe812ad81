"""Few colours, chosen together: by hour, by weather, by the words, or taken from reference pictures."""

import colorsys
from dataclasses import dataclass, replace
from random import Random

from PIL import Image

from playground.simulator.film.frame import Colour
from playground.simulator.film.words import Brief


def rgb(code: str) -> Colour:
    """A colour from six hexadecimal digits."""
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Between two colours; a share of 0 is the first."""
    a, b, c = (round(x + (y - x) * share) for x, y in zip(one, other, strict=True))
    return a, b, c


@dataclass(frozen=True)
class Palette:
    """Sky from top to horizon, the haze far things fade into, the dark near things have, light and accent."""

    top: Colour
    middle: Colour
    low: Colour
    haze: Colour
    near: Colour
    light: Colour
    accent: Colour
    dark: bool  # whether lamps would be lit

    def at(self, nearness: float) -> Colour:
        """The colour of paper at a nearness from 0 (all haze) to 1."""
        return mix(self.haze, self.near, max(0.0, min(1.0, nearness)))


def _palette(codes: str, *, dark: bool = False) -> Palette:
    top, middle, low, haze, near, light, accent = (rgb(code) for code in codes.split())
    return Palette(top, middle, low, haze, near, light, accent, dark)


_HOURS: dict[str, tuple[Palette, ...]] = {
    "dusk": (
        _palette("1c2a4a 7d6684 e8a678 8f7089 141a2c f8dfba ee8350", dark=True),
        _palette("20264d 6a5f8f e79a86 81699a 15162f fbdcc4 f0b25a", dark=True),
    ),
    "dawn": (
        _palette("54709a c99fae f8d3b2 b9a3b6 272f49 fff2dc ee8a68"),
        _palette("3f6f8c a9b3bd f6dcbc a6aab4 20334a fff4e0 e9835f"),
    ),
    "golden": (
        _palette("6f8f9a e8b57c fbe0a4 dca06e 402420 fff4d2 d4552f"),
        _palette("8a7f8f eaa574 fcd896 d08f6d 3a1f2b fff0cb c8452f"),
    ),
    "day": (
        _palette("86bdd3 bcdcdc f0f2e2 bdd5d2 1d4653 fffbe6 e8693f"),
        _palette("7fb2dd b9d6e8 f3efe0 b7cbd6 24405e fffdf0 e5a03a"),
    ),
    "night": (
        _palette("0a1122 172642 33506d 2c4460 070c18 e9eff4 f3b75f", dark=True),
        _palette("0d0f26 1f2348 46507e 363f6b 090a1c eef0fa f2a65a", dark=True),
    ),
    "neon": (
        _palette("0c0b20 29174a 70306e 472a63 08081a ff86c0 35d2de", dark=True),
        _palette("07131f 12324a 1f6473 1f4b60 060c16 7fe6e0 ff5f8f", dark=True),
    ),
    "rain": (
        _palette("3b4856 6b7b86 a9b4b3 82909a 1a232d e4e8e2 de9a4e", dark=True),
        _palette("2f4450 5d7a82 9db5b2 769097 14242c e3ebe4 e2a45c", dark=True),
    ),
    "fog": (_palette("97a5ac c1c8c7 e5e3da c8cdca 3b4853 fdf9ec c96d4c"),),
    "snow": (_palette("8ba4bd c2d0db f0f1ee c6d3dc 2b3d53 fffdf6 c65340"),),
    "autumn": (_palette("8fa6a8 dcc49a f7e4b8 d9a56d 46251c fff5d8 c9512b"),),
    "studio": (_palette("dcdad5 e9e7e2 f8f6f2 d9d5cd 3c3f45 ffffff e0583c"),),
    "warm": (_palette("231a17 4a3026 8a5a3c 6b4635 150e0c ffe3b8 e07a3c", dark=True),),
}

COLOURS: dict[str, Colour] = {
    name: rgb(code)
    for name, code in (
        *(
            ("red", "c8402f"),
            ("orange", "e5843a"),
            ("yellow", "e9b949"),
            ("green", "4f8f63"),
            ("teal", "2f8f92"),
        ),
        *(
            ("blue", "3563b5"),
            ("purple", "7a58a6"),
            ("pink", "e08aa4"),
            ("white", "f4f1ea"),
            ("black", "22242a"),
        ),
        ("brown", "8a5c3b"),
    )
}


def choose(brief: Brief, dice: Random, default_hour: str) -> Palette:
    """By the hour named, else by the weather, else the scene's own hour; a little different for every seed."""
    hour = brief.time
    weather = brief.weather - {"rain"} if "wet" in brief.weather else brief.weather
    if hour in ("", "day"):
        by_weather = next((name for name in ("snow", "rain", "mist") if name in weather), "")
        hour = {"mist": "fog", "": hour or default_hour}.get(by_weather, by_weather)
    palette = dice.choice(_HOURS.get(hour, _HOURS["dusk"]))
    if "rain" in weather and hour not in ("rain", "neon", "night"):
        palette = _washed(palette, 0.25)
    return _turned(palette, dice.uniform(-0.018, 0.018))


def _washed(palette: Palette, share: float) -> Palette:
    grey = mix(palette.near, palette.middle, 0.6)
    top, middle, low = (mix(colour, grey, share) for colour in (palette.top, palette.middle, palette.low))
    return replace(palette, top=top, middle=middle, low=low, dark=True)


def _turned(palette: Palette, turn: float) -> Palette:
    return replace(
        palette,
        top=_hue_turned(palette.top, turn),
        middle=_hue_turned(palette.middle, turn),
        low=_hue_turned(palette.low, turn),
        haze=_hue_turned(palette.haze, turn),
        near=_hue_turned(palette.near, turn),
    )


def _hue_turned(colour: Colour, turn: float) -> Colour:
    hue, light, saturation = colorsys.rgb_to_hls(*(level / 255 for level in colour))
    red, green, blue = colorsys.hls_to_rgb((hue + turn) % 1, light, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def from_pictures(pictures: list[Image.Image], fallback: Palette) -> Palette:
    """The dominant colours of reference pictures, dark to light, in the roles of a palette."""
    swatches: list[Colour] = []
    for picture in pictures:
        small = picture.resize((48, 48), Image.Resampling.BOX).quantize(7)
        colours = small.getpalette() or []
        swatches += [(colours[i], colours[i + 1], colours[i + 2]) for i in range(0, min(21, len(colours)), 3)]
    if len(swatches) < 5:
        return fallback
    swatches.sort(key=_luma)
    last = len(swatches) - 1
    dark, dim, mid, pale, light = (swatches[round(last * share)] for share in (0.0, 0.3, 0.55, 0.8, 1.0))
    vivid = max(swatches, key=lambda colour: max(colour) - min(colour))
    return Palette(
        top=dim,
        middle=mid,
        low=pale,
        haze=mix(mid, pale, 0.35),
        near=mix(dark, (0, 0, 0), 0.35),
        light=mix(light, (255, 255, 255), 0.4),
        accent=vivid,
        dark=_luma(mid) < 90,
    )


def _luma(colour: Colour) -> float:
    return 0.21 * colour[0] + 0.72 * colour[1] + 0.07 * colour[2]
