"""The web alone, for one test: a real `manage.py serve` with a database of its own and nobody who watches."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from tests import servers
from tests.integration import migrated
from tests.integration.installation import ROOT, Answer, Installation, wait_until


class Web(Installation):
    """`manage.py serve` on a migrated database: SQLite's file, unless told where."""

    most_connections = 3  # the hub's, and what a request just now has

    def __init__(self, data_dir: Path, **variables: str) -> None:
        super().__init__(data_dir, **{"DATABASE_URL": "", "BROKER_URL": ""} | variables)
        self.command = [sys.executable, "manage.py", "serve"]
        migrated.copy_to(data_dir)
        if self.environment["DATABASE_URL"]:
            command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def begin(self) -> None:
        """Start it and wait until it answers."""
        self.start(wait=False)
        assert wait_until(self.answers, 60), self.output()

    def answers(self) -> bool:
        """Whether it has an answer to the simplest question."""
        try:
            return self.get("/health/live").status == 200
        except OSError:
            return False

    def readers(self) -> int:
        """How many connections to it the system knows, those that only the server still holds included."""
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        return sum(row[1].endswith(f":{self.port:04X}") and row[3] in ("01", "08") for row in rows)

    def connections(self) -> int:
        """To the database: SQLite lets go of the file late, of the log beside it at once."""
        log = f"{self.data_dir / 'playground.sqlite3'}-wal"
        return open_files(self.process.pid).count(log)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Nobody can open the database."""
        path = self.data_dir / "playground.sqlite3"
        path.rename(path.with_suffix(".away"))
        path.mkdir()
        yield
        path.rmdir()
        path.with_suffix(".away").rename(path)

    def run(self, script: str) -> str:
        """What a script with Django and this database prints."""
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "playground.settings"}
        command = [sys.executable, "-c", f"import django; django.setup()\n{script}"]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def finish(self) -> int:
        """SIGTERM; the exit code, once it is gone."""
        os.kill(self.process.pid, signal.SIGTERM)
        return self.process.wait(60)


class WebOnPostgres(Web):
    """The same on a PostgreSQL of its own, which goes with it."""

    most_connections = 17  # the pool's sixteen, and the hub's ear

    def __init__(self, data_dir: Path) -> None:
        self.server = servers.Postgres()
        self.server.start()
        super().__init__(data_dir, DATABASE_URL=self.server.create("playground"))

    def connections(self) -> int:
        with psycopg.connect(self.server.url(), autocommit=True) as line:
            asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'playground'"
            return line.execute(asked).fetchone()[0]

    @contextmanager
    def away(self) -> Iterator[None]:
        self.server.kill(signal.SIGQUIT)
        yield
        self.server.start()

    def end(self) -> None:
        super().end()
        self.server.end()


def open_files(pid: int) -> list[str]:
    """What a process has open just now; a file that it closes while we look is none."""
    found = []
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found.append(str(handle.readlink()))
    return found


def open_stream(web: Installation) -> socket.socket:
    """A live stream from the beginning on, its first bytes not read yet."""
    reader = socket.create_connection(("127.0.0.1", web.port), timeout=30)
    reader.sendall(b"GET /live/?since=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    return reader


def heard(reader: socket.socket) -> str:
    """What has come since the last look; nothing is no error."""
    try:
        return reader.recv(65536).decode(errors="replace")
    except TimeoutError:
        return ""


@contextmanager
def streams(web: Installation, count: int) -> Iterator[list[socket.socket]]:
    """So many streams, each of which has been answered."""
    with ExitStack() as open_ones:
        yield [open_ones.enter_context(_answered(web)) for _ in range(count)]


def _answered(web: Installation) -> socket.socket:
    """A stream that was let in; while no connection to the database is free (503) it is asked for again."""
    for _ in range(30):
        reader = open_stream(web)
        first = reader.recv(4096)
        if b" 200 " in first:
            return reader
        reader.close()
        assert b" 503 " in first, first
    raise AssertionError("there was never one free")


class Form:
    """The composer's form as one browser has it: read once, sent as often as one likes."""

    def __init__(self, web: Installation, prompt: str) -> None:
        self.web = web
        page = web.get("/")
        secret = page.body.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        self.fields = {"csrfmiddlewaretoken": secret, "model": "gemini_omni_flash", "prompt": prompt}
        self.fields |= {
            "aspect_ratio": "16:9",
            "duration": "4",
            "resolution": "720P",
            "token": str(uuid.uuid4()),
        }
        self.headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": page.headers["Set-Cookie"].split(";")[0],
            "Origin": f"http://127.0.0.1:{web.port}",
        }

    def send(self, path: str = "/generations/", **fields: str) -> Answer:
        """The click, or another form of the same browser; `fields` take the place of the form's own."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.web.port, timeout=20)) as line:
            line.request("POST", path, urllib.parse.urlencode(self.fields | fields), self.headers)
            response = line.getresponse()
            return Answer(response.status, response.headers, response.read())
