"""What finished while nobody looked: told to its person, marked in the lists, and to nobody else."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from playground import access
from playground.models import User, absence
from tests import build

MARK = "New since you left"


@pytest.fixture
def hour_ago() -> datetime:
    """When the owner left."""
    return timezone.now() - timedelta(hours=1)


@pytest.fixture
def left(owner: User, hour_ago: datetime) -> User:
    """The owner, whose tabs have all been hidden for an hour."""
    absence.leave(owner, hour_ago)
    return owner


def told(browser: Client) -> list[str]:
    """The prompts of what has finished, as a hidden tab asks for it."""
    return [take["prompt"] for take in browser.get("/absence/").json()["takes"]]


def test_what_finished_is_told_with_all_that_a_notification_needs(browser: Client, left: User) -> None:
    """Its words, its prompt, its address and its picture; and one sentence for all."""
    take = build.generation("ready", prompt="A boat")
    answer = browser.get("/absence/").json()
    assert answer["words"] == "1 take is finished"
    assert answer["takes"] == [
        {
            "id": str(take.pk),
            "address": f"/generations/{take.pk}/",
            "headline": "Ready",
            "prompt": "A boat",
            "image": f"/generations/{take.pk}/thumbnail.webp",
        }
    ]


def test_only_ends_are_told_and_only_those_since(browser: Client, left: User, hour_ago: datetime) -> None:
    """Neither what still runs nor what had finished before."""
    build.generation("running", prompt="Runs")
    build.generation("ready", prompt="Before", ready_at=hour_ago - timedelta(seconds=1))
    build.generation("failed", prompt="Failed", completed_at=timezone.now())
    build.generation("cancelled", prompt="Cancelled")
    build.generation("ready", prompt="Gone", deleted_at=timezone.now())
    assert told(browser) == ["Failed"]


def test_nothing_is_told_while_somebody_looks(browser: Client, owner: User) -> None:
    """A person who never left missed nothing."""
    build.generation("ready")
    assert told(browser) == []


def test_a_team_mate_s_take_is_not_mine(browser: Client, left: User) -> None:
    """Notified is who asked; neither the team mate's take nor a stranger's."""
    mate = build.user("mate", access.workspace_of(left))
    build.generation("ready", of=mate, prompt="The mate's")
    build.generation("ready", of=build.user("stranger"), prompt="The stranger's")
    assert told(browser) == []
    html = browser.get("/generations/").text
    assert "The mate&#x27;s" in html
    assert html.count(MARK) == 1  # in the shared history the mate's take is new all the same
    mate.refresh_from_db()
    assert mate.away_since is None


def test_leaving_and_coming_are_posts(browser: Client, owner: User) -> None:
    """204, and only the person who says it is meant."""
    other = build.user("mate", access.workspace_of(owner))
    assert browser.post("/absence/", {"away": "1"}).status_code == 204
    owner.refresh_from_db()
    other.refresh_from_db()
    assert owner.away_since is not None
    assert other.away_since is None
    browser.post("/absence/", {"away": ""})
    owner.refresh_from_db()
    assert owner.away_since is None


@pytest.mark.parametrize("path", ["/", "/generations/"])
def test_lists_mark_what_is_new(browser: Client, left: User, hour_ago: datetime, path: str) -> None:
    """The strip and the history, before the page has said that somebody is back and after it."""
    build.generation("ready")
    build.generation("ready", ready_at=hour_ago - timedelta(minutes=1))
    assert browser.get(path).text.count(MARK) == 1
    absence.come(left, timezone.now())
    assert browser.get(path).text.count(MARK) == 1


def test_what_finishes_before_one_s_eyes_is_not_new(browser: Client, left: User) -> None:
    """After coming back, a take that ends is only ready."""
    absence.come(left, timezone.now() - timedelta(minutes=1))
    build.generation("ready")
    assert MARK not in browser.get("/generations/").text


def test_going_from_page_to_page_keeps_the_marks(browser: Client, left: User) -> None:
    """A page that goes and the next that comes are no absence."""
    build.generation("ready")
    now = timezone.now()
    absence.come(left, now)
    absence.leave(left, now + timedelta(seconds=1))
    assert MARK in browser.get("/generations/").text
    absence.come(left, now + timedelta(seconds=2))
    assert MARK in browser.get("/").text


def test_the_next_absence_ends_the_marks(browser: Client, left: User) -> None:
    """What was new last time has been seen."""
    build.generation("ready", ready_at=timezone.now() - timedelta(minutes=30))
    absence.come(left, timezone.now() - timedelta(minutes=20))
    absence.leave(left, timezone.now() - timedelta(minutes=10))
    assert MARK not in browser.get("/generations/").text


def test_leaving_twice_is_leaving_once(left: User, hour_ago: datetime) -> None:
    """A second tab that closes later does not make the absence shorter."""
    absence.leave(left, timezone.now())
    left.refresh_from_db()
    assert left.away_since == hour_ago
