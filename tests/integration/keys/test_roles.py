"""Owners enter, replace and remove; everybody in the workspace sees the last four, and nobody else anything."""

import pytest
from django.test import Client

from playground import access, connection
from playground.models import Membership, User, WorkspaceKey
from tests import build
from tests.integration.keys.conftest import FIRST, SECOND, has_key
from tests.integration.scripted import Scripted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _team_mode(settings, static_files: None) -> None:
    settings.PLAYGROUND_MODE = "team"


@pytest.fixture
def studio(gateway: Scripted) -> dict[str, User]:
    """People by role in one workspace that has a key; the stranger owns another one."""
    at = build.workspace("Studio")
    people = {role: build.user(role, at, role) for role in ("owner", "editor", "viewer")}
    has_key(people["owner"], FIRST)
    return people | {"stranger": build.user("stranger")}


def browser(person: User) -> Client:
    """Signed in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


@pytest.mark.parametrize(("role", "may"), [("owner", True), ("editor", False), ("viewer", False)])
def test_everybody_sees_the_last_four_and_owners_the_form(studio, role: str, may: bool) -> None:
    """Who entered it is said; who may not change it reads who may."""
    html = browser(studio[role]).get("/connection/").text
    assert ("sk-…1111" in html, "Entered by owner" in html, FIRST in html) == (True, True, False)
    assert ('name="key"' in html, "/connection/key/removal/" in html) == (may, may)
    assert ("Owners of the workspace enter" in html) is not may


@pytest.mark.parametrize("path", ["/connection/key/", "/connection/key/removal/"])
@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_who_is_no_owner_gets_404(studio, gateway: Scripted, role: str, path: str) -> None:
    """Nobody asks the gateway for them, and the key stays."""
    assert browser(studio[role]).post(path, {"key": SECOND}).status_code == 404
    assert gateway.calls == []
    assert connection.upstream_of(access.get_connection_to_use(studio["owner"])).key == FIRST


def test_another_workspace_knows_nothing_of_it(studio) -> None:
    """Its owner sees none, and can neither replace nor remove it; what it enters is its own."""
    stranger = browser(studio["stranger"])
    assert "1111" not in stranger.get("/connection/").text
    at = studio["owner"].memberships.get().workspace_id
    for path in ("/connection/key/", "/connection/key/removal/"):
        assert stranger.post(path, {"key": SECOND, "workspace": at}).status_code == 404
    stranger.post("/connection/key/", {"key": SECOND})
    keys = {who: connection.upstream_of(access.get_connection_to_use(studio[who])).key for who in studio}
    assert keys == dict.fromkeys(("owner", "editor", "viewer"), FIRST) | {"stranger": SECOND}


def test_the_form_acts_where_its_page_stands(studio) -> None:
    """A key that is entered on one workspace's page is that one's, whichever another tab has chosen."""
    person, annex = studio["owner"], build.workspace("Annex")
    Membership.objects.create(user=person, workspace=annex, role="owner")
    client = browser(person)
    client.post("/workspace/choice/", {"workspace": annex.pk})
    at = WorkspaceKey.objects.get().connection.workspace_id
    assert f'name="workspace" value="{annex.pk}"' in client.get("/connection/").text
    client.post("/connection/key/", {"key": SECOND, "workspace": at})
    current = WorkspaceKey.objects.get(connection__workspace=at, connection__retired_at=None)
    assert (current.last_four, WorkspaceKey.objects.filter(connection__workspace=annex).exists()) == (
        "2222",
        False,
    )
