"""A composer that answers a comment: the parent's recipe, the comment beside the prompt, and the frame it speaks of."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from playground.catalogue.video_model import VideoModel
from playground.forms.compose import ComposeForm
from playground.models import Comment, Reference
from playground.models.asking import Attached


def comment_of(form: ComposeForm) -> Comment | None:
    """The comment that a form answers; None for none, for one that was taken back, and for a foreign one."""
    try:
        wanted = uuid.UUID(str(form["comment"].value()))
    except ValueError:
        return None
    rows = Comment.objects.filter(pk=wanted, deleted_at=None, generation__workspace=form.workspace)
    return rows.select_related("author", "generation__kept_clip").first()


def with_frame(
    model: VideoModel, attached: Sequence[Attached], frame: Reference, comment: Comment
) -> tuple[list[Attached], str]:
    """What is attached with the frame as the last image, where the model takes one more; and a word on it."""
    kept: list[Any] = list(attached)
    field = model.image_parameter
    if field is None:
        return kept, _("This model takes no reference images: the frame was saved to your references.")
    if any(each.reference == frame for each in kept):
        return kept, ""
    is_single = next(p for p in model.parameters if p.name == field).kind == "url"
    if is_single and any((each.field or field) == field for each in kept):
        return kept, _("The one place for an image is taken: the frame was saved to your references.")
    said = _("The frame that the comment speaks of is attached as a reference.")
    if comment.mark_text:
        said = _(
            "The frame that the comment speaks of is attached as a reference, without the drawing on it."
        )
    return [*kept, Attached(frame, field=field)], said
