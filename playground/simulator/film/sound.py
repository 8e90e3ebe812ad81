"""A quiet bed of sound for every clip: weather as filtered noise, and under it a slow chord."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

import av
import av.filter
from av.audio.frame import AudioFrame
from av.filter.context import FilterContext

from playground.simulator.film.words import Brief

RATE = 44_100


@dataclass(frozen=True)
class Bed:
    """Noise of a colour between two frequencies (Hz), swelling so often a second, at a loudness."""

    colour: str
    low: int
    high: int
    swell: float
    loudness: float


_BEDS = {
    "rain": Bed("white", 900, 7500, 0.2, 0.05),
    "snow": Bed("pink", 120, 700, 0.12, 0.1),
    "sea": Bed("brown", 60, 1600, 0.17, 0.5),
    "shore": Bed("pink", 90, 2600, 0.17, 0.16),
    "lake": Bed("pink", 200, 1400, 0.1, 0.05),
    "mountains": Bed("pink", 90, 620, 0.14, 0.16),
    "desert": Bed("pink", 110, 800, 0.16, 0.14),
    "forest": Bed("pink", 300, 3200, 0.2, 0.05),
    "meadow": Bed("pink", 260, 2600, 0.2, 0.05),
    "street": Bed("brown", 50, 420, 0.1, 0.5),
    "alley": Bed("brown", 60, 520, 0.1, 0.4),
    "underwater": Bed("brown", 30, 260, 0.12, 0.7),
    "space": Bed("brown", 30, 180, 0.1, 0.6),
    "food": Bed("pink", 700, 5200, 0.3, 0.022),
}
_ROOM = Bed("pink", 120, 900, 0.1, 0.04)
# Chords as semitones above a low A; minor ones after dark.
_BRIGHT = ((0, 7, 12, 16), (0, 7, 14, 19), (5, 12, 16, 21))
_DARK = ((0, 7, 12, 15), (0, 7, 10, 19), (-4, 8, 12, 15))


def ambience(brief: Brief, seconds: int, dice: Random, *, dark: bool) -> Iterator[AudioFrame]:
    """Audio frames (stereo, 44,100 Hz) that last as long as the clip; the same dice give the same sound."""
    bed = next(
        (_BEDS[name] for name in ("rain", "snow") if name in brief.weather), _BEDS.get(brief.place, _ROOM)
    )
    graph = av.filter.Graph()
    seed = dice.randrange(1 << 30)
    noise = [
        (
            "anoisesrc",
            f"amplitude={bed.loudness}:color={bed.colour}:sample_rate={RATE}:duration={seconds}:seed={seed}",
        ),
        ("highpass", f"f={bed.low}"),
        ("lowpass", f"f={bed.high}"),
        ("tremolo", f"f={bed.swell}:d=0.5"),
    ]
    source = f"exprs={_chord(dice, seconds, dark=dark)}:sample_rate={RATE}:duration={seconds}"
    mix = graph.add("amix", "inputs=2:normalize=0")
    _chain([graph.add(name, options) for name, options in noise], mix, 0)
    _chain([graph.add("aevalsrc", source)], mix, 1)
    tail = [
        graph.add("afade", "type=in:duration=0.4"),
        graph.add("afade", f"type=out:start_time={seconds - 0.5}:duration=0.5"),
        graph.add("aformat", f"sample_fmts=fltp:sample_rates={RATE}:channel_layouts=stereo"),
        graph.add("abuffersink"),
    ]
    _chain([mix, *tail])
    graph.configure()
    while True:
        try:
            frame = graph.pull()
        except (av.EOFError, av.BlockingIOError):
            return
        if isinstance(frame, AudioFrame):
            yield frame


def _chain(links: list[FilterContext], into: FilterContext | None = None, pad: int = 0) -> None:
    for one, other in pairwise(links):
        one.link_to(other)
    if into is not None:
        links[-1].link_to(into, 0, pad)


def _chord(dice: Random, seconds: int, *, dark: bool) -> str:
    """Sines that swell in turn; every frequency fits the clip a whole number of times, so that it loops."""
    parts = []
    for number, step in enumerate(dice.choice(_DARK if dark else _BRIGHT)):
        frequency = round(110 * 2 ** (step / 12) * seconds) / seconds
        loudness = 0.016 / (1 + 0.45 * number)
        parts.append(
            f"{loudness:.4f}*sin(2*PI*{frequency:.4f}*t)*(0.6+0.4*sin(2*PI*(t/{seconds}+{number / 4})))"
        )
    return "+".join(parts)
