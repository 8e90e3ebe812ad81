"""What every page's frame needs."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from playground import access
from playground.catalogue.pricing import credits_text
from playground.models import Connection, Throttle, User
from playground.views.limits import outage_of

THEMES = ("light", "dark")


class ShownConnection:
    """The connection as the bar and the banner show it."""

    def __init__(self, row: Connection) -> None:
        self.row = row
        self.is_simulator = row.kind == Connection.Kind.SIMULATOR
        self.blocked = row.blocked

    @property
    def balance_text(self) -> str:
        """Credits left as last read; empty while unknown."""
        if self.row.balance_unlimited:
            return _("unlimited credits")
        if self.row.balance is None:
            return ""
        return _("%(credits)s credits") % {"credits": credits_text(self.row.balance)}

    @cached_property
    def outage(self) -> Throttle | None:
        """The open breaker of its account; None: the gateway answers."""
        return outage_of(self.row)

    @property
    def banner(self) -> str:
        """What stops every submit; empty: nothing does."""
        if self.row.blocked == Connection.Blocked.KEY_REFUSED:
            return _("The gateway refuses the API key. New takes wait here and nothing is spent.")
        if self.row.blocked == Connection.Blocked.NO_CREDITS:
            return _("The account has no credits left. New takes wait here until you go on.")
        return ""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Theme and connection; the connection asks the database only where a template shows it."""
    theme = request.COOKIES.get("theme", "")

    def shown() -> ShownConnection | None:
        user = getattr(request, "user", None)
        if not isinstance(user, User):  # an error page before anybody was known
            return None
        try:
            return ShownConnection(access.get_connection_to_use(user))
        except Http404:
            return None

    return {"theme": theme if theme in THEMES else "", "connection": SimpleLazyObject(shown)}
