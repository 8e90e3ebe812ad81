"""Gemini Omni Flash on the gateway's official channel: the one that takes clips, and edits them."""

from playground.catalogue.guides.gemini_omni_flash_preview_official import GUIDE
from playground.catalogue.parameter import Choice, Parameter
from playground.catalogue.rule import CountBetween, Excludes
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _

PARAMETERS = (
    Parameter(
        name="prompt",
        kind="text",
        path=("prompt",),
        label=_("Prompt"),
        default="",
        required=True,
        max_length=1200,
        help=_("Describe the shot, or what should change in the clip you attach. At most 1,200 characters."),
    ),
    Parameter(
        name="aspect_ratio",
        kind="choice",
        path=("aspect_ratio",),
        label=_("Aspect ratio"),
        default="16:9",
        choices=(Choice("16:9", "16:9"), Choice("9:16", "9:16")),
        sent_when={"video_list": False},
        help=_("Of a new clip; an edited one keeps its own, and no ratio is sent."),
    ),
    Parameter(
        name="duration",
        kind="integer",
        path=("duration",),
        label=_("Duration"),
        default=6,
        least=1,
        most=10,
        unit=_("seconds"),
        help=_("Whole seconds, 1 to 10, sent as a JSON number."),
    ),
    Parameter(
        name="resolution",
        kind="choice",
        path=("resolution",),
        label=_("Resolution"),
        default="720p",
        choices=(Choice("720p", "720p"),),
        help=_("This channel has one resolution."),
    ),
    Parameter(
        name="image_urls",
        kind="urls",
        path=("image_urls",),
        label=_("Reference images"),
        default=[],
        omit="empty",
        help=_("Up to ten images, and no clip beside them."),
    ),
    Parameter(
        name="video_list",
        kind="objects",
        path=("video_list",),
        label=_("Videos to edit"),
        default=[],
        omit="empty",
        parts=(
            Parameter(name="video_url", kind="url", path=("video_url",), label=_("Address"), required=True),
        ),
        help=_("Up to three clips of at most 50 MB each, and no images beside them."),
    ),
    Parameter(
        name="temperature",
        kind="number",
        path=("metadata", "temperature"),
        label=_("Temperature"),
        least=0,
        most=2,
        omit="empty",
        advanced=True,
        help=_("0 to 2: how far the model strays from the likeliest picture. Empty: the gateway decides."),
    ),
    Parameter(
        name="top_p",
        kind="number",
        path=("metadata", "topP"),
        label=_("Top P"),
        least=0,
        most=1,
        omit="empty",
        advanced=True,
        help=_("0 to 1: how much of the likely the model chooses from. Empty: the gateway decides."),
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
        Mode(name=_("Edit video"), when={"video_list": True}),
        Mode(name=_("Text → video"), when={"image_urls": False}),
        Mode(name=_("Image → video"), when={"image_urls": (1,)}),
        Mode(name=_("References → video")),
    ),
    guide=GUIDE,
)
