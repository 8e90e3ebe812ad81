"""Kling 3: what 2.6 has at the top level, its negative prompt and watermark, moved into metadata."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.video_model import VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "kling-v3/generation"
PARAMETERS = (
    shared.prompt(),
    shared.mode(),
    shared.aspect_ratio("16:9", "9:16", "1:1"),
    shared.duration_between(3, 15, 5),
    shared.images("reference_images"),
    material.images_with_roles("first_frame", "last_frame", "reference", "reference_image"),
    shared.sound(),
    shared.negative_prompt("metadata", "negative_prompt"),
    shared.watermark("watermark", "metadata", "watermark"),
)

VIDEO_MODEL = VideoModel(
    slug="kling-v3",
    wire_id="kling-v3",
    rank=30,
    maker="Kling",
    name="Kling 3",
    summary=_("Three to fifteen seconds from text, frames or references, with sound if you want it."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=material.one_of_each_frame(),
    modes=material.FRAMES_BY_ROLE,
    priced_by="mode",
    priced_options=("audio",),
    guide=family_guide(
        PAGE, PARAMETERS, _("The size is chosen as a mode, and the negative prompt is sent under metadata.")
    ),
)
