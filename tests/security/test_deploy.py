"""What Django itself has to say about a deployment."""

import os
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT


def test_a_deployment_has_nothing_to_be_told(tmp_path: Path) -> None:
    """`check --deploy` of a team behind https finds nothing, not even a warning."""
    given = {"PLAYGROUND_MODE": "team", "PUBLIC_URL": "https://films.example", "HOST": "0.0.0.0"}
    given |= {"DATA_DIR": str(tmp_path), "SECRET_KEY": "a5" * 16 + "Zq9-_x7kLmN3pR8tVwYbCdEfGhJ2s4u6"}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **given}, check=False, capture_output=True, text=True
    )
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr
