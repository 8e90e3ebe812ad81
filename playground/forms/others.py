"""The takes that a batch's budget left out: what they cost now, and a higher budget for them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from playground import connection
from playground.catalogue import UnknownVideoModel, video_model
from playground.catalogue.pricing import credits_text, quote
from playground.catalogue.video_model import VideoModel
from playground.forms.budget import refusal
from playground.forms.prices import AmountTrouble, amount_of
from playground.forms.word import price_text
from playground.models import Batch, Connection, Generation, Reference, User, unmade
from playground.models.asking import Ask, Attached
from playground.models.budget import OverBudget
from playground.models.money import money_settings
from playground.models.several import within


class OthersTrouble(Exception):
    """Why they are not made, in the reader's language."""


@dataclass(frozen=True)
class Others:
    """All that was not made, in the order of the click; prices in milli-credits as they are today."""

    batch: Batch
    rows: list[dict[str, Any]]
    models: list[VideoModel]
    trouble: str = ""

    @classmethod
    def of(cls, batch: Batch, trouble: str = "") -> "Others | None":
        """None: there is nothing left to make."""
        rows = unmade.rows_of(batch)
        try:
            models = [video_model(row["model"]) for row in rows]
        except UnknownVideoModel:
            return None
        return cls(batch, rows, models, trouble) if rows else None

    @property
    def count(self) -> int:
        return len(self.rows)

    @cached_property
    def prices(self) -> list[int | None]:
        table = connection.prices(self.batch.workspace)
        return [quote(table, m, row["values"]) for m, row in zip(self.models, self.rows, strict=True)]

    @property
    def total(self) -> int | None:
        """Of all of them; None: one is unknown."""
        return None if None in self.prices else sum(price for price in self.prices if price is not None)

    @property
    def price(self) -> str:
        return price_text(self.total)

    @cached_property
    def spent(self) -> int | None:
        return unmade.spent(self.batch)

    @property
    def enough(self) -> str:
        """The budget under which all of them are made, as it is typed."""
        return "" if self.spent is None or self.total is None else credits_text(self.spent + self.total)

    @property
    def needs_confirming(self) -> bool:
        above = money_settings(self.batch.workspace).confirm_above
        return above is not None and (self.total is None or self.total > above)

    def make(self, user: User, line: Connection, post: Mapping[str, str]) -> list[Generation]:
        """Those that the posted budget lets be made; an empty one is no limit. Raises OthersTrouble."""
        try:
            budget = amount_of(post.get("budget", ""))
        except AmountTrouble as trouble:
            raise OthersTrouble(_("Budget: %(words)s") % {"words": trouble}) from None
        if self.needs_confirming and post.get("confirmed") != price_text(self.total):
            words = "This is more than you let pass without being asked. Tick the box, then generate. Nothing was sent."
            raise OthersTrouble(_(words))
        if budget is not None and self.spent is None:
            raise OthersTrouble(_("A budget can't be kept while the price is unknown. Leave it empty."))
        room = None if budget is None else budget - (self.spent or 0)
        fitting = within(self.prices, room)
        if not fitting:
            words = _("This budget lets no other take be made. All of them need %(enough)s credits.")
            raise OthersTrouble(words % {"enough": self.enough or "?"})
        asks = [self._ask(place, user, line) for place in range(self.count)]
        try:
            return unmade.make_others(self.batch, asks, budget, fitting)
        except OverBudget as over:
            raise OthersTrouble(refusal(over, user, self.batch.workspace)) from None

    def _ask(self, place: int, user: User, line: Connection) -> Ask:
        row, at = self.rows[place], self.batch.workspace
        attached = [self._attached(each) for each in row["attached"]]
        shown = Generation.objects.filter(workspace=at, deleted_at=None)
        parent = shown.filter(pk=row["parent"]).first() if row["parent"] else None
        model, price = self.models[place], self.prices[place]
        ask = Ask(user, line, model, row["values"], attached, uuid.uuid4(), price, remark=row["remark"])
        return ask if parent is None else Ask(**{**ask.__dict__, "parent": parent, "edge": row["edge"]})

    def _attached(self, row: Mapping[str, str]) -> Attached:
        if not row["reference"]:
            return Attached(url=row["url"], field=row["field"])
        rows = Reference.objects.filter(pk=row["reference"], workspace=self.batch.workspace)
        kept = rows.select_related("blob").first()
        if kept is None:
            raise OthersTrouble(_("A file of these takes is no longer here. Compose them anew."))
        return Attached(kept, field=row["field"])
