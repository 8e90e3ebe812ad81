"""What a generation costs, by the operator's table: integer milli-credits, None where nobody has said."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, Self

from playground.catalogue.parameter import Values
from playground.catalogue.validation import closed_choices
from playground.catalogue.video_model import VideoModel

type Unit = Literal["second", "task"]

_FEW = 4
_MOST = Decimal(1_000_000)


class PriceTableError(ValueError):
    """The table cannot be read; the message says where and what would be right.

    `section` and `key` name the place, where there is one.
    """

    def __init__(self, words: str, section: str = "", key: str = "") -> None:
        super().__init__(words)
        self.section, self.key = section, key


@dataclass(frozen=True)
class Rate:
    """Milli-credits per unit, by the value of the model's `priced_by` parameter; the key "" is any value."""

    unit: Unit
    milli_credits: Mapping[str, int]

    def at(self, tier: str) -> int | None:
        """The rate of one resolution, None if the table leaves it out."""
        return self.milli_credits.get(tier, self.milli_credits.get(""))


@dataclass(frozen=True)
class PriceRow:
    """One line of the guide's price table: the rate of a resolution and what each duration comes to.

    `variant` names the one of several ids that the line is about.
    `totals` pairs seconds with milli-credits, empty where the table says nothing or the price is per task.
    """

    tier: str
    unit: Unit | None
    milli_credits: int | None
    totals: tuple[tuple[int, int], ...] = ()
    variant: str = ""


@dataclass(frozen=True)
class Prices:
    """The operator's price table; `Prices({})` knows no price."""

    rates: Mapping[str, Rate]

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read a table; raises PriceTableError in words.

        One section a model (slug, wire id or alias), `unit` "second" or "task", and `credits`: one number,
        or numbers by resolution, with at most three decimals.

            [gemini_omni_flash]
            unit = "second"
            credits = { "720P" = 2, "1080p" = 3 }
        """
        try:
            data = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            raise PriceTableError(f"The price table is not TOML: {error}.") from error
        return cls({name: _rate(name, section) for name, section in data.items()})

    def rate(self, model: VideoModel, wire_id: str = "") -> Rate | None:
        """The rate of one of the model's ids, else of another of its names that is no id by itself."""
        ids = {wire_id or model.wire_id}
        names = [*ids, *(name for name in model.names if name in ids or name not in model.wire_ids)]
        return next((self.rates[name] for name in names if name in self.rates), None)

    def describe(self, model: VideoModel) -> tuple[PriceRow, ...]:
        """One row for each id and resolution the model has, unknown ones included."""
        named = model.variant.choices if model.variant else ()
        variants = {str(choice.value): choice.label for choice in named} or {model.wire_id: ""}
        return tuple(
            self._row(model, wire_id, label, str(tier))
            for wire_id, label in variants.items()
            for tier in _open_tiers(model, wire_id)
        )

    def _row(self, model: VideoModel, wire_id: str, variant: str, tier: str) -> PriceRow:
        rate = self.rate(model, wire_id)
        price = rate.at(tier) if rate else None
        if rate is None or price is None:
            return PriceRow(tier, None, None, variant=variant)
        seconds = _lengths(model) if rate.unit == "second" else ()
        totals = tuple((count, count * price) for count in seconds)
        return PriceRow(tier, rate.unit, price, totals, variant)


def quote(prices: Prices, model: VideoModel, values: Values) -> int | None:
    """Milli-credits of one request, None when the table does not tell or the duration is not a number.

    The price beside the button and the price that is booked both come from here.
    """
    rate = prices.rate(model, model.wire_id_of(values))
    tier = values.get(model.priced_by, model.defaults().get(model.priced_by))
    price = rate.at(str(tier)) if rate else None
    if rate is None or price is None:
        return None
    if rate.unit == "task":
        return price
    seconds = values.get("duration", model.defaults().get("duration"))
    is_length = isinstance(seconds, int) and not isinstance(seconds, bool) and seconds > 0
    return price * seconds if is_length and isinstance(seconds, int) else None


def credits_text(milli_credits: int) -> str:
    """Milli-credits as credits without needless zeros: 12000 → "12", 2500 → "2.5"."""
    whole, rest = divmod(abs(milli_credits), 1000)
    sign = "-" if milli_credits < 0 else ""
    return f"{sign}{whole}.{rest:03d}".rstrip("0").rstrip(".")


def _lengths(model: VideoModel) -> tuple[int, ...]:
    """Durations to reckon with: all of a few, else the shortest, the default and the longest."""
    parameter = next((p for p in model.parameters if p.name == "duration"), None)
    if parameter is None:
        return ()
    few = [value for value in parameter.values if isinstance(value, int) and value > 0]
    if 0 < len(few) <= _FEW:
        return tuple(few)
    ends = (parameter.least or min(few, default=0), parameter.default, parameter.most or max(few, default=0))
    return tuple(sorted({value for value in ends if isinstance(value, int) and value > 0}))


def _open_tiers(model: VideoModel, wire_id: str) -> list[str | int]:
    """What this one of the model's ids can be asked for."""
    chosen: Values = {model.variant.name: wire_id} if model.variant else {}
    closed = closed_choices(model, chosen).get(model.priced_by, {})
    return [tier for tier in _choices(model, model.priced_by) or ("",) if tier not in closed]


def _choices(model: VideoModel, name: str) -> tuple[str | int, ...]:
    return next((parameter.values for parameter in model.parameters if parameter.name == name), ())


def _rate(name: str, section: Any) -> Rate:
    if not isinstance(section, dict):
        raise PriceTableError(f"[{name}] has to be a section with unit and credits.", name)
    strange = set(section) - {"unit", "credits"}
    if strange:
        words = f"[{name}] has an unknown key: {', '.join(sorted(strange))}."
        raise PriceTableError(words, name, min(strange))
    unit, amounts = section.get("unit"), section.get("credits")
    if unit not in ("second", "task"):
        raise PriceTableError(f'[{name}] unit has to be "second" or "task".', name, "unit")
    table = amounts if isinstance(amounts, dict) else {"": amounts}
    return Rate(unit, {tier: _credits(name, tier, amount) for tier, amount in table.items()})


def _credits(name: str, tier: str, amount: Any) -> int:
    where = f'[{name}] credits for "{tier}"' if tier else f"[{name}] credits"
    try:
        return milli_credits(amount)
    except ValueError as error:
        raise PriceTableError(f"{where} {error}", name, "credits") from None


def milli_credits(amount: Any) -> int:
    """Credits as milli-credits; ValueError with words that follow the amount's name."""
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal):
        raise ValueError("has to be a number.")
    exact = Decimal(amount)
    if not exact.is_finite() or not 0 <= exact <= _MOST:
        raise ValueError(f"has to lie between 0 and {_MOST}.")
    milli = exact.scaleb(3)
    if milli != milli.to_integral_value():
        raise ValueError("has more than three decimals.")
    return int(milli)
