"""What every page's frame needs."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from playground import access
from playground.connection import KeyUnreadable, key_trouble
from playground.forms.word import amount_text
from playground.models import Connection, Membership, Throttle, User, Workspace
from playground.views.limits import outage_of

THEMES = ("light", "dark")


class ShownConnection:
    """The connection as the bar and the banner show it."""

    def __init__(self, row: Connection) -> None:
        self.row = row
        self.is_simulator = row.kind == Connection.Kind.SIMULATOR
        self.blocked = row.blocked
        self.own = row.own_key if row.kind == Connection.Kind.WORKSPACE else None

    @property
    def balance_text(self) -> str:
        """Credits left as last read; empty while unknown."""
        if self.row.balance_unlimited:
            return _("unlimited credits")
        if self.row.balance is None:
            return ""
        return amount_text(self.row.balance)

    @cached_property
    def outage(self) -> Throttle | None:
        """The open breaker of its account; None: the gateway answers."""
        return outage_of(self.row)

    @cached_property
    def key_trouble(self) -> str:
        """Why the workspace's own key can't even be tried; empty: it can, or there is none."""
        match key_trouble(self.row) if self.own else None:
            case None:
                return ""
            case KeyUnreadable():
                return _(
                    "This workspace's key can't be read: ENCRYPTION_KEY was changed or is missing. Takes wait."
                )
            case _:
                return _(
                    "The gateway's address was changed since this workspace's key was entered. Takes wait."
                )

    @property
    def banner(self) -> str:
        """What stops every submit; empty: nothing does."""
        if self.key_trouble:
            return self.key_trouble
        if self.own and self.row.blocked == Connection.Blocked.KEY_REFUSED:
            words = _(
                "The gateway refuses this workspace's key %(key)s. New takes wait here and nothing is spent."
            )
            return words % {"key": self.own.shown}
        if self.row.blocked == Connection.Blocked.KEY_REFUSED:
            return _("The gateway refuses the API key. New takes wait here and nothing is spent.")
        if self.row.blocked == Connection.Blocked.NO_CREDITS:
            return _("The account has no credits left. New takes wait here until you go on.")
        return ""


class Team:
    """Who looks, in team mode, and where that person stands; asked for where a template shows it."""

    def __init__(self, user: User | None) -> None:
        self.person = user

    @cached_property
    def mine(self) -> Membership | None:
        """In the workspace of this page; None: there is none."""
        try:
            return access.membership_of(self.person) if self.person else None
        except Http404:
            return None

    @property
    def workspace(self) -> Workspace | None:
        return self.mine.workspace if self.mine else None

    @property
    def looks_only(self) -> bool:
        """A viewer's page has no controls that would be refused."""
        return self.mine is not None and self.mine.role not in access.EDITORS

    @cached_property
    def choices(self) -> list[Membership]:
        """All workspaces of the person."""
        return access.memberships_of(self.person) if self.person else []

    @property
    def owns_any(self) -> bool:
        return any(each.role == Membership.Role.OWNER for each in self.choices)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Theme and connection; the connection asks the database only where a template shows it."""
    theme = request.COOKIES.get("theme", "")
    user = getattr(request, "user", None)  # an error page may come before anybody was known

    def shown() -> ShownConnection | None:
        if not isinstance(user, User):
            return None
        try:
            return ShownConnection(access.get_connection_to_use(user))
        except Http404:
            return None

    told = {"theme": theme if theme in THEMES else "", "connection": SimpleLazyObject(shown)}
    if settings.PLAYGROUND_MODE == "team":
        told["team"] = SimpleLazyObject(lambda: Team(user if isinstance(user, User) else None))
    return told
