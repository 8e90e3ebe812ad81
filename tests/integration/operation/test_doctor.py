"""The doctor: what is broken, what to do, and an exit code for scripts."""

import json
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from playground.jobs import drain, lease
from playground.operation import doctor, reach
from playground.operation.doctor import Finding
from tests.integration.scripted import Scripted, error


def finding(name: str) -> Finding:
    """What it finds there now."""
    return next(found for found in doctor.examine() if found.name == name)


@pytest.fixture
def well(gateway: Scripted, static_files: None, owner: object, settings: Any) -> None:
    """An installation to which nothing is wrong; the engine's clock runs as everybody's."""
    settings.TIME_SCALE = 1.0
    lease.acquire("watch")


def test_all_is_well_is_exit_code_0(well: None, capsys: pytest.CaptureFixture[str]) -> None:
    """Every check has its tick, in order, and none a thing to do."""
    call_command("doctor")
    said = capsys.readouterr().out
    assert said.count("✓") == len(doctor.CHECKS)
    assert "→" not in said


def test_one_broken_thing_is_exit_code_1_also_as_json(
    well: None, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script reads which, and a person what to do."""
    settings.STATIC_ROOT = Path("/nowhere")
    with pytest.raises(SystemExit, match="1"):
        call_command("doctor", "--json")
    told = json.loads(capsys.readouterr().out)
    broken = [found["name"] for found in told["findings"] if found["verdict"] == "broken"]
    assert (told["well"], broken) == (False, ["Static files"])


def test_a_refused_key_is_told_from_a_gateway_that_is_away(well: None, gateway: Scripted) -> None:
    """Each has its own next step; the key itself is not said."""
    gateway.says("balance", error(401, 401), error(502, 502))
    refused = finding("Upstream")
    assert "TOAPIS_API_KEY" in refused.todo
    assert "kkk" not in refused.said
    assert "TOAPIS_BASE_URL" in finding("Upstream").todo


def test_a_clock_that_is_wrong_is_noticed(well: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Date of the gateway's answer says so; here the gateway lives in 1970."""
    monkeypatch.setattr(BaseHTTPRequestHandler, "date_time_string", lambda *_: formatdate(0, usegmt=True))
    assert finding("Clock").verdict == "doubtful"


def test_a_silent_watcher_and_a_drained_one_differ(well: None, settings: Any) -> None:
    """One needs a worker, the other the end of the upgrade."""
    from datetime import timedelta

    drain.start(timedelta(minutes=1))
    assert "drain --end" in finding("Watcher").todo
    drain.end()
    settings.WATCHERS = 2
    assert "WATCHERS" in finding("Watcher").todo


def test_a_storage_that_takes_nothing_is_broken(well: None, settings: Any, tmp_path: Path) -> None:
    """The round trip is tried, and the other checks go on."""
    settings.MEDIA_DIR = tmp_path / "media"
    settings.MEDIA_DIR.write_text("in the way")
    assert finding("Storage").verdict == "broken"
    assert finding("Watcher").verdict == "well"


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"PUBLIC_URL": "https://a.example", "ALLOWED_HOSTS": ["a.example"], "BEHIND_PROXY": True}, "well"),
        ({"PUBLIC_URL": "https://a.example", "ALLOWED_HOSTS": ["a.example"]}, "broken"),
        ({"PUBLIC_URL": "https://a.example", "ALLOWED_HOSTS": ["b.example"]}, "broken"),
        ({"PUBLIC_URL": "http://a.example", "ALLOWED_HOSTS": ["a.example"]}, "doubtful"),
        (
            {
                "PUBLIC_URL": "https://a.example",
                "ALLOWED_HOSTS": ["*"],
                "BEHIND_PROXY": True,
                "HOST": "0.0.0.0",
            },
            "broken",
        ),
    ],
)
def test_address_proxy_and_cookies_must_fit(
    settings: Any, changes: dict[str, Any], verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would redirect for ever, or refuse everybody, is said before anybody meets it."""
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    for name, value in changes.items():
        setattr(settings, name, value)
    assert reach.address()[0] == verdict
