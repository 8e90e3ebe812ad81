"""A price table as text: written so that reading it gives the same table, and its mistakes with their line."""

import json
import re
from collections.abc import Mapping

from playground.catalogue.pricing import Prices, PriceTableError, Rate, credits_text

_HEADER = re.compile(r"^\s*\[\s*(\"(?:[^\"\\]|\\.)*\"|'[^']*'|[A-Za-z0-9_-]+)\s*\]")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


def to_toml(prices: Prices) -> str:
    """One section a model, in the table's order; `Prices.from_toml` of it is the same table."""
    return "\n".join(_section(name, rate) for name, rate in prices.rates.items())


def _section(name: str, rate: Rate) -> str:
    amounts: Mapping[str, int] = rate.milli_credits
    told = credits_text(amounts[""]) if set(amounts) == {""} else _table(amounts)
    key = name if _BARE.fullmatch(name) else _quoted(name)
    factors = f"factors = {_table(rate.factors)}\n" if rate.factors else ""
    return f'[{key}]\nunit = "{rate.unit}"\ncredits = {told}\n{factors}'


def _table(amounts: Mapping[str, int]) -> str:
    return "{ " + ", ".join(f"{_quoted(name)} = {credits_text(n)}" for name, n in amounts.items()) + " }"


def _quoted(text: str) -> str:
    """A basic string: JSON's, but for one character that TOML wants escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_toml(text: str) -> Prices:
    """`Prices.from_toml`, whose complaint begins with the line it is about."""
    text = text.replace("\r\n", "\n")
    try:
        return Prices.from_toml(text)
    except PriceTableError as error:
        error.line = _line(text, error)
        raise


def _line(text: str, error: PriceTableError) -> int:
    """1 for the first; 0: not known."""
    if told := _LINE.search(str(error)):
        return int(told[1]) if told[1] else text.count("\n") + 1
    lines = text.split("\n")
    begin = next((at for at, line in enumerate(lines) if _names(line, error.section)), None)
    if begin is None:  # "name = 1" where a section should be
        wanted = re.compile(rf"\s*[\"']?{re.escape(error.section)}[\"']?\s*=")
        return next((at for at, line in enumerate(lines, 1) if wanted.match(line)), 0)
    inside = range(
        begin + 1, next((at for at in range(begin + 1, len(lines)) if _HEADER.match(lines[at])), len(lines))
    )
    wanted = re.compile(rf"\s*[\"']?{re.escape(error.key)}[\"']?\s*=")
    return next((at + 1 for at in inside if error.key and wanted.match(lines[at])), begin + 1)


def _names(line: str, section: str) -> bool:
    found = _HEADER.match(line)
    return bool(found) and found[1].strip("\"'") == section  # type: ignore[index]  # found is a match here
