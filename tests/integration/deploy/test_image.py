"""The Dockerfile, as far as it can be read without an engine."""

import re

from tests.integration.installation import ROOT

STAGES = (ROOT / "Dockerfile").read_text(encoding="utf-8").split("FROM ")[1:]
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()


def test_every_package_is_hashed_and_nothing_is_compiled() -> None:
    """The bytes that were tested, and no compiler in any stage."""
    assert "--require-hashes" in STAGES[0]
    assert "--only-binary=:all:" in STAGES[0]
    assert not re.search(r"apt-get|apk add|gcc", "".join(STAGES))


def test_the_last_stage_is_slim_and_nobodys() -> None:
    """A small image, a user of its own without a shell, one folder to write to, and a health check."""
    last = STAGES[-1]
    assert last.startswith("python:3.13-slim\n")
    assert re.search(r"^USER 10001$", last, re.MULTILINE)
    assert "VOLUME /data" in last
    assert "playground.processes.alive" in last


def test_what_is_copied_exists_and_nothing_else_is_sent() -> None:
    """Keys, clips and history stay where they are: all is ignored but what the build copies."""
    copied = set(re.findall(r"^COPY (?!--from)(\S+) ", STAGES[0], re.MULTILINE))
    assert IGNORED[IGNORED.index("*") :][0] == "*"
    assert copied == {line.removeprefix("!") for line in IGNORED if line.startswith("!")}
    assert all((ROOT / name).exists() for name in copied)
