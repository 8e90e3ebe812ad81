"""Seedance 1.5: resolution, seed, sound and camera inside metadata; frames, no references."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.video_model import VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "doubao-seedance-1-5/generation"
PARAMETERS = (
    shared.prompt(),
    shared.aspect_ratio("16:9", "9:16", "1:1", "4:3", "3:4", "21:9"),
    shared.duration_between(4, 12, 5),
    shared.images(help_text=_("One image is the first frame, two are first and last.")),
    material.images_with_roles("first_frame", "last_frame"),
    shared.resolution("480p", "720p", "1080p", default="720p", path=("metadata", "resolution")),
    shared.seed("metadata", "seed"),
    shared.sound("audio", "metadata", "audio"),
    shared.switch("camerafixed", _("Camera stands still"), "metadata", "camerafixed"),
)

VIDEO_MODEL = VideoModel(
    slug="doubao-seedance-1-5",
    wire_id="doubao-seedance-1-5-pro",
    rank=42,
    maker="ByteDance",
    name="Seedance 1.5 pro",
    summary=_("Four to twelve seconds from text, a first frame, or a first and a last one."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        material.at_most(2, "image_urls"),
        material.apart(
            {"image_urls": True}, {"image_with_roles": True}, "image_with_roles", material.ONE_WAY_OF_IMAGES
        ),
        *material.one_of_each_frame(),
    ),
    modes=material.from_text_or_image("image_urls", "image_with_roles"),
    guide=family_guide(
        PAGE, PARAMETERS, _("Resolution, seed, sound and a still camera are sent under metadata.")
    ),
)
