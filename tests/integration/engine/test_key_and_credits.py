"""A refused key and an empty account stop every submit of the connection, and nothing is lost or repeated."""

import pytest
from django.test import Client

from playground.models import Connection, Generation
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Scripted, error

REFUSED = error(401, 401, "Authentication failed, please check your API key")
EMPTY = error(402, 402, "Insufficient account balance, please top up")


@pytest.fixture
def locked(gateway: Scripted) -> Scripted:
    """A gateway that refuses the key wherever it is shown."""
    gateway.always |= {"create": REFUSED, "balance": REFUSED, "task": REFUSED}
    return gateway


def test_one_refused_request_of_a_working_key_fails(gateway: Scripted, watch: Watch) -> None:
    """401 on the POST while the balance answers is about this request, not about the key."""
    gateway.says("create", REFUSED)
    take = watch(build.asked(), "failed")
    assert (take.error_status, take.error.charged) == (401, "no")
    assert take.connection.blocked == ""
    assert gateway.creates.total() == 1


def test_a_refused_key_keeps_the_take_queued(locked: Scripted, watch: Watch) -> None:
    """The take waits with its reason, the connection is blocked, and the POST is not tried again and again."""
    take = watch(build.asked(), lambda row: row.reason == "key_refused" and row.connection.blocked)
    assert (take.state, take.connection.blocked) == ("queued", Connection.Blocked.KEY_REFUSED)
    assert take.headline == "Waiting: the API key was refused"
    later = watch(build.asked(), lambda row: row.reason == "key_refused")
    assert (later.state, later.attempts, locked.creates[str(later.pk)]) == ("queued", 0, 0)


def test_the_bar_says_that_the_key_is_refused(locked: Scripted, watch: Watch, page: Client) -> None:
    """Whoever opens any page reads why nothing is sent."""
    watch(build.asked(), lambda row: row.reason == "key_refused")
    assert "The gateway refuses the API key" in page.get("/").text


def test_work_goes_on_by_itself_when_the_key_works_again(locked: Scripted, watch: Watch) -> None:
    """The balance is asked now and then; its answer lifts the block, and the take is paid exactly once."""
    take = watch(build.asked(), lambda row: row.connection.blocked == Connection.Blocked.KEY_REFUSED)
    locked.always.clear()
    take = watch(take, "ready")
    assert take.connection.blocked == ""
    assert locked.accepted == {str(take.pk): 1}
    assert take.error is None


def test_an_empty_account_waits_for_the_person(gateway: Scripted, watch: Watch, page: Client) -> None:
    """402 pauses the queue; a working balance alone does not lift it, "Test connection" does."""
    gateway.says("create", EMPTY)
    first = watch(build.asked(), lambda row: row.reason == "no_credits")
    second = watch(build.asked(), lambda row: row.reason == "no_credits")
    assert gateway.creates == {str(first.pk): 1}
    assert "no credits left" in page.get("/").text
    assert page.post("/connection/test/").status_code == 200
    watch(first, "ready")
    watch(second, "ready")
    assert gateway.accepted == {str(first.pk): 1, str(second.pk): 1}


def test_without_a_key_a_real_connections_takes_wait(gateway: Scripted, watch: Watch, settings) -> None:
    """A key that is gone from the environment leaves the take queued, with its reason."""
    take = build.asked()
    key, settings.TOAPIS_API_KEY = settings.TOAPIS_API_KEY, ""
    take = watch(take, lambda row: row.reason == "key_missing")
    assert (take.state, gateway.calls) == ("queued", [])
    settings.TOAPIS_API_KEY = key
    assert watch(take, "ready").reason == ""
    assert Generation.objects.count() == 1
