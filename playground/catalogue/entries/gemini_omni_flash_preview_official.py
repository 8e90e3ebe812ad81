"""Gemini Omni Flash on the gateway's official channel: the one that takes clips, and edits them."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.gemini_omni_flash_preview_official import GUIDE
from playground.catalogue.parameter import Parameter
from playground.catalogue.rule import CountBetween, Excludes
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _


def _taste(name: str, path: str, label: str, most: int, help_text: str) -> Parameter:
    """A number that the gateway chooses where it is left empty."""
    return Parameter(
        name=name,
        kind="number",
        path=("metadata", path),
        label=label,
        least=0,
        most=most,
        omit="empty",
        advanced=True,
        help=help_text,
    )


PARAMETERS = (
    shared.prompt(1200),
    shared.aspect_ratio("16:9", "9:16", sent_when={"video_list": False}),
    shared.duration_between(1, 10, 6),
    shared.resolution("720p", default="720p"),
    shared.images(help_text=_("Up to ten images, and no clip beside them.")),
    Parameter(
        name="video_list",
        kind="objects",
        path=("video_list",),
        label=_("Videos to edit"),
        default=[],
        omit="empty",
        parts=(material.place("video_url"),),
        help=_("Up to three clips of at most 50 MB each, and no images beside them."),
    ),
    _taste(
        "temperature",
        "temperature",
        _("Temperature"),
        2,
        _("0 to 2: how far the model strays from the likeliest picture. Empty: the gateway decides."),
    ),
    _taste(
        "top_p",
        "topP",
        _("Top P"),
        1,
        _("0 to 1: how much of the likely the model chooses from. Empty: the gateway decides."),
    ),
    Parameter(
        name="task",
        kind="fixed",
        path=("metadata", "task"),
        label=_("Task"),
        default="edit",
        sent_when={"video_list": True},
    ),
)

VIDEO_MODEL = VideoModel(
    slug="gemini_omni_flash_preview_official",
    wire_id="gemini-omni-flash-preview-official",
    rank=1,
    maker="Google",
    name="Gemini Omni Flash Official",
    summary=_("Edits a clip by a description; also makes clips from text or up to ten images."),
    source="https://docs.toapis.com/docs/en/api-reference/videos/gemini-omni-flash-preview-official/generation",
    dated="2026-11-22",
    parameters=PARAMETERS,
    rules=(
        Excludes(
            of=({"image_urls": True}, {"video_list": True}),
            field="video_list",
            because=_("This model takes images or clips, not both. Remove one kind."),
        ),
        CountBetween(
            fields=("image_urls",), most=10, because=_("At most %(most)s images, not %(count)s. Remove some.")
        ),
        CountBetween(
            fields=("video_list",), most=3, because=_("At most %(most)s clips, not %(count)s. Remove some.")
        ),
    ),
    modes=(
        Mode(name=material.EDIT, when={"video_list": True}),
        Mode(name=material.TEXT, when={"image_urls": False}),
        Mode(name=material.IMAGE, when={"image_urls": (1,)}),
        Mode(name=material.REFERENCES),
    ),
    guide=GUIDE,
)
