"""What somebody asks of a new share link."""

import math
from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from playground.models.share_link import LONGEST_STATE, ShareLink, Wish

DAYS = (("1", _("In a day")), ("7", _("In a week")), ("30", _("In 30 days")), ("", _("Never")))
LONGEST_PASSWORD = 200
LONGEST_CLIP = 3600.0
WORDS = {"sound": ("A", "B", "C", "D"), "mode": ("side", "wipe")}
NUMBERS = {"at": (0.0, LONGEST_CLIP), "speed": (0.05, 4.0), "split": (0.0, 100.0)}


class ShareForm(forms.Form):
    """The form of the share panel; nonsense in a hidden field is taken for nothing said."""

    reveal = forms.ChoiceField(choices=ShareLink.Reveal.choices, initial=ShareLink.Reveal.CLIP)
    expires = forms.ChoiceField(choices=DAYS, initial="30", required=False)
    password = forms.CharField(required=False, strip=False, max_length=LONGEST_PASSWORD)
    download = forms.BooleanField(required=False)
    comments = forms.BooleanField(required=False)

    def wish(self, takes: int) -> Wish:
        """What was asked for, once it is valid; `takes`: how many."""
        said = self.cleaned_data
        days = said["expires"]
        return Wish(
            reveal=said["reveal"],
            password=said["password"].replace("\0", ""),
            expires_at=timezone.now() + timedelta(days=int(days)) if days else None,
            allows_download=said["download"],
            allows_comments=said["comments"],
            state=state_of(self.data, takes) if takes > 1 else "",
        )


def state_of(said: Any, takes: int) -> str:
    """How a comparison stands, as a query: of what its page writes into its address, what makes sense."""
    given: QueryDict = said
    kept: list[tuple[str, str]] = [
        (name, value) for name, known in WORDS.items() if (value := given.get(name, "")) in known
    ]
    for name, (least, most) in NUMBERS.items():
        if (number := _number(given.get(name, ""))) is not None and least <= number <= most:
            kept.append((name, f"{number:g}"))
    trims = [_number(text) for text in given.getlist("trim")[:takes]]
    if any(trims):
        kept += [("trim", f"{int(min(max(trim or 0, 0), 100_000))}") for trim in trims]
    return urlencode(kept)[:LONGEST_STATE]


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None
