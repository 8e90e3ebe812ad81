"""Credits of the simulated account: integer milli-credits, 200 credits to the US dollar."""

import tomllib
from pathlib import Path
from typing import Any

from playground.simulator.rules import Shape

OPENING = 1_000_000  # milli-credits
CREDITS_PER_USD = 200
PRICES_PATH = Path(__file__).with_name("prices.toml")
_TABLE: dict[str, Any] = tomllib.loads(PRICES_PATH.read_text(encoding="utf-8"))
_PER_SECOND = {"480p": 1, "540p": 1, "720p": 2, "768p": 2}  # for the models the table does not name
_PER_SECOND_ABOVE = 3


def price(wire_id: str, shape: Shape) -> int:
    """Milli-credits of one film; the table is read without regard to letter case, aliases share one row."""
    slug = {"gemini-omni-flash": "gemini_omni_flash", "gemini_omni": "gemini_omni_flash"}.get(
        wire_id, wire_id
    )
    resolution = shape.resolution.lower()
    row = _TABLE.get(slug, {})
    listed = row.get("credits", {})
    listed = listed if isinstance(listed, dict) else {"": listed}  # one number is the price of every size
    rates = {name.lower(): float(value) for name, value in listed.items()}
    rate = rates.get(resolution, rates.get("", _PER_SECOND.get(resolution, _PER_SECOND_ABOVE)))
    units = 1 if row.get("unit") == "task" else shape.seconds
    return round(rate * 1000) * units


def statement(remaining: int, used: int) -> dict[str, object]:
    """The balance object of the account pages, from milli-credits: dollars and credits side by side."""
    return {
        "success": True,
        "remain_balance": round(remaining / 1000 / CREDITS_PER_USD, 6),
        "used_balance": round(used / 1000 / CREDITS_PER_USD, 6),
        "remain_credits": _plain(remaining),
        "used_credits": _plain(used),
        "credits_per_usd": CREDITS_PER_USD,
        "unlimited_quota": False,
    }


def _plain(milli: int) -> int | float:
    return milli // 1000 if milli % 1000 == 0 else milli / 1000
