"""States and failures in words, without a database."""

import json

import pytest
from django.utils import timezone, translation

from playground.catalogue.gateway_errors import GATEWAY_ERRORS
from playground.models.generation import Generation
from playground.models.lifecycle import MOVES
from playground.models.state import TERMINAL, State

REASONS = (
    "key_missing", "key_refused", "no_credits", "throttled", "unreachable", "download_failed", "person",
)  # fmt: skip


def take(state: str, **fields: object) -> Generation:
    """A row that is in no table."""
    return Generation(
        state=state, model_slug="gemini_omni_flash", values_text=json.dumps({"prompt": "x"}), **fields
    )


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_state_has_words_of_its_own(language: str) -> None:
    """No two states are called the same."""
    with translation.override(language):
        words = [take(state).headline for state in State]
    assert len(set(words)) == len(words)
    assert all(words)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_for_waiting_has_words(reason: str) -> None:
    """An open take that waits says for what."""
    assert take("queued", reason=reason).headline not in ("Waiting", "Queued here")


@pytest.mark.parametrize(
    ("word", "words"), [("queued", "Queued upstream"), ("pending", "Queued upstream"), ("x", "Rendering")]
)
def test_a_running_take_tells_whether_it_has_begun(word: str, words: str) -> None:
    """Upstream's own word decides; an unknown one means that something happens."""
    assert take("running", upstream_word=word).headline == words


def test_a_refusal_and_a_failure_are_told_apart() -> None:
    """Whether a task ever existed."""
    assert take("failed").headline == "Refused"
    assert take("failed", accepted_at=timezone.now()).headline == "Failed"


@pytest.mark.parametrize("error", GATEWAY_ERRORS, ids=lambda error: error.code)
def test_every_documented_error_is_told_whole(error) -> None:
    """What happened, what to do, whether to try again: each a sentence."""
    told = take("failed", error_status=error.status, error_code=error.code, charged=error.charged).error
    assert (told.trigger, told.fix, told.retry) == (error.trigger, error.fix, error.retry)
    assert told.charged == error.charged


def test_an_unknown_charge_is_said_to_be_unknown() -> None:
    """Nothing known is not nothing spent."""
    assert take("failed", error_code="never_heard_of").error.charged == "unknown"


@pytest.mark.parametrize("state", [state for state in State if state != "failed"])
def test_without_an_error_there_is_none(state: str) -> None:
    """A take that goes well has nothing to tell."""
    assert take(state).error is None


def test_final_is_final() -> None:
    """Nothing leads out of an end but a person's look for a clip that was lost; every other state has an end."""
    assert {state for state, ways in MOVES.items() if not ways} == {State.READY, State.CANCELLED}
    assert MOVES[State.FAILED] == {State.RUNNING}
    for state in set(State) - TERMINAL:
        assert reachable(state) & TERMINAL


def test_nothing_sent_is_ever_cancelled() -> None:
    """`cancelled` is reached from `queued` alone, and a paid request begins only there."""
    assert [state for state, ways in MOVES.items() if State.CANCELLED in ways] == [State.QUEUED]
    assert [state for state, ways in MOVES.items() if State.SUBMITTING in ways] == [State.QUEUED]


def test_a_download_never_leads_to_a_submit() -> None:
    """From `running` and `fetching` no way leads back to a state from which a request is sent."""
    assert not {State.QUEUED, State.SUBMITTING} & (reachable(State.RUNNING) | reachable(State.FETCHING))


def reachable(state: State) -> set[State]:
    """Every state that can follow, sooner or later."""
    found: set[State] = set()
    ahead = set(MOVES[state])
    while ahead:
        step = ahead.pop()
        found.add(step)
        ahead |= MOVES[step] - found
    return found
