"""Getting a key: where from, how to set it, whether it works, and what each answer means."""

import asyncio
from typing import Any

from asgiref.sync import sync_to_async
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from playground import access
from playground import connection as connections
from playground.jobs import account, recover
from playground.models import Connection, User
from playground.upstream.errors import UpstreamError
from playground.upstream.wire import Balance
from playground.views import audit
from playground.views.limits import limits_of
from playground.views.request import Request


@require_GET
def connection(request: Request) -> HttpResponse:
    """The page."""
    return page(request)


def page(request: Request, *, status: int = 200, **more: Any) -> HttpResponse:
    """The same with what came of a test or of a key that was entered."""
    row = access.get_connection_to_use(request.user)
    context: dict[str, Any] = {
        "nav": "",
        "base_url": connections.shown_base_url(row),
        "limits": limits_of(row),
    }
    context["own"] = access.get_own_key_to_see(request.user, row)
    return render(request, "connection/page.html", context | more, status=status)


@require_GET
def banner(request: Request) -> HttpResponse:
    """What stops takes just now, as the banner of every page asks for itself."""
    return render(request, "shared/_banner.html")


@require_GET
def limits(request: Request) -> HttpResponse:
    """What may be asked of the gateway still, as the table asks for itself."""
    row = access.get_connection_to_use(request.user)
    return render(request, "connection/_limits.html", {"limits": limits_of(row)})


@require_POST
async def test(request: Request) -> HttpResponse:
    """Ask for the balance with the key in use, and let waiting takes go on when it works."""
    row = await sync_to_async(_to_test)(request.user)
    told: dict[str, Any] = {}
    try:
        told["result"], listed, told["error"] = await heard(connections.upstream_of(row))
    except connections.KeyMissing as missing:
        told["missing"] = str(missing)
    else:
        if told["result"] is not None:
            await sync_to_async(go_on)(row, told["result"], listed)
    await sync_to_async(audit.note)(request, "connection tested", row, {"answer": _answered(told)})
    if request.headers.get("HX-Request"):
        return await sync_to_async(render)(request, "connection/_result.html", told)
    return await sync_to_async(page)(request, **told)


def _answered(told: dict[str, Any]) -> str:
    if "missing" in told:
        return "no key"
    return "balance" if told["error"] is None else told["error"].code or "no answer"


def _to_test(user: User) -> Connection:
    """Raises Http404 for a viewer."""
    access.get_workspace_to_edit(user)
    return access.get_connection_to_use(user)


async def heard(
    upstream: connections.Upstream,
) -> tuple[Balance | None, list[str] | None, UpstreamError | None]:
    """Balance and models of the key; whether the connection works the balance alone decides."""
    from playground.upstream.client import ToApis, http_client  # here: every start would wait for httpx

    async with http_client() as http, asyncio.timeout(25):
        api = ToApis(http, upstream.base_url, upstream.key, deadline=10)
        try:
            balance = await api.balance()
        except UpstreamError as error:
            return None, None, error
        try:
            return balance, await api.video_models(), None
        except UpstreamError:
            return balance, None, None


def go_on(row: Connection, balance: Balance, listed: list[str] | None) -> None:
    """Keep what was heard of a key that works, and let what waited for it go on."""
    account.settle(row, balance)
    row.book_models(listed, timezone.now())
    if row.blocked:
        account.go_on(row)
    recover.wake()
