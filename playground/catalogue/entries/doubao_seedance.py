"""Seedance 1.0: resolution at the top level again, and a last frame for quality only."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.rule import CountBetween, Forbids
from playground.catalogue.video_model import VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "doubao-seedance/generation"
FAST = "doubao-seedance-1-0-pro-fast"
PARAMETERS = (
    shared.variant((FAST, "Fast"), ("doubao-seedance-1-0-pro-quality", "Quality")),
    shared.prompt(),
    shared.aspect_ratio("16:9", "9:16", "1:1", "4:3", "3:4", "21:9"),
    shared.duration_between(2, 12, 5),
    shared.resolution("480p", "720p", "1080p", default="720p"),
    shared.images(help_text=_("The first frame. One image; more would be ignored.")),
    material.images_with_roles("first_frame", "last_frame", "reference"),
    shared.seed("metadata", "seed"),
)

VIDEO_MODEL = VideoModel(
    slug="doubao-seedance",
    wire_id=FAST,
    rank=43,
    maker="ByteDance",
    name="Seedance 1.0 pro",
    summary=_("Two to twelve seconds from text, frames or one reference."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        material.only_the_first(),
        material.apart(
            {"image_urls": True}, {"image_with_roles": True}, "image_with_roles", material.ONE_WAY_OF_IMAGES
        ),
        *material.one_of_each_frame(),
        CountBetween(
            fields=("image_with_roles",),
            most=1,
            having={"role": ("reference",)},
            because=_("Only one image can be the reference."),
        ),
        Forbids(
            when={"variant": (FAST,)},
            field="image_with_roles.role",
            values=("last_frame",),
            because=_("A last frame needs the quality variant."),
        ),
        Forbids(
            when={"image_with_roles.role": ("reference",)},
            field="resolution",
            values=("1080p",),
            because=_("1080p is not made from a reference."),
        ),
    ),
    modes=material.from_text_or_image("image_urls", "image_with_roles"),
    guide=family_guide(
        PAGE, PARAMETERS, _("A last frame needs the quality variant, and a reference rules out 1080p.")
    ),
)
