"""Monthly limits in words: what is left of them, beside the price, and why a click is refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from playground import connection
from playground.catalogue.pricing import credits_text
from playground.forms.compose import ComposeForm
from playground.forms.word import amount_text
from playground.models import Membership, User, Workspace, budget
from playground.models.budget import Limit, OverBudget
from playground.models.spend import this_month

NAMED = 3  # owners that a refusal names
# By whose limit it is, and whether several takes are asked for
OVER = {
    ("mine", False): gettext_noop("This costs %(costs)s; %(left)s of your %(most)s are left this month."),
    ("mine", True): gettext_noop(
        "These %(wanted)d takes cost %(costs)s; %(left)s of your %(most)s are left this month, "
        "enough for %(fits)d of them."
    ),
    ("theirs", False): gettext_noop(
        "This costs %(costs)s; %(left)s of the %(most)s that %(who)s may spend are left this month."
    ),
    ("all", False): gettext_noop(
        "This costs %(costs)s; %(left)s of the workspace's %(most)s are left this month."
    ),
    ("all", True): gettext_noop(
        "These %(wanted)d takes cost %(costs)s; %(left)s of the workspace's %(most)s are left this month, "
        "enough for %(fits)d of them."
    ),
}  # fmt: skip
UNPRICED = {
    "mine": gettext_noop("The price is unknown, so it can't be counted against your %(most)s credits a month."),
    "theirs": gettext_noop(
        "The price is unknown, so it can't be counted against the %(most)s credits that %(who)s may spend a month."
    ),
    "all": gettext_noop(
        "The price is unknown, so it can't be counted against the workspace's %(most)s credits a month."
    ),
}  # fmt: skip


@dataclass(frozen=True)
class MonthWord:
    """`lines`: what is left of each limit; `over`: why a click would be refused now; `refused`: it was, just now."""

    lines: tuple[str, ...] = ()
    over: str = ""
    refused: bool = False


UNLIMITED = MonthWord()


def month_on(form: ComposeForm, prices: Sequence[int | None], refused: OverBudget | None = None) -> MonthWord:
    """What the month's limits say of a form whose takes cost so much."""
    purse = connection.current(form.workspace).purse
    limits = budget.limits_on(form.user.pk, form.workspace.pk, purse, this_month())
    lines = tuple(left(limit) for limit in limits if not limit.of_all or limit == min(limits, key=_left))
    over = refused
    if over is None and (found := budget.first_over(limits, prices)):
        over = OverBudget(found[0], budget.total(prices), form.user, len(prices), found[1])
    if over is None:
        return MonthWord(lines)
    return MonthWord(lines, refusal(over, form.user, form.workspace), refused is not None)


def left(limit: Limit) -> str:
    """What stands beside the price."""
    told = {"left": credits_text(limit.left), "most": credits_text(limit.most)}
    if limit.of_all:
        return _("%(left)s of the workspace's %(most)s credits left this month") % told
    return _("%(left)s of %(most)s credits left this month") % told


def refusal(over: OverBudget, user: User, workspace: Workspace) -> str:
    """Which limit, what is left of it, what this costs, and who can change it."""
    limit = over.limit
    whose = "all" if limit.of_all else "mine" if over.owner.pk == user.pk else "theirs"
    told = {"most": credits_text(limit.most), "left": credits_text(limit.left), "who": over.owner.called}
    if over.costs is None:
        return f"{_(UNPRICED[whose]) % told} {_who(user, workspace, priced=False)}"
    told |= {"costs": amount_text(over.costs)}
    words = _(OVER[whose, over.wanted > 1]) % {**told, "wanted": over.wanted, "fits": over.fits}
    return f"{words} {_who(user, workspace, priced=True)}"


def _left(limit: Limit) -> int:
    return limit.left


def _who(user: User, workspace: Workspace, *, priced: bool) -> str:
    """Who can do something about it, and where."""
    owners = workspace.memberships.filter(role=Membership.Role.OWNER).select_related("user").order_by("pk")
    people = [each.user for each in owners]
    if user in people:
        if not priced:
            return _("Set its price on the prices page, or lift the limit.")
        if settings.PLAYGROUND_MODE == "local":
            return _("You can change the limit on the prices page.")
        return _("You can change the limit on the members page.")
    names = get_text_list([each.called for each in people[:NAMED]], _("or"))
    if not priced:
        return _("%(owners)s can set its price, or lift the limit.") % {"owners": names}
    return _("%(owners)s can change the limit on the members page.") % {"owners": names}
