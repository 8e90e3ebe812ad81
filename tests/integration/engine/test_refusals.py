"""Refusals of the paid request, and failures of accepted tasks: what the take says and what is never done."""

import pytest

from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Answer, Scripted, error


def test_a_bad_request_fails_uncharged_and_is_not_repeated(gateway: Scripted, watch: Watch) -> None:
    """400: the take fails at once with upstream's words, its request id, and what to do."""
    gateway.says("create", error(400, 400, "bad duration. Request id: 0217abcdef"))
    take = watch(build.asked(), "failed")
    assert (take.error.charged, take.error.request_id) == ("no", "0217abcdef")
    assert take.error.message.startswith("bad duration")
    assert "change that field" in take.error.fix
    assert gateway.creates.total() == 1
    assert take.upstream_id is None


def test_a_content_refusal_fails_with_the_policy_row(gateway: Scripted, watch: Watch) -> None:
    """422: reword, nothing charged."""
    gateway.says("create", error(422, "content_policy_violation", "blocked"))
    take = watch(build.asked(), "failed")
    assert (take.error_status, take.error.charged) == (422, "no")
    assert "Reword" in take.error.fix
    assert gateway.creates.total() == 1


def test_a_task_that_fails_upstream_fails_here_with_its_reason(gateway: Scripted, watch: Watch) -> None:
    """The vendor's code and words are shown; nothing is submitted again."""
    gateway.life = [
        {"status": "in_progress"},
        {"status": "failed", "error": {"code": "generation_failed", "message": "the model gave up"}},
    ]
    take = watch(build.asked(), "failed")
    assert (take.error.code, take.error.message) == ("generation_failed", "the model gave up")
    assert take.error.charged == "no"
    assert gateway.creates.total() == 1


def test_completed_without_an_address_is_a_failure(gateway: Scripted, watch: Watch) -> None:
    """A clip that nobody can fetch is not a success; what it cost is not known."""
    gateway.life = [{"status": "completed", "result": {"type": "video", "data": []}}]
    take = watch(build.asked(), "failed")
    assert (take.error.code, take.error.charged) == ("no_result", "unknown")
    assert take.clip is None


@pytest.mark.parametrize("status", [405, 413, 451])
def test_any_other_refusal_fails_without_a_repeat(gateway: Scripted, watch: Watch, status: int) -> None:
    """A 4xx nobody documented is still a plain no."""
    gateway.says("create", error(status, status))
    take = watch(build.asked(), "failed")
    assert (take.error_status, take.error.charged) == (status, "no")
    assert gateway.creates.total() == 1


def test_a_refusal_under_200_is_a_refusal(gateway: Scripted, watch: Watch) -> None:
    """`success: false` means no, whatever the HTTP status says."""

    def no(call: object) -> Answer:
        return Answer(201, {"success": False, "message": "prompt is empty"})

    gateway.says("create", no)
    take = watch(build.asked(), "failed")
    assert take.error.message == "prompt is empty"
    assert gateway.creates.total() == 1
