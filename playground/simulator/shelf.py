"""What the simulated gateway remembers: one SQLite file, films and uploads. Survives kill -9 at any time."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground.simulator.account import OPENING
from playground.simulator.life import Plan

_SCHEMA = """
CREATE TABLE IF NOT EXISTS task (
    id TEXT PRIMARY KEY,
    client_business_id TEXT,
    body TEXT NOT NULL,
    scenario TEXT NOT NULL,
    film TEXT NOT NULL,
    price INTEGER NOT NULL,
    born_at REAL NOT NULL,
    waits REAL NOT NULL,
    works REAL NOT NULL,
    ending TEXT NOT NULL,
    film_at REAL,
    fails_at REAL,
    address INTEGER NOT NULL DEFAULT 0,
    fetches INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS task_client ON task (client_business_id);
CREATE INDEX IF NOT EXISTS task_film ON task (film) WHERE film_at IS NULL;
CREATE TABLE IF NOT EXISTS refusal (sender TEXT PRIMARY KEY, times INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS top_up (at REAL NOT NULL, credits INTEGER NOT NULL);
"""


@dataclass(frozen=True)
class Task:
    """One accepted request. Times are Unix seconds, price is milli-credits, ``film`` the stem of its file."""

    id: str
    client_business_id: str | None
    body: str
    scenario: str
    film: str
    price: int
    born_at: float
    waits: float
    works: float
    ending: Any
    film_at: float | None = None
    fails_at: float | None = None  # when its credits come back
    address: int = 0  # which edition of the result address is valid
    fetches: int = 0  # downloads begun

    @property
    def plan(self) -> Plan:
        """The life that was planned at birth."""
        return Plan(self.waits, self.works, self.ending)

    @property
    def fields(self) -> dict[str, Any]:
        """The request as it came in."""
        fields: dict[str, Any] = json.loads(self.body)
        return fields


class Shelf:
    """The only place that reads or writes the simulator's state. One process, one thread."""

    def __init__(self, folder: Path) -> None:
        self.films = folder / "films"
        self.uploads = folder / "uploads"
        for path in (self.films, self.uploads):
            path.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(folder / "shelf.sqlite3", isolation_level=None, check_same_thread=False)
        self.db.row_factory = sqlite3.Row
        # WAL without a sync per commit loses nothing when the process dies, only when the machine does.
        self.db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + _SCHEMA)

    def add(self, task: Task) -> None:
        """Put an accepted task on the shelf."""
        names = list(Task.__dataclass_fields__)
        sql = f"INSERT INTO task ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
        self.db.execute(sql, [getattr(task, name) for name in names])

    def find(self, key: str) -> Task | None:
        """By the gateway's id or the client's; of several under one client id, the latest."""
        sql = "SELECT * FROM task WHERE id = ? OR client_business_id = ? ORDER BY rowid DESC LIMIT 1"
        row = self.db.execute(sql, (key, key)).fetchone()
        return Task(**dict(row)) if row else None

    def undrawn(self) -> list[Task]:
        """Tasks whose film is still missing, oldest first (after a restart they are drawn again)."""
        sql = "SELECT * FROM task WHERE film_at IS NULL AND fails_at IS NULL ORDER BY rowid"
        return [Task(**dict(row)) for row in self.db.execute(sql)]

    def film_drawn(self, film: str, now: float) -> None:
        """Every task waiting for this film has it from now on."""
        self.db.execute("UPDATE task SET film_at = ? WHERE film = ? AND film_at IS NULL", (now, film))

    def film_failed(self, film: str, now: float) -> None:
        """Drawing broke down: the tasks waiting for this film fail, and their credits come back."""
        fate = "fails_at = ?, ending = 'failed', waits = 0, works = 0"
        self.db.execute(f"UPDATE task SET {fate} WHERE film = ? AND film_at IS NULL", (now, film))  # noqa: S608

    def fetch_begun(self, task_id: str) -> int:
        """Count one download; answers how many there have been, this one included."""
        sql = "UPDATE task SET fetches = fetches + 1 WHERE id = ? RETURNING fetches"
        return int(self.db.execute(sql, (task_id,)).fetchone()[0])

    def renew_address(self, task_id: str) -> None:
        """The next status query gives another result address."""
        self.db.execute("UPDATE task SET address = address + 1 WHERE id = ?", (task_id,))

    def refusals_so_far(self, sender: str) -> int:
        """How often this client id (or, without one, this body) has been refused by its scenario."""
        row = self.db.execute("SELECT times FROM refusal WHERE sender = ?", (sender,)).fetchone()
        return int(row[0]) if row else 0

    def refused_again(self, sender: str) -> None:
        """Count one more refusal."""
        sql = "INSERT INTO refusal VALUES (?, 1) ON CONFLICT (sender) DO UPDATE SET times = times + 1"
        self.db.execute(sql, (sender,))

    def refusals_over(self, sender: str) -> None:
        """Forget them: the request was accepted."""
        self.db.execute("DELETE FROM refusal WHERE sender = ?", (sender,))

    def balance(self, now: float) -> tuple[int, int]:
        """Remaining and used milli-credits at ``now``; a failed task's price comes back when it fails."""
        sql = "SELECT TOTAL(price) FROM task WHERE fails_at IS NULL OR fails_at > ?"
        used = int(self.db.execute(sql, (now,)).fetchone()[0])
        added = int(self.db.execute("SELECT TOTAL(credits) FROM top_up").fetchone()[0])
        return OPENING + added - used, used

    def top_up(self, now: float) -> None:
        """Put the opening balance on the account once more."""
        self.db.execute("INSERT INTO top_up VALUES (?, ?)", (now, OPENING))

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()
