"""An engine without its web: a database of its own, tasks in it that upstream has, and processes that watch them.

As a program: `python -m tests.bench.engine seed | watch | observe`, each in the environment of one Engine.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.bench.gateway import Gateway
from tests.integration.installation import ROOT

FILE = "playground.sqlite3"


@dataclass(frozen=True)
class Task:
    """A take that upstream accepted at `begin`, is looked at first at `due`, and has finished at `end` (Unix)."""

    begin: float
    due: float
    end: float

    def row(self) -> list[Any]:
        """[task id, our id, begin, end, due], as gateway and database are told."""
        ours = str(uuid.uuid4())
        return [f"video_{ours[:13]}", ours, self.begin, self.end, self.due]


@cache
def _migrated() -> Path:
    """A database with all tables and nothing in it, made once."""
    folder = Path(mkdtemp(prefix="playground-bench-"))
    environment = os.environ | {"DATA_DIR": str(folder), "TOAPIS_API_KEY": "", "DATABASE_URL": ""}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    return folder / FILE


class Engine:
    """Processes on one database, ended with the context. `variables` are added to their environment."""

    def __init__(self, folder: Path, gateway: Gateway, **variables: str) -> None:
        self.folder, self.gateway = folder, gateway
        folder.mkdir()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        ours = {
            "DATA_DIR": str(folder),
            "HOST": "127.0.0.1",
            "PUBLIC_URL": "",
            "DATABASE_URL": "",
            "BROKER_URL": "",
        }
        self.environment = kept | ours | gateway.environment | variables
        shutil.copy(_migrated(), folder / FILE)
        self._processes: list[subprocess.Popen[str]] = []

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.kill()
            process.wait()

    def seed(
        self, tasks: list[Task], *, history: tuple[float, ...] = (), queued: int = 0, teams: int = 0
    ) -> None:
        """Rows in `running`, known to the gateway; finished ones that took `history` seconds; some never sent.

        teams: people called team-0, team-1, …, each alone in a workspace; the running rows are dealt out to them.
        """
        rows = [task.row() for task in tasks]
        self.gateway.tell(tasks=[row[:4] for row in rows])
        told = json.dumps({"tasks": rows, "history": history, "queued": queued, "teams": teams})
        subprocess.run(
            self._command("seed"), cwd=ROOT, env=self.environment, input=told, text=True, check=True
        )

    def start(self, what: str, **variables: str) -> "subprocess.Popen[str]":
        """One process, `watch` or `observe`; it has said that it is there."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        process = subprocess.Popen(self._command(what), cwd=ROOT, env=self.environment | variables, **pipes)
        self._processes.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        return process

    def observed(self, observer: "subprocess.Popen[str]") -> dict[str, float]:
        """When each take's `fetching` was seen in the database (Unix), by our id; ends the observer."""
        return json.loads(observer.communicate("enough\n", timeout=20)[0])

    def _command(self, what: str) -> list[str]:
        return [sys.executable, "-m", "tests.bench.engine", what]


def seed(told: dict[str, Any]) -> None:
    """Write the rows that `told` names."""
    from playground.models import Generation
    from tests import build

    first = build.asked("A bench")
    shape = {field.attname: getattr(first, field.attname) for field in Generation._meta.concrete_fields}
    Generation.objects.filter(pk=first.pk).update(state="cancelled", due_at=None)
    rows = [Generation(**shape | _running(*row)) for row in told["tasks"]]
    people = [build.user(f"team-{number}") for number in range(told["teams"])]
    for place, row in enumerate(rows if people else []):
        row.owner = people[place % len(people)]
        row.workspace_id = row.owner.memberships.get().workspace_id
    rows += [Generation(**shape | _finished(seconds)) for seconds in told["history"]]
    for version, row in enumerate(rows, first.version + 1):
        row.version, row.born_version, row.form_token = version, version, uuid.uuid4()
    Generation.objects.bulk_create(rows, batch_size=400)
    for place in range(told["queued"]):
        build.asked(f"A bench {place}")


def _running(task: str, ours: str, begin: float, end: float, due: float) -> dict[str, Any]:
    at = {
        "created_at": begin,
        "submitted_at": begin,
        "accepted_at": begin,
        "last_contact_at": begin,
        "due_at": due,
    }
    told = {
        "id": uuid.UUID(ours),
        "state": "running",
        "upstream_id": task,
        "upstream_word": "queued",
        "attempts": 1,
    }
    return {name: _moment(value) for name, value in at.items()} | told


def _finished(seconds: float) -> dict[str, Any]:
    now = time.time() - 3600
    at = {"created_at": now, "submitted_at": now, "accepted_at": now}
    at |= {"completed_at": now + seconds, "ready_at": now + seconds}
    told = {"id": uuid.uuid4(), "state": "ready", "upstream_id": f"video_{uuid.uuid4()}", "due_at": None}
    return {name: _moment(value) for name, value in at.items()} | told


def _moment(unix: float) -> Any:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(unix, UTC)


def watch() -> None:
    """Watch slice after slice, as the cluster's worker does, without the queue between two of them."""
    from playground.jobs.share import Share
    from playground.jobs.watcher import watch_one_slice

    if elsewhere := os.environ.get("BENCH_HOST"):
        socket.gethostname = lambda: elsewhere
    print("there", flush=True)
    while True:
        if not watch_one_slice(Share()):
            time.sleep(0.05)


def observe() -> None:
    """Note when each `fetching` becomes visible; take the finished ones away, as downloaders would."""
    import select

    from django_q.models import OrmQ

    from playground.models import Generation
    from playground.models.changes import Changes

    print("there", flush=True)
    changes, seen, taken = Changes(), {}, time.monotonic()
    while not select.select([sys.stdin], [], [], 0.02)[0]:
        if not changes.moved():
            continue
        found = Generation.objects.filter(state="fetching", due_at__isnull=False).values_list("pk", flat=True)
        seen |= {str(pk): time.time() for pk in list(found) if str(pk) not in seen}
        if time.monotonic() - taken > 1.0:
            taken = time.monotonic()
            finished = Generation.objects.filter(pk__in=list(seen), state="fetching")
            finished.update(state="ready", due_at=None)
            if not os.environ.get("BENCH_QUEUE"):  # nobody here takes what is rung
                OrmQ.objects.all().delete()
    print(json.dumps(seen), flush=True)


def main(what: str) -> None:
    """One of the three."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "playground.settings"
    import django

    django.setup()
    {"seed": lambda: seed(json.load(sys.stdin)), "watch": watch, "observe": observe}[what]()


if __name__ == "__main__":
    main(sys.argv[1])
