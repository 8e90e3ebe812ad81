"""What a take really cost, for its page."""

from django import template

from playground.models import Generation
from playground.models.reading import Actual, actual_of

register = template.Library()


@register.filter
def actual(take: Generation) -> Actual | None:
    """By the balance before and after; None: not known."""
    return actual_of([take])
