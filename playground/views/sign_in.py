"""Signing in and out, and a password by link: allauth's views in our frame, with tries counted in the database.

allauth is imported at the first of these requests: local mode never waits for it.
"""

import logging
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from playground.models import User
from playground.models.attempt import forgive, hidden, spend
from playground.views import audit

log = logging.getLogger("playground.sign_in")
WINDOW = timedelta(minutes=10)
OF_A_NAME, OF_AN_ADDRESS = 10, 30
MISMATCH = _("This name and this password do not belong together.")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth tells no types
    """One answer for an unknown name, a wrong password and an account that is switched off."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": MISMATCH,
        "username_password_mismatch": MISMATCH,
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """By invitation alone."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Counted before the password is looked at, so tries side by side are counted too. Raises a 429."""
        name = str(credentials.get("email") or credentials.get("username") or "")
        slow_down(request, "sign-in", OF_AN_ADDRESS, name=name, of_a_name=OF_A_NAME)
        user = super().authenticate(request, **credentials)
        if not isinstance(user, User) or not user.is_active:
            log.info("sign-in refused, from %s", request.META.get("REMOTE_ADDR"))
            # What was typed is not kept: people type passwords there
            audit.note(request, "sign-in failed", _named(name))
            return None
        forgive(hidden("sign-in name", name))
        log.info("sign-in of person %s", user.pk)
        return user

    @transaction.atomic
    def login(self, request: HttpRequest, user: User) -> None:
        """Told to the audit log; an invitation that makes the person signs in too."""
        super().login(request, user)
        audit.note(request, "sign-in", user, of=user)

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        """By the old password, or by a link; told to the audit log."""
        super().set_password(user, password)
        known = isinstance(self.request.user, User)
        audit.note(
            self.request, "password changed", user, {"by": "old password" if known else "link"}, of=user
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth would count in this process's memory; see authenticate."""


def _named(name: str) -> User | None:
    """Who signs in with this name or email, if anybody does."""
    return User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).first() if name else None


def slow_down(
    request: HttpRequest, what: str, of_an_address: int, *, name: str = "", of_a_name: int = 0
) -> None:
    """Count one try by this address, and of this name. Raises a 429 for one too many."""
    address = request.META.get("REMOTE_ADDR", "")
    wait = spend(hidden(f"{what} address", address), of_an_address, WINDOW)
    if name:
        wait = max(wait, spend(hidden(f"{what} name", name), of_a_name, WINDOW))
    if wait:
        log.warning("%s: too many tries, the last one from %s", what, address)
        raise ImmediateHttpResponse(too_many_tries(request))


def too_many_tries(request: HttpRequest) -> HttpResponse:
    """The same whoever asks, and whether or not the name exists."""
    seconds = int(WINDOW.total_seconds())
    answer = render(request, "429.html", {"minutes": seconds // 60}, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def sign_in(request: HttpRequest) -> HttpResponse:
    """By email or name, and a password."""
    from allauth.account.views import login

    answer: HttpResponse = login(request)
    return answer


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this sign-in, and its open streams."""
    from allauth.account.views import logout

    with transaction.atomic():
        if isinstance(request.user, User):
            audit.note(request, "sign-out", request.user)
        answer: HttpResponse = logout(request)
    answer["Clear-Site-Data"] = '"cache"'  # Back shows nothing to the next person at this browser
    return answer


def inactive(request: HttpRequest) -> HttpResponse:
    """Somebody whose account was switched off between two steps."""
    return render(request, "account/inactive.html", status=403)


def change_password(request: HttpRequest) -> HttpResponse:
    """A new password; it ends this person's other sign-ins."""
    from allauth.account.views import password_change

    answer: HttpResponse = password_change(request)
    return answer


def password_link(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """Choose a password by a link that `manage.py team` printed: once, within three days."""
    from allauth.account.views import password_reset_from_key

    answer: HttpResponse = password_reset_from_key(request, uidb36=uidb36, key=key)
    answer["Cache-Control"] = "no-store"
    return answer
