"""Takes and keys that change under them: each take is asked for by the key that sent it, and paid once."""

from datetime import timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.utils import timezone

from playground import access, keys
from playground.jobs import following
from playground.models import Connection, Generation, User, WorkspaceKey, lifecycle
from tests import build
from tests.integration.conftest import Watch
from tests.integration.keys.conftest import FIRST, SECOND, ByKey, Enter, bearer, has_key
from tests.integration.scripted import Answer, Scripted


def senders(gateway: Scripted, route: str) -> list[str]:
    """The keys that a kind of request was made with, in order, without repetitions in a row."""
    found: list[str] = []
    for call in gateway.called(route):
        found += [] if found[-1:] == [bearer(call)] else [bearer(call)]
    return found


def test_a_running_take_is_collected_with_the_key_that_sent_it(
    gateway: Scripted, enter: Enter, watch: Watch
) -> None:
    """A second key was entered meanwhile: the first goes on asking for its take, the second sends the next one."""
    gateway.life = [{"status": "in_progress", "progress": 10}]
    enter(FIRST)
    take = watch(build.asked(), lambda row: row.progress == 10)
    enter(SECOND)
    watch(take, lambda row: row.last_contact_at > take.last_contact_at + timedelta(milliseconds=1))
    gateway.life = [{"status": "completed"}]
    later = build.asked("Another harbour")
    assert watch(take, "ready").connection.own_key.last_four == "1111"
    assert watch(later, "ready").connection.own_key.last_four == "2222"
    assert senders(gateway, "create") == [FIRST, SECOND]
    assert {bearer(call) for call in gateway.called("task") if call.name == "video_1"} == {FIRST}
    assert gateway.accepted == {str(take.pk): 1, str(later.pk): 1}


def test_what_waited_for_a_refused_key_goes_out_with_the_new_one(
    gateway: Scripted, by_key: ByKey, enter: Enter, watch: Watch, page: Client
) -> None:
    """The banner names the key while it is refused; with another one it goes, and the take is paid once."""
    enter(FIRST)
    by_key.refused = {FIRST}
    take = watch(build.asked(), lambda row: row.reason == "key_refused")
    assert "refuses this workspace&#x27;s key sk-…1111" in page.get("/").text
    enter(SECOND)
    assert "refuses this workspace" not in page.get("/").text
    assert watch(take, "ready").error is None
    assert gateway.accepted == {str(take.pk): 1}


def test_a_refused_key_that_works_again_goes_on_by_itself(
    gateway: Scripted, by_key: ByKey, enter: Enter, watch: Watch
) -> None:
    """Nobody does anything: the balance is asked now and then."""
    enter(FIRST)
    by_key.refused = {FIRST}
    take = watch(build.asked(), lambda row: row.connection.blocked == Connection.Blocked.KEY_REFUSED)
    by_key.refused = set()
    assert watch(take, "ready").connection.blocked == ""
    assert gateway.accepted == {str(take.pk): 1}


def test_a_404_of_the_new_key_proves_nothing_of_the_old_ones_take(
    gateway: Scripted, enter: Enter, watch: Watch
) -> None:
    """Sent by the first key, its fate unknown: it is looked up by the first key, whatever was entered since."""
    enter(FIRST)
    gateway.says("create", Answer(0, accepts=True))
    gateway.says("task", *[Answer(503)] * 3)
    take = watch(build.asked(), lambda row: row.events.filter(to_state="unconfirmed").exists())
    enter(SECOND)
    assert watch(take, "ready").connection.own_key.last_four == "1111"
    assert {bearer(call) for call in gateway.called("task")} == {FIRST}
    assert gateway.creates == {str(take.pk): 1}


def test_with_its_key_removed_a_queued_take_waits_for_another(
    gateway: Scripted, enter: Enter, watch: Watch, page: Client
) -> None:
    """The simulator does not get what was meant for the gateway; the page says how many wait."""
    enter(FIRST)
    take = build.asked()
    page.post("/connection/key/removal/")
    take = watch(take, lambda row: row.reason == "key_missing")
    assert (take.state, gateway.called("create")) == ("queued", [])
    assert "1 take waits for a key" in page.get("/connection/").text
    enter(SECOND)
    assert watch(take, "ready").connection.own_key.last_four == "2222"


@pytest.mark.django_db(transaction=True)
def test_what_the_simulator_was_asked_for_is_never_paid(gateway: Scripted, enter: Enter) -> None:
    """A click that cost nothing stays free, whichever key is entered before it is sent."""
    take = build.asked()
    enter(FIRST)
    following.follow_the_key()
    assert Generation.objects.get(pk=take.pk).connection.kind == "simulator"


def test_with_an_unreadable_key_takes_wait_until_it_can_be_read(
    gateway: Scripted, enter: Enter, watch: Watch, settings
) -> None:
    """ENCRYPTION_KEY was lost: nothing fails, nothing is sent, and with it back work goes on."""
    enter(FIRST)
    settings.ENCRYPTION_KEYS, kept = ["another passphrase of thirty-two characters"], settings.ENCRYPTION_KEYS
    take = watch(build.asked(), lambda row: row.reason == "key_unreadable")
    assert (take.state, "can't be read" in take.headline, gateway.called("create")) == ("queued", True, [])
    settings.ENCRYPTION_KEYS = kept
    assert watch(take, "ready").reason == ""


@pytest.mark.django_db
@pytest.mark.parametrize("then", [SECOND, ""])
def test_a_take_is_not_marked_as_sent_by_a_key_that_was_replaced_meanwhile(
    gateway: Scripted, owner: User, then: str
) -> None:
    """It waited for its turn with the old key in hand: the mark is refused, and the row follows the new key."""
    has_key(owner, FIRST)
    take = build.asked()
    only = following.still_by(take.connection)
    (has_key(owner, then) if then else keys.remove(access.workspace_of(owner)))
    assert not lifecycle.advance(take, "submitting", "submitting", actor="watcher", only=only)
    assert following.follow(take) is bool(then)
    take = Generation.objects.get(pk=take.pk)
    assert lifecycle.advance(
        take, "submitting", "submitting", actor="watcher", only=following.still_by(take.connection)
    ) is bool(then)


@pytest.mark.django_db
def test_a_key_entered_meanwhile_goes_before_the_environments(
    gateway: Scripted, owner: User, settings
) -> None:
    """A take that waited with the installation's key in hand goes out with the workspace's."""
    settings.TOAPIS_API_KEY = SECOND
    take = build.asked()
    only = following.still_by(take.connection)
    has_key(owner, FIRST)
    assert not lifecycle.advance(take, "submitting", "submitting", actor="watcher", only=only)
    assert following.follow(take)
    assert Generation.objects.get(pk=take.pk).connection.own_key.last_four == "1111"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "kept"), [("running", 1), ("unconfirmed", 1), ("fetching", 1), ("ready", 0)]
)
def test_an_old_key_is_kept_as_long_as_a_take_needs_it(
    gateway: Scripted, owner: User, client: Client, static_files: None, state: str, kept: int
) -> None:
    """Then it is deleted; the page says how many takes are on their way with it."""
    has_key(owner, FIRST)
    build.generation(state)
    keys.remove(access.workspace_of(owner))
    assert ("1 take that was sent with sk-…1111" in client.get("/connection/").text) is bool(kept)
    keys.forget_unneeded()
    assert WorkspaceKey.objects.count() == 1  # a submit that began a moment ago may not be seen yet
    Connection.objects.update(retired_at=timezone.now() - timedelta(minutes=2))
    keys.forget_unneeded()
    assert WorkspaceKey.objects.count() == kept


@pytest.mark.django_db
def test_one_key_is_one_account_whoever_set_it(gateway: Scripted, owner: User, settings) -> None:
    """Two workspaces and the environment with the same key share what the gateway lets an account ask."""
    stranger = build.user()
    settings.TOAPIS_API_KEY = FIRST
    shared = access.get_connection_to_use(owner)
    has_key(owner, FIRST)
    has_key(stranger, FIRST)
    lines = {access.get_connection_to_use(who) for who in (owner, stranger)} | {shared}
    assert (len(lines), len({line.account for line in lines})) == (3, 1)


@pytest.mark.django_db
def test_a_watchers_loop_asks_no_database_for_a_key(gateway: Scripted, owner: User) -> None:
    """Connections come with their keys, and an address is made of them without a query."""
    from playground.connection import upstream_of
    from playground.jobs.account import connections_to_ask
    from playground.jobs.watcher import _with_connections

    has_key(owner, FIRST)
    rows = _with_connections([Generation.objects.get(pk=build.asked().pk)])
    lines = [rows[0].connection, *connections_to_ask(set())]

    def refused(*_: object) -> None:
        raise AssertionError("asked")

    with database.execute_wrapper(refused):
        assert [upstream_of(line).key for line in lines] == [FIRST] * 2
