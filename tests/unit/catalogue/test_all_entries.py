"""What holds for every model of the catalogue, and between it and the simulator, which never saw it."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.catalogue import shared_material as material
from playground.catalogue import video_model, video_models
from playground.catalogue.meaning import adapted
from playground.catalogue.parameter import Values
from playground.catalogue.payload import request_fields, request_text
from playground.catalogue.pricing import Prices, quote
from playground.catalogue.problem import Problem
from playground.catalogue.reading import read, read_request
from playground.catalogue.validation import closed_choices, problems
from playground.catalogue.video_model import VideoModel
from playground.simulator import account
from playground.simulator.rules import rules_for

from .requests import EXAMPLES, forms, legal_forms

MODELS = pytest.mark.parametrize("slug", [model.slug for model in video_models()])
PRICES = Prices.from_toml(account.PRICES_PATH.read_text(encoding="utf-8"))
CHECKED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# Where we refuse and the gateway would not: a file in the request, blanks, a surplus that it ignores, a shape that it
# overrides. Each would cost credits for something that was not meant.
OURS = {"data_url", "blank", "broken_character"}
OUR_REASONS = {material.ONLY_THE_FIRST, material.FRAMES_DECIDE}


def said(model: VideoModel, values: Values) -> str | None:
    """The simulator's word on the request of these values, as it would read it off the wire."""
    sent: dict[str, Any] = json.loads(request_text(request_fields(model, values)))
    rules = rules_for(sent["model"])
    return "no such model" if rules is None else rules.complaint(sent) or rules.regret(sent)


def is_ours(model: VideoModel, problem: Problem) -> bool:
    """Whether the problem is one of our own making, of which the gateway's pages say nothing."""
    limit = problem.code == "too_long" and "that limit is ours" in model.parameter(problem.field).help
    return limit or problem.code in OURS or problem.message in OUR_REASONS


def agree(model: VideoModel, values: Values) -> None:
    """What we let pass the simulator takes, what we refuse for a documented reason it refuses."""
    found = problems(model, values)
    if not found:
        assert said(model, values) is None
    elif not any(is_ours(model, problem) for problem in found) and _is_sent(model, values, found):
        assert said(model, values) is not None, [problem.words() for problem in found]


def _is_sent(model: VideoModel, values: Values, found: list[Problem]) -> bool:
    """Whether what is wrong stands on the wire, or lacks there; what is left out troubles nobody."""
    request = request_fields(model, values)
    return any(
        problem.code in ("needed", "required", "excluded", "forbidden", "count")
        or _stands(request, model.parameter(problem.field).path)
        for problem in found
    )


def _stands(request: Any, path: tuple[str, ...]) -> bool:
    for key in path:
        request = request.get(key) if isinstance(request, dict) else None
    return bool(path) and request is not None


@MODELS
@CHECKED
@given(data=st.data())
def test_form_and_simulator_agree_on_anything(slug: str, data: st.DataObject) -> None:
    """Right and wrong values: our rules and the independently written ones say the same, and each mend mends."""
    model = video_model(slug)
    values = read(model, data.draw(forms(model)))
    agree(model, values)
    for problem in [problem for problem in problems(model, values) if problem.fix]:
        left = [(p.field, p.message) for p in problems(model, {**values, **(problem.fix or {})})]
        assert (problem.field, problem.message) not in left


@MODELS
@CHECKED
@given(data=st.data())
def test_legal_values_agree_and_read_back(slug: str, data: st.DataObject) -> None:
    """What is left are exclusions, counts, roles, required images; a valid request gives its values back."""
    model = video_model(slug)
    values = read(model, data.draw(legal_forms(model)))
    agree(model, values)
    if not problems(model, values):
        request = request_fields(model, values)
        back, unknown = read_request(model, {**request, "trace_id": "x"})
        assert unknown == {"trace_id": "x"}
        assert request_text(request_fields(model, back)) == request_text(request)


@MODELS
def test_the_untouched_form_can_be_sent(slug: str) -> None:
    """With the first example nothing is wrong, but for an image where the model makes nothing without one."""
    model = video_model(slug)
    values = {**model.defaults(), **model.guide.workloads[0].prompts[0].values()}
    missing = [problem.field for problem in problems(model, values)]
    needs = {"grok-video-1-5": ["image"], "wan2-6-flash": ["image_urls"]}
    assert missing == needs.get(model.slug, [])
    assert not closed_choices(model, values).get("aspect_ratio", {}).get(values.get("aspect_ratio"))
    assert (said(model, values) is None) is (not missing)


@MODELS
def test_every_quick_prompt_fits(slug: str) -> None:
    """English and Chinese, each with settings that this model has."""
    model = video_model(slug)
    for workload in model.guide.workloads:
        assert len(workload.prompts) >= 2
        for prompt in workload.prompts:
            for language in ("en", "zh-hans"):
                values = {**model.defaults(), **adapted(model, prompt.values(language))}
                assert {p.code for p in problems(model, values)} <= {"needed", "required"}
                assert set(prompt.settings) <= set(model.defaults())


@MODELS
def test_the_estimate_is_what_the_simulator_takes(slug: str) -> None:
    """Every id at every size has a price, and it is the one that the simulated account is charged."""
    model = video_model(slug)
    variants = [{model.variant.name: value} for value in model.variant.values] if model.variant else [{}]
    sizes = next((p.values for p in model.parameters if p.name == model.priced_by), ())
    for chosen in variants:
        for size in sizes or (None,):
            values = {
                **model.defaults(),
                "prompt": "rain",
                **chosen,
                **({model.priced_by: size} if size else {}),
            }
            if size in closed_choices(model, values).get(model.priced_by, {}):
                continue
            sent = request_fields(model, values)
            rules = rules_for(sent["model"])
            assert rules is not None
            assert quote(PRICES, model, values) == account.price(sent["model"], rules.shape(sent))
