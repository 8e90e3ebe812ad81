"""Mistakes in a declaration are told to whoever wrote it."""

from dataclasses import replace

import pytest

from playground.catalogue import video_model
from playground.catalogue.flaws import flaws
from playground.catalogue.rule import CountIn, Forbids
from playground.catalogue.video_model import Mode

GEMINI = video_model("gemini_omni_flash")
PROMPT, RATIO, *_ = GEMINI.parameters


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"parameters": (PROMPT, PROMPT)}, "two parameters are called prompt"),
        ({"parameters": (*GEMINI.parameters, replace(PROMPT, name="words"))}, "two parameters go to prompt"),
        ({"parameters": (replace(RATIO, default="1:1"), *GEMINI.parameters)}, "none of its choices"),
        ({"parameters": (replace(PROMPT, kind="number", default=1.0),)}, "as a whole number"),
        ({"parameters": (replace(PROMPT, default=None),)}, "never omitted"),
        ({"parameters": (replace(PROMPT, name="a.b"),)}, "a dot in a name"),
        ({"parameters": (replace(PROMPT, kind="objects", default=[]),)}, "parts belong to objects"),
        ({"rules": (CountIn(field="clips", counts=(1,), otherwise=""),)}, "asks for clips"),
        (
            {"rules": (Forbids(when={"seed": True}, field="duration", values=(4,), because=""),)},
            "asks for seed",
        ),
        ({"modes": (Mode(name="x", when={"image_urls": True}),)}, "the last mode has to hold always"),
    ],
)
def test_each_mistake_is_named(change: dict, said: str):
    """The system check repeats these words instead of a failure at the first request."""
    assert any(said in flaw for flaw in flaws(replace(GEMINI, **change)))
