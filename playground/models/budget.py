"""Monthly limits: what one person, and what a workspace, may hold and spend in a calendar month.

The gate stands where a booking holds credits (`ledger.reserve`), in the transaction that makes the take: who is
refused has made nothing, and no path to a paid request leads around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, QuerySet

from playground.models.generation import Generation
from playground.models.money import MoneySettings, money_settings
from playground.models.people import Membership, User, Workspace
from playground.models.spend import Spend


@dataclass(frozen=True)
class Limit:
    """One limit of one month, in milli-credits. `of_all`: the workspace's, else one person's."""

    of_all: bool
    most: int
    spent: int  # charged and held

    @property
    def left(self) -> int:
        """Never below nothing: a limit may be lowered under what is spent."""
        return max(0, self.most - self.spent)

    def lets(self, price: int | None) -> bool:
        """Whether so much more fits; a price that nobody knows fits under no limit, nothing under any."""
        return price is not None and price <= self.left


class OverBudget(Exception):
    """`limit` does not let `wanted` takes be made, which cost `costs` (None: one is unknown); `fits` of them would."""

    def __init__(self, limit: Limit, costs: int | None, owner: User, wanted: int = 1, fits: int = 0) -> None:
        super().__init__(f"{costs} over {limit}")
        self.limit, self.costs, self.owner, self.wanted, self.fits = limit, costs, owner, wanted, fits

    def of_several(self, prices: Sequence[int | None], fits: int) -> "OverBudget":
        """The same, of all takes of one click, none of which is made."""
        before = sum(price for price in prices[:fits] if price is not None)
        limit = replace(self.limit, spent=self.limit.spent - before)
        return OverBudget(limit, total(prices), self.owner, len(prices), fits)


def total(prices: Sequence[int | None]) -> int | None:
    """Of all of them; None: one is unknown."""
    return None if None in prices else sum(price for price in prices if price is not None)


def limits_on(owner_id: int, workspace_id: int, purse: str, month: date) -> list[Limit]:
    """Those that hold for a person's takes from this purse, the person's own first."""
    mine = Membership.objects.filter(user_id=owner_id, workspace_id=workspace_id)
    allowance = mine.values_list("allowance", flat=True).first()
    all_of_us = MoneySettings.objects.filter(workspace_id=workspace_id)
    monthly = all_of_us.values_list("monthly_limit", flat=True).first()
    if allowance is None and monthly is None:
        return []
    spent = dict(spend_of(workspace_id, purse, month).values_list("owner_id", F("held") + F("charged")))
    found = [Limit(False, allowance, spent.get(owner_id, 0))] if allowance is not None else []
    return [*found, *([Limit(True, monthly, sum(spent.values()))] if monthly is not None else [])]


def spend_of(workspace_id: int, purse: str, month: date) -> QuerySet[Spend]:
    """What each person came to in a month: a range of the unique index, as long as the workspace has people."""
    return Spend.objects.filter(workspace_id=workspace_id, purse=purse, month=month)


@dataclass(frozen=True)
class MonthSoFar:
    """What a workspace's month has come to, in milli-credits. `most`: its limit; None: none was set."""

    month: date
    most: int | None
    people: dict[int, Spend]  # by the person's id; who has spent nothing is not in it

    @property
    def held(self) -> int:
        return sum(each.held for each in self.people.values())

    @property
    def charged(self) -> int:
        return sum(each.charged for each in self.people.values())

    def of(self, user_id: int) -> Spend:
        """One person's part of it."""
        return self.people.get(user_id, Spend())


def month_so_far(workspace: Workspace, purse: str, month: date) -> MonthSoFar:
    """From one purse, see Connection.purse."""
    spent = {each.owner_id: each for each in spend_of(workspace.pk, purse, month)}
    return MonthSoFar(month, money_settings(workspace).monthly_limit, spent)


def is_limited(workspace: Workspace) -> bool:
    """Whether anything in it has a limit."""
    has_allowances = workspace.memberships.exclude(allowance=None).exists()
    return has_allowances or money_settings(workspace).monthly_limit is not None


def first_over(limits: Sequence[Limit], prices: Sequence[int | None]) -> tuple[Limit, int] | None:
    """The limit that ends these takes, in their order, and how many fit before it; None: all fit."""
    before = 0
    for place, price in enumerate(prices):
        for limit in limits:
            if not replace(limit, spent=limit.spent + before).lets(price):
                return limit, place
        before += price or 0
    return None


def admit(take: Generation, month: date) -> None:
    """Let a take hold its estimate, or raise OverBudget. The workspace's lock makes question and booking one.

    The lock is the weak one: a booking that waits for its turn elsewhere has marked the workspace as in use.
    """
    list(Workspace.objects.select_for_update(no_key=True).filter(pk=take.workspace_id).values_list("pk"))
    limits = limits_on(take.owner_id, take.workspace_id, take.connection.purse, month)
    if over := first_over(limits, [take.price]):
        raise OverBudget(over[0], take.price, take.owner)
