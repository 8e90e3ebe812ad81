"""Generated forms for any entry of the catalogue: what fits, what nearly fits, and what never could."""

import os
from collections.abc import Iterable

from hypothesis import strategies as st

from playground.catalogue.parameter import Parameter
from playground.catalogue.video_model import VideoModel

type Form = dict[str, list[str]]

# For each model; DEEP=400 looks much longer at the same things.
EXAMPLES = int(os.environ.get("DEEP") or 6)
ADDRESSES = ("https://example.com/a.jpg", "http://example.com/b.mp4?x=1&y=é", "https://例.example/c.png")
NO_ADDRESSES = ("a.jpg", "ftp://example.com/a.jpg", "data:image/png;base64,AA==", "https://")
WORDS = ("rain", " ", "", 'two\r\nlines "quoted"', "你好 🎬", "<<<image_1>>>")
JUNK = ("720", "auto", "-2", "1.5", "99", "on", "")


def forms(model: VideoModel) -> st.SearchStrategy[Form]:
    """Raw forms; each field is absent in some, legal in most, wrong in a few."""
    drawn: dict[str, st.SearchStrategy[list[str]]] = {}
    for parameter in model.parameters:
        if parameter.kind != "fixed":
            drawn |= _fields(parameter)
    words = drawn.pop("prompt")
    return st.fixed_dictionaries({"prompt": st.just(["rain"]) | words}, optional=drawn)


def legal_forms(model: VideoModel) -> st.SearchStrategy[Form]:
    """Forms whose every value is right by itself; the rules between them may still be broken."""
    drawn: dict[str, st.SearchStrategy[list[str]]] = {}
    for parameter in model.parameters:
        if parameter.kind in ("urls", "objects"):
            drawn |= _list(parameter, st.sampled_from(ADDRESSES), most=4)
        elif parameter.kind != "fixed":
            drawn[parameter.name] = st.sampled_from(_legal(parameter)).map(lambda text: [text])
    drawn["prompt"] = st.just(["rain"])
    needed = {p.name: drawn.pop(p.name) for p in model.parameters if p.required}
    return st.fixed_dictionaries(needed, optional=drawn)


def _fields(parameter: Parameter) -> dict[str, st.SearchStrategy[list[str]]]:
    if parameter.kind in ("urls", "objects"):
        addresses = st.sampled_from(ADDRESSES * 3 + NO_ADDRESSES)
        return _list(parameter, addresses, most=11)
    texts = st.sampled_from((*_legal(parameter) * 4, *_wrong(parameter)))
    return {parameter.name: texts.map(lambda text: [text])}


def _list(
    parameter: Parameter, addresses: st.SearchStrategy[str], most: int
) -> dict[str, st.SearchStrategy[list[str]]]:
    fields = {parameter.name: st.lists(addresses, max_size=most)}
    for part in parameter.parts[1:]:
        texts = st.sampled_from((*_legal(part), *(_wrong(part) if most > 4 else ())))
        fields[f"{parameter.name}.{part.name}"] = st.lists(texts, min_size=4, max_size=most)
    return fields


def _legal(parameter: Parameter) -> tuple[str, ...]:
    if parameter.choices:
        return tuple(str(value) for value in parameter.values)
    match parameter.kind:
        case "integer" | "number":
            least, most = parameter.least or 0, parameter.most or 0
            return (str(least), str(most), str((least + most) // 2), str(most - 1))
        case "switch":
            return ("on", "off")
        case "url":
            return ADDRESSES
    return ("rain", "你好")


def _wrong(parameter: Parameter) -> Iterable[str]:
    if parameter.kind == "url":
        return NO_ADDRESSES
    if parameter.kind == "text":
        return (*WORDS, "x" * ((parameter.max_length or 0) + 1))
    if parameter.kind == "integer":
        return (*JUNK, str((parameter.most or 0) + 1), str((parameter.least or 0) - 2))
    return (*JUNK, *(str(value).swapcase() for value in parameter.values))
