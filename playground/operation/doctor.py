"""Whether an installation can do its work: one question after the other, each with what to do where the answer is no.

What a check builds on comes before it; a check that stumbles is itself a finding, and the others go on.
"""

import hashlib
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.core.checks.registry import registry
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from playground.jobs import drain, lease
from playground.media import storage
from playground.models import User
from playground.operation import reach

type Verdict = Literal["well", "doubtful", "broken"]
OLDEST = (3, 12)
SPARE, SCARCE = 2 * 1024**3, 256 * 1024**2  # bytes
HEARD_WITHIN = 10.0


@dataclass(frozen=True)
class Finding:
    """`said` is what is, `todo` what to do about it; empty where all is well."""

    name: str
    verdict: Verdict
    said: str
    todo: str = ""


def examine() -> Iterator[Finding]:
    """Every finding, in order."""
    for name, check in CHECKS.items():
        try:
            yield check()
        except Exception as error:
            words = str(error).strip().partition("\n")[0] or type(error).__name__
            yield Finding(name, "broken", words, TODO.get(name, "See the log, and mend what it names."))


def python() -> Finding:
    """The interpreter and what stands on it."""
    said = f"Python {platform.python_version()}, Django {version('django')}, av {version('av')}"
    if sys.version_info < OLDEST:
        return Finding("Python", "broken", said, "Install Python 3.12 or newer.")
    return Finding("Python", "well", said)


def environment() -> Finding:
    """What our own system checks say of the settings."""
    ours = [check for check in registry.get_checks() if check.__module__.startswith("playground.")]
    found = [each for check in ours for each in check(app_configs=None, databases=None) if each.is_serious()]
    if found:
        words = " ".join(str(each.msg) for each in found)
        return Finding("Environment", "broken", words, str(found[0].hint or "Correct it in .env."))
    return Finding(
        "Environment", "well", f"{settings.PLAYGROUND_MODE} mode on {settings.HOST}:{settings.PORT}"
    )


def data_dir() -> Finding:
    """Written to, and with room: a download begins here even where clips lie in a bucket."""
    probe = settings.DATA_DIR / ".doctor"
    probe.write_bytes(b"x")
    probe.unlink()
    free = shutil.disk_usage(settings.DATA_DIR).free
    said = f"{settings.DATA_DIR}, {free / 1024**3:.1f} GiB free"
    if free < SPARE:
        return Finding(
            "Data", "broken" if free < SCARCE else "doubtful", said, "Make room on that file system."
        )
    return Finding("Data", "well", said)


def database() -> Finding:
    """Reached, and as this version needs it."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    said = f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"
    if plan:
        return Finding("Database", "broken", f"{said}, {len(plan)} migrations wait", "Run: manage.py prepare")
    if settings.PLAYGROUND_MODE == "team" and not User.objects.exclude(email="").exists():
        todo = "Make the first owner: manage.py team --email you@studio.example"
        return Finding("Database", "doubtful", f"{said}, and nobody can sign in", todo)
    return Finding("Database", "well", f"{said}, all migrations applied")


def broker() -> Finding:
    """The queue answers; in the database it does when that does."""
    if not settings.BROKER_URL:
        return Finding("Broker", "well", "the database itself")
    import redis

    with redis.Redis.from_url(settings.Q_CLUSTER["redis"], retry=None) as line:
        line.ping()
    return Finding("Broker", "well", "answers")


def copies() -> Finding:
    """Something is stored, read again and removed."""
    content = b"doctor"
    sha = hashlib.sha256(content).hexdigest()
    final = storage.blob_path("doctor", sha, ".txt")
    storage.write(final, content)
    back = storage.read_blob("doctor", sha, ".txt")
    storage.discard(final)
    if back != content:
        return Finding("Storage", "broken", "gives back other bytes than were written", TODO["Storage"])
    return Finding("Storage", "well", settings.STORAGE_URL or str(settings.MEDIA_DIR))


def static_files() -> Finding:
    """Without them no page is drawn."""
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        return Finding("Static files", "well", str(settings.STATIC_ROOT))
    return Finding("Static files", "broken", f"not in {settings.STATIC_ROOT}", "Run: manage.py build_static")


def watcher() -> Finding:
    """Somebody looks after the takes."""
    if (end := drain.until()) is not None:
        words = f"drained: nothing new is sent before {end:%H:%M} UTC"
        return Finding("Watcher", "doubtful", words, "After the upgrade: manage.py drain --end")
    if lease.heard_within(HEARD_WITHIN * max(settings.TIME_SCALE, 1.0)):
        return Finding("Watcher", "well", "heard within ten seconds")
    todo = "Start a worker (manage.py worker, or up); all machines need the same WATCHERS."
    return Finding("Watcher", "broken", "not heard: nothing is sent or looked at", todo)


CHECKS: dict[str, Callable[[], Finding]] = {
    "Python": python,
    "Environment": environment,
    "Data": data_dir,
    "Database": database,
    "Broker": broker,
    "Storage": copies,
    "Static files": static_files,
    "Watcher": watcher,
    "Upstream": lambda: Finding("Upstream", *reach.upstream()),
    "Clock": lambda: Finding("Clock", *reach.clock()),
    "Address": lambda: Finding("Address", *reach.address()),
}
TODO = {
    "Data": "DATA_DIR must be a folder that this user may write to.",
    "Database": "Is the database up, and DATABASE_URL right? Then: manage.py prepare",
    "Broker": "Is Valkey or Redis up, and BROKER_URL right?",
    "Storage": "Is the bucket there, and do endpoint and keys fit? manage.py prepare makes a bucket.",
    "Watcher": "First the database, then: manage.py prepare",
    "Upstream": "Is TOAPIS_BASE_URL right, and may this machine reach it?",
}
