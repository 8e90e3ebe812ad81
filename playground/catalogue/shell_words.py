"""A shell's command line cut into words, as far as a pasted cURL command needs it; nothing is ever run."""

import re
from collections.abc import Iterator, Sequence

_BODY = ("-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json")
_HEADER = ("-H", "--header", "-u", "--user", "--oauth2-bearer")
_SECRET = re.compile(r"(?i)(authorization|api-?key)[^:]*:\s*(?:bearer\s+|basic\s+)?(?![$<{])\S")
_SECRET_IN_TEXT = re.compile(
    r"(?i)(bearer\s+|api-?key['\"]?\s*[:=]\s*|(?:-u|--user|--oauth2-bearer)[ =])(?!\$)[^\s'\"\\]+"
)
_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "e": "\x1b",
    "E": "\x1b",
}
_CODE = re.compile(r"x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})")
_PIECE = re.compile(
    r"""(?P<joined>\\\n)|\\(?P<escaped>.)|'(?P<plain>[^']*)'|\$'(?P<ansi>(?:[^'\\]|\\.)*)'"""
    r"""|"(?P<double>(?:[^"\\]|\\.)*)"|(?P<space>[ \t\n]+)|(?P<bare>[^\s'"\\$]+|\$|['"])""",
    re.DOTALL,
)


def body_of(command: str) -> str | None:
    """What a cURL command sends; None where it says so nowhere, or reads it from a file."""
    words = list(words_of(command))
    bodies = [(flag, text) for flag, text in options(words) if flag in _BODY]
    if not bodies or any(text.startswith("@") and flag != "--data-raw" for flag, text in bodies):
        return None
    return ("" if bodies[0][0] == "--json" else "&").join(text for _, text in bodies)


def holds_key(command: str) -> bool:
    """Whether it carries a key, and not only the name of a variable."""
    if _SECRET_IN_TEXT.search(command):
        return True
    found = [(flag, text) for flag, text in options(list(words_of(command))) if flag in _HEADER]
    return any(flag not in ("-H", "--header") or _SECRET.search(text) for flag, text in found)


def without_key(command: str) -> str:
    """The same text with its key cut out, to be shown again."""
    return _SECRET_IN_TEXT.sub(lambda match: f"{match[1]}…", command)


def words_of(command: str) -> Iterator[str]:
    """The words of a command line, quotes and line continuations resolved."""
    word: str | None = None
    for match in _PIECE.finditer(command):
        kind = match.lastgroup or ""
        if kind == "space":
            if word is not None:
                yield word
            word = None
        elif kind != "joined":
            word = (word or "") + _resolved(kind, match[kind])
    if word is not None:
        yield word


def options(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(flag, value) in each of the forms that curl takes: apart, with =, or a letter with its value attached."""
    wanted = (*_BODY, *_HEADER)
    for place, word in enumerate(words):
        name, equals, value = word.partition("=")
        if word in wanted:
            yield word, words[place + 1] if place + 1 < len(words) else ""
        elif equals and name in wanted:
            yield name, value
        elif word[:2] in ("-d", "-H", "-u"):
            yield word[:2], word[2:]


def _resolved(kind: str, text: str) -> str:
    if kind == "double":
        return re.sub(r'\\([\\"$`\n])', lambda match: "" if match[1] == "\n" else match[1], text)
    if kind == "ansi":
        return re.sub(
            r"\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|[0-7]{1,3}|.)",
            _ansi,
            text,
            flags=re.DOTALL,
        )
    return text


def _ansi(match: re.Match[str]) -> str:
    code = _CODE.fullmatch(match[1])
    if code is None:
        return _ESCAPES.get(match[1], match[1] if match[1] in "\\'\"?" else match[0])
    number = int(next(filter(None, code.groups()[:3])), 16) if code[4] is None else int(code[4], 8)
    return chr(number) if number < 0x110000 else match[0]
