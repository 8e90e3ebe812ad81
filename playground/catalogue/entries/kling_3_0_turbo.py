"""Kling 3.0 turbo: the first of reference_images is the first frame, and it decides the ratio."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.video_model import VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "kling-3.0-turbo/generation"
PARAMETERS = (
    shared.prompt(),
    shared.aspect_ratio("16:9", "9:16", "1:1", sent_when={"reference_images": False}),
    shared.duration_between(3, 15, 5),
    shared.resolution("720p", "1080p", default="720p"),
    shared.images("reference_images", _("The first frame. One image; more would be ignored.")),
    shared.watermark(),
)

VIDEO_MODEL = VideoModel(
    slug="kling-3-0-turbo",
    wire_id="kling-3.0-turbo",
    rank=32,
    maker="Kling",
    name="Kling 3.0 turbo",
    summary=_("Three to fifteen seconds, quickly, from text or a first frame."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(material.only_the_first("reference_images"),),
    modes=material.from_text_or_image("reference_images"),
    guide=family_guide(
        PAGE, PARAMETERS, _("The first image is the first frame and decides the shape; others are ignored.")
    ),
)
