"""A short guide from shared pieces: what a family adds is one sentence to mind, and where it was read."""

from collections.abc import Sequence
from dataclasses import replace

from playground.catalogue.gateway_errors import GATEWAY_ERRORS
from playground.catalogue.guide import Fact, ModelGuide, QuickPrompt, Workload
from playground.catalogue.guides.gateway import HOW_IT_RUNS, OFTEN_ASKED, STEPS
from playground.catalogue.parameter import Parameter, Value
from playground.catalogue.quick_prompts import AD_CONCEPTS, PRODUCT_DEMOS, SOCIAL_CONTENT
from playground.catalogue.quick_prompts_for_stills import STILLS
from playground.catalogue.words import _

IN_WORDS = (AD_CONCEPTS, PRODUCT_DEMOS, SOCIAL_CONTENT)
IN_PICTURES = (STILLS,)


def family_guide(
    source: str,
    parameters: Sequence[Parameter],
    mind: str,
    *facts: Fact,
    workloads: Sequence[Workload] = IN_WORDS,
) -> ModelGuide:
    """The guide of a family; `mind` is its trap in one sentence, `facts` are what else its page says."""
    return ModelGuide(
        quick_facts=(Fact(term=_("Good to know"), detail=mind, source=source), *facts, *HOW_IT_RUNS),
        errors=GATEWAY_ERRORS,
        steps=STEPS,
        workloads=tuple(_fitted(workload, parameters) for workload in workloads),
        faq=OFTEN_ASKED,
    )


def _fitted(workload: Workload, parameters: Sequence[Parameter]) -> Workload:
    """The workload with those settings only that this model has; the rest stays at its defaults."""
    prompts = tuple(replace(prompt, settings=_legal(prompt, parameters)) for prompt in workload.prompts)
    return replace(workload, prompts=prompts)


def _legal(prompt: QuickPrompt, parameters: Sequence[Parameter]) -> dict[str, Value]:
    ratio = prompt.settings.get("aspect_ratio")
    fits = any(p.name == "aspect_ratio" and ratio in p.values for p in parameters)
    return {"aspect_ratio": ratio} if fits else {}
