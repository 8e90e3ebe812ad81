"""Grok video 1.0: one image as a string, more as reference_images, eight in all."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "grok-video/generation"
PARAMETERS = (
    shared.prompt(),
    shared.aspect_ratio("16:9", "9:16", "3:2", "2:3", "1:1"),
    shared.duration_between(1, 15, 8),
    shared.resolution("480p", "720p", default="720p"),
    shared.address("image", _("First frame"), _("The image that the clip begins from.")),
    shared.images("reference_images", _("What should appear in the clip; eight images in all.")),
)

VIDEO_MODEL = VideoModel(
    slug="grok-video-1-0",
    wire_id="grok-video-1.0",
    rank=70,
    maker="xAI",
    name="Grok video 1.0",
    summary=_("One to fifteen seconds from text, a first frame or up to eight images."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        material.at_most(8, "reference_images"),
        material.at_most(7, "reference_images", when={"image": True}),
    ),
    modes=(
        Mode(name=material.REFERENCES, when={"reference_images": True}),
        Mode(name=material.IMAGE, when={"image": True}),
        Mode(name=material.TEXT),
    ),
    guide=family_guide(
        PAGE,
        PARAMETERS,
        _("The first frame is one address, image; more go to reference_images, eight in all."),
    ),
)
