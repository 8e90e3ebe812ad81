"""Templates hold to the content security policy, and say what they need."""

import re
from pathlib import Path

import pytest

from tests.house.tree import matching, name

FORBIDDEN = {
    "style attribute (the policy blocks it)": r"\sstyle\s*=",
    "event handler attribute (the policy blocks it)": r"\s(?:on[a-z]+|hx-on[\w:-]*)\s*=",
    "script without src or type=application/json": r"<script(?![^>]*(?:\ssrc=|\stype=[\"']application/json))[^>]*>",
    "style element": r"<style\b",
    "trigger filter (needs eval)": r"hx-trigger\s*=\s*([\"'])(?:(?!\1).)*\[",
    "js: value (needs eval)": r"[\"'{\s](?:js|javascript):",
    "unescaped output": r"\|\s*(?:safe|safeseq)\b|{%\s*autoescape\s+off",
    "address on somebody else's server": r"\b(?:src|srcset|poster)\s*=\s*[\"'](?:https?:)?//",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_templates_are_free_of(what: str) -> None:
    """Nothing in a template needs an exception to the policy or trusts text that came from outside."""
    found = [
        f"{name(path)}:{text.count(chr(10), 0, hit.start()) + 1}"
        for path, text in _templates()
        for hit in re.finditer(FORBIDDEN[what], text, re.IGNORECASE)
    ]
    assert found == []


def test_partials_say_what_they_need() -> None:
    """Line one of every partial is `{# needs: … #}`."""
    partials = [(path, text) for path, text in _templates() if path.name.startswith("_")]
    assert partials
    assert [name(path) for path, text in partials if not re.match(r"\{# needs: .+? #\}", text)] == []


def test_partials_name_what_they_use() -> None:
    """Every partial that is included exists."""
    included = {hit for _, text in _templates() for hit in re.findall(r"{% include \"([^\"]+)\"", text)}
    existing = {name(path).removeprefix("templates/") for path, _ in _templates()}
    assert included - existing == set()


def test_python_marks_nothing_safe() -> None:
    """No Python of ours vouches for markup it did not escape."""
    sources = [
        path for path in matching("playground/**/*.py") if "mark_safe" in path.read_text(encoding="utf-8")
    ]
    assert [name(path) for path in sources] == []


def _templates() -> list[tuple[Path, str]]:
    return [(path, path.read_text(encoding="utf-8")) for path in matching("templates/**/*.html")]
