"""Wan 2.6: a picture or reference clips; a ratio only where no picture gives one. Sound cannot be turned off."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.parameter import Choice, Parameter
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "wan2.6/generation"
REFERENCE_CLIPS = Parameter(
    name="reference_urls",
    kind="urls",
    path=("metadata", "reference_urls"),
    label=_("Reference videos"),
    default=[],
    omit="empty",
    media="video",
    help=_("Clips whose subject should appear. Not beside an image."),
)
PARAMETERS = (
    shared.prompt(),
    shared.aspect_ratio("16:9", "9:16", "1:1", "4:3", "3:4", sent_when={"image_urls": False}),
    shared.duration(5, 10, 15, default=5),
    shared.resolution("720p", "1080p", default="1080p"),
    shared.images(help_text=_("The first frame. One image.")),
    REFERENCE_CLIPS,
    shared.negative_prompt(),
    shared.seed(),
    shared.switch("prompt_extend", _("Polish the prompt"), default=True),
    shared.choice(
        "shot_type",
        _("Shots"),
        ("shot_type",),
        Choice("", _("As the gateway decides")),
        Choice("single", _("One shot")),
        Choice("multi", _("Several shots")),
    ),
    shared.watermark(),
)

VIDEO_MODEL = VideoModel(
    slug="wan2-6",
    wire_id="wan2.6",
    rank=60,
    maker="Alibaba",
    name="Wan 2.6",
    summary=_("Five to fifteen seconds with sound, from text, a first frame or reference clips."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        material.at_most(1, "image_urls"),
        material.apart(
            {"image_urls": True},
            {"reference_urls": True},
            "reference_urls",
            _("An image or reference videos: not both."),
        ),
    ),
    modes=(
        Mode(name=material.IMAGE, when={"image_urls": True}),
        Mode(name=material.REFERENCES, when={"reference_urls": True}),
        Mode(name=material.TEXT),
    ),
    guide=family_guide(
        PAGE,
        PARAMETERS,
        _("The aspect ratio counts for text and reference clips; with an image it is not sent."),
    ),
)
