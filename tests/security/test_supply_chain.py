"""Check 29: what is installed and what browsers run is known to the byte."""

import hashlib
import io
import json
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command

from tests.house.tree import ROOT
from tests.security.conftest import Enter, Team

# django-htmx 1.29's htmx 2.0.10; a new one is looked at before its hash is written here
HTMX = "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de"


def test_htmx_is_the_very_file_that_was_looked_at() -> None:
    """Check 29: the script that all pages run has the recorded hash."""
    found = finders.find("django_htmx/htmx-2.min.js")
    assert found
    assert hashlib.sha256(Path(str(found)).read_bytes()).hexdigest() == HTMX


def test_pages_run_scripts_of_our_own_alone(team: Team, enter: Enter) -> None:
    """Check 29: every script and style of a page is a file of this server, named by its content."""
    html = enter("owner").get("/").text
    loaded = re.findall(r'<(?:script|link rel="stylesheet")[^>]*?(?:src|href)="([^"]+)"', html)
    assert len(loaded) >= 3
    assert [
        path for path in loaded if not re.fullmatch(r"/static/[\w/.-]+\.[0-9a-f]{12}\.(?:js|css)", path)
    ] == []


def test_a_bill_of_materials_is_written() -> None:
    """Check 29: `manage.py sbom` lists each pin of the lock with its hashes, the same each time."""
    out = [io.StringIO(), io.StringIO()]
    for each in out:
        call_command("sbom", stdout=each)
    assert out[0].getvalue() == out[1].getvalue()
    told = json.loads(out[0].getvalue())
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = set(re.findall(r"^([\w.-]+)==([^\s;]+)", lock, re.MULTILINE))
    assert {(part["name"], part["version"]) for part in told["components"]} == pins
    hashes = [
        file["hashes"][0]["content"] for part in told["components"] for file in part["externalReferences"]
    ]
    assert sorted(hashes) == sorted(re.findall(r"sha256:(\w+)", lock))
    assert sum("licenses" in part for part in told["components"]) > len(pins) / 2


def test_make_installs_by_hash_alone() -> None:
    """Check 29: no way of the Makefile installs what the lock does not name by its hash."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line for line in makefile.splitlines() if "pip install" in line]
    assert installs
    assert all("--require-hashes" in line for line in installs)
