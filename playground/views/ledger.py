"""The ledger: every booking, newest first, as a page and as a file."""

from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from playground import access
from playground.catalogue.pricing import credits_text
from playground.forms.ledger import LedgerFilter
from playground.models import Booking, ledger
from playground.views.request import Request
from playground.views.sheet import neutral, written

PAGE = 50
PIECE = 1000  # rows that the file takes from the database at a time


@require_GET
def ledger_page(request: Request) -> HttpResponse:
    """Every booking that the filter lets through, and what they come to."""
    shown, booked = _shown(request)
    rows = booked
    if (before := request.GET.get("before", "")).isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows[: PAGE + 1])
    older = found[PAGE - 1].pk if len(found) > PAGE else None
    context = {"nav": "", "sums": ledger.sums(booked), "bookings": found[:PAGE], "older": older}
    return render(request, "money/ledger.html", context | {"filter": shown})


@require_safe
async def ledger_csv(request: Request) -> StreamingHttpResponse:
    """The same bookings as a file, all pages of them, written while they are read."""
    shown, booked = await sync_to_async(_shown)(request)
    parts = ["ledger", f"{shown.month:%Y-%m}" if shown.month else "", f"{timezone.localtime():%Y%m%d-%H%M}"]
    named = {"Content-Disposition": f'attachment; filename="{"-".join(filter(None, parts))}.csv"'}
    named |= {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    return StreamingHttpResponse(_pieces(booked), content_type="text/csv; charset=utf-8", headers=named)


def _shown(request: Request) -> tuple[LedgerFilter, QuerySet[Booking]]:
    """Which filter, and what it lets through of the purse in use. Raises Http404 for strangers."""
    workspace, line = access.workspace_of(request.user), access.get_connection_to_use(request.user)
    shown = LedgerFilter.of(workspace, line, request.GET.dict())
    booked = shown.applied(
        access.bookings_to_view(request.user).filter(connection__kind__in=line.kinds_of_purse)
    )
    return shown, booked.select_related("generation", "owner").order_by("-id")


async def _pieces(booked: QuerySet[Booking]) -> AsyncIterator[bytes]:
    """The file, some rows at a time: no more of the ledger than that is ever in memory."""
    yield written([_heads()])
    rows = booked
    while found := await _piece(rows):
        yield written([_cells(each) for each in found])
        rows = booked.filter(pk__lt=found[-1].pk)


@sync_to_async
def _piece(rows: QuerySet[Booking]) -> list[Booking]:
    return list(rows[:PIECE])


def _heads() -> list[str]:
    return [
        _("At"), _("Month"), _("Person"), _("Take"), _("Model"), _("Prompt"), _("Booking"), _("Reserved"), _("Charged"),
    ]  # fmt: skip


def _cells(row: Booking) -> list[str]:
    """Times as ISO 8601, amounts in credits; a price that nobody knows is said, never empty or zero."""
    take = row.generation
    words = [row.owner.called, str(take.pk), take.model_slug, take.prompt, _kinds()[row.kind]]
    amounts = [_("price unknown") if n is None else credits_text(n) for n in (row.held, row.charged)]
    return [row.at.isoformat(timespec="seconds"), f"{row.month:%Y-%m}", *map(neutral, words), *amounts]


def _kinds() -> dict[str, str]:
    kind = Booking.Kind
    return {
        kind.RESERVED: _("reserved"),
        kind.CHARGED: _("charged"),
        kind.RELEASED: _("released"),
        kind.TWICE: _("sent again, maybe charged twice"),
        kind.UNKNOWN: _("not known whether charged"),
    }
