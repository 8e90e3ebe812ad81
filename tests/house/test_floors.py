"""Imports point down only; the contracts stand in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT


def test_no_import_climbs_a_floor() -> None:
    """Every contract between the rooms is kept."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--config", "pyproject.toml", "--no-logo"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert finished.returncode == 0, finished.stdout + finished.stderr
