"""What a link's level reveals of its takes: all that pages, players and files of guests are made of."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from playground.catalogue.difference import word_diff
from playground.media import downloads
from playground.media.posters import POSTER_SIDE
from playground.media.recipe import recipe_text
from playground.models import Generation, ShareLink
from playground.models.share_link import Shared
from playground.views.compare import Pane, asked_rows

LONGEST_TITLE = 70


@dataclass(frozen=True)
class GuestClip:
    """Its measures and shape."""

    width: int
    height: int
    seconds: float
    fps: float
    has_audio: bool
    size: int

    @property
    def poster_size(self) -> tuple[int, int]:
        """Width and height of its poster."""
        scale = min(1.0, POSTER_SIDE / max(self.width, self.height))
        return round(self.width * scale), round(self.height * scale)


@dataclass(frozen=True)
class GuestTake:
    """One take as a guest may know it; what the level keeps back is not in here."""

    number: int
    aspect_ratio: str
    clip: GuestClip
    prompt: str = ""
    request_text: str = ""

    @property
    def label(self) -> str:
        """What the player is called."""
        return self.prompt[:120] or _("Clip")


@dataclass(frozen=True)
class Revealed:
    """A link's whole page."""

    panes: list[Pane]
    rows: list[dict[str, Any]]
    state: str
    allows_download: bool
    can_be_tried: bool
    expires_at: Any
    with_prompt: bool

    @property
    def take(self) -> GuestTake:
        """The first one; of a clip's link the only one."""
        found: GuestTake = self.panes[0].take
        return found

    @property
    def is_comparison(self) -> bool:
        return len(self.panes) > 1

    @property
    def fps(self) -> float:
        """The finest grid among the clips."""
        return max(pane.take.clip.fps for pane in self.panes) or 24

    @property
    def title(self) -> str:
        """The prompt's beginning, where it may be told."""
        words = " ".join(self.take.prompt.split())
        if words:
            return words if len(words) <= LONGEST_TITLE else f"{words[:LONGEST_TITLE]}…"
        return _("A comparison of clips") if self.is_comparison else _("A clip")

    @property
    def description(self) -> str:
        """For cards in other programs."""
        if self.is_comparison:
            count = len(self.panes)
            return ngettext(
                "%(count)s clip on one clock", "%(count)s clips on one clock", count
            ) % {"count": count}  # fmt: skip
        clip = self.take.clip
        sound = _("has audio") if clip.has_audio else _("silent")
        return f"{_('%(seconds)s s') % {'seconds': f'{clip.seconds:.1f}'}} · {clip.width} × {clip.height} · {sound}"


def revealed(shared: Shared) -> Revealed:
    """What this link tells; the database is asked for no more than that."""
    link = shared.link
    takes = [_take(link, take, place) for place, take in enumerate(shared.takes, 1)]
    panes = [
        Pane(letter, take, "", word_diff(takes[0].prompt, take.prompt))
        for letter, take in zip("ABCD", takes, strict=False)
    ]
    return Revealed(
        panes=panes,
        rows=asked_rows(shared.takes) if link.shows_recipe else [],
        state=link.state,
        allows_download=link.allows_download,
        can_be_tried=link.can_be_tried,
        expires_at=link.expires_at,
        with_prompt=link.shows_prompt,
    )


def file_name(link: ShareLink, take: Generation) -> str:
    """The prompt's first words only where the prompt may be told."""
    words = take.prompt[:60] if link.shows_prompt else ""
    said = "-".join("".join(c if c.isalnum() else " " for c in words).split()[:8]) or "clip"
    return f"{said}-{take.aspect_ratio.replace(':', 'x')}-{take.created_at:%Y%m%d}{take.clip.blob.suffix}"


def recipe_inside(link: ShareLink, take: Generation) -> str:
    """The comment of a download; empty where the level does not tell the recipe."""
    return recipe_text(downloads.guest_facts(take)) if link.shows_recipe else ""


def _take(link: ShareLink, take: Generation, number: int) -> GuestTake:
    kept = take.clip
    clip = GuestClip(kept.width, kept.height, kept.seconds, kept.fps, kept.has_audio, kept.size)
    request = ""
    if link.shows_recipe:
        request = json.dumps(downloads.guest_facts(take)["request"], ensure_ascii=False, indent=2)
    prompt = take.prompt if link.shows_prompt else ""
    return GuestTake(number, take.aspect_ratio, clip, prompt, request)
