"""Money: the price table and the balance."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from playground import access, connection
from playground.catalogue.price_text import read_toml, to_toml
from playground.catalogue.pricing import PriceTableError, credits_text
from playground.forms.prices import AmountTrouble, Grid, amount_of, grid_of, posted_grid
from playground.models import MoneySettings, Workspace, budget
from playground.models.money import money_settings
from playground.models.spend import this_month
from playground.views import audit
from playground.views.request import Request

LARGEST = 100_000
TOO_LARGE = gettext_noop("The table is larger than 100 kB.")


@require_http_methods(["GET", "HEAD", "POST"])
def prices(request: Request) -> HttpResponse:
    """GET: what each model costs here. POST: the table as the page's form holds it."""
    if request.method != "POST":
        return page(request)
    workspace = access.get_workspace_to_price(request.user)
    grid, table = posted_grid(connection.prices(workspace), request.POST.dict())
    if grid.troubles:
        return page(request, status=422, grid=grid, troubles=grid.troubles)
    _keep(request, workspace, to_toml(table))
    return redirect("prices")


@require_GET
def prices_toml(request: Request) -> HttpResponse:
    """The table as a file."""
    text = to_toml(connection.prices(access.workspace_of(request.user)))
    named = {"Content-Disposition": 'attachment; filename="prices.toml"'}
    return HttpResponse(text, content_type="application/toml; charset=utf-8", headers=named)


@require_POST
def prices_import(request: Request) -> HttpResponse:
    """A TOML table, pasted or as a file, in place of the one that counts; its mistakes are told with their line."""
    workspace = access.get_workspace_to_price(request.user)
    text = request.POST.get("toml", "")
    try:
        if (file := request.FILES.get("file")) is not None:
            text = file.read(LARGEST + 1).decode("utf-8-sig")
        if len(text) > LARGEST:
            raise PriceTableError(TOO_LARGE)
        table = read_toml(text)
    except (PriceTableError, UnicodeDecodeError) as error:
        words = error.words(_) if isinstance(error, PriceTableError) else _("The file is not UTF-8 text.")
        return page(request, status=422, toml=text, toml_trouble=words)
    _keep(request, workspace, to_toml(table))
    return redirect("prices")


@require_POST
def prices_reset(request: Request) -> HttpResponse:
    """Let the operator's file count again."""
    _keep(request, access.get_workspace_to_price(request.user), None)
    return redirect("prices")


@require_POST
def confirmation(request: Request) -> HttpResponse:
    """Above which estimate a click has to be confirmed."""
    workspace = access.get_workspace_to_edit(request.user)
    typed = request.POST.get("confirm_above", "")
    try:
        above = amount_of(typed)
    except AmountTrouble as trouble:
        return page(request, status=422, above=typed, above_trouble=str(trouble))
    with transaction.atomic():
        told = {"asks above": [money_settings(workspace).confirm_above, above]}
        MoneySettings.objects.update_or_create(workspace=workspace, defaults={"confirm_above": above})
        audit.note(request, "prices changed", workspace, told)
    return redirect("prices")


@require_GET
def balance(request: Request) -> HttpResponse:
    """What the account held when it was last asked, as the bar asks for itself."""
    return render(request, "money/_balance.html")


def _may_price(request: Request) -> bool:
    try:
        access.get_workspace_to_price(request.user)
    except Http404:
        return False
    return True


@transaction.atomic
def _keep(request: Request, workspace: Workspace, text: str | None) -> None:
    kept = {"prices_text": text, "prices_at": timezone.now(), "prices_by": request.user}
    had = money_settings(workspace).prices_text is not None
    MoneySettings.objects.update_or_create(workspace=workspace, defaults=kept)
    audit.note(request, "prices changed", workspace, {"own table": [had, text is not None]})


def page(request: Request, *, status: int = 200, grid: Grid | None = None, **more: Any) -> HttpResponse:
    """The prices; in local mode with the workspace's monthly limit, which a team has beside its members."""
    workspace = access.workspace_of(request.user)
    kept, table = money_settings(workspace), connection.prices(workspace)
    above = "" if kept.confirm_above is None else credits_text(kept.confirm_above)
    context = {
        "nav": "",
        "money": kept,
        "grid": grid or grid_of(table),
        "above": above,
        "toml": to_toml(table),
    }
    context |= {"file": connection.prices_file(), "may_price": _may_price(request), **more}
    context |= {"zone": settings.TIME_ZONE}
    context["month"] = budget.month_so_far(workspace, connection.current(workspace).purse, this_month())
    return render(request, "money/prices.html", context, status=status)
