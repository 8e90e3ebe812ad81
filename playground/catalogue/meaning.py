"""Which parameters of different models mean the same: `size` here is `aspect_ratio` there."""

import math
import re
from collections.abc import Sequence

from playground.catalogue.condition import same
from playground.catalogue.parameter import Parameter, Scalar, Value, Values
from playground.catalogue.video_model import VideoModel

RATIO, DURATION, RESOLUTION = "aspectratio", "duration", "resolution"
_ALSO_CALLED = {
    "size": RATIO,
    "ratio": RATIO,
    "seconds": DURATION,
    "quality": RESOLUTION,
    "generateaudio": "audio",
    "aigcwatermark": "watermark",
}
_RATIO = re.compile(r"([0-9]+):([0-9]+)")
_LINES = re.compile(r"([0-9]+)[pP]")
_THOUSANDS = {"1k": 1080, "2k": 1440, "4k": 2160}


def meaning(name: str) -> str:
    """One word for all spellings of a parameter's name."""
    plain = name.replace("_", "").casefold()
    return _ALSO_CALLED.get(plain, plain)


def meant(parameters: Sequence[Parameter], wanted: str) -> Parameter | None:
    """The parameter of that meaning."""
    return next((p for p in parameters if p.kind != "fixed" and meaning(p.name) == wanted), None)


def said(values: Values, wanted: str) -> Value:
    """The value of that meaning in the values of any model; None: there is none."""
    return next((value for name, value in values.items() if meaning(name) == wanted), None)


def fitted(parameter: Parameter, value: Scalar) -> Scalar:
    """The value nearest to this one that the parameter takes by itself; its default where nothing is near."""
    default = None if isinstance(parameter.default, list) else parameter.default
    if parameter.choices:
        return _choice(parameter, value, default)
    if parameter.kind in ("integer", "number"):
        return _number(parameter, value, default)
    if parameter.kind == "switch":
        return value if isinstance(value, bool) else default
    return value if isinstance(value, str) else default


def alike(one: Scalar, other: Scalar) -> bool:
    """Whether a person would call them the same: 720P and 720p are."""
    return same(one, other) or str(one).casefold() == str(other).casefold()


def adapted(model: VideoModel, values: Values) -> dict[str, Value]:
    """The scalar values that another model's words have for this one: what fits, by meaning."""
    found: dict[str, Value] = {}
    for name, value in values.items():
        parameter = meant(model.parameters, meaning(name))
        if parameter and parameter.takes is None and not isinstance(value, list):
            found[parameter.name] = fitted(parameter, value)
    return found


def _choice(parameter: Parameter, value: Scalar, default: Scalar) -> Scalar:
    for test in (same, alike):
        for choice in parameter.values:
            if test(choice, value):
                return choice
    wanted = _measure(value)
    measured = {choice: size for choice in parameter.values if (size := _measure(choice)) is not None}
    if wanted is None or not measured:
        return default
    return min(measured, key=lambda choice: abs(math.log(measured[choice] / wanted)))


def _number(parameter: Parameter, value: Scalar, default: Scalar) -> Scalar:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    least = value if parameter.least is None else parameter.least
    most = value if parameter.most is None else parameter.most
    near = min(max(value, least), most)
    return round(near) if parameter.kind == "integer" else near


def _measure(value: Scalar) -> float | None:
    """How much it is: seconds, lines, or a width by its height; None for words."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if value > 0 else None
    text = str(value)
    if (found := _RATIO.fullmatch(text)) and int(found[1]) and int(found[2]):
        return int(found[1]) / int(found[2])
    if (found := _LINES.fullmatch(text)) and int(found[1]):
        return float(found[1])
    return _THOUSANDS.get(text.casefold())
