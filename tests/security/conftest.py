"""What the security checks share: team mode's people, and everything there is in the studio of three of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from playground import access
from playground.models import invitation as invitations
from playground.models import rehearsal, review
from tests import build
from tests.integration.team.conftest import PASSWORD, Enter, Team, _team_mode, enter, team
from tests.security.serving import Site, standing

__all__ = ["PASSWORD", "Enter", "Studio", "Team", "_team_mode", "enter", "studio", "team"]


@dataclass(frozen=True)
class Studio:
    """One of each kind, by the name under which an address asks for it."""

    team: Team
    ids: dict[str, Any]

    def address(self, name: str, **others: Any) -> str:
        """The address of a route, with ids of the studio unless others are named."""
        wanted = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
        token = {"token": self.ids["word"]} if name == "invitation" else {}
        return reverse(name, kwargs={key: (self.ids | token | others)[key] for key in wanted})

    def filled(self, value: str) -> str:
        """What a form says: an id of the studio by its name, or the very words."""
        if value == "shared":
            return f"http://testserver/s/{self.ids['token']}/"
        return str(self.ids.get(value, value))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A real server behind https, for all tests of a worker that ask one."""
    with standing(tmp_path_factory.mktemp("site") / "var") as found:
        yield found


@pytest.fixture
def studio(team: Team) -> Studio:
    """A recorded take with a clip, a batch, a reference, a share link, an invitation; their ids."""
    access.get_connection_to_use(team.stranger)  # a connection's row is made at the first look
    batch = build.batch(1, of=team.owner)
    take = build.generation("ready", of=team.owner, prompt="Our harbour", batch=batch)
    rehearsal.record(take, team.owner)
    link, token = build.share(take, reveal="try", allows_download=True, allows_comments=True)
    made, word = invitations.invite(team.workspace, team.owner, "viewer", 7, "")
    ids = {"generation_id": take.pk, "batch_id": batch.pk, "reference_id": build.reference(team.owner).pk}
    ids |= {"share_id": link.pk, "slug": "gemini_omni_flash", "number": 1, "uidb36": "1", "key": "word"}
    ids |= {"token": token, "word": word, "invitation_id": made.pk}
    ids["comment_id"] = review.say(review.Hand(user=team.owner), take, "A little warmer", 1000, [], None).pk
    return Studio(team, ids | {"member_id": team.member("viewer").pk, "workspace": team.workspace.pk})
