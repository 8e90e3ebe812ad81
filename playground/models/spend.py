"""What a month has come to, person by person: one row beside the ledger, moved in the transaction of each booking.

Why a row, when the ledger has it all: the click asks for this sum under a lock, and must not walk a month of bookings.
Why the month of the reservation: a limit is about what was asked for in a month. A take of the last of May that is
let go in June gives May its credits back; June never had them to give, and a month that is over can't be overdrawn by
what happens later.
"""

from datetime import date, datetime

from django.db import models
from django.db.models import F
from django.utils import timezone

from playground.models.people import User, Workspace


class Spend(models.Model):
    """Milli-credits; takes whose price nobody knows are in neither sum. The simulator's credits stand apart."""

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="spend")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="spend")
    purse = models.CharField(max_length=20)  # see Connection.purse
    month = models.DateField()  # its first day
    held = models.BigIntegerField(default=0)
    charged = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "month", "purse", "owner"], name="one_sum_a_person_and_month"
            )
        ]

    @property
    def promised(self) -> int:
        """What a limit has to hold against."""
        return self.held + self.charged


def month_of(at: datetime) -> date:
    """The first day of the calendar month, in the installation's TIME_ZONE."""
    return timezone.localtime(at, timezone.get_default_timezone()).date().replace(day=1)


def this_month() -> date:
    """The month whose limits hold now."""
    return month_of(timezone.now())


def add(where: dict[str, object], held: int, charged: int) -> None:
    """Move a month's sums; `where` names its row. In the booking's transaction, whose order lock makes it alone.

    A month in which nothing but unpriced takes were made has its row too: so its rows say who spent when.
    """
    rows = Spend.objects.filter(**where)
    if not rows.update(held=F("held") + held, charged=F("charged") + charged):
        Spend.objects.create(**where, held=held, charged=charged)
