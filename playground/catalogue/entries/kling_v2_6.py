"""Kling 2.6: a mode in place of a resolution, sound in pro only."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.rule import Forbids
from playground.catalogue.video_model import VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "kling-2-6/generation"
PARAMETERS = (
    shared.prompt(2500),
    shared.mode(silent_std=True),
    shared.aspect_ratio("16:9", "9:16", "1:1"),
    shared.duration(5, 10, default=5),
    shared.images("reference_images"),
    material.images_with_roles("first_frame", "last_frame", "reference", "reference_image"),
    shared.negative_prompt(),
    shared.sound(),
    shared.watermark(),
)

VIDEO_MODEL = VideoModel(
    slug="kling-v2-6",
    wire_id="kling-v2-6",
    rank=33,
    maker="Kling",
    name="Kling 2.6",
    summary=_("Five or ten seconds from text, frames or references; with sound in professional mode."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        *material.one_of_each_frame(),
        Forbids(
            when={"mode": ("std",)},
            field="audio",
            values=(True,),
            because=_("Sound needs the professional mode."),
        ),
    ),
    modes=material.FRAMES_BY_ROLE,
    priced_by="mode",
    priced_options=("audio",),
    guide=family_guide(PAGE, PARAMETERS, _("Sound needs the professional mode; standard is silent.")),
)
