"""Lengths of a clip in words, each a text of its own, so that a list of choices can be translated like any other."""

from playground.catalogue.words import _

_FROM_ONE = (
    _("1 s"),
    _("2 s"),
    _("3 s"),
    _("4 s"),
    _("5 s"),
    _("6 s"),
    _("7 s"),
    _("8 s"),
    _("9 s"),
    _("10 s"),
    _("11 s"),
    _("12 s"),
    _("13 s"),
    _("14 s"),
    _("15 s"),
    _("16 s"),
    _("17 s"),
    _("18 s"),
    _("19 s"),
    _("20 s"),
    _("21 s"),
    _("22 s"),
    _("23 s"),
    _("24 s"),
    _("25 s"),
    _("26 s"),
    _("27 s"),
    _("28 s"),
    _("29 s"),
    _("30 s"),
)
SECONDS = dict(enumerate(_FROM_ONE, 1))


def seconds_text(seconds: object) -> str:
    """6 → "6 s"."""
    known = SECONDS.get(seconds) if isinstance(seconds, int) else None
    return known or f"{seconds} s"
