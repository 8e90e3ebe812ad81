"""What a batch's budget kept from being made: written down with the batch, and made when the budget is raised."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from playground.models.asking import Ask, insert_all
from playground.models.batch import Batch
from playground.models.generation import Generation
from playground.models.state import Lane


def written(asks: Sequence[Ask]) -> str:
    """These, each kind once: a click has few kinds and many takes."""
    kinds: list[dict[str, Any]] = []
    order = []
    for ask in asks:
        kind = _row(ask)
        if kind not in kinds:
            kinds.append(kind)
        order.append(kinds.index(kind))
    return json.dumps({"kinds": kinds, "order": order}, ensure_ascii=False) if order else ""


def rows_of(batch: Batch) -> list[dict[str, Any]]:
    """One for each take that was not made, in the order of the click."""
    if not batch.unmade_text:
        return []
    told = json.loads(batch.unmade_text)
    return [told["kinds"][place] for place in told["order"]]


def _row(ask: Ask) -> dict[str, Any]:
    attached = [
        {"reference": str(each.reference.pk) if each.reference else "", "url": each.url, "field": each.field}
        for each in ask.attached
    ]
    parent = str(ask.parent.pk) if ask.parent else ""
    wanted = {"model": ask.model.slug, "values": dict(ask.values), "attached": attached}
    return {**wanted, "parent": parent, "edge": ask.edge, "remark": ask.remark}


def spent(batch: Batch) -> int | None:
    """What its takes count against its budget; None: the price of one is unknown."""
    prices = [take.price for take in batch.takes.all() if take.charged != "no"]
    return None if None in prices else sum(price for price in prices if price is not None)


@transaction.atomic
def make_others(batch: Batch, asks: Sequence[Ask], budget: int | None, fitting: int) -> list[Generation]:
    """Make the first `fitting` of what was not made; `asks` are all of it. Nothing, if somebody was faster.

    Raises OverBudget.
    """
    row = Batch.objects.select_for_update().get(pk=batch.pk)
    if len(rows_of(row)) != len(asks) or not fitting:
        return []
    fresh = [replace(ask, batch=row, lane=Lane.LOW, token=uuid.uuid4()) for ask in asks]
    made = insert_all(fresh[:fitting])
    row.unmade_text, row.budget = written(fresh[fitting:]), budget
    row.save(update_fields=["unmade_text", "budget"])
    return made
