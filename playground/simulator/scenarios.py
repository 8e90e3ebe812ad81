"""Scenario words: write one of them into a prompt and the simulated gateway plays that fate.

Pure data. The simulator acts on ``fate``; the app lists word, ``happens`` and ``shows`` (English msgids).
"""

import re
from dataclasses import dataclass, field
from typing import Literal


def _(text: str) -> str:
    """Mark an English msgid for makemessages; whoever shows it translates it."""
    return text


@dataclass(frozen=True)
class Refusal:
    """An answer to POST that accepts nothing: ``{request_id}`` in its message is filled in."""

    status: int
    code: int | str
    message: str
    type: str
    retry_after: int | None = None  # seconds


@dataclass(frozen=True)
class Fate:
    """What the gateway does with a request. The default is the ordinary, happy run."""

    refusals: tuple[Refusal, ...] = ()  # the first POSTs of one client id get these, one each
    refused_for_good: bool = False  # ... and every later one the last of them
    hang_up: bool = False  # accept the task, then close the connection without a word
    stretch: float = 1.0  # how many times longer than usual
    ending: Literal["completed", "failed", "never"] = "completed"
    failure: str = ""  # error.message of a failed task
    delivery: Literal["whole", "half", "gone", "expired", "missing"] = "whole"


@dataclass(frozen=True)
class Scenario:
    """One line of the list: a word for the prompt, and what follows from it."""

    slug: str
    word: str
    happens: str
    shows: str
    fate: Fate = field(default_factory=Fate)


ORDINARY = Scenario("ordinary", "", _("The task runs and finishes."), _("The clip."))

SCENARIOS: tuple[Scenario, ...] = (
    Scenario(
        "slow",
        "[slow]",
        _("The task is accepted and takes about a minute."),
        _("Running, with the gateway's own progress, until the clip is there."),
        Fate(stretch=6.0),
    ),
    Scenario(
        "refused",
        "[refused]",
        _("POST answers 400 invalid_request_error. Nothing is charged."),
        _("Failed, with what to fix in the request. Not charged."),
        Fate(
            refusals=(
                Refusal(
                    400,
                    400,
                    "Invalid request: the prompt was rejected by the model. Request id: {request_id}",
                    "invalid_request_error",
                ),
            ),
            refused_for_good=True,
        ),
    ),
    Scenario(
        "key-refused",
        "[key refused]",
        _("POST answers 401, while status and balance still work with the same key."),
        _("Failed, with the way to the connection page. Not charged."),
        Fate(
            refusals=(
                Refusal(
                    401,
                    401,
                    "Authentication failed, please check your API key",
                    "authentication_error",
                ),
            ),
            refused_for_good=True,
        ),
    ),
    Scenario(
        "no-credits",
        "[no credits]",
        _("POST answers 402: the account has run dry."),
        _("Failed or waiting, with how to top up. Not charged."),
        Fate(
            refusals=(Refusal(402, 402, "Insufficient account balance, please top up", "payment_required"),),
            refused_for_good=True,
        ),
    ),
    Scenario(
        "blocked",
        "[blocked]",
        _("POST answers 422 content_policy_violation."),
        _("Refused by the content policy, with what to change. Not charged."),
        Fate(
            refusals=(
                Refusal(
                    422,
                    "content_policy_violation",
                    "The prompt violates the content policy. Request id: {request_id}",
                    "invalid_request_error",
                ),
            ),
            refused_for_good=True,
        ),
    ),
    Scenario(
        "throttled",
        "[throttled]",
        _("The first two POSTs answer 429 with Retry-After, the third is accepted."),
        _("Queued, waiting for the gateway's limit, then an ordinary run."),
        Fate(
            refusals=tuple(
                Refusal(
                    429,
                    "rate_limit_exceeded",
                    "Async task request rate exceeded",
                    "rate_limit_error",
                    retry_after=seconds,
                )
                for seconds in (2, 3)
            )
        ),
    ),
    Scenario(
        "server-error",
        "[server error]",
        _("The first POST answers 500 in the gateway's own envelope, the next is accepted."),
        _("Queued again after one look-up that finds nothing, then an ordinary run."),
        Fate(
            refusals=(
                Refusal(
                    500,
                    "internal_error",
                    "Internal error, please retry. Request id: {request_id}",
                    "new_api_error",
                ),
            )
        ),
    ),
    Scenario(
        "no-answer",
        "[no answer]",
        _("The task is accepted and charged, but the connection closes without an answer."),
        _("Unconfirmed, while we ask by our own id; then found and adopted, never paid twice."),
        Fate(hang_up=True),
    ),
    Scenario(
        "filtered",
        "[filtered]",
        _("The task is accepted and fails later: generation_failed, content policy."),
        _("Failed, with the gateway's own reason. The credits come back."),
        Fate(ending="failed", failure="Generation failed: Content violates the content policy"),
    ),
    Scenario(
        "failed",
        "[failed]",
        _("The task is accepted and fails later: generation_failed, the model gave up."),
        _("Failed, with the request id and whether to try again. The credits come back."),
        Fate(
            ending="failed",
            failure="Generation failed: the model could not finish the video. Request id: {request_id}",
        ),
    ),
    Scenario(
        "half-a-file",
        "[half a file]",
        _("The first download breaks off in the middle, the second is whole."),
        _("Saving our copy, a second try, then the clip."),
        Fate(delivery="half"),
    ),
    Scenario(
        "gone",
        "[gone]",
        _("The result address answers 403 until the task is asked for again."),
        _("Saving our copy, asking for a fresh address, then the clip."),
        Fate(delivery="gone"),
    ),
    Scenario(
        "expired",
        "[expired]",
        _("The task is completed, but its address has already expired."),
        _("Failed: the result was lost before it could be saved. Charged."),
        Fate(delivery="expired"),
    ),
    Scenario(
        "empty",
        "[empty]",
        _("The task is completed without any address."),
        _("Failed: finished without a clip. Charged."),
        Fate(delivery="missing"),
    ),
    Scenario(
        "never",
        "[never]",
        _("The task is accepted and never finishes."),
        _("Still running; asked ever more rarely, and you may stop watching."),
        Fate(ending="never"),
    ),
)

_BY_WORD = {scenario.word[1:-1]: scenario for scenario in SCENARIOS}
_BY_SLUG = {scenario.slug: scenario for scenario in (ORDINARY, *SCENARIOS)}
_BRACKETED = re.compile(r"[\[【]([^\]】]{1,40})[\]】]")  # full-width ones too: a Chinese keyboard types them


def scenario_of(prompt: str) -> Scenario:
    """The scenario of the first known word in the prompt, in any letter case; else the ordinary run."""
    for match in _BRACKETED.finditer(prompt):
        word = " ".join(match[1].lower().split())
        if word in _BY_WORD:
            return _BY_WORD[word]
    return ORDINARY


def scenario(slug: str) -> Scenario:
    """The scenario with this slug; the ordinary run for a slug nobody knows any more."""
    return _BY_SLUG.get(slug, ORDINARY)
