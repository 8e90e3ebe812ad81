"""JSON as people paste it: read strictly, with the place of every member, and refused in words with line and column."""

import json
import re
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in typeshed
from typing import Any

from playground.catalogue.words import _

DEEPEST = 40
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"\w+")
# True, False and None as well: the body of a Python program.
_WORDS = {"true": True, "false": False, "null": None, "True": True, "False": False, "None": None}
_NOT_A_CHARACTER = re.compile("[\ud800-\udfff]")
# Python and JavaScript write these numbers alike, and hold them exactly.
_DIGITS, _SMALLEST = 15, 0.0001

type Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Span:
    """Where a member stands: its key (or, in a list, its value), its value, and the end of it."""

    key: int
    start: int
    end: int


class BrokenJson(Exception):
    """`words` is a msgid, with holes for `params`; `at` counts characters."""

    def __init__(self, at: int, words: str, **params: Any) -> None:
        super().__init__(words)
        self.at, self.words, self.params = at, words, params


class Reading:
    """One value of a text, from `at` on; afterwards `at` is its end and `spans` knows where each member stands."""

    def __init__(self, text: str, at: int = 0) -> None:
        self.text, self.at = text, at
        self.spans: dict[Path, Span] = {}
        self.value = self._value(())

    @classmethod
    def whole(cls, text: str) -> "Reading":
        """A text that holds one value and nothing else. Raises BrokenJson."""
        read = cls(text)
        read._skip()
        if read.at < len(text):
            raise BrokenJson(read.at, _("The JSON has ended here, but more text follows."))
        return read

    def _skip(self) -> str:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def _value(self, path: Path) -> Any:
        sign = self._skip()
        if len(path) > DEEPEST:
            raise BrokenJson(self.at, _("This is nested too deeply: at most %(most)s levels."), most=DEEPEST)
        if sign == "{":
            return self._object(path)
        if sign == "[":
            return self._list(path)
        if sign == '"':
            return self._string()
        return self._bare(sign)

    def _object(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self.at += 1
        if self._skip() == "}":
            self.at += 1
            return found
        while True:
            if self._skip() != '"':
                raise BrokenJson(self.at, _("A field's name in double quotes is expected here."))
            key_at, key = self.at, self._string()
            if key in found or key == "__proto__":
                said = (
                    _("“%(name)s” stands here twice.") if key in found else _("“%(name)s” can't be a name.")
                )
                raise BrokenJson(key_at, said, name=key[:40])
            if self._skip() != ":":
                raise BrokenJson(self.at, _("A colon is expected here."))
            self.at += 1
            self._skip()
            start = self.at
            found[key] = self._value((*path, key))
            self.spans[(*path, key)] = Span(key_at, start, self.at)
            if self._ends("}"):
                return found

    def _list(self, path: Path) -> list[Any]:
        found: list[Any] = []
        self.at += 1
        if self._skip() == "]":
            self.at += 1
            return found
        while True:
            self._skip()
            start = self.at
            found.append(self._value((*path, len(found))))
            self.spans[(*path, len(found) - 1)] = Span(start, start, self.at)
            if self._ends("]"):
                return found

    def _ends(self, closing: str) -> bool:
        sign = self._skip()
        if sign not in (",", closing) or not sign:
            raise BrokenJson(self.at, _("A comma or %(closing)s is expected here."), closing=closing)
        comma = self.at
        self.at += 1
        if sign == "," and self._skip() == closing:
            raise BrokenJson(comma, _("After the last one there must be no comma."))
        return sign == closing

    def _string(self) -> str:
        try:
            text, end = scanstring(self.text, self.at + 1, True)
        except json.JSONDecodeError as error:
            if error.msg.startswith("Unterminated"):
                raise BrokenJson(self.at, _("The quotes that open here are never closed.")) from None
            if "control" in error.msg:
                words = _("A line break or a tab inside quotes has to be written as \\n or \\t.")
                raise BrokenJson(error.pos, words) from None
            raise BrokenJson(error.pos, _("This backslash begins nothing that JSON knows.")) from None
        if _NOT_A_CHARACTER.search(text):
            raise BrokenJson(self.at, _("A broken character, half of a pair, stands in this text."))
        self.at = end
        return str(text)

    def _bare(self, sign: str) -> Any:
        if match := _NUMBER.match(self.text, self.at):
            number = self._number(match)
            self.at = match.end()
            return number
        word = _WORD.match(self.text, self.at)
        if word and word[0] in _WORDS:
            self.at = word.end()
            return _WORDS[word[0]]
        if word:
            raise BrokenJson(
                self.at, _("“%(word)s” is no value: text stands in double quotes."), word=word[0][:40]
            )
        if not sign:
            raise BrokenJson(self.at, _("The text ends here, but the JSON does not."))
        raise BrokenJson(self.at, _("A value is expected here."))

    def _number(self, match: re.Match[str]) -> int | float:
        if len(match[0]) <= 2 * _DIGITS:
            number = float(match[0])
            if abs(number) < 10**_DIGITS:
                if number.is_integer():
                    return int(number)
                if abs(number) >= _SMALLEST:
                    return number
        words = _("This number can't be kept exactly: it has too many digits, or is too near to 0.")
        raise BrokenJson(match.start(), words)
