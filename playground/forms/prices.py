"""The price table as a form: one row a model and tier, what was typed kept beside what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from playground.catalogue import video_models
from playground.catalogue.pricing import Prices, Rate, credits_text, milli_credits
from playground.catalogue.video_model import VideoModel

UNITS = ("second", "task")


class AmountTrouble(ValueError):
    """Why a typed amount is none, in the reader's language."""


@dataclass(frozen=True)
class Cell:
    """One amount: `field` is its name in the form."""

    tier: str
    field: str
    text: str
    trouble: str = ""


@dataclass(frozen=True)
class Row:
    """One model with its unit and its tiers."""

    model: VideoModel
    unit: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """All models, and the sections of the table that no model of ours answers to."""

    rows: tuple[Row, ...]
    strange: tuple[str, ...]

    @property
    def troubles(self) -> list[str]:
        """What is wrong, cell by cell."""
        return [
            f"{row.model.name}{', ' + cell.tier if cell.tier else ''}: {cell.trouble}"
            for row in self.rows
            for cell in row.cells
            if cell.trouble
        ]


def grid_of(prices: Prices) -> Grid:
    """The table as it stands."""
    rows = []
    for model in video_models():
        rate = prices.rate(model)
        told = {tier: rate.at(tier) if rate else None for tier in _tiers(model)}
        cells = (Cell(t, _field(model, t), "" if n is None else credits_text(n)) for t, n in told.items())
        rows.append(Row(model, rate.unit if rate else "second", tuple(cells)))
    return Grid(tuple(rows), tuple(sorted(_strange(prices))))


def posted_grid(prices: Prices, post: Mapping[str, str]) -> tuple[Grid, Prices]:
    """What was typed, and the table it makes; usable when the grid has no troubles.

    Sections and tiers that the page does not show stay as they are in `prices`.
    """
    rates = {name: rate for name, rate in prices.rates.items() if name in _strange(prices)}
    rows = []
    for model in video_models():
        unit = "task" if post.get(f"unit.{model.slug}") == "task" else "second"
        cells, amounts = [], _unshown(prices, model)
        for tier in _tiers(model):
            typed = post.get(_field(model, tier), "").strip()
            try:
                amount, trouble = amount_of(typed), ""
            except AmountTrouble as error:
                amount, trouble = None, str(error)
            cells.append(Cell(tier, _field(model, tier), typed, trouble))
            if amount is not None:
                amounts[tier] = amount
        rows.append(Row(model, unit, tuple(cells)))
        if amounts:
            old = prices.rate(model)
            rates[model.slug] = Rate(
                "task" if unit == "task" else "second", amounts, old.factors if old else {}
            )
    return Grid(tuple(rows), tuple(sorted(_strange(prices)))), Prices(rates)


def amount_of(typed: str) -> int | None:
    """Credits as typed, in milli-credits; None: nothing was typed. Raises AmountTrouble."""
    typed = typed.strip()
    if not typed:
        return None
    try:
        return milli_credits(Decimal(typed))
    except InvalidOperation:
        raise AmountTrouble(_("“%(typed)s” is not a number. Write it like 2.5.") % {"typed": typed}) from None
    except ValueError:
        raise AmountTrouble(_("Write credits from 0 to 1000000 with at most three decimals.")) from None


def _tiers(model: VideoModel) -> tuple[str, ...]:
    values = next((p.values for p in model.parameters if p.name == model.priced_by), ())
    return tuple(str(value) for value in values) or ("",)


def _field(model: VideoModel, tier: str) -> str:
    return f"credits.{model.slug}.{tier}"


def _strange(prices: Prices) -> set[str]:
    return set(prices.rates) - {name for model in video_models() for name in model.names}


def _unshown(prices: Prices, model: VideoModel) -> dict[str, int]:
    """The tiers of its section that the model does not have."""
    rate = prices.rate(model)
    shown = {"", *_tiers(model)}
    return {t: n for t, n in rate.milli_credits.items() if t not in shown} if rate else {}
