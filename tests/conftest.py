"""What every test stands on: settings that never touch ./var, static files built once, the one local owner."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests import canary, servers

# A slow machine fails no example; what a test asks for itself goes on from here
SLOW = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile("house", deadline=None, database=None, suppress_health_check=SLOW)
hypothesis.settings.load_profile("house")

# Before Django is loaded: each test process has a data folder of its own, no key and no settings of a developer's
DATA_DIR = Path(tempfile.mkdtemp(prefix="playground-tests-"))
FOREIGN = (
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "PUBLIC_URL",
    "PRICES_FILE",
    "TRUSTED_RESULT_HOSTS",
    "CRASH_AT",
    "DEBUG",
    "DATABASE_URL",
    "BROKER_URL",
    "STORAGE_URL",
    "ENCRYPTION_KEY",
    "WEBHOOK_SECRET",
    "WEB_PROCESSES",
    "CLUSTERS",
    "WATCHERS",
    "QUERIES_PER_MINUTE",
    "SUBMITS_PER_MINUTE",
    "DEFAULT_ALLOWANCE",
    "SUBMITS_PER_PERSON",
    "UPLOADS_PER_PERSON",
    "STOP_GRACE",
    "HEAD_SECONDS",
    "STATIC_DIR",
    "LOG_FORMAT",
    "METRICS_TOKEN",
)
for name in (*FOREIGN, "TOAPIS_API_KEY", "TOAPIS_BASE_URL", "PLAYGROUND_MODE", "TIME_SCALE", "BEHIND_PROXY"):
    os.environ.pop(f"{name}_FILE", None)
    os.environ[name] = ""  # an empty variable wins over a .env file
os.environ |= {"DATA_DIR": str(DATA_DIR), "HOST": "127.0.0.1", "PORT": "8000", "SIMULATOR_PORT": "9"}
os.environ["DJANGO_SETTINGS_MODULE"] = "playground.settings"

# The engines are chosen before any option is read: settings look at the environment once. Workers inherit the word
ON = os.environ.get("TESTS_ON") or next((arg[5:] for arg in sys.argv if arg.startswith("--on=")), "sqlite")
os.environ["TESTS_ON"] = ON
if ON == "postgres":
    os.environ |= {"DATABASE_URL": servers.postgres(), "BROKER_URL": servers.valkey()}

import django  # noqa: E402

django.setup()
# The test client's own name, as Django adds it to ALLOWED_HOSTS
django.conf.settings.LOOPBACK.append("testserver")
WATCH = canary.Watch(DATA_DIR)
WATCH.listen()
# Test workers are children of this process: with this name set they would load our settings before their own folder
del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which database and broker the tests run on; both servers are started by the tests themselves."""
    words = "sqlite (also the broker) or postgres (with Valkey as the broker); written with the equals sign"
    parser.addoption("--on", choices=("sqlite", "postgres"), default=ON, help=words)


def pytest_configure(config: pytest.Config) -> None:
    """Refuse an --on that was not heard in time."""
    if config.getoption("on") != ON:
        raise pytest.UsageError("write --on=postgres, with the equals sign")
    config.pluginmanager.register(WATCH, "canary")


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(DATA_DIR, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A database on a server of the tests' own goes with that server; to drop it would wait for its last reader."""
    return ON == "postgres"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English, whatever language the one before it read."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """What a page kept for some seconds is another test's, with the same ids."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session")
def static_files() -> None:
    """The bundle as `make run` builds it: pages can be drawn."""
    from django.core.management import call_command

    call_command("build_static")


@pytest.fixture
def owner(db: None) -> object:
    """The owner of a local installation."""
    from playground import access

    return access.local_owner()
