"""Which addresses our server may fetch from: asked of the URL, then of every address it resolves to.

Neither `is_global` nor `is_private` of the ipaddress module is a safe gate alone (shared address space,
NAT64, 6to4 and multicast slip through one or the other), hence the ranges below.
"""

from __future__ import annotations

import asyncio
import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Resolve = Callable[[str, int], Awaitable[list[str]]]

GLOBAL_UNICAST = ip_network("2000::/3")
REFUSED_V6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
REFUSED_V4 = tuple(
    map(
        ip_network,
        ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4"),
    )
)
HOST = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9_\-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9_\-]{0,61}[a-z0-9])?\.?"
)
ENDS_IN_NUMBER = re.compile(r"(^|\.)(\d+|0[xX][0-9A-Fa-f]*)\.?$")
MOST_ADDRESSES = 4


class FetchError(Exception):
    """A download that did not happen. repeat: "now" | "later" | "never", always for this very URL.

    status: HTTP status, None without an answer. retry_after: seconds, None unless told.
    """

    repeat = "never"

    def __init__(self, message: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.retry_after = retry_after


class AddressRefused(FetchError):
    """The URL, or an address behind it, is none we fetch from. No socket was opened to it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A URL that passed: where to connect, and what to say there. target: path and query, ASCII."""

    scheme: str
    host: str
    port: int
    target: str
    trusted: bool

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"

    def url_at(self, address: str) -> str:
        """The same URL with the host replaced by one of its addresses."""
        host = f"[{address}]" if ":" in address else address
        return f"{self.scheme}://{host}:{self.port}{self.target}"


def is_public(address: str) -> bool:
    """May we connect there? Only to plain global unicast; an IPv4 address in ::ffff: is judged as itself."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif found not in GLOBAL_UNICAST or found.scope_id is not None:
            return False
    refused = REFUSED_V4 if isinstance(found, IPv4Address) else REFUSED_V6
    return found.is_global and not found.is_multicast and not any(found in net for net in refused)


def check_url(url: str, trusted_hosts: frozenset[str]) -> Place:
    """The place a URL names, or AddressRefused: https on port 443, no user name, an ordinary host.

    trusted_hosts: "host:port" entries that may also be plain http, on another port, or private.
    """
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url or len(url) > 8_192:
        raise AddressRefused("The address holds characters that do not belong in a URL.")
    try:
        parts = urlsplit(url)
        host, given_port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise AddressRefused("The address is not a URL.") from None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        raise AddressRefused("Only plain https addresses are fetched.")
    port = given_port if given_port is not None else (443 if parts.scheme == "https" else 80)
    name = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    trusted = name in trusted_hosts
    if not trusted and (parts.scheme != "https" or port != 443):
        raise AddressRefused("Only https on port 443 is fetched from hosts that are not trusted by name.")
    if not (_literal(host) or (HOST.fullmatch(host) and not ENDS_IN_NUMBER.search(host))):
        raise AddressRefused("The address names no ordinary host.")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, host, port, target, trusted)


async def addresses_of(place: Place, resolve: Resolve) -> list[str]:
    """Every address of the place, resolved once; one bad address refuses them all: rebinding comes in pairs."""
    found = [place.host] if _literal(place.host) else await resolve(place.host, place.port)
    if not place.trusted and not all(map(is_public, found)):
        raise AddressRefused("The address leads into a private or reserved network.")
    return list(dict.fromkeys(found))[:MOST_ADDRESSES]


async def system_resolve(host: str, port: int) -> list[str]:
    """The operating system's answer, in its order of preference; [] for an unknown host."""
    loop = asyncio.get_running_loop()
    try:
        rows = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(row[4][0]) for row in rows]


def _literal(host: str) -> bool:
    try:
        return "%" not in host and bool(ip_address(host))
    except ValueError:
        return False
