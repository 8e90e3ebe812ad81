"""Making, listing and closing links, with and without script, by those who may."""

import hashlib
import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from playground import access
from playground.models import Generation, ShareLink, User
from tests import build

HTMX = {"HX-Request": "true"}


@pytest.fixture
def mine(browser: Client) -> Generation:
    """A take of the owner's."""
    return build.generation("ready")


def token_in(html: str) -> str:
    """The token that a panel shows this once."""
    return re.search(r'value="http://testserver/s/([^"/]+)/" aria-label="Share link"', html)[1]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_link_is_shown_once_and_kept_as_a_hash(browser: Client, mine: Generation, headers: dict) -> None:
    """The token is in this answer and nowhere else; what is kept cannot be turned back."""
    asked = {"g": str(mine.pk), "reveal": "recipe", "expires": "7", "download": "on", "password": "sesame"}
    answer = browser.post("/shares/", asked, headers=headers)
    token, link = token_in(answer.text), ShareLink.objects.get()
    assert answer["Cache-Control"] == "no-store"
    assert len(token) == 43
    assert link.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert (link.reveal, link.allows_download, link.created_by.username) == ("recipe", True, "owner")
    assert 6 <= (link.expires_at - timezone.now()).days <= 7
    assert link.password.startswith("pbkdf2_sha256$")
    for where in ("/shares/", f"/shares/?g={mine.pk}"):
        assert token not in browser.get(where).text


def test_the_panel_says_how_far_a_link_goes(browser: Client, mine: Generation, settings) -> None:
    """On this machine only; with an address of the operator's, what local mode means for whoever opens it."""
    panel = f"/shares/?g={mine.pk}"
    assert (
        "Works on this machine only until PUBLIC_URL is set."
        in browser.get(panel, SERVER_NAME="localhost").text
    )
    settings.PUBLIC_URL = "https://play.example"
    assert "takes everybody who reaches this address for its owner" in browser.get(panel).text


def test_a_link_to_a_comparison_keeps_how_it_stood(browser: Client, mine: Generation) -> None:
    """Order, moment, speed, sound and trims; nonsense is left out."""
    other = build.generation("ready")
    state = {"at": "1.250", "speed": "0.5", "sound": "B", "mode": "wipe", "split": "nan", "trim": ["3", "x"]}
    asked = {"g": [str(other.pk), str(mine.pk)], "reveal": "clip", **state, "evil": "1"}
    token = token_in(browser.post("/shares/", asked).text)
    link = ShareLink.objects.get()
    assert link.shown_takes == [other, mine]
    assert link.state == "sound=B&mode=wipe&at=1.25&speed=0.5&trim=3&trim=0"
    page = Client().get(f"/s/{token}/").text
    assert 'data-state="sound=B&amp;mode=wipe&amp;at=1.25' in page
    assert page.count("<video") == 2


@pytest.mark.parametrize(
    "fields", [{"reveal": "all"}, {"expires": "1000"}, {"password": "x" * 201}, {"reveal": ""}]
)
def test_nonsense_makes_no_link(browser: Client, mine: Generation, fields: dict[str, str]) -> None:
    """422 with the panel again."""
    answer = browser.post("/shares/", {"g": str(mine.pk), "reveal": "clip", **fields})
    assert (answer.status_code, ShareLink.objects.count()) == (422, 0)


@pytest.mark.parametrize("g", ["", "nonsense", str(uuid.UUID(int=1))])
def test_what_is_no_take_cannot_be_shared(browser: Client, mine: Generation, g: str) -> None:
    """404, for a good take beside it too."""
    for wanted in ([g], [str(mine.pk), g]):
        assert browser.post("/shares/", {"g": wanted, "reveal": "clip"}).status_code == 404
    assert browser.get("/shares/", {"g": g}).status_code == 404


def test_a_take_without_a_clip_cannot_be_shared(browser: Client) -> None:
    """There is no button, and the address is none."""
    take = build.generation("running")
    assert browser.get(f"/shares/?g={take.pk}").status_code == 404
    assert 'action="/shares/"' not in browser.get(f"/generations/{take.pk}/").text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_revoked_link_stays_in_the_list_and_opens_nothing(
    browser: Client, mine: Generation, headers: dict[str, str]
) -> None:
    """Its row says so, and has no button left."""
    link, token = build.share(mine)
    row = browser.post(f"/shares/{link.pk}/revocation/", headers=headers, follow=True).text
    assert "Revoked" in row
    assert "revocation" not in row
    assert Client().get(f"/s/{token}/").status_code == 404
    first = ShareLink.objects.get().revoked_at
    browser.post(f"/shares/{link.pk}/revocation/")
    assert ShareLink.objects.get().revoked_at == first


def test_a_password_can_be_changed_and_taken_off(browser: Client, mine: Generation) -> None:
    """Guests are asked from then on, or no longer."""
    link, token = build.share(mine)
    assert "password" in browser.post(f"/shares/{link.pk}/password/", {"password": "s"}, headers=HTMX).text
    assert "This link has a password" in Client().get(f"/s/{token}/").text
    browser.post(f"/shares/{link.pk}/password/", {"password": ""})
    assert "<video" in Client().get(f"/s/{token}/").text


def test_links_of_others_are_not_there(browser: Client, mine: Generation) -> None:
    """Neither listed nor revoked, nor is a foreign take shared, nor two takes of two workspaces."""
    theirs = build.generation("ready", of=build.user("stranger"), prompt="Their secret")
    link, token = build.share(theirs)
    assert "Their secret" not in browser.get("/shares/").text
    for verb in ("revocation", "password"):
        assert browser.post(f"/shares/{link.pk}/{verb}/").status_code == 404
    for wanted in ([theirs.pk], [mine.pk, theirs.pk]):
        assert browser.post("/shares/", {"g": wanted, "reveal": "clip"}).status_code == 404
    assert Client().get(f"/s/{token}/").status_code == 200


def test_a_viewer_shares_nothing_and_revokes_nothing(owner: User) -> None:
    """Whoever may only look may give nothing away."""
    from django.http import Http404

    take = build.generation("ready")
    link, _ = build.share(take)
    viewer = build.user("viewer", access.workspace_of(owner), "viewer")
    assert list(access.share_links_to_view(viewer)) == [link]
    with pytest.raises(Http404):
        access.get_takes_to_share(viewer, [take.pk])
    with pytest.raises(Http404):
        access.get_share_link_to_edit(viewer, link.pk)


def test_a_list_of_many_links_asks_the_database_a_few_times(
    browser: Client, mine: Generation, django_assert_max_num_queries
) -> None:
    """However many there are."""
    for _ in range(12):
        build.share(mine, build.generation("ready"))
    with django_assert_max_num_queries(12):
        assert browser.get("/shares/").text.count("Revoke<") == 12
