"""The form of the retention rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from playground.models import Retention
from playground.models.retention import LONGEST, SHORTEST


class RetentionForm(forms.Form):
    """A rule, and days, which Keep everything has no use for."""

    rule = forms.ChoiceField(choices=Retention.Rule.choices, label=_("Rule"))
    days = forms.IntegerField(min_value=SHORTEST, max_value=LONGEST, required=False, label=_("Days"))

    def clean(self) -> dict[str, Any]:
        """Any rule but the first needs its days."""
        told = self.cleaned_data
        if told.get("rule") not in (None, Retention.Rule.KEEP) and not told.get("days") and not self.errors:
            self.add_error("days", _("Say after how many days, 1 to 3650."))
        return told

    def onto(self, rule: Retention) -> Retention:
        """The same row with what the form says, not saved."""
        rule.rule = self.cleaned_data["rule"]
        rule.days = self.cleaned_data["days"] or rule.days
        return rule
