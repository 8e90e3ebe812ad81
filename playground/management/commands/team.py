"""`manage.py team --email …`: the first owner of a team, and a way back in for whoever lost the password."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from playground import access
from playground.management.schema import bring_up_to_date
from playground.models import User, audit
from playground.processes import address


class Command(BaseCommand):
    """Nothing is moved: the local owner's workspace, takes, clips and prices stay, and the owner gets a way to sign in.

    On a new installation it makes that owner. For an email that somebody here has already, it is a new link.
    """

    help = "Gives the owner an email and prints a link to choose a password; then set PLAYGROUND_MODE=team."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The email is what the owner signs in with, the name what others see."""
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the link; it works once, for three days."""
        email = str(options["email"]).strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an email address.") from None
        bring_up_to_date()
        person = _person(email)
        if name := " ".join(str(options["name"]).split())[:60]:
            User.objects.filter(pk=person.pk).update(first_name=name)
            person.refresh_from_db()
        audit.write("password link made", person, words="operator", address="")
        self.stdout.write(
            f"{person.called} signs in with {email}. Choose a password within three days, once:"
        )
        self.stdout.write(_base() + password_path(person))
        if settings.PLAYGROUND_MODE != "team":
            self.stdout.write("Set PLAYGROUND_MODE=team and start again: the link works from then on.")


@transaction.atomic
def _person(email: str) -> User:
    """Who has this email; or else the local owner, who gets it."""
    if known := User.objects.filter(email=email).first():
        return known
    owner = access.local_owner()
    if owner.email:
        raise CommandError(f"The owner's email is {owner.email}; invite {email} on the members page.")
    User.objects.filter(pk=owner.pk).update(email=email)
    owner.refresh_from_db()
    return owner


def password_path(person: User) -> str:
    """The address where this person chooses a password; a new password or email makes it worthless."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    parts = [user_pk_to_url_str(person), default_token_generator.make_token(person)]
    return reverse("account_reset_password_from_key", args=parts)


def _base() -> str:
    return settings.PUBLIC_URL or address.url(settings.HOST, settings.PORT).rstrip("/")
