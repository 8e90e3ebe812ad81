"""The guide agrees with the declaration and says something everywhere."""

import json
import re

import pytest

from playground.catalogue import video_model
from playground.catalogue.gateway_errors import ALSO_CALLED, GATEWAY_ERRORS
from playground.catalogue.reference import error_guide
from playground.catalogue.validation import problems

GEMINI = video_model("gemini_omni_flash")
GUIDE = GEMINI.guide
PROMPTS = [prompt for workload in GUIDE.workloads for prompt in workload.prompts]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.label)
def test_every_quick_prompt_makes_a_valid_request(prompt, language: str):
    """Its words and settings fill the form with something that can be sent as it is."""
    assert problems(GEMINI, GEMINI.defaults() | prompt.values(language)) == []


def test_quick_prompts_are_grouped_by_the_three_workloads():
    """At least three each, in the language asked for."""
    assert list(GUIDE.quick_prompts) == ["Ad concepts", "Product demos", "Social content"]
    assert all(len(prompts) >= 3 for prompts in GUIDE.quick_prompts.values())
    assert all(re.search("[一-鿿]", prompt.values("zh-CN")["prompt"]) for prompt in PROMPTS)


def test_every_parameter_explains_itself():
    """The table is drawn from the parameters, so each needs a label, a place and help."""
    assert all(p.label and (p.wire_name or not p.path) and p.wire_type and p.help for p in GEMINI.parameters)
    assert GEMINI.parameter("duration").wire_type == "integer"


def test_the_declaration_fits_into_a_first_page():
    """It is part of every page with a form: under three kilobytes, with what it turns into."""
    assert len(json.dumps(GEMINI.declaration(), ensure_ascii=False).encode()) < 3000


def test_the_declaration_speaks_the_language_of_the_page():
    """Reasons and modes go through the translation given."""
    declaration = GEMINI.declaration(str.upper)
    assert declaration["forbids"][0]["because"] == "1080P NEEDS 16:9."
    assert declaration["modes"][0]["name"] == "TEXT → VIDEO"


@pytest.mark.parametrize(
    ("status", "code", "row"),
    [
        (400, "invalid_request_error", "invalid_request"),
        (400, None, "invalid_request"),
        (418, "teapot", "invalid_request"),
        (401, "401", "unauthorized"),
        (402, "quota_not_enough", "insufficient_quota"),
        (403, None, "forbidden"),
        (404, "task_not_exist", "task_not_found"),
        (408, None, "unconfirmed"),
        (422, None, "content_policy_violation"),
        (429, "rate_limit_exceeded", "rate_limit_exceeded"),
        (500, None, "internal_error"),
        (502, None, "internal_error"),
        (503, None, "internal_error"),
        (503, "rate_limit_unavailable", "rate_limit_unavailable"),
        (503, "model_not_found", "model_not_found"),
        (None, "generation_failed", "generation_failed"),
        (None, "InvalidParameter.TaskTypeConstraint", "generation_failed"),
        (None, None, "unconfirmed"),
        (200, None, "unconfirmed"),
    ],
)
def test_every_answer_has_its_row(status: int | None, code: str | None, row: str):
    """By code, else by status, else by family."""
    assert error_guide(status, code).code == row


def test_unclear_outcomes_are_never_called_free():
    """Only a refusal says "not charged"."""
    assert error_guide(502, None).charged == "unknown"
    assert error_guide(None, None).charged == "unknown"
    assert error_guide(400, None).charged == "no"


def test_other_spellings_lead_to_rows():
    """Each alias names a code of the table, and no code stands twice."""
    codes = [error.code for error in GATEWAY_ERRORS]
    assert set(ALSO_CALLED.values()) <= set(codes)
    assert len(codes) == len(set(codes))


def test_the_guide_has_its_parts():
    """Three steps, the documented errors, and answers with their pages."""
    assert [step.title for step in GUIDE.steps] == ["Submit", "Poll", "Download"]
    assert {400, 401, 402, 403, 404, 422, 429, 500, 503, None} == {error.status for error in GUIDE.errors}
    assert len(GUIDE.faq) >= 6
    assert all(fact.source.startswith("https://") for fact in GUIDE.quick_facts)
