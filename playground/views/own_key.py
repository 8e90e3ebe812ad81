"""A workspace's own key: entered once, checked with the gateway, shown as its last four from then on."""

from asgiref.sync import sync_to_async
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from playground import access, keys, vault
from playground import connection as connections
from playground.jobs import following, recover
from playground.models import Workspace
from playground.upstream.wire import Balance
from playground.views import audit
from playground.views.connection import go_on, heard, page
from playground.views.request import Request

LENGTHS = range(8, 301)


@require_POST
@sensitive_post_parameters("key")
@sensitive_variables("key")
async def entry(request: Request) -> HttpResponse:
    """Keep a key that the gateway accepts; whatever else comes of it, nothing is stored and nothing is echoed."""
    workspace = await sync_to_async(access.get_workspace_to_own)(request.user)
    key = request.POST.get("key", "").strip()
    if words := vault.trouble() or _flaw(key):
        return await sync_to_async(page)(request, status=422, key_flaw=_(words))
    offer = connections.offered(key)
    balance, listed, error = await heard(offer)
    if balance is None:
        return await sync_to_async(page)(request, status=422, key_error=error)
    await sync_to_async(_keep)(request, workspace, offer, balance, listed)
    return _back()


@require_POST
def removal(request: Request) -> HttpResponse:
    """Send nothing more by it; takes that were sent are still asked for with it."""
    workspace = access.get_workspace_to_own(request.user)
    with transaction.atomic():
        if keys.remove(workspace):
            audit.note(request, "key removed", workspace)
    following.follow_the_key(workspace)
    recover.wake()
    return _back()


def _keep(
    request: Request,
    workspace: Workspace,
    offer: connections.Upstream,
    balance: Balance,
    listed: list[str] | None,
) -> None:
    with transaction.atomic():
        line = keys.enter(workspace, request.user, offer)
        audit.note(request, "key entered", line, {"ends in": offer.key[-4:]})
    following.follow_the_key(workspace)
    go_on(line, balance, listed)


@sensitive_variables("key")
def _flaw(key: str) -> str:
    """Why this can't be a key, as a msgid, before anybody is asked."""
    if not key:
        return gettext_noop("Enter a key first.")
    if not (key.isascii() and key.isprintable() and " " not in key and len(key) in LENGTHS):
        return gettext_noop(
            "This is no key: it is too short or too long, or holds a blank or a character that no key has."
        )
    return ""


def _back() -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('connection')}#own-key")
