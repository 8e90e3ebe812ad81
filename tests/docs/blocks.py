"""The fenced blocks of the documentation, and what each of them must be.

| language | what the tests do with it |
|---|---|
| `console` | runs each line after `$ ` in the checkout; the lines below it are what it prints, `…` for what differs |
| `sh` `python` `javascript` | runs it beside the checkout; with a file name (`python clips.py`) only saves it |
| `text` | right below one of these: what it printed. Elsewhere a drawing, named in test_blocks.py |
| `json` | reads it; `json answer` below a program: the fields that its answer has |
| `toml` | reads it as a price table, unless it is somebody's `[tool.…]` |
| `env` | every name is one that `.env.example` explains |

`elsewhere` after the language: for another machine (a server, its service manager); never run, named in test_blocks.py.
The addresses 127.0.0.1:8000, :8001 and :9000 become free ones.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.house.tree import ROOT, matching

RUN = ("console", "sh", "python", "javascript")
READ = ("text", "json", "toml", "env")
_FENCE = re.compile(r"^( *)(`{3,})(.*)$")


@dataclass(frozen=True)
class Block:
    """One fenced block: where it stands, the words after the fence, and its text."""

    page: str
    line: int
    language: str
    words: tuple[str, ...]
    text: str

    @property
    def where(self) -> str:
        """As an editor opens it."""
        return f"{self.page}:{self.line}"

    @property
    def file(self) -> str | None:
        """The name under which it is saved instead of run."""
        return next((word for word in self.words if "." in word), None)

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is for another machine than the one that tests."""
        return "elsewhere" in self.words


def pages() -> list[Path]:
    """README.md and everything in docs/."""
    return [ROOT / "README.md", *matching("docs/*.md")]


def blocks_of(path: Path) -> list[Block]:
    """The blocks of a page, in its order."""
    found: list[Block] = []
    fence = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = _FENCE.match(line)
        if fence is None and match:
            indent, fence = match[1], match[2]
            (language, *words), start, body = (match[3].split() or [""]), number, []
        elif fence is not None and line.strip() == fence:
            name = str(path.relative_to(ROOT))
            found.append(Block(name, start, language, tuple(words), "\n".join(body) + "\n"))
            fence = None
        elif fence is not None:
            body.append(line.removeprefix(indent))
    assert fence is None, f"{path}:{start} is never closed"
    return found


def prose_of(path: Path) -> str:
    """The page without its fenced blocks, line for line."""
    kept: list[str] = []
    fence = None
    for line in path.read_text(encoding="utf-8").splitlines():
        match = _FENCE.match(line)
        if match and fence in (None, match[2]):
            fence = None if fence else match[2]
            kept.append("")
        else:
            kept.append("" if fence else line)
    return "\n".join(kept)
