"""The guide of Gemini Omni Flash: what its parameters, rules and prices do not already say."""

from playground.catalogue.gateway_errors import GATEWAY_ERRORS
from playground.catalogue.guide import Fact, ModelGuide, Question
from playground.catalogue.guides.gateway import (
    CANCELLED,
    COST,
    DOCS,
    FAILED,
    HOW_IT_RUNS,
    KEPT,
    SEEN,
    STEPS,
    TWICE,
)
from playground.catalogue.quick_prompts import WORKLOADS
from playground.catalogue.words import _

# As it stood on 2026-11-22.
MODEL_PAGE = DOCS + "videos/gemini-omni-flash/generation"
MAKER_PAGE = "https://ai.google.dev/gemini-api/docs/omni"

QUICK_FACTS = (
    Fact(
        term=_("What goes in"),
        detail=_("A prompt, and no image, one image or three reference images."),
        source=MODEL_PAGE,
    ),
    Fact(
        term=_("What comes out"),
        detail=_("One MP4 clip of 4, 6 or 10 seconds, wide or upright."),
        source=MODEL_PAGE,
    ),
    *HOW_IT_RUNS,
)

FAQ = (
    Question(
        question=_("Why are two images refused?"),
        answer=_(
            "The gateway takes none, one or three for this model. One image is where the clip begins; "
            "three are fused as references. Playground tells you before anything is sent, so it costs "
            "nothing."
        ),
        source=MODEL_PAGE,
    ),
    Question(
        question=_("Why can I not choose 1080p?"),
        answer=_(
            "1080p works with 16:9 only. Choose 16:9, or stay at 720P for an upright clip. The gateway "
            "spells the two in different letter cases, and Playground sends them just so."
        ),
        source=MODEL_PAGE,
    ),
    KEPT,
    CANCELLED,
    TWICE,
    COST,
    FAILED,
    Question(
        question=_("Do clips have sound?"),
        answer=_(
            "The gateway documents no switch for it. Google describes the model behind it as one whose "
            "clips come with sound, so write into the prompt what should be heard. Each clip says whether "
            "it has a sound track, and plays muted until you turn it on."
        ),
        source=MAKER_PAGE,
    ),
    SEEN,
    Question(
        question=_("How long may a prompt be?"),
        answer=_("Playground takes 1,200 characters. That limit is ours; the gateway documents none."),
    ),
)

GUIDE = ModelGuide(
    quick_facts=QUICK_FACTS,
    errors=GATEWAY_ERRORS,
    steps=STEPS,
    workloads=WORKLOADS,
    faq=FAQ,
)
