"""The page of the security checks is whole, and each proof that it names exists where it says."""

import ast
import re
from functools import cache

from tests.house.tree import ROOT

CHECKS = 30
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
PROOF = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def page() -> str:
    """docs/security.md."""
    return (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


@cache
def proven_in(path: str) -> frozenset[str]:
    """The names of the test functions of a file below tests/; none of a file that is not there."""
    file = ROOT / "tests" / path
    tree = ast.parse(file.read_text(encoding="utf-8") if file.is_file() else "")
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_check_has_its_row() -> None:
    """1 to 30 in their order, each with its words, with how it is kept, and with a test at least."""
    rows = ROW.findall(page())
    assert [int(number) for number, *_ in rows] == list(range(1, CHECKS + 1))
    assert [number for number, *_, proofs in rows if not PROOF.search(proofs)] == []


def test_every_proof_exists() -> None:
    """A test that was renamed, moved or removed must not stay behind as a promise."""
    named = PROOF.findall(page())
    assert len(named) > CHECKS
    assert [f"{path}::{test}" for path, test in named if test not in proven_in(path)] == []


def test_nothing_else_is_called_a_proof() -> None:
    """Whatever looks like a test on the page is written with its file, so that the test above sees it."""
    named = {name for proof in PROOF.findall(page()) for name in proof}
    spoken = set(re.findall(r"[\w/]*\btest_\w+(?:\.py)?", page()))
    assert spoken - named == set()
