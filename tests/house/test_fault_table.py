"""The fault table is whole, and what the documentation names as proof exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = 45


def names_below(*folders: str) -> set[str]:
    """The names of all test functions below these folders."""
    found = set()
    for folder in folders:
        for path in (ROOT / "tests" / folder).rglob("test_*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return {name for name in found if name.startswith("test_")}


def test_every_row_of_the_fault_table_has_its_test() -> None:
    """Rows 1 to 45; each runs with one worker and with two clusters by the harness's own fixture."""
    rows = {int(found[1]) for name in names_below("faults") if (found := re.match(r"test_row_(\d+)_", name))}
    assert rows == set(range(1, ROWS + 1))


@pytest.mark.parametrize("page", ["promises.md", "scale.md"])
def test_the_proofs_that_a_page_names_exist(page: str) -> None:
    """A test that was renamed or removed must not stay behind as a promise."""
    named = set(re.findall(r"\btest_[a-z0-9_]+\b", (ROOT / "docs" / page).read_text(encoding="utf-8")))
    modules = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
    assert named - modules - names_below("unit", "integration", "browser", "faults", "house") == set()
