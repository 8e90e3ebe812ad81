"""A real engine process, two workspaces: the key of one is refused in the middle of its work, the other goes on."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from django.db import connection as database

from playground.models import Connection, Generation, User
from tests import build
from tests.integration.conftest import FAST
from tests.integration.installation import ROOT, wait_until
from tests.integration.keys.conftest import FIRST, PASSPHRASE, SECOND, ByKey, bearer, has_key
from tests.integration.scripted import Scripted

pytestmark = pytest.mark.django_db(transaction=True)
ENOUGH = 90.0
type Engine = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
def engine(gateway: Scripted) -> Iterator[Engine]:
    """Starts a process that works on this test's database until no take is open."""
    started: list[subprocess.Popen[bytes]] = []
    told = {
        "TEST_DATABASE": str(database.settings_dict["NAME"]),
        "TIME_SCALE": str(FAST),
        "TOAPIS_API_KEY": "",
    }
    told |= {"TOAPIS_BASE_URL": gateway.url, "TRUSTED_RESULT_HOSTS": f"127.0.0.1:{gateway.port}"}
    told |= {"ENCRYPTION_KEY": PASSPHRASE}

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.integration.watching"]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        started.append(subprocess.Popen(command, cwd=ROOT, env=os.environ | told, **streams))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def two(gateway: Scripted) -> list[User]:
    """Owners of two workspaces with a key each."""
    people = [build.user("ada"), build.user("mei")]
    for person, key in zip(people, (FIRST, SECOND), strict=True):
        has_key(person, key)
    return people


def states(of: User) -> list[str]:
    """Of a person's takes, the eldest first."""
    return list(Generation.objects.filter(owner=of).order_by("created_at").values_list("state", flat=True))


def blocked() -> list[str]:
    """The last four of the keys that are refused just now."""
    lines = Connection.objects.filter(blocked=Connection.Blocked.KEY_REFUSED)
    return list(lines.values_list("own_key__last_four", flat=True))


def test_a_key_refused_midway_stops_its_workspace_alone(
    gateway: Scripted, by_key: ByKey, two: list[User], engine: Engine
) -> None:
    """Its running take is kept, its queued ones wait, each tried once at most; then all of them end, paid once."""
    ada, mei = two
    gateway.life = [{"status": "in_progress", "progress": 10}]
    running = build.asked("Under way", of=ada)
    process = engine()
    assert wait_until(lambda: Generation.objects.get(pk=running.pk).progress == 10, ENOUGH)
    by_key.refused = {FIRST}
    for number in range(3):
        build.asked(f"Stopped {number}", of=ada)
    assert wait_until(lambda: blocked() == ["1111"], ENOUGH)
    gateway.life = [{"status": "completed"}]
    build.asked("Elsewhere", of=mei)
    assert wait_until(lambda: states(mei) == ["ready"], ENOUGH)
    assert states(ada) == ["running", *["queued"] * 3]
    tried = [call for call in gateway.called("create") if bearer(call) == FIRST]
    by_key.refused = set()
    out = process.communicate(timeout=ENOUGH)[0]
    assert (states(ada), blocked()) == (["ready"] * 4, [])
    assert (gateway.accepted.total(), set(gateway.accepted.values())) == (5, {1})
    assert len(tried) <= 1 + 3  # each at most once before it was known
    assert FIRST.encode() not in out
