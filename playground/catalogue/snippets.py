"""The shown request as a program that runs: submit, poll, download, print the path."""

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

_HOLES = re.compile(r"%BASE_URL%|%REQUEST%|%UPLOAD_NOTE%\n")
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|true|false|null')
_PYTHON = {"true": "True", "false": "False", "null": "None"}
# A file that waits for its upload: an item of a list, or the address of an object. Quotes inside text are
# escaped in JSON, so words of a prompt cannot look like this.
_UPLOAD = re.compile(r'\n *"upload:|url": "upload:')
_NOTE = "First upload each file named upload: below (POST /v1/uploads/images) and put its URL there."
_NOT_OF_AN_ADDRESS = re.compile(r"[^A-Za-z0-9_.:/\[\]~%-]")


@dataclass(frozen=True)
class Snippet:
    """A program with the holes %BASE_URL%, %REQUEST% and %UPLOAD_NOTE%.

    `literal` is how the language writes the request: "json" as it stands (a JSON text, which JavaScript
    reads as its own), "python" with True, False and None. `note` replaces %UPLOAD_NOTE% while a file waits
    for its upload. Programs read the key from $TOAPIS_API_KEY and never contain one.
    """

    slug: str
    label: str
    template: str
    literal: Literal["json", "python"]
    note: str

    def declaration(self) -> dict[str, str]:
        """What the browser needs to render it."""
        return {"template": self.template, "literal": self.literal, "note": self.note}


def _snippet(slug: str, label: str, file: str, literal: Literal["json", "python"], comment: str) -> Snippet:
    template = (files("playground.catalogue") / "programs" / file).read_text("utf-8")
    note = f"{comment} {_NOTE}"
    return Snippet(slug, label, template, literal, note)


SNIPPETS: tuple[Snippet, ...] = (
    _snippet("curl", "cURL", "generate.sh.txt", "json", "#"),
    _snippet("python", "Python", "generate.py.txt", "python", "#"),
    _snippet("javascript", "JavaScript", "generate.mjs.txt", "json", "//"),
)


def render(snippet: Snippet, base_url: str, request_text: str) -> str:
    """The program for one request; `base_url` with or without /v1 and slashes at its end."""
    address = re.sub(r"/*(?:/v1)?/*\Z", "", _NOT_OF_AN_ADDRESS.sub("", base_url))
    literal = request_text
    if snippet.literal == "python":
        literal = _TOKENS.sub(lambda match: _PYTHON.get(match[0], match[0]), request_text)
    note = f"{snippet.note}\n" if _UPLOAD.search(request_text) else ""
    fillings = {"%BASE_URL%": address, "%REQUEST%": literal, "%UPLOAD_NOTE%\n": note}
    return _HOLES.sub(lambda match: fillings[match[0]], snippet.template)
