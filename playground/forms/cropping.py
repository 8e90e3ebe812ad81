"""A part of a reference image as a form asks for it: a ratio, and where the part lies; kept as an image of its own."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from playground.forms.references import ReferenceTrouble, keep_clean
from playground.media import references, storage
from playground.media.cropping import RATIO, box_of
from playground.models import Reference, User

RATIOS = ("16:9", "9:16", "1:1", "4:3", "3:4", "21:9", "3:2", "2:3")


class CropForm(forms.Form):
    """What is left open is the largest part in the middle."""

    ratio = forms.RegexField(RATIO, required=True)
    size = forms.FloatField(min_value=1, max_value=100, required=False)
    across = forms.FloatField(min_value=0, max_value=100, required=False)
    down = forms.FloatField(min_value=0, max_value=100, required=False)

    @property
    def place(self) -> dict[str, float]:
        """Percent: of the largest size, and of the room beside and above."""
        found: dict[str, Any] = self.cleaned_data
        centre = {"size": 100.0, "across": 50.0, "down": 50.0}
        return {name: centre[name] if found.get(name) is None else found[name] for name in centre}


def keep_crop(user: User, reference: Reference, form: CropForm) -> Reference:
    """The part that the form asks for, kept as a new reference. Raises ReferenceTrouble, OSError."""
    if reference.kind != Reference.Kind.IMAGE:
        raise ReferenceTrouble(_("Only images can be cropped."))
    if not form.is_valid():
        raise ReferenceTrouble(_("Choose a ratio, such as 16:9."))
    ratio = form.cleaned_data["ratio"]
    try:
        box = box_of(reference.width, reference.height, ratio, **form.place)
    except ValueError:
        raise ReferenceTrouble(_("This part is too small to be of use. Make it larger.")) from None
    blob = reference.blob
    content = storage.read_blob(blob.workspace_id, blob.sha256, blob.suffix)
    try:
        clean = references.cropped(content, box, _name(reference.name, ratio))
    except references.ReferenceRefused as refused:
        raise ReferenceTrouble(_(refused.message) % refused.params) from None
    return keep_clean(user, reference.workspace, clean, cut_from=reference)


def _name(name: str, ratio: str) -> str:
    plain = PurePath(name)
    return references.safe_name(f"{plain.stem[:80]} {ratio.replace(':', '×')}{plain.suffix}")
