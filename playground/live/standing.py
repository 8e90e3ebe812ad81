"""By what right an open stream hears a workspace, and whether it still has it."""

from dataclasses import dataclass, field

from django.contrib.sessions.models import Session
from django.utils import timezone

from playground.models import Membership


@dataclass(frozen=True)
class Standing:
    """This person in this workspace, by this sign-in, with this password."""

    person: int
    workspace: int
    session_key: str
    password: str = field(repr=False)  # its hash: a new one ends the streams that the old one opened


def still_standing(asked: set[Standing]) -> set[Standing]:
    """Those of them that hold: still a member, not switched off, signed in, with the same password."""
    keys = {each.session_key for each in asked}
    here = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    signed_in = set(here.values_list("session_key", flat=True))
    members = Membership.objects.filter(user__in={each.person for each in asked}, user__is_active=True)
    rights = set(members.values_list("user_id", "workspace_id", "user__password"))
    return {
        each
        for each in asked
        if each.session_key in signed_in and (each.person, each.workspace, each.password) in rights
    }
