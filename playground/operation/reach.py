"""The doctor's questions about what is outside: the gateway, its clock, and the address that people use."""

import asyncio
import os
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

from playground import connection
from playground.models import Connection
from playground.upstream import errors
from playground.upstream.addresses import normalise_base_url
from playground.upstream.client import ToApis, http_client

type Told = tuple[Literal["well", "doubtful", "broken"], str, str]
PATIENCE = 10.0
AGREEABLE = 2.0  # seconds: a lease among machines lasts five
_heard: dict[str, Any] = {}


def upstream() -> Told:
    """The balance is free to ask for, and only a key that works gets an answer."""
    _heard.clear()
    base_url, key = f"http://127.0.0.1:{settings.SIMULATOR_PORT}", "simulator"
    if is_real := connection.current_kind() == Connection.Kind.ENVIRONMENT:
        base_url, key = normalise_base_url(settings.TOAPIS_BASE_URL), settings.TOAPIS_API_KEY
    try:
        asyncio.run(_balance(base_url, key))
    except errors.KeyRefused as refused:
        return "broken", f"{base_url} refuses the key: {refused}", "Put a working key into TOAPIS_API_KEY."
    except errors.UpstreamError as error:
        if not is_real:
            return (
                "doubtful",
                "no key, and the simulator does not run",
                "Set TOAPIS_API_KEY, or start manage.py up.",
            )
        return "broken", f"{base_url}: {error}", "Is TOAPIS_BASE_URL right, and may this machine reach it?"
    return "well", f"{base_url} accepts the key" if is_real else "no key: the simulator answers", ""


async def _balance(base_url: str, key: str) -> None:
    async with http_client() as http:

        async def note(response: Any) -> None:
            _heard.update(said=response.headers.get("date", ""), at=datetime.now(UTC))

        http.event_hooks["response"].append(note)
        await ToApis(http, base_url, key, deadline=PATIENCE).balance()


def clock() -> Told:
    """Against the Date of the gateway's answer, which is whole seconds."""
    try:
        told = parsedate_to_datetime(_heard.get("said", ""))
    except ValueError:
        return "doubtful", "not compared: the gateway told no time", "Keep this machine's clock by NTP."
    off = (_heard["at"] - told).total_seconds() - 0.5
    said = f"{abs(off):.0f} s {'ahead of' if off > 0 else 'behind'} the gateway's"
    if abs(off) > AGREEABLE:
        return "doubtful", said, "Keep this machine's clock by NTP: leases among machines last five seconds."
    return "well", "agrees with the gateway's", ""


def address() -> Told:
    """What people type, what the proxy says, and the cookies that follow from both."""
    public = urlsplit(settings.PUBLIC_URL)
    if not settings.PUBLIC_URL:
        if settings.PLAYGROUND_MODE == "team":
            return "doubtful", "no PUBLIC_URL", "Set it: links, cookies and webhooks are written with it."
        return "well", "this machine only", ""
    if not (public.hostname and validate_host(public.hostname, settings.ALLOWED_HOSTS)):
        return (
            "broken",
            f"{public.hostname} is not in ALLOWED_HOSTS",
            "Add it: every request of people gets 400.",
        )
    if public.scheme == "https" and not settings.BEHIND_PROXY:
        todo = "Set BEHIND_PROXY=on: without it each request is redirected to itself for ever."
        return "broken", f"{settings.PUBLIC_URL} is https, and this web speaks plain http", todo
    trusted = os.environ.get("FORWARDED_ALLOW_IPS", "")
    if settings.BEHIND_PROXY and settings.HOST.strip("[]") not in settings.LOOPBACK and not trusted:
        todo = "Set FORWARDED_ALLOW_IPS to the proxy's address or network: only its word is believed."
        return "broken", "the proxy is on another machine and not trusted", todo
    if settings.BEHIND_PROXY and settings.HOST.strip("[]") not in settings.LOOPBACK and trusted == "*":
        return "doubtful", "everybody's X-Forwarded-For is believed", "Name the proxy in FORWARDED_ALLOW_IPS."
    if public.scheme != "https" and public.hostname not in settings.LOOPBACK:
        return "doubtful", f"{settings.PUBLIC_URL} is not encrypted", "Put a proxy with TLS in front."
    return (
        "well",
        f"{settings.PUBLIC_URL}, cookies {'for https only' if public.scheme == 'https' else 'plain'}",
        "",
    )
