"""Invitations: a link for one person, once, for some days, until it is revoked."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from playground.models import Invitation, Membership, User, invitation
from tests.integration.team.conftest import Enter, Team

ACCOUNT = {"username": "林小雨", "email": "Lin@Studio.example", "password": "sixteen sea lions"}


def link_of(team: Team, role: str = "editor") -> str:
    """The path of a fresh link."""
    return f"/invitations/{invitation.invite(team.workspace, team.owner, role, 7)[1]}/"


def test_an_owner_makes_a_link_that_is_shown_once(team: Team, enter: Enter) -> None:
    """256 bits, at the public address; the database keeps its hash alone, and the page shows it no more."""
    browser = enter("owner")
    html = browser.post("/workspace/invitations/", {"role": "viewer", "days": "1", "note": "Lin"}).text
    token = re.search(r"http://testserver/invitations/([\w-]+)/", html)[1]
    row = Invitation.objects.get()
    assert (len(token), row.role, row.note, row.digest == token) == (43, "viewer", "Lin", False)
    assert timedelta(hours=23) < row.expires_at - timezone.now() <= timedelta(days=1)
    assert token not in browser.get("/workspace/members/").text


def test_links_are_written_with_the_public_address(team: Team, enter: Enter, settings) -> None:
    """Whatever name the request came by."""
    settings.PUBLIC_URL = "https://play.example"
    html = enter("owner").post("/workspace/invitations/", {"role": "viewer", "days": "1"}).text
    assert "https://play.example/invitations/" in html


@pytest.mark.parametrize("form", [{"role": "king", "days": "7"}, {"role": "viewer", "days": "9999"}])
def test_nonsense_makes_no_link(team: Team, enter: Enter, form: dict) -> None:
    """422 with words."""
    assert enter("owner").post("/workspace/invitations/", form).status_code == 422
    assert not Invitation.objects.exists()


def test_a_new_person_comes_in_with_the_link(team: Team, enter: Enter) -> None:
    """An account, signed in, member with the role of the link, in that workspace."""
    nobody, link = enter(""), link_of(team, "viewer")
    assert "Join Studio" in nobody.get(link).text
    assert nobody.post(link, ACCOUNT).url == "/"
    person = User.objects.get(username="林小雨")
    assert (person.email, Membership.objects.get(user=person).role) == ("lin@studio.example", "viewer")
    assert "Studio" in nobody.get("/").text


def test_somebody_signed_in_joins_with_one_click(team: Team, enter: Enter) -> None:
    """A second workspace, which is then the current one."""
    browser, link = enter("stranger"), link_of(team)
    assert "You are signed in as stranger" in browser.get(link).text
    browser.post(link)
    assert team.member("stranger").role == "editor"
    assert browser.session["workspace"] == team.workspace.pk


def test_somebody_else_signs_out_and_comes_back_to_the_link(team: Team, enter: Enter) -> None:
    """The browser may be another person's."""
    browser, link = enter("stranger"), link_of(team)
    assert browser.post("/sign-out/", {"next": link}).url == link
    assert "Make my account" in browser.get(link).text


def test_a_link_works_once(team: Team, enter: Enter) -> None:
    """The second person finds a page like any unknown address, and no account is made."""
    link = link_of(team)
    enter("stranger").post(link)
    nobody = enter("")
    unknown = nobody.get(f"/invitations/{'x' * 43}/")
    again = nobody.get(link)
    assert (again.status_code, nobody.post(link, ACCOUNT).status_code) == (404, 404)
    assert re.sub("x{43}", "", unknown.text) == again.text.replace(link.split("/")[2], "")
    assert not User.objects.filter(username="林小雨").exists()


@pytest.mark.parametrize("change", ["revoked_at", "expires_at"])
def test_a_revoked_or_expired_link_is_as_unknown_as_any(team: Team, enter: Enter, change: str) -> None:
    """404 for GET and POST."""
    link = link_of(team)
    Invitation.objects.update(**{change: timezone.now()})
    assert [enter("").get(link).status_code, enter("").post(link, ACCOUNT).status_code] == [404, 404]


def test_an_owner_revokes(team: Team, enter: Enter) -> None:
    """Owners of this workspace alone; the stranger, who owns another, may not."""
    link = link_of(team)
    revoke = f"/workspace/invitations/{Invitation.objects.get().pk}/revocation/"
    assert [enter(who).post(revoke).status_code for who in ("stranger", "editor", "viewer")] == [404] * 3
    assert enter("").get(link).status_code == 200
    assert enter("owner").post(revoke).status_code == 302
    assert enter("").get(link).status_code == 404


def test_a_member_who_opens_a_link_uses_nothing_up(team: Team, enter: Enter) -> None:
    """It leads to the workspace; neither role nor link change."""
    link = link_of(team, "owner")
    assert enter("viewer").post(link).url == "/"
    assert (team.member("viewer").role, Invitation.objects.get().accepted_at) == ("viewer", None)


@pytest.mark.parametrize(
    ("field", "value"),
    [("username", "EDITOR"), ("email", "editor@studio.example"), ("username", "a@b"), ("password", "short"),
     ("password", "password1234"), ("email", "nobody")],
)  # fmt: skip
def test_an_account_that_cannot_be_made_says_why(team: Team, field: str, value: str) -> None:
    """422, the link still works, and what was typed stays but for the password."""
    link, nobody = link_of(team), Client()
    answer = nobody.post(link, {**ACCOUNT, field: value})
    assert answer.status_code == 422
    assert ACCOUNT["password"] not in answer.text
    assert nobody.post(link, ACCOUNT).status_code == 302


def test_who_leaves_has_invited_nobody_any_more(team: Team, enter: Enter) -> None:
    """The links of an owner who was made editor open nothing."""
    member = team.member("editor")
    Membership.objects.filter(pk=member.pk).update(role="owner")
    _, token = invitation.invite(team.workspace, team.editor, "owner", 7)
    enter("owner").post(f"/workspace/members/{member.pk}/role/", {"role": "editor"})
    assert enter("").get(f"/invitations/{token}/").status_code == 404
