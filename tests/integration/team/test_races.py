"""Several at one moment: what is counted is counted, what is for one is one's, and an owner is always left."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from playground.models import Membership, Workspace, invitation
from playground.models import team as teams
from playground.models.attempt import spend
from tests import build

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 12


def at_once(act: Callable[[int], object]) -> list[object]:
    """The act by so many threads, each with a connection of its own; what each came to."""

    def one(number: int) -> object:
        try:
            return act(number)
        except Exception as error:
            return type(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(AT_ONCE)))


def test_tries_side_by_side_are_all_counted() -> None:
    """Of twelve at one moment five go ahead, the others are told how long to wait."""
    begun = time.monotonic()
    waits = at_once(lambda _: spend("sign-in name", 5, timedelta(minutes=1)))
    seconds = time.monotonic() - begun
    assert waits.count(0) == 5
    assert all(wait == 0 or 58 - seconds <= wait <= 60 for wait in waits)


def test_a_link_is_one_persons() -> None:
    """However many open it together, one comes in."""
    studio = build.workspace("Studio")
    people = [build.user(f"person{number}") for number in range(AT_ONCE)]
    made, _ = invitation.invite(studio, build.user("owner", studio), "editor", 1)
    outcomes = at_once(lambda number: invitation.accept(made, people[number]))
    assert sorted(map(str, outcomes)) == sorted(["None", *[str(invitation.Spent)] * (AT_ONCE - 1)])
    assert Membership.objects.filter(workspace=studio).count() == 2


def test_an_owner_is_left() -> None:
    """When all owners leave at once, the last one can't."""
    studio = build.workspace("Studio")
    owners = [build.user(f"owner{number}", studio) for number in range(AT_ONCE)]
    members = [Membership.objects.get(user=owner) for owner in owners]
    outcomes = at_once(lambda number: teams.part(members[number]))
    assert outcomes.count(teams.LastOwner) == 1
    assert Workspace.objects.get(pk=studio.pk).memberships.count() == 1
