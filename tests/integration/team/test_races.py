"""Several at one moment: what is counted is counted, what is for one is one's, and an owner is always left."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from playground.models import Membership, Workspace, attempts, invitation
from playground.models import team as teams
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
    """No two of them are the same try."""
    counted = at_once(lambda _: attempts.count("sign-in name", "Ada", timedelta(minutes=1)))
    assert sorted(counted) == list(range(1, AT_ONCE + 1))


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
