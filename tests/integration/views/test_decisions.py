"""A take that nobody can settle: what its person decides is carried out, once, and only while it waits for that."""

import pytest
from django.test import Client

from playground.models import Generation
from tests import build


@pytest.fixture
def undecided(static_files: None, owner: object) -> Generation:
    """An unconfirmed take whose look-ups are used up."""
    return build.generation("unconfirmed", reason="person", error_code="unconfirmed", charged="unknown")


def decide(take: Generation, **words: str) -> Generation:
    """The take after its card's form was sent."""
    Client().post(f"/generations/{take.pk}/decision/", words)
    return Generation.objects.get(pk=take.pk)


def test_the_card_asks(undecided: Generation) -> None:
    """Three ways out stand on the card, and what each may cost."""
    page = (
        Client(headers={"Accept-Language": "en"}).get(f"/generations/{undecided.pk}/card/").content.decode()
    )
    assert all(words in page for words in ("It is this task", "may be charged twice", "Give up"))


def test_a_task_that_was_found_is_adopted(undecided: Generation) -> None:
    """The take runs under the id from the console, and the event says who did it."""
    take = decide(undecided, decision="adopt", task_id="tsk_console")
    assert (take.state, take.upstream_id) == ("running", "tsk_console")
    assert take.events.last().actor == "owner"


def test_a_task_of_another_take_is_not_adopted(undecided: Generation) -> None:
    """One task, one take."""
    build.generation("running", upstream_id="tsk_taken")
    assert decide(undecided, decision="adopt", task_id="tsk_taken").state == "unconfirmed"


@pytest.mark.parametrize(("word", "state"), [("again", "queued"), ("give-up", "failed")])
def test_a_decision_is_carried_out(undecided: Generation, word: str, state: str) -> None:
    """Sent again knowingly, or ended without knowing whether it was charged."""
    take = decide(undecided, decision=word)
    assert (take.state, take.charged) == (state, "unknown")


def test_nothing_is_decided_that_is_not_asked(static_files: None, owner: object) -> None:
    """A running take can't be sent again by a forged form."""
    take = build.generation("running", upstream_id="tsk_1")
    assert decide(take, decision="again").state == "running"
