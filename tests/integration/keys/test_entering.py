"""Entering, replacing and removing a workspace's key: checked before it is stored, and never shown again."""

import pytest
from django.test import Client

from playground import access, connection
from playground.models import AuditEntry, Connection, WorkspaceKey
from tests import build
from tests.integration.keys.conftest import FIRST, SECOND, ByKey, Enter
from tests.integration.scripted import Answer, Scripted, error

pytestmark = pytest.mark.django_db(transaction=True)


def used() -> Connection:
    """What new takes of the local owner use."""
    return connection.current(access.workspace_of(access.local_owner()))


def test_a_key_that_works_is_kept_and_shown_by_its_last_four(enter: Enter, gateway: Scripted, page) -> None:
    """The balance endpoint is asked with it; afterwards takes use it, and the page says sk-…1111 and the balance."""
    assert "the simulator answers" in page.get("/connection/").text
    answer = enter(FIRST)
    assert (answer.status_code, answer.url) == (302, "/connection/#own-key")
    html = page.get("/connection/").text
    assert ("sk-…1111" in html, "500 credits" in html, FIRST in html) == (True, True, False)
    assert gateway.called("balance")[0].headers["authorization"] == f"Bearer {FIRST}"
    assert (used().kind, connection.upstream_of(used()).key) == ("workspace", FIRST)
    assert gateway.url in html


def test_a_refused_key_is_not_stored(enter: Enter, by_key: ByKey) -> None:
    """422 with the gateway's words; the field comes back empty."""
    by_key.refused = {FIRST}
    answer = enter(FIRST)
    assert (answer.status_code, "Nothing was stored" in answer.text) == (422, True)
    assert "please check your API key" in answer.text
    assert (FIRST in answer.text, WorkspaceKey.objects.count(), used().kind) == (False, 0, "simulator")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Answer(0), "could not be checked"),
        (error(402, 402, "top up"), "its account is empty"),
        (error(429, 429, "slow"), "Wait a minute"),
        (error(503, 503, "down"), "a problem of its own"),
    ],
)
def test_a_key_that_could_not_be_checked_is_not_stored(
    enter: Enter, gateway: Scripted, said: Answer, words: str
) -> None:
    """Whatever kept the gateway from saying that it works, the page says so and offers the form again."""
    gateway.always["balance"] = said
    answer = enter(FIRST)
    assert (answer.status_code, words in answer.text, 'name="key"' in answer.text) == (422, True, True)
    assert (FIRST in answer.text, WorkspaceKey.objects.exists()) == (False, False)


@pytest.mark.parametrize("typed", ["", "  ", "sk-1", "sk-with a blank in it", "sk-ключключ", "x" * 400])
def test_what_cannot_be_a_key_is_not_even_tried(enter: Enter, gateway: Scripted, typed: str) -> None:
    """Nobody is asked, nothing is stored, nothing is echoed."""
    answer = enter(typed)
    assert (answer.status_code, gateway.calls, WorkspaceKey.objects.exists()) == (422, [], False)
    assert not typed.strip() or typed not in answer.text


@pytest.mark.parametrize(("parts", "words"), [([], "ENCRYPTION_KEY is not set"), (["short"], "at least 32")])
def test_without_something_to_encrypt_with_nothing_is_stored(
    enter: Enter, gateway: Scripted, settings, page: Client, parts: list[str], words: str
) -> None:
    """The page names the variable in place of the form; a form that comes all the same is refused."""
    settings.ENCRYPTION_KEYS = parts
    html = page.get("/connection/").text
    assert (words in html, 'name="key"' in html) == (True, False)
    answer = enter(FIRST)
    assert (answer.status_code, words in answer.text, gateway.calls) == (422, True, [])
    assert not WorkspaceKey.objects.exists()


def test_a_new_key_takes_the_place_of_the_old_one(enter: Enter) -> None:
    """Each key is a connection of its own; the first one entered again finds its own."""
    enter(FIRST)
    first = used()
    enter(SECOND)
    assert used().own_key.last_four == "2222"
    enter(FIRST)
    assert used().pk == first.pk
    assert Connection.objects.filter(kind="workspace", retired_at=None).count() == 1


def test_a_removed_key_leaves_the_environments(enter: Enter, settings, page: Client) -> None:
    """What the installation has counts again."""
    enter(FIRST)
    assert page.post("/connection/key/removal/").status_code == 302
    assert used().kind == "simulator"
    settings.TOAPIS_API_KEY = SECOND
    assert (used().kind, "the installation's key" in page.get("/connection/").text) == (
        "environment",
        True,
    )


def test_the_simulators_prices_say_nothing_of_a_key_of_ones_own(enter: Enter) -> None:
    """Unknown is unknown, as with the environment's key."""
    assert build.ask().price is not None
    enter(FIRST)
    assert build.ask().price is None


def test_a_key_of_another_address_is_not_used(enter: Enter, settings, page: Client) -> None:
    """TOAPIS_BASE_URL changed: the key is not shown to a host it was not entered for."""
    enter(FIRST)
    settings.TOAPIS_BASE_URL = "https://elsewhere.example"
    with pytest.raises(connection.OtherKey):
        connection.upstream_of(used())
    assert "address was changed" in page.get("/").text


def test_a_key_that_cannot_be_read_is_told(enter: Enter, settings, page: Client) -> None:
    """Another ENCRYPTION_KEY, or none: a banner on every page, and the way out on the connection page."""
    enter(FIRST)
    for parts in ([], ["another passphrase of thirty-two characters"]):
        settings.ENCRYPTION_KEYS = parts
        assert "can&#x27;t be read: ENCRYPTION_KEY" in page.get("/").text
        answer = page.post("/connection/test/", headers={"HX-Request": "true"})
        assert (answer.status_code, "Nothing could be asked" in answer.text) == (200, True)
        assert page.get("/connection/").status_code == 200


def test_the_audit_log_tells_that_a_key_came_and_went(enter: Enter, page: Client) -> None:
    """By its last four; a key that was refused, and a removal of none, leave no entry."""
    page.post("/connection/key/removal/")
    enter("")
    enter(FIRST)
    page.post("/connection/key/removal/")
    told = AuditEntry.objects.order_by("id").values_list("action", "detail")
    assert list(told) == [("key entered", {"ends in": "1111"}), ("key removed", {})]
