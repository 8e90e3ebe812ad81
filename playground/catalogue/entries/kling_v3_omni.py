"""Kling omni and O1: clips to edit or to refer to, pictures in metadata.image_list, placeholders in the prompt."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.parameter import Choice, Parameter
from playground.catalogue.rule import Forbids, RequiresIf
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "kling-v3-omni/generation"
O1 = "kling-video-o1"


def _word(name: str, label: str) -> Parameter:
    return Parameter(
        name=name, kind="text", path=(name,), label=label, default="", omit="empty", max_length=100
    )


IMAGE_LIST = Parameter(
    name="image_list",
    kind="objects",
    path=("metadata", "image_list"),
    label=_("Images with roles"),
    default=[],
    omit="empty",
    parts=(
        material.place("image_url"),
        Parameter(
            name="type",
            kind="choice",
            path=("type",),
            label=_("Role"),
            default="",
            choices=(
                Choice("", _("Reference")),
                Choice("first_frame", _("First frame")),
                Choice("end_frame", _("Last frame")),
            ),
            omit="empty",
        ),
    ),
    help=_("In a prompt they are called <<<image_1>>>, <<<image_2>>> and so on."),
)
ELEMENT_LIST = Parameter(
    name="element_list",
    kind="objects",
    path=("metadata", "element_list"),
    label=_("Elements"),
    default=[],
    omit="empty",
    # The page gives examples of these words and no list.
    parts=(material.place("url"), _word("type", _("Type")), _word("role", _("Role"))),
    help=_("In a prompt they are called <<<element_1>>>, <<<element_2>>> and so on."),
    advanced=True,
)
PARAMETERS = (
    shared.variant(("kling-v3-omni", "Omni"), (O1, "O1")),
    shared.prompt(),
    shared.mode(),
    shared.aspect_ratio("16:9", "9:16", "1:1"),
    shared.duration_between(3, 15, 5),
    shared.sound(),
    material.clips(),
    IMAGE_LIST,
    ELEMENT_LIST,
    shared.watermark("watermark", "metadata", "watermark"),
)

VIDEO_MODEL = VideoModel(
    slug="kling-v3-omni",
    wire_id="kling-v3-omni",
    rank=31,
    maker="Kling",
    name="Kling 3 omni",
    summary=_("Edits a clip or refers to one, takes frames and references, all named in the prompt."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        Forbids(
            when={"variant": (O1,)},
            field="duration",
            values=(11, 12, 13, 14, 15),
            because=_("O1 makes at most ten seconds."),
        ),
        Forbids(
            when={"video_list": True},
            field="audio",
            values=(True,),
            because=_("No new sound beside a video; its own can be kept."),
        ),
        RequiresIf(
            when={"image_list.type": ("end_frame",)},
            any_of=({"image_list.type": ("first_frame",)},),
            field="image_list",
            because=material.LAST_NEEDS_FIRST,
        ),
    ),
    modes=(
        Mode(name=material.EDIT, when={"video_list.refer_type": ("base",)}),
        Mode(name=material.REFERENCES, when={"video_list": True}),
        Mode(name=material.TEXT, when={"image_list": False, "element_list": False}),
        Mode(name=material.IMAGE, when={"image_list.type": ("first_frame", "end_frame")}),
        Mode(name=material.REFERENCES),
    ),
    priced_by="mode",
    priced_options=("audio",),
    guide=family_guide(
        PAGE,
        PARAMETERS,
        _("Attached images and videos are named in the prompt by their place: <<<image_1>>>, <<<video_1>>>."),
    ),
)
