"""What somebody says of a take, as a form posts it: words, a place in the clip, and what was drawn there."""

import re
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from playground.models.mark import Mark, NoMark, read_mark
from playground.models.review import LONGEST_COMMENT, LONGEST_NAME, ReviewVerdict

MOMENT = re.compile(r"[0-9]{1,4}(\.[0-9]{1,9})?", re.ASCII)


class ReviewTrouble(ValueError):
    """Why it cannot be kept, in words for whoever wrote it."""


@dataclass(frozen=True)
class Spoken:
    """`at_ms` null: about the whole clip."""

    text: str
    at_ms: int | None
    mark: Mark


def spoken(post: QueryDict, seconds: float) -> Spoken:
    """A comment on a clip that is so many seconds long. Raises ReviewTrouble."""
    at_ms = _moment(post.get("at", "").strip(), seconds)
    try:
        mark = read_mark(post.get("mark", ""))
    except NoMark:
        raise ReviewTrouble(_("The drawing cannot be read. Clear it and draw it again.")) from None
    if mark and at_ms is None:
        raise ReviewTrouble(_("A drawing stands on one frame. Choose the frame, or clear the drawing."))
    return Spoken(words(post), at_ms, mark)


def words(post: QueryDict) -> str:
    """What was written. Raises ReviewTrouble for nothing and for too much."""
    text = post.get("text", "").replace("\0", "").replace("\r\n", "\n").strip()
    if not text:
        raise ReviewTrouble(_("Write what you want to say."))
    if len(text) > LONGEST_COMMENT:
        told = {"most": LONGEST_COMMENT, "over": len(text) - LONGEST_COMMENT}
        raise ReviewTrouble(_("A comment has at most %(most)d characters; these are %(over)d more.") % told)
    return text


def guest_name(post: QueryDict) -> str:
    """What a guest wants to be called. Raises ReviewTrouble for nothing."""
    name = " ".join(post.get("name", "").replace("\0", "").split())[:LONGEST_NAME].strip()
    if not name:
        raise ReviewTrouble(_("Write your name, so that the team knows who speaks."))
    return name


def verdict(post: QueryDict) -> str:
    """One of the verdicts; empty to withdraw the one there was. Raises ReviewTrouble."""
    said = post.get("verdict", "")
    if said and said not in ReviewVerdict.Says.values:
        raise ReviewTrouble(_("Choose whether you approve or what you see needs changes."))
    return said


def _moment(text: str, seconds: float) -> int | None:
    if not text:
        return None
    if not MOMENT.fullmatch(text) or float(text) > seconds:
        told = {"seconds": f"{seconds:.1f}"}
        raise ReviewTrouble(_("Give the place in seconds from 0 to %(seconds)s, such as 2.5.") % told)
    return round(float(text) * 1000)
