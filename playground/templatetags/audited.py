"""How the audit log says what changed, and a take what was removed by which rule."""

from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from playground.catalogue.pricing import credits_text
from playground.templatetags.words import actor

register = template.Library()
NAMES = (
    gettext_noop("password"), gettext_noop("takes"), gettext_noop("reveal"), gettext_noop("role"),
    gettext_noop("days"), gettext_noop("invited by"), gettext_noop("name"), gettext_noop("asks above"),
    gettext_noop("own table"), gettext_noop("answer"), gettext_noop("by"), gettext_noop("rule"),
    gettext_noop("clips"), gettext_noop("size"), gettext_noop("allowance"), gettext_noop("monthly limit"),
    gettext_noop("ends in"),
)  # fmt: skip
WORDS = ("role", "reveal", "rule", "by", "answer")  # details whose values are words of ours
VALUES = (
    gettext_noop("owner"), gettext_noop("editor"), gettext_noop("viewer"),
    gettext_noop("keep"), gettext_noop("posters"), gettext_noop("delete"),
    gettext_noop("clip"), gettext_noop("prompt"), gettext_noop("recipe"), gettext_noop("try"),
    gettext_noop("old password"), gettext_noop("link"),
    gettext_noop("balance"), gettext_noop("no key"), gettext_noop("no answer"),
)  # fmt: skip
CREDITS = ("asks above", "allowance", "monthly limit")  # in thousandths


@register.filter
def who(words: str) -> str:
    """Who it was: a name as it is, anybody else in the reader's language."""
    mark = "guest of link "
    if words.startswith(mark):
        return _("guest of link %(link)s") % {"link": words.removeprefix(mark)}
    return _("somebody not signed in") if words == "somebody not signed in" else actor(words)


@register.filter
def detail_name(name: str) -> str:
    """The name of one detail in the reader's language."""
    return _(name)


@register.filter
def change(value: Any, name: str = "") -> str:
    """A word or a number as it is, bytes with their unit, `[before, after]` with an arrow."""
    if isinstance(value, list) and len(value) == 2 and name != "takes":
        return f"{_said(value[0], name)} → {_said(value[1], name)}"
    if isinstance(value, list):
        return ", ".join(str(each)[:8] for each in value)
    return _said(value, name)


def _said(value: Any, name: str) -> str:
    match value:
        case None | "":
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case int() if name == "size":
            return str(filesizeformat(value))
        case int() if name in CREDITS:
            return credits_text(value)
        case str() if value in VALUES and name in WORDS:
            return _(value)
    return str(value)
