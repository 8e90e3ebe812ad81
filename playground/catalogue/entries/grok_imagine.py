"""Grok Imagine: the resolution is called quality, and half size is the default."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.video_model import VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "grok-imagine-1.0-video/generation"
PARAMETERS = (
    shared.prompt(),
    shared.aspect_ratio("16:9", "9:16", "1:1", "3:2", "2:3"),
    shared.duration_between(6, 30, 6),
    shared.resolution("480p", "720p", default="480p", path=("quality",)),
    shared.images(help_text=_("At most seven images.")),
)

VIDEO_MODEL = VideoModel(
    slug="grok-imagine",
    wire_id="grok-imagine-1.0-video",
    rank=72,
    maker="xAI",
    name="Grok Imagine",
    summary=_("Six to thirty seconds from text or up to seven images."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(material.at_most(7, "image_urls"),),
    modes=material.from_text_or_image("image_urls"),
    guide=family_guide(
        PAGE, PARAMETERS, _("The resolution is sent as quality, and the duration has to be a JSON number.")
    ),
)
