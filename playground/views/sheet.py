"""What a table that is downloaded as CSV is made of: words that no spreadsheet takes for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def neutral(text: str) -> str:
    """Words that a spreadsheet would take for a formula, as words: an apostrophe before them says so."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """These rows in UTF-8."""
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
