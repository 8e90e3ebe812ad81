"""Files and functions stay small enough to be read at one sitting; nothing is exempt."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import matching, name

CEILINGS = {
    "playground/**/*.py": 250,
    "tests/**/*.py": 250,
    "templates/**/*.html": 100,
    "static/css/**/*.css": 200,
    "static/js/lib/*.js": 250,
    "static/js/elements/*.js": 80,
    "static/js/rooms/*.js": 80,
    "static/js/rooms/lib/*.js": 250,
}


@pytest.mark.parametrize(("pattern", "ceiling"), CEILINGS.items())
def test_files_stay_below_their_ceiling(pattern: str, ceiling: int) -> None:
    """No file has more lines than its kind may have."""
    sizes = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in _written(pattern)}
    assert {path: size for path, size in sizes.items() if size > ceiling} == {}


@pytest.mark.parametrize("pattern", ["playground/**/*.py", "tests/**/*.py"])
def test_functions_stay_below_their_ceiling(pattern: str) -> None:
    """No function has more lines than one screen shows, no test more than 25."""
    sizes = {label: size for path in _written(pattern) for label, size in _functions(path)}
    ceilings = {label: 25 if "::test_" in label else 35 for label in sizes}
    assert {label: size for label, size in sizes.items() if size > ceilings[label]} == {}


def _written(pattern: str) -> list[Path]:
    return [path for path in matching(pattern) if "migrations" not in path.parts]


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name(path)}::{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1
