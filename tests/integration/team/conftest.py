"""What tests of team mode share: one workspace with an owner, an editor and a viewer, and a stranger from another."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from playground.models import Membership, User, Workspace
from tests import build

PASSWORD = "a quiet harbour"
type Enter = Callable[..., Client]


@dataclass(frozen=True)
class Team:
    """Names are roles."""

    workspace: Workspace
    owner: User
    editor: User
    viewer: User
    stranger: User

    def member(self, name: str) -> Membership:
        """How that person belongs to the workspace."""
        return Membership.objects.get(user=getattr(self, name), workspace=self.workspace)


@pytest.fixture(autouse=True)
def _team_mode(settings, static_files: None) -> None:
    """Accounts; passwords are hashed quickly."""
    settings.PLAYGROUND_MODE = "team"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def team(db: None) -> Team:
    """Each can sign in with the one password."""
    studio = build.workspace("Studio")
    people = {role: build.user(role, studio, role) for role in ("owner", "editor", "viewer")}
    people["stranger"] = build.user("stranger")
    for person in people.values():
        person.email = f"{person.username}@studio.example"
        person.set_password(PASSWORD)
        person.save()
    return Team(studio, **people)


@pytest.fixture
def enter(team: Team) -> Enter:
    """`enter("viewer")`: that person's browser, signed in; `enter("")`: nobody's."""

    def browser(name: str, **options: object) -> Client:
        client = Client(headers={"accept-language": "en"}, **options)
        if name:
            client.force_login(getattr(team, name))
        return client

    return browser
