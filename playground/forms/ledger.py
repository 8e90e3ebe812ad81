"""Which bookings the ledger shows: of whom, and of which month. The page and its file read the same question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from playground.models import Booking, Connection, User, Workspace
from playground.models.spend import Spend


@dataclass(frozen=True)
class LedgerFilter:
    """`people` and `months` are what can be chosen; what an address names beside them is not heard."""

    people: tuple[User, ...]
    months: tuple[date, ...]
    person: User | None
    month: date | None

    @classmethod
    def of(cls, workspace: Workspace, line: Connection, asked: Mapping[str, str]) -> "LedgerFilter":
        """By the workspace's bookings from the purse that a connection pays from."""
        spend = Spend.objects.filter(workspace=workspace, purse=line.purse)
        theirs = Q(memberships__workspace=workspace) | Q(pk__in=spend.values("owner_id"))
        people = tuple(User.objects.filter(theirs).distinct().order_by("first_name", "username"))
        months = tuple(spend.values_list("month", flat=True).distinct().order_by("-month"))
        person = next((each for each in people if str(each.pk) == asked.get("person")), None)
        month = next((each for each in months if f"{each:%Y-%m}" == asked.get("month")), None)
        return cls(people, months, person, month)

    def applied(self, bookings: QuerySet[Booking]) -> QuerySet[Booking]:
        """Those that are asked for."""
        wanted: dict[str, object] = {"owner": self.person} if self.person else {}
        return bookings.filter(**wanted, **({"month": self.month} if self.month else {}))

    @property
    def chosen(self) -> bool:
        return bool(self.person or self.month)

    @property
    def query(self) -> str:
        """What an address says of it, with "?"; empty: all of it."""
        said = {"person": str(self.person.pk)} if self.person else {}
        said |= {"month": f"{self.month:%Y-%m}"} if self.month else {}
        return f"?{urlencode(said)}" if said else ""
