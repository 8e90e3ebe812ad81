"""What a take can be found by, spelled so that SQLite's FTS5 and PostgreSQL's tsvector read it alike.

Words are lower-case runs of letters and digits without accents. Chinese and Japanese are written without spaces: each
of their characters is a word of its own, and what is searched for is a phrase of them, so any part of a sentence is
found. A facet is a word too, of a spelling that nobody writes in a prompt.
"""

import re
import unicodedata
from collections.abc import Iterator

MOST = 10_000  # words of one prompt; a tsvector has an end
_UNSPACED = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_CHUNK = re.compile(r"\"([^\"]*)\"|(\S+)")


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return _WORD.findall(unicodedata.normalize("NFC", plain))[:MOST]


def phrases(query: str) -> list[list[str]]:
    """What somebody searches for: each part, quoted or between spaces, is words that follow one another."""
    parts = (quoted or plain for quoted, plain in _CHUNK.findall(query))
    return [found for part in parts if (found := words(part))]


def is_unspaced(word: str) -> bool:
    """Whether it is one character of a script without spaces: then it is never the beginning of a word."""
    return re.fullmatch(rf"[{_UNSPACED}]", word) is not None


def facet(kind: str, value: object) -> str:
    """The word for one property: ("ratio", "16:9") → "zzratio16x9"."""
    spelled = re.sub(r"[^a-z0-9]", "", str(value).casefold().replace(":", "x"))
    return f"zz{kind}{spelled}"


def birth_facets(model: str, ratio: str, seconds: int | None) -> Iterator[str]:
    """What a take was asked with; the rest is added where it changes (search_schema.py)."""
    yield facet("model", model)
    if ratio:
        yield facet("ratio", ratio)
    if seconds is not None:
        yield facet("seconds", seconds)
