"""The only place that chooses the upstream: the real gateway when there is a key, else the simulator.

The key is the workspace's own, or else the environment's. An account is a key at an address, and a connection is one
account's for ever: who replaces a key gets another connection, and what was sent stays with the one that has it.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.views.decorators.debug import sensitive_variables

from playground import vault
from playground.catalogue.pricing import Prices
from playground.models import Connection, Workspace
from playground.models.connection import PAYING
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
    """The connection is the real gateway's, and no key is set. `reason`: what a take that waits for it says."""

    reason = "key_missing"

    def __str__(self) -> str:
        return "no API key is set"


class OtherKey(KeyMissing):
    """The connection is of another account than the key and address in use: asking here would prove nothing."""

    def __str__(self) -> str:
        return "it was sent with another key or address; put that back to go on"


class KeyForgotten(KeyMissing):
    """It was the workspace's own key, and nobody waited for it when it was removed."""

    def __str__(self) -> str:
        return "it was sent with a key that was removed from the workspace; enter that one again to go on"


class KeyUnreadable(KeyMissing):
    """It is the workspace's own key, and no part of ENCRYPTION_KEY opens it."""

    reason = "key_unreadable"

    def __str__(self) -> str:
        return "the workspace's key can't be read: ENCRYPTION_KEY is missing or was changed"


def current_kind() -> str:
    """Which kind of connection new takes use where a workspace has no key of its own."""
    return Connection.Kind.ENVIRONMENT if settings.TOAPIS_API_KEY else Connection.Kind.SIMULATOR


def current_identity() -> str:
    """Which account answers new takes there; empty for the simulator."""
    return identity_of(settings.TOAPIS_API_KEY) if current_kind() != Connection.Kind.SIMULATOR else ""


@sensitive_variables("key", "account")
def identity_of(key: str) -> str:
    """The account that a key opens at the address in use."""
    base_url = normalise_base_url(settings.TOAPIS_BASE_URL)
    account = f"{SAME_ACCOUNTS.get(base_url, base_url)}\n{key}"
    return hashlib.sha256(account.encode()).hexdigest()[:32]


def current(workspace: Workspace) -> Connection:
    """The connection that new takes of a workspace use: by its own key, or else the installation's, made at a look."""
    kind, identity = current_kind(), current_identity()
    wanted = Q(kind=Connection.Kind.WORKSPACE, retired_at=None) | Q(kind=kind, identity=identity)
    lines = Connection.objects.filter(wanted, workspace=workspace).select_related("own_key")
    found = sorted(lines, key=lambda line: line.kind != Connection.Kind.WORKSPACE)
    return (
        found[0]
        if found
        else Connection.objects.get_or_create(workspace=workspace, kind=kind, identity=identity)[0]
    )


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
    own = connection.kind == Connection.Kind.WORKSPACE
    key = _own_key(connection) if own else settings.TOAPIS_API_KEY
    if not key:
        raise KeyMissing
    if connection.identity != identity_of(key):
        raise OtherKey
    return Upstream(normalise_base_url(settings.TOAPIS_BASE_URL), key)


@sensitive_variables("key")
def offered(key: str) -> Upstream:
    """The gateway with a key that somebody has just typed, to find out whether it is one."""
    return Upstream(normalise_base_url(settings.TOAPIS_BASE_URL), key)


def key_trouble(connection: Connection) -> KeyMissing | None:
    """Why nothing can be asked with a connection's key, before the gateway is asked."""
    try:
        upstream_of(connection)
    except KeyMissing as missing:
        return missing
    return None


def _own_key(connection: Connection) -> str:
    """In clear. `own_key` is read together with its connection: a watcher's loop asks no database."""
    if (kept := getattr(connection, "own_key", None)) is None:
        raise KeyForgotten
    try:
        return vault.unseal(kept.sealed)
    except (vault.Unreadable, vault.Unusable):
        raise KeyUnreadable from None


def result_hosts(connection: Connection) -> frozenset[str]:
    """The host:port pairs that clips of a connection may come from although private or plain http."""
    if connection.kind == Connection.Kind.SIMULATOR:
        return settings.TRUSTED_RESULT_HOSTS | {f"127.0.0.1:{settings.SIMULATOR_PORT}"}
    return settings.TRUSTED_RESULT_HOSTS


def shown_base_url(line: Connection | None = None) -> str:
    """The address that the code examples name, for those who use this connection."""
    if (line.kind if line else current_kind()) == Connection.Kind.SIMULATOR:
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
    if kept is not None:
        return _parsed(kept)
    # The simulator's prices are no word about what a workspace with a key of its own pays
    return file_prices(current_kind() if current_kind() in PAYING else current(workspace).kind)


def file_prices(kind: str = "") -> Prices:
    """The operator's file; without one the simulator's own table, and none for the real gateway."""
    return _prices(settings.PRICES_FILE, kind or current_kind(), str(settings.DATA_DIR / "prices.toml"))


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
            own = ", where a workspace has no key of its own" if settings.ENCRYPTION_KEYS else ""
            words = "TOAPIS_BASE_URL is ignored%s: there is no TOAPIS_API_KEY, so the simulator answers."
            log.warning(words, own)
        log.info("No TOAPIS_API_KEY: the simulator answers.")
    else:
        log.info("Requests go to %s", shown_base_url())
