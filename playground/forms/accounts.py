"""What people say about themselves, and owners about others."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from playground.models import Membership, User

DAYS = (1, 7, 30)
TAKEN = _("Somebody here has this name or email already. If that is you, sign in first.")


class NewAccount(forms.Form):
    """An account for somebody who was invited."""

    username = forms.CharField(max_length=60, label=_("Name"))
    email = forms.EmailField(label=_("Email"))
    password = forms.CharField(max_length=200, strip=False, label=_("Password"))

    def clean_username(self) -> str:
        """Letters of any script, digits and . - _ +; no @, which would make it look like an email."""
        name = str(self.cleaned_data["username"]).strip()
        if "@" in name:
            raise ValidationError(_("A name has no @ in it: the email has a field of its own."))
        User.username_validator(name)
        return name

    def clean_email(self) -> str:
        """One way of writing it: sign-in compares it so."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """A password that is long enough, not common, and not the name again."""
        told = {key: self.cleaned_data.get(key, "") for key in ("username", "email", "password")}
        if told["password"]:
            person = User(username=told["username"], email=told["email"])
            try:
                password_validation.validate_password(told["password"], person)
            except ValidationError as weak:
                self.add_error("password", weak)
        if User.objects.filter(username__iexact=told["username"]).exists():
            raise ValidationError(TAKEN)
        return self.cleaned_data

    def make(self) -> User | None:
        """The person; None when name or email is somebody's, which the form then says."""
        told = self.cleaned_data
        try:
            with transaction.atomic():
                return User.objects.create_user(told["username"], told["email"], told["password"])
        except IntegrityError:
            self.add_error(None, ValidationError(TAKEN))
            return None


class InviteForm(forms.Form):
    """Whom to invite, as what, and for how long the link works."""

    note = forms.CharField(max_length=80, required=False, label=_("For whom"))
    role = forms.ChoiceField(choices=Membership.Role.choices, label=_("Role"))
    days = forms.TypedChoiceField(choices=[(n, n) for n in DAYS], coerce=int, label=_("Works for"))
