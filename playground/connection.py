"""The only place that chooses the upstream: the real gateway when there is a key, else the simulator."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

from playground.catalogue.pricing import Prices
from playground.models import Connection, Workspace
from playground.models.money import money_settings
from playground.models.rehearsal import playing
from playground.upstream import recording
from playground.upstream.addresses import normalise_base_url

log = logging.getLogger("playground.connection")
SAME_ACCOUNTS = {"https://toapis.cn": "https://toapis.com"}  # the gateway's own second address
SIMULATOR_PRICES = Path(__file__).parent / "simulator" / "prices.toml"


@dataclass(frozen=True)
class Upstream:
    """Where one connection's requests go. `base_url` has no trailing slash and no /v1.

    `recorded`: nowhere; it tells, out of the database, what is played under an id in place of the gateway.
    """

    base_url: str
    key: str = field(repr=False)
    recorded: Callable[[str], recording.Playing | None] | None = None


class KeyMissing(Exception):
    """The connection is the real gateway's, and no key is set."""

    def __str__(self) -> str:
        return "no API key is set"


class OtherKey(KeyMissing):
    """The connection is of another account than the key and address in use: asking here would prove nothing."""

    def __str__(self) -> str:
        return "it was sent with another key or address; put that back to go on"


def current_kind() -> str:
    """Which kind of connection new takes use."""
    return Connection.Kind.ENVIRONMENT if settings.TOAPIS_API_KEY else Connection.Kind.SIMULATOR


def current_identity() -> str:
    """Which account answers new takes; empty for the simulator."""
    if current_kind() == Connection.Kind.SIMULATOR:
        return ""
    base_url = normalise_base_url(settings.TOAPIS_BASE_URL)
    account = f"{SAME_ACCOUNTS.get(base_url, base_url)}\n{settings.TOAPIS_API_KEY}"
    return hashlib.sha256(account.encode()).hexdigest()[:32]


def current(workspace: Workspace) -> Connection:
    """The connection that new takes of a workspace use, made at the first look."""
    found = Connection.objects.get_or_create(
        workspace=workspace, kind=current_kind(), identity=current_identity()
    )
    return found[0]


def rehearsal(workspace: Workspace) -> Connection:
    """The connection of a workspace's rehearsals, whatever answers its real takes."""
    found = Connection.objects.get_or_create(workspace=workspace, kind=Connection.Kind.REHEARSAL, identity="")
    return found[0]


def upstream_of(connection: Connection) -> Upstream:
    """Address and key of a connection. Raises KeyMissing; ValueError for an unusable TOAPIS_BASE_URL."""
    if connection.kind == Connection.Kind.SIMULATOR:
        return Upstream(f"http://127.0.0.1:{settings.SIMULATOR_PORT}", "simulator")
    if connection.is_rehearsal:
        return Upstream(recording.BASE_URL, "no-key-is-needed", playing)
    if not settings.TOAPIS_API_KEY:
        raise KeyMissing
    if connection.identity != current_identity():
        raise OtherKey
    return Upstream(normalise_base_url(settings.TOAPIS_BASE_URL), settings.TOAPIS_API_KEY)


def result_hosts(connection: Connection) -> frozenset[str]:
    """The host:port pairs that clips of a connection may come from although private or plain http."""
    if connection.kind == Connection.Kind.SIMULATOR:
        return settings.TRUSTED_RESULT_HOSTS | {f"127.0.0.1:{settings.SIMULATOR_PORT}"}
    return settings.TRUSTED_RESULT_HOSTS


def shown_base_url() -> str:
    """The address that the code examples name."""
    if current_kind() == Connection.Kind.SIMULATOR:
        return f"http://127.0.0.1:{settings.SIMULATOR_PORT}"
    return normalise_base_url(settings.TOAPIS_BASE_URL)


def callback_url() -> str | None:
    """Where the gateway may send its signed word; None while nobody outside can reach us or nothing is signed."""
    if not (settings.PUBLIC_URL and settings.WEBHOOK_SECRETS):
        return None
    return f"{settings.PUBLIC_URL}/webhooks/toapis/"


def prices(workspace: Workspace) -> Prices:
    """The workspace's own price table; without one the operator's file."""
    kept = money_settings(workspace).prices_text
    return file_prices() if kept is None else _parsed(kept)


def file_prices() -> Prices:
    """The operator's file; without one the simulator's own table, and none for the real gateway."""
    return _prices(settings.PRICES_FILE, current_kind(), str(settings.DATA_DIR / "prices.toml"))


def prices_file() -> Path | None:
    """The file that is read where a workspace has no table of its own; None: there is none."""
    named = (settings.PRICES_FILE, settings.DATA_DIR / "prices.toml")
    return next((Path(path) for path in named if path and Path(path).is_file()), None)


@lru_cache(64)
def _parsed(text: str) -> Prices:
    return Prices.from_toml(text)


@cache
def _prices(named: str, kind: str, kept: str) -> Prices:
    for path in filter(None, (named, kept)):
        if Path(path).is_file():
            return Prices.from_toml(Path(path).read_text(encoding="utf-8"))
    return Prices.from_toml(SIMULATOR_PRICES.read_text() if kind == Connection.Kind.SIMULATOR else "")


def say_which() -> None:
    """One log line at start: who answers."""
    if current_kind() == Connection.Kind.SIMULATOR:
        if settings.TOAPIS_BASE_URL_IS_SET:
            log.warning("TOAPIS_BASE_URL is ignored: there is no TOAPIS_API_KEY, so the simulator answers.")
        log.info("No TOAPIS_API_KEY: the simulator answers.")
    else:
        log.info("Requests go to %s", shown_base_url())
