"""How many takes one person may ask for in a minute, so that a runaway script spends no fortune."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import ngettext

from playground.models import User
from playground.models.attempt import spend

MINUTE = timedelta(minutes=1)


def too_quick(user: User, takes: int) -> str:
    """Why so many takes may not be asked for just now, in words; empty: they may, and are counted.

    Whatever takes more than a minute's share at once has the whole of a minute.
    """
    most = settings.SUBMITS_PER_PERSON
    if not most or not takes:
        return ""
    wait = spend(f"takes of {user.pk}", most, MINUTE, min(takes, most))
    if not wait:
        return ""
    words = ngettext(
        "One person may ask for %(most)d takes a minute. Nothing was sent and your form is as it was: "
        "generate again in %(seconds)d second.",
        "One person may ask for %(most)d takes a minute. Nothing was sent and your form is as it was: "
        "generate again in %(seconds)d seconds.",
        wait,
    )
    return words % {"most": most, "seconds": wait}
