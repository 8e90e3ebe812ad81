"""Small filters that put numbers into words, and the id of the request."""

from django import template
from django.utils.translation import gettext as _

from playground import logs
from playground.catalogue.pricing import credits_text
from playground.forms.answering import comment_of
from playground.forms.word import amount_text, price_text
from playground.models.absence import is_new
from playground.models.expectation import expectation, played_words, span_text
from playground.models.lineage import edge_label

register = template.Library()
register.filter("price", price_text)
register.filter("amount", amount_text)
register.filter("expectation", expectation)
register.filter("span", span_text)
register.filter("played_words", played_words)
register.filter("is_new", is_new)
register.filter("edge_word", edge_label)
register.filter("comment_of", comment_of)


@register.simple_tag
def request_id() -> str:
    """By which the log knows this request; also on a page that stands for an error."""
    return logs.now_about("request_id")


@register.filter("credits")
def in_credits(milli_credits: int | None) -> str:
    """Milli-credits as credits: 12000 → "12"; nothing for unknown."""
    return "" if milli_credits is None else credits_text(milli_credits)


@register.filter
def signed(milli_credits: int) -> str:
    """What a booking adds or takes away, with a real minus: 12000 → "+12", -12000 → "−12", 0 → "–"."""
    if not milli_credits:
        return "–"
    return ("+" if milli_credits > 0 else "−") + credits_text(abs(milli_credits))


@register.filter
def actor(name: str) -> str:
    """Who made a move: a person by name, one of our own processes in the reader's language."""
    own = {"watcher": _("watcher"), "downloader": _("downloader"), "sweeper": _("sweeper")}
    own |= {"retention": _("retention rule"), "operator": _("operator")}
    process, space, number = name.partition(" ")
    return f"{own.get(process, process)}{space}{number}"


@register.filter
def clock(seconds: float | None) -> str:
    """Seconds as minutes and seconds: 72 → "01:12"."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes:02d}:{rest:02d}"


@register.filter
def timecode(seconds: float, fps: float) -> str:
    """A frame's place as static/js/lib/timecode.js writes it: 2.125 at 24 a second → "00:00:02:03"."""
    rate, frame = max(1, round(fps)), max(0, round(seconds * fps))
    whole = frame // rate
    parts = (whole // 3600, whole // 60 % 60, whole % 60, frame % rate)
    return ":".join(f"{part:02d}" for part in parts)
