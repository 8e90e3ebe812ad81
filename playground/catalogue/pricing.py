"""What a generation costs, by the operator's table: integer milli-credits, None where nobody has said."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, Self

from playground.catalogue.parameter import Values
from playground.catalogue.validation import closed_choices
from playground.catalogue.video_model import VideoModel
from playground.catalogue.words import _

type Unit = Literal["second", "task"]

_FEW = 4
_MOST = Decimal(1_000_000)


class PriceTableError(ValueError):
    """The table cannot be read; `words` is a msgid that says where and what would be right, with holes for `params`.

    `section` and `key` name the place, where there is one; `line` is its number, 0 where it is not known.
    """

    def __init__(self, words: str, section: str = "", place: str = "", **params: Any) -> None:
        super().__init__(words)
        self.msgid, self.section, self.key, self.params, self.line = words, section, place, params, 0

    def words(self, say: Callable[[str], str]) -> str:
        """The sentence in the reader's language; `say` translates."""
        parts = {name: p.words(say) if isinstance(p, AmountError) else p for name, p in self.params.items()}
        told = say(self.msgid) % parts
        return say(_("Line %(line)s: %(words)s")) % {"line": self.line, "words": told} if self.line else told

    def __str__(self) -> str:
        return self.words(str)


class AmountError(ValueError):
    """An amount that is none; its msgid follows the amount's name."""

    def __init__(self, words: str, **params: Any) -> None:
        super().__init__(words)
        self.msgid, self.params = words, params

    def words(self, say: Callable[[str], str]) -> str:
        return say(self.msgid) % self.params


@dataclass(frozen=True)
class Rate:
    """Milli-credits per unit, by the value of the model's `priced_by` parameter; the key "" is any value.

    `factors`: in thousandths, what an option makes of it: "audio" while it is on, "audio=off" or "mode=pro" while it
    has that value.
    """

    unit: Unit
    milli_credits: Mapping[str, int]
    factors: Mapping[str, int] = field(default_factory=dict)

    def at(self, tier: str) -> int | None:
        """The rate of one resolution, None if the table leaves it out."""
        return self.milli_credits.get(tier, self.milli_credits.get(""))

    def times(self, milli: int, model: VideoModel, values: Values) -> int:
        """That many milli-credits with what the chosen options make of them."""
        full = {**model.defaults(), **values}
        for option, factor in self.factors.items():
            name, _is, wanted = option.partition("=")
            if name in full and _spelled(full[name]) == (wanted or "on"):
                milli = (milli * factor + 500) // 1000
        return milli

    def names(self, option: str) -> bool:
        """Whether the table says what this option costs."""
        return any(each.partition("=")[0] == option for each in self.factors)


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

        `factors` are optional: what an option that is on, or has a value, multiplies the price by.

            factors = { audio = 1.5, "mode=pro" = 2 }
        """
        try:
            data = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            words = _("The price table is not TOML: %(detail)s.")
            raise PriceTableError(words, detail=str(error)) from error
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
        return rate.times(price, model, values)
    seconds = values.get("duration", model.defaults().get("duration"))
    is_length = isinstance(seconds, int) and not isinstance(seconds, bool) and seconds > 0
    if not is_length or not isinstance(seconds, int):
        return None
    return rate.times(price * seconds, model, values)


def left_out(prices: Prices, model: VideoModel, values: Values) -> list[str]:
    """The options that are on and change the price while the table does not say how: the estimate is without them."""
    rate = prices.rate(model, model.wire_id_of(values))
    on = [name for name in model.priced_options if values.get(name, model.defaults().get(name)) is True]
    return [name for name in on if rate and not rate.names(name)]


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


def _spelled(value: object) -> str:
    return ("on" if value else "off") if isinstance(value, bool) else str(value)


def _rate(name: str, section: Any) -> Rate:
    if not isinstance(section, dict):
        raise PriceTableError(_("[%(name)s] has to be a section with unit and credits."), name, name=name)
    if strange := sorted(set(section) - {"unit", "credits", "factors"}):
        words = _("[%(name)s] has an unknown key: %(keys)s.")
        raise PriceTableError(words, name, strange[0], name=name, keys=", ".join(strange))
    unit, amounts = section.get("unit"), section.get("credits")
    if unit not in ("second", "task"):
        raise PriceTableError(_('[%(name)s] unit has to be "second" or "task".'), name, "unit", name=name)
    table = amounts if isinstance(amounts, dict) else {"": amounts}
    factors = section.get("factors", {})
    if not isinstance(factors, dict):
        raise PriceTableError(
            _("[%(name)s] factors has to be a table of numbers."), name, "factors", name=name
        )
    told = {option: _amount(name, "factors", option, factor) for option, factor in factors.items()}
    return Rate(unit, {tier: _amount(name, "credits", tier, amount) for tier, amount in table.items()}, told)


def _amount(name: str, key: str, tier: str, amount: Any) -> int:
    words = _('[%(name)s] %(key)s for "%(tier)s" %(why)s') if tier else _("[%(name)s] %(key)s %(why)s")
    try:
        return milli_credits(amount)
    except AmountError as error:
        raise PriceTableError(words, name, key, name=name, key=key, tier=tier, why=error) from None


def milli_credits(amount: Any) -> int:
    """Credits as milli-credits. Raises AmountError."""
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal):
        raise AmountError(_("has to be a number."))
    exact = Decimal(amount)
    if not exact.is_finite() or not 0 <= exact <= _MOST:
        raise AmountError(_("has to lie between 0 and %(most)s."), most=_MOST)
    milli = exact.scaleb(3)
    if milli != milli.to_integral_value():
        raise AmountError(_("has more than three decimals."))
    return int(milli)
