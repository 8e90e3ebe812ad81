"""HappyHorse: what is attached decides its action, and the action which of its fields count."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.parameter import Choice, Parameter, When
from playground.catalogue.rule import RequiresIf
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "happyhorse/generation"
WORDS: When = {"image_urls": False, "reference_images": False, "url": False}
REFERENCES: When = {"reference_images": True, "url": False}


def _action(value: str, when: When) -> Parameter:
    """The word is said although the gateway would guess it: what the box shows is then what will happen."""
    name = f"action_{value.replace('-', '_')}"
    return Parameter(
        name=name, kind="fixed", path=("action",), label=_("Task"), default=value, sent_when=when
    )


PARAMETERS = (
    _action("text-to-video", WORDS),
    _action("image-to-video", {"image_urls": True}),
    _action("reference-to-video", REFERENCES),
    _action("video-edit", {"url": True}),
    shared.prompt(required=False),
    shared.aspect_ratio("16:9", "9:16", "1:1", "4:3", "3:4", sent_when=WORDS),
    shared.duration_between(3, 15, 5),
    shared.resolution("720P", "1080P", default="1080P"),
    shared.images(
        help_text=_("The first frame. One image, at most 10 MB, at least 300 pixels, between 2:5 and 5:2.")
    ),
    shared.images("reference_images", _("What should appear: up to nine images, up to five beside a video.")),
    shared.address("url", _("Video to edit"), _("The clip that is changed."), media="video"),
    Parameter(
        name="audio_setting",
        kind="choice",
        path=("audio_setting",),
        label=_("Sound of the edit"),
        default="auto",
        choices=(Choice("auto", _("Automatic")), Choice("origin", _("Original sound"))),
        sent_when={"url": True},
        advanced=True,
    ),
    shared.seed(),
    shared.watermark(default=True),
)

VIDEO_MODEL = VideoModel(
    slug="happyhorse",
    wire_id="happyhorse-1.1",
    rank=62,
    maker="Alibaba",
    name="HappyHorse 1.1",
    summary=_("Three to fifteen seconds from text, a first frame or references; edits a video too."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        RequiresIf(
            when={"prompt": False},
            any_of=({"image_urls": True},),
            field="prompt",
            because=_("Write a prompt; only a first frame goes without."),
        ),
        material.only_the_first(),
        material.at_most(9, "reference_images"),
        material.at_most(5, "reference_images", when={"url": True}),
        material.apart(
            {"image_urls": True},
            {"reference_images": True},
            "reference_images",
            _("A first frame or references: not both."),
        ),
        material.apart(
            {"image_urls": True}, {"url": True}, "url", _("A first frame or a video to edit: not both.")
        ),
    ),
    modes=(
        Mode(name=material.EDIT, when={"url": True}),
        Mode(name=material.IMAGE, when={"image_urls": True}),
        Mode(name=material.REFERENCES, when={"reference_images": True}),
        Mode(name=material.TEXT),
    ),
    guide=family_guide(
        PAGE,
        PARAMETERS,
        _("Clips carry a watermark unless you turn it off, and the ratio counts for text alone."),
    ),
)
