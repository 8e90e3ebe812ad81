"""What the templates of a review are made of: plain words and addresses, and nothing that this reader may not have."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

SHORT = 80


@dataclass(frozen=True)
class Said:
    """One comment; `at` in seconds as text, empty for the whole clip. An empty address: not for this reader."""

    id: str
    name: str
    is_guest: bool
    text: str
    at: str
    timecode: str
    mark: str
    when: datetime
    is_gone: bool
    is_edited: bool
    resolved_by: str | None
    stamp: str
    is_mine: bool = False
    deletion_url: str = ""
    text_url: str = ""
    resolution_url: str = ""
    revision_url: str = ""
    revisions: Sequence[str] = ()
    replies: Sequence["Said"] = ()

    @property
    def headline(self) -> str:
        """What is said when it comes, or changes, under a reader's eyes."""
        told = {"name": self.name, "text": self.text[:SHORT], "place": self.timecode}
        if self.resolved_by is not None:
            return _("Resolved: %(text)s") % told
        if self.revisions:
            return _("A revision was made from: %(text)s") % told
        if self.timecode:
            return _("%(name)s at %(place)s: %(text)s") % told
        return _("%(name)s: %(text)s") % told


@dataclass(frozen=True)
class Opinion:
    """One reviewer's verdict."""

    name: str
    is_guest: bool
    says: str
    words: str


@dataclass(frozen=True)
class Room:
    """The whole of it. `writes` False: a guest who has not begun to. `letter` and `pane`: one of a comparison."""

    take: str
    address: str
    verdict_url: str
    version: int
    letter: str = ""
    pane: str = ""
    fps: float = 24
    seconds: float = 0
    has_clip: bool = True
    is_guest: bool = False
    writes: bool = True
    name: str = ""
    mine: str = ""
    threads: Sequence[Said] = ()
    opinions: Sequence[Opinion] = ()
    trouble: str = ""
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells the ids of several reviews of one page apart."""
        return f"-{self.letter}" if self.letter else ""

    @property
    def open_threads(self) -> int:
        return sum(each.resolved_by is None and not each.is_gone for each in self.threads)
