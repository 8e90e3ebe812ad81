"""What changed between two requests: their words, and their parameters. Pure.

English is compared word by word; Chinese, Japanese and Korean, which put no spaces between words, sign by sign.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

type Kind = Literal["same", "added", "removed"]
type Piece = tuple[Kind, str]

UNSPACED = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
# One sign of a script without spaces, or a word, or white space, or one other sign
TOKEN = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])\w)+(?:['’-](?:(?![{UNSPACED}])\w)+)*|\s+|[^\w\s]")
LEAST_ALIKE, FEW_WORDS = (
    0.3,
    8,
)  # texts of more words with less in common are two texts, not one that was changed
MOST_TOKENS = 4_000  # beyond that a comparison would take seconds, so both texts stand whole


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One parameter of several requests: a value for each, None where it is absent."""

    name: str
    values: tuple[Any, ...]

    @property
    def differs(self) -> bool:
        return any(
            value != self.values[0] or type(value) is not type(self.values[0]) for value in self.values
        )

    @property
    def cells(self) -> list[tuple[Any, bool]]:
        """Each value, and whether it is another than the first one's."""
        first = self.values[0]
        return [(value, value != first or type(value) is not type(first)) for value in self.values]


def word_diff(before: str, after: str) -> list[Piece]:
    """How `before` became `after`: joined without what was removed it is `after`, without what was added `before`."""
    if before == after:
        return [("same", after)] if after else []
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if len(old) + len(new) > MOST_TOKENS or _are_strangers(old, new):
        return _joined([("removed", before), ("added", after)])
    pieces: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(("same", "".join(new[c:d])))
        else:
            pieces += [("removed", "".join(old[a:b])), ("added", "".join(new[c:d]))]
    return _joined(_whole_phrases(pieces))


def parameter_diff(
    requests: Sequence[Mapping[str, Any]], leaving_out: Sequence[str] = ()
) -> list[ParameterRow]:
    """One row a parameter, in the order in which the requests name them."""
    names = dict.fromkeys(name for request in requests for name in request if name not in leaving_out)
    return [ParameterRow(name, tuple(request.get(name) for request in requests)) for name in names]


def _are_strangers(old: list[str], new: list[str]) -> bool:
    old, new = ([token for token in tokens if token[0].isalnum()] for tokens in (old, new))
    if min(len(old), len(new)) <= FEW_WORDS:
        return False
    return SequenceMatcher(None, old, new, autojunk=False).ratio() < LEAST_ALIKE


def _whole_phrases(pieces: list[Piece]) -> list[Piece]:
    """A lone space between two changes belongs to them: "a red fox" for "the blue cat" is one change, not three."""
    found: list[Piece] = []
    for place, (kind, text) in enumerate(pieces):
        inside = 0 < place < len(pieces) - 1
        if kind == "same" and inside and text.isspace():
            found += [("removed", text), ("added", text)]
        elif text:
            found.append((kind, text))
    return found


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of a kind made one; in each run of changes what was removed stands before what was added."""
    found: list[Piece] = []
    gone = come = ""
    for kind, text in pieces:
        if kind == "removed":
            gone += text
        elif kind == "added":
            come += text
        else:
            found += [("removed", gone), ("added", come), ("same", text)]
            gone = come = ""
    found += [("removed", gone), ("added", come)]
    return [(kind, text) for kind, text in found if text]
