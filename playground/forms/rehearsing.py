"""The composer in rehearsal: which recording shows the form's request, and what is played at the click."""

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from playground import connection
from playground.forms.compose import ComposeForm
from playground.models import Generation, Recording, User, rehearsal
from playground.models.asking import Ask, attached_to, digest_of


@dataclass(frozen=True)
class Rehearsal:
    """`shown`: the recorded take that asked for exactly what the form asks for; None: there is none."""

    wanted: str  # the id of the take that the page was opened with
    speed: int
    shown: Recording | None

    @property
    def speeds(self) -> list[tuple[int, str]]:
        """What can be chosen, in words."""
        return [(speed, speed_text(speed)) for speed in rehearsal.SPEEDS]

    @property
    def reason(self) -> str:
        """Why there is nothing to play; empty: there is."""
        if self.shown:
            return ""
        return _(
            "No recording shows this request: a rehearsal plays the clip of a real run and makes none. "
            "Put the recorded words and settings back, or leave the rehearsal."
        )

    @property
    def on_the_button(self) -> str:
        """What stands where a real take's price does."""
        return _("rehearsal")


def speed_text(speed: int) -> str:
    """A speed in words."""
    return _("%(speed)d×") % {"speed": speed} if speed else _("Skip the wait")


def speed_of(typed: object) -> int:
    """One of the speeds; the usual one for what is none."""
    text = str(typed or "")
    return int(text) if text.isdecimal() and int(text) in rehearsal.SPEEDS else rehearsal.USUAL


def rehearsal_on(form: ComposeForm) -> Rehearsal | None:
    """What a form rehearses; None: it is a real one."""
    wanted = str(form["rehearsal"].value() or "")
    if not wanted:
        return None
    digest = digest_of(form.model, form.values, form.attached)
    rows = Recording.objects.playable([form.workspace.pk])
    same = list(rows.filter(take__request_digest=digest, take__model_slug=form.model.slug))
    shown = next((row for row in same if str(row.take_id) == wanted), same[0] if same else None)
    return Rehearsal(wanted, speed_of(form["pace"].value()), shown)


def played(user: User, take: Generation, speed: int, token: uuid.UUID | None = None) -> Ask:
    """What the click of a rehearsal asks for: what the recorded take did, of nobody, at no price.

    Raises UnknownVideoModel for a take whose model the catalogue has lost.
    """
    line, attached = connection.rehearsal(take.workspace), attached_to(take)
    token = token or uuid.uuid4()
    return Ask(user, line, take.model, take.values, attached, token, price=0, plays=take, speed=speed)
