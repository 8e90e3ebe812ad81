"""What each scenario word does to a request."""

import pytest

from .conftest import FILM, Gateway


@pytest.mark.parametrize(
    ("word", "status", "code"),
    [
        ("[refused]", 400, 400),
        ("[key refused]", 401, 401),
        ("[no credits]", 402, 402),
        ("[blocked]", 422, "content_policy_violation"),
    ],
)
def test_lasting_refusals_charge_nothing(gateway: Gateway, word: str, status: int, code: object) -> None:
    """Refused each time, while status and balance work, and the balance stays."""
    for _ in range(2):
        answer = gateway.create(f"sea {word}", client_business_id="mine")
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert gateway.task("mine").status_code == 404
    assert gateway.credits() == 1000


@pytest.mark.parametrize(
    ("word", "statuses"), [("[throttled]", [429, 429, 200]), ("[server error]", [500, 200])]
)
def test_passing_refusals_pass(gateway: Gateway, word: str, statuses: list[int]) -> None:
    """The first POSTs of one client id are refused, the next is accepted, another id begins anew."""
    for client_id in ("one", "two"):
        answers = [gateway.create(word, client_business_id=client_id) for _ in statuses]
        assert [answer.status_code for answer in answers] == statuses
        assert answers[0].headers.get("retry-after") == ("2" if word == "[throttled]" else None)


@pytest.mark.parametrize("word", ["[filtered]", "[failed]"])
def test_failed_tasks_give_their_credits_back(gateway: Gateway, word: str) -> None:
    """Charged while it runs, refunded once it has failed with generation_failed."""
    task_id = gateway.create(word).json()["id"]
    assert gateway.credits() == 988
    gateway.clock.now += 20
    task = gateway.task(task_id).json()
    assert (task["status"], task["error"]["code"]) == ("failed", "generation_failed")
    assert gateway.credits() == 1000


def test_no_answer_means_accepted_all_the_same(gateway: Gateway) -> None:
    """The connection breaks, the task exists and is charged."""
    with pytest.raises(ConnectionResetError):
        gateway.create("[no answer]", client_business_id="mine")
    assert gateway.task("mine").status_code == 200
    assert gateway.credits() == 988


def test_a_gone_address_is_renewed_by_asking_again(gateway: Gateway) -> None:
    """The first address answers 403; the next status query gives one that works."""
    task = gateway.finished("[gone]")
    old = task["result"]["data"][0]["url"]
    assert gateway.http.get(old).status_code == 403
    new = gateway.task(task["id"]).json()["result"]["data"][0]["url"]
    assert new != old
    assert gateway.http.get(new).content == FILM
    assert gateway.http.get(old).status_code == 403


def test_an_empty_result_is_completed_without_an_address(gateway: Gateway) -> None:
    """Completed, charged, and nothing to fetch."""
    task = gateway.finished("[empty]")
    assert (task["status"], task["result"]["data"]) == ("completed", [])
    assert gateway.credits() == 988


def test_an_expired_result_cannot_be_fetched(gateway: Gateway) -> None:
    """expires_at has passed as soon as the task is completed."""
    task = gateway.finished("[expired]")
    assert task["expires_at"] <= gateway.clock.now
    assert gateway.http.get(task["result"]["data"][0]["url"]).status_code == 403


def test_half_a_file_breaks_off_once(gateway: Gateway) -> None:
    """The first download breaks in the middle, the second is whole."""
    url = gateway.finished("[half a file]")["result"]["data"][0]["url"]
    with pytest.raises(ConnectionResetError):
        gateway.http.get(url)
    assert gateway.http.get(url).content == FILM
