"""Monthly limits: what one member may spend, and what the whole workspace may. Owners set both."""

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from playground import access
from playground.forms.prices import AmountTrouble, amount_of
from playground.models import Membership, MoneySettings
from playground.models.money import money_settings
from playground.views import audit, members, money
from playground.views.request import Request


@require_POST
def allowance(request: Request, member_id: int) -> HttpResponse:
    """What a member may spend in a month; empty: no limit. It holds from the next click on."""
    member = access.get_member_to_manage(request.user, member_id)
    typed = request.POST.get("allowance", "")
    try:
        most = amount_of(typed)
    except AmountTrouble as trouble:
        words = _("%(who)s: %(words)s") % {"who": member.user.called, "words": trouble}
        return members.page(request, status=422, trouble=words, typed=typed, typed_at=member.pk)
    with transaction.atomic():
        Membership.objects.filter(pk=member.pk).update(allowance=most)
        audit.note(request, "limits changed", member.user, {"allowance": [member.allowance, most]})
    return redirect("members")


@require_POST
def limit(request: Request) -> HttpResponse:
    """What all members together may spend in a month; empty: no limit. In local mode it stands with the prices."""
    workspace = access.get_workspace_to_own(request.user)
    typed, is_local = request.POST.get("monthly_limit", ""), settings.PLAYGROUND_MODE == "local"
    try:
        most = amount_of(typed)
    except AmountTrouble as trouble:
        page = money.page if is_local else members.page
        return page(request, status=422, limit_typed=typed, limit_trouble=str(trouble))
    with transaction.atomic():
        told = {"monthly limit": [money_settings(workspace).monthly_limit, most]}
        MoneySettings.objects.update_or_create(workspace=workspace, defaults={"monthly_limit": most})
        audit.note(request, "limits changed", workspace, told)
    return redirect("prices" if is_local else "members")
