"""Seedance 2.5: generate, edit or extend. Its MOV output is left out: copy, poster and player are made for MP4.

For extend the page's table asks for a positive duration and its prose for -1; both may be chosen here.
"""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.parameter import Choice, Parameter
from playground.catalogue.rule import Forbids, RequiresIf
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "seedance-2-5/generation"
FRAMED = {"image_with_roles.role": material.FRAMES}
LENGTHS = tuple(range(4, 31))
RATIOS = ("16:9", "9:16", "1:1", "4:3", "3:4", "21:9")
SHAPED_BY_CLIP = _("The attached video decides the shape: choose adaptive.")
LENGTH_IS_AUTOMATIC = _("The model decides the length here: choose automatic.")
OPERATION = Parameter(
    name="video_operation",
    kind="choice",
    path=("video_operation",),
    label=_("Task"),
    default="generate",
    choices=(Choice("generate", _("Generate")), Choice("edit", _("Edit")), Choice("extend", _("Extend"))),
    omit="default",
    help=_("Edit and extend need a reference video."),
)
PARAMETERS = (
    shared.prompt(),
    OPERATION,
    shared.aspect_ratio(*RATIOS, "adaptive"),
    shared.duration(-1, *LENGTHS, default=5),
    shared.resolution("480p", "720p", default="720p"),
    material.images_with_roles("reference_image", "first_frame", "last_frame"),
    material.reference_videos(),
    material.reference_audio(),
    shared.sound("generate_audio", default=True),
    shared.switch("return_last_frame", _("Return the last frame")),
    *material.web_search(),
)

VIDEO_MODEL = VideoModel(
    slug="seedance-2-5",
    wire_id="seedance-2-5",
    rank=40,
    maker="ByteDance",
    name="Seedance 2.5",
    summary=_("Up to thirty seconds with sound; generates, edits and extends from up to fifty files."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        RequiresIf(
            when={"video_operation": ("edit", "extend")},
            any_of=({"video_with_roles": True},),
            field="video_with_roles",
            because=_("Edit and extend need a video. Attach one."),
        ),
        Forbids(
            when={"video_operation": ("edit",)},
            field="duration",
            values=LENGTHS,
            because=LENGTH_IS_AUTOMATIC,
        ),
        Forbids(
            when={**FRAMED, "video_operation": ("generate",)},
            field="duration",
            values=LENGTHS,
            because=LENGTH_IS_AUTOMATIC,
        ),
        Forbids(
            when={"video_operation": ("edit", "extend")},
            field="aspect_ratio",
            values=RATIOS,
            because=SHAPED_BY_CLIP,
        ),
        Forbids(when=FRAMED, field="aspect_ratio", values=RATIOS, because=material.FRAMES_DECIDE),
        *material.one_of_each_frame(),
        material.at_most(30, "image_with_roles"),
        material.at_most(10, "video_with_roles"),
        material.at_most(10, "audio_with_roles"),
        # The gateway may take it, and fail the task later.
        *material.frames_or_references(
            FRAMED,
            {"image_with_roles.role": ("reference_image",)},
            {"video_with_roles": True},
            {"audio_with_roles": True},
        ),
    ),
    modes=(
        Mode(name=material.EDIT, when={"video_operation": ("edit",)}),
        Mode(name=material.EXTEND, when={"video_operation": ("extend",)}),
        Mode(name=material.IMAGE, when=FRAMED),
        Mode(
            name=material.TEXT,
            when={"image_with_roles": False, "video_with_roles": False, "audio_with_roles": False},
        ),
        Mode(name=material.REFERENCES),
    ),
    guide=family_guide(
        PAGE,
        PARAMETERS,
        _(
            "With frames or an edit, shape and length are the model's: adaptive and automatic, or the task fails later."
        ),
    ),
)
