"""`manage.py team`: a local installation becomes a team's, with everything kept."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from playground import access
from playground.models import Generation, User
from tests import build


def link(capsys: pytest.CaptureFixture[str], email: str = "ada@studio.example") -> str:
    """What the command prints, as a path."""
    call_command("team", email=email)
    return re.search(r"http://127\.0\.0\.1:8000(/password/\S+)", capsys.readouterr().out)[1]


def choose(client: Client, path: str, password: str = "sixteen sea lions"):
    """Open the link and choose a password."""
    opened = client.get(path, follow=True)
    return client.post(opened.redirect_chain[-1][0], {"password1": password, "password2": password})


def test_the_local_owner_signs_in_and_finds_everything(owner: User, capsys) -> None:
    """The takes of local mode, the role of an owner, and nobody else."""
    take = build.generation("ready", prompt="Made alone")
    browser = Client()
    assert choose(browser, link(capsys)).url == "/"
    assert "Made alone" in browser.get(f"/generations/{take.pk}/").text
    assert (access.membership_of(owner).role, User.objects.count(), Generation.objects.count()) == (
        "owner",
        1,
        1,
    )
    owner.refresh_from_db()
    assert owner.email == "ada@studio.example"


def test_the_owner_has_a_name_for_others(owner: User, capsys) -> None:
    """What the members page and invitations show; local mode goes on finding its owner."""
    call_command("team", email="ada@studio.example", name="  Ada   Byron ")
    assert "Ada Byron signs in with ada@studio.example" in capsys.readouterr().out
    assert access.local_owner() == owner


def test_a_new_installation_gets_its_first_owner(db: None, capsys) -> None:
    """The same command."""
    browser = Client()
    choose(browser, link(capsys))
    assert browser.get("/workspace/members/").status_code == 200


def test_a_link_works_once(owner: User, capsys) -> None:
    """With the password chosen it opens nothing, for whoever finds it."""
    path = link(capsys)
    choose(Client(), path)
    assert "This link opens nothing" in Client().get(path, follow=True).text


def test_a_lost_password_is_a_new_link(owner: User, capsys) -> None:
    """For an email that somebody has, whoever it is; sign-ins with the old password end."""
    first = Client()
    choose(first, link(capsys))
    assert choose(Client(), link(capsys), "seventeen sea lions").url == "/"
    assert first.get("/").status_code == 302


def test_a_second_owner_is_invited_not_commanded(owner: User, capsys) -> None:
    """The installation has an owner with an email already."""
    link(capsys)
    with pytest.raises(CommandError, match=r"invite bob@studio\.example"):
        call_command("team", email="bob@studio.example")
    with pytest.raises(CommandError, match="not an email"):
        call_command("team", email="bob")


def test_a_weak_password_is_refused_in_words(owner: User, capsys) -> None:
    """The page stays, and the link still works."""
    browser, path = Client(), link(capsys)
    assert "too short" in choose(browser, path, "short").text
    assert choose(browser, path).status_code == 302


def test_local_mode_knows_no_accounts(owner: User, capsys, settings) -> None:
    """Its addresses are 404, and the owner is signed in by itself, as before; also after the command."""
    path = link(capsys)
    settings.PLAYGROUND_MODE = "local"
    assert Client().get("/").status_code == 200
    for where in ("/sign-in/", path, "/workspace/members/", f"/invitations/{'x' * 43}/"):
        assert Client().get(where).status_code == 404
