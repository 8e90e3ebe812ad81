"""What is installed is what was locked: the same bytes from whichever registry is at hand."""

import re
import tomllib

import pytest

from tests.house.tree import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")


def _pins(lock: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Package → version and hashes; the markers differ with who else asks for it."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    pins = re.findall(r"^([\w.-]+)==(\S+)(.*)$", text, re.MULTILINE)
    return {
        package: (version, frozenset(re.findall(r"--hash=sha256:\w+", rest)))
        for package, version, rest in pins
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    """No package is taken on trust."""
    assert [package for package, (_, hashes) in _pins(lock).items() if not hashes] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_no_addresses(lock: str) -> None:
    """The lock says what to install, not where from."""
    assert not re.search(
        r"://|--(?:extra-)?index-url|--find-links|@ file", (ROOT / lock).read_text(encoding="utf-8")
    )


def test_both_locks_agree() -> None:
    """Tests run against the very packages that serve."""
    running, testing = map(_pins, LOCKS)
    assert {package: pin for package, pin in running.items() if testing.get(package) != pin} == {}


def test_every_declared_dependency_is_locked() -> None:
    """A dependency added to pyproject.toml is locked in the same change."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["dependency-groups"]["dev"],
    }
    for lock, dependencies in declared.items():
        names = {re.split(r"[\[<>=~!;]", dependency)[0] for dependency in dependencies}
        assert names - set(_pins(lock)) == set()


def test_every_dependency_says_why_it_is_here() -> None:
    """Each line of a dependency list carries its reason."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r'  "[a-z][\w.\[\]-]+[<>=]', line)]
    assert len(lines) > 10
    assert [line for line in lines if not re.search(r",\s+# \w+", line)] == []
