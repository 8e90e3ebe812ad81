"""Typed readers of the environment, used by settings.py alone.

Every name can also be given as NAME_FILE, the path of a file that holds the value (secrets mounted by an orchestrator).
A `.env` file beside manage.py is read first; what the process already has wins.
"""

import contextlib
import os
import re
import secrets
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import dj_database_url


class BadEnvironment(SystemExit):
    """A variable holds something the app can't use; the sentence says which and what to put there."""


def read_dotenv(path: Path) -> None:
    """Put the `NAME=value` lines of `path` into the environment, where the name is not there yet."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.strip().partition("=")
        if separator and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def text(name: str, default: str = "") -> str:
    """The variable, or the content of the file NAME_FILE names; surrounding white space removed."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadEnvironment(f"{name}_FILE can't be read: {error.strerror or error}: {path}") from None
    return os.environ.get(name, default).strip()


def folder(name: str, default: Path) -> Path:
    """A folder, which is made, for nobody else to read, where there is none."""
    path = Path(text(name) or default).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        why = error.strerror or error
        raise BadEnvironment(f"{name} must be a folder this user can write to: {path} ({why}).") from None
    return path


def hand_over(*names: str) -> None:
    """Put what NAME_FILE says where a library looks for NAME itself."""
    for name in names:
        if os.environ.get(f"{name}_FILE"):
            os.environ[name] = text(name)


def integer(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default)) or str(default)
    try:
        return int(value)
    except ValueError:
        raise BadEnvironment(f"{name} must be a whole number, not {value!r}.") from None


def count(name: str, default: int) -> int:
    """A whole number above zero."""
    number = integer(name, default)
    if number < 1:
        raise BadEnvironment(f"{name} must be at least 1, not {number}.")
    return number


def database(url: str) -> dict[str, Any]:
    """Django's own words for DATABASE_URL. SQLite keeps its place under DATA_DIR and needs no address."""
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url))
    except (ValueError, KeyError):
        found = {}
    if found.get("ENGINE") != "django.db.backends.postgresql":
        raise BadEnvironment("DATABASE_URL must be postgresql://user:password@host:5432/name, or left out.")
    return found


def broker(url: str) -> str:
    """BROKER_URL with time limits: a broker that is down must cost a click seconds at most.

    The reading limit stays above the one second for which a worker waits for a task.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("redis", "rediss", "unix") or not (parts.hostname or parts.path):
        raise BadEnvironment("BROKER_URL must be redis://host:6379/0, or left out for the database.")
    limits = {"socket_connect_timeout": "2", "socket_timeout": "5", "health_check_interval": "10"}
    return urlunsplit(parts._replace(query=urlencode(limits | dict(parse_qsl(parts.query)))))


def milli_credits(name: str, default: str) -> int | None:
    """Credits with at most three decimals, in milli-credits; None for "none": no limit."""
    value = text(name) or default
    try:
        milli = Decimal(value) * 1000
        if 0 <= milli <= 10**9 and milli == int(milli):
            return int(milli)
    except InvalidOperation:
        if value.lower() == "none":
            return None
    words = "credits from 0 to 1000000 with at most three decimals, or none"
    raise BadEnvironment(f"{name} must be {words}, not {value!r}.")


def size(name: str, default: str) -> int:
    """Bytes: a whole number of them, or of KB, MB, GB or TB, 1024 in each step."""
    value = text(name) or default
    found = re.fullmatch(r"([0-9]{1,15}) ?([KMGT]?)B?", value, re.IGNORECASE | re.ASCII)
    if not found:
        raise BadEnvironment(f"{name} must be bytes or a size such as 500 MB or 2 GB, not {value!r}.")
    return int(found[1]) << 10 * " KMGT".index(found[2].upper() or " ")


def decimal(name: str, default: float) -> float:
    """A number above zero."""
    value = text(name) or str(default)
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise BadEnvironment(f"{name} must be a number above zero, not {value!r}.")
    return number


def switch(name: str, default: bool = False) -> bool:
    """1, true, yes, on or 0, false, no, off."""
    value = text(name).lower()
    if value in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return value in ("1", "true", "yes", "on") if value else default
    raise BadEnvironment(f"{name} must be on or off, not {value!r}.")


def comma_list(name: str) -> list[str]:
    """The parts of a comma separated list, without empty ones."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def choice(name: str, allowed: tuple[str, ...]) -> str:
    """One of a few words; the first is the default."""
    value = text(name) or allowed[0]
    if value not in allowed:
        raise BadEnvironment(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def kept_secret(path: Path) -> str:
    """A random secret that is made once and kept at `path`, readable by its owner only.

    Two processes that start together agree: the file appears whole (hard link) or not at all.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="utf-8").strip()
