"""docs/operator.md cannot rot: its commands run, its tables name what is read and what is told."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.integration import migrated
from tests.integration.deploy.composed import services
from tests.integration.installation import ROOT

MANUAL = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console elsewhere manual\n(.*?)```", MANUAL, re.DOTALL)
SETTINGS = [
    (ROOT / "playground" / name).read_text() for name in ("settings.py", "management/commands/serve.py")
]
FOR_TESTS = {"TIME_SCALE", "CRASH_AT", "DEBUG"}


def names_read() -> set[str]:
    """What settings and the server take from the environment."""
    kinds = "text|integer|count|decimal|milli_credits|size|folder|switch|comma_list|choice"
    readers = rf"environment\.(?:{kinds})\(\s*\"([A-Z_]+)\""
    found = {name for text in SETTINGS for name in re.findall(readers, text)}
    found |= set(re.findall(r'environ\.get\("([A-Z_]+)"', SETTINGS[1]))
    handed = re.search(r"hand_over\((.*?)\)", SETTINGS[0])
    return found | set(re.findall(r"[A-Z_]+", handed[1])) - FOR_TESTS if handed else found


def test_the_table_names_every_variable_that_is_read() -> None:
    """Neither one too few nor one that nobody hears; .env.example has the same."""
    section = MANUAL.split("## Environment")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    told = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    example = set(re.findall(r"^#?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    read = names_read() - FOR_TESTS
    assert (told ^ read, example ^ read) == (set(), set())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a database, and a shell that calls our commands `manage.py`."""
    migrated.copy_to(tmp_path / "var")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "manage.py"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {ROOT}/manage.py "$@"\n')
    program.chmod(0o755)
    return tmp_path


def run(folder: Path, block: str, **more: str) -> subprocess.CompletedProcess[str]:
    """One block in a shell that ends at the first failure."""
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "DATA_DIR": str(folder / "var"), "STOP": "", **more}
    words = block.replace("/backups/playground", str(folder / "backups"))
    given = {"cwd": folder, "env": environment, "text": True, "capture_output": True}
    return subprocess.run(["sh", "-ec", words], check=False, **given)


def test_the_secrets_block_makes_every_secret(folder: Path) -> None:
    """All that compose.yaml mounts, readable, in a closed folder; what belongs together fits."""
    done = run(folder, BLOCKS[0], TOAPIS_API_KEY="sk-mine")
    assert done.returncode == 0, done.stderr
    made = {path.name: path.read_text().strip() for path in (folder / "secrets").iterdir()}
    assert set(made) == {name for service in services().values() for name in service.get("secrets", [])}
    assert all(len(value) > 40 for name, value in made.items() if name != "toapis_api_key")
    assert made["postgres_password"] in made["database_url"]
    who = json.loads(made["s3_identities"])["identities"][0]["credentials"][0]
    assert who == {"accessKey": made["s3_access_key"], "secretKey": made["s3_secret_key"]}
    assert (folder / "secrets").stat().st_mode & 0o777 == 0o700


def test_the_upgrade_and_the_restore_run_as_written(folder: Path) -> None:
    """Drain, backup, prepare, end; then the restore into an empty folder."""
    for block in BLOCKS[1:4]:
        done = run(folder, block)
        assert done.returncode == 0, done.stdout + done.stderr
    (folder / "var" / "playground.sqlite3").rename(folder / "lost.sqlite3")
    done = run(folder, BLOCKS[4])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "is back" in done.stdout


def test_the_doctor_runs_as_written(folder: Path) -> None:
    """With nothing running it says so and exits with 1."""
    done = run(folder, BLOCKS[5])
    assert (done.returncode, "Watcher" in done.stdout) == (1, True)
    assert len(BLOCKS) == 6


def test_every_command_it_names_exists() -> None:
    """Also those in the middle of a sentence."""
    named = set(re.findall(r"manage\.py ([a-z_]+)", MANUAL))
    assert named - set(get_commands()) == set()


def test_the_alerts_ask_for_series_that_are_told(db: None) -> None:
    """Each name in an example is one that /metrics has."""
    from playground.operation import latency, metrics

    latency.note("GET", "home", 200, 0.1)
    told = set(re.findall(r"^# TYPE (\w+)", metrics.text().decode(), re.MULTILINE))
    block = re.search(r"```yaml elsewhere\n(.*?)```", MANUAL, re.DOTALL)
    rules = yaml.safe_load(block[1])
    asked = {name for rule in rules for name in re.findall(r"playground_\w+", rule["expr"])}
    assert {name.removesuffix("_bucket") for name in asked} - told == set()
    assert len(rules) > 5
