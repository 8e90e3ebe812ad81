"""Veo 3.1 on Google's own channel: the ratio is called size, and metadata is written in camel case."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.parameter import Choice
from playground.catalogue.rule import Forbids, RequiresIf
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "veo3-official/generation"
LITE = "Veo3.1-lite-official"
PARAMETERS = (
    shared.variant(("Veo3.1-fast-official", "Fast"), ("Veo3.1-quality-official", "Quality"), (LITE, "Lite")),
    shared.prompt(),
    shared.aspect_ratio("16:9", "9:16", path=("size",)),
    shared.duration(4, 6, 8, default=8),
    shared.resolution("720p", "1080p", "4k", default="720p"),
    shared.images(help_text=_("The first frame. One image; more would be ignored.")),
    shared.address(
        "last_frame",
        _("Last frame"),
        _("Where the clip ends. It needs a first frame."),
        ("metadata", "lastFrame"),
    ),
    shared.images(
        "reference_images",
        _("What should appear in the clip, at most three. Not beside a first frame."),
        ("metadata", "referenceImages"),
    ),
    shared.sound("audio", "metadata", "generateAudio"),
    shared.negative_prompt("metadata", "negativePrompt"),
    shared.choice(
        "people",
        _("People"),
        ("metadata", "personGeneration"),
        Choice("", _("As the gateway decides")),
        Choice("allow_adult", _("Adults allowed")),
        Choice("dont_allow", _("No people")),
    ),
    shared.choice(
        "compression",
        _("Compression"),
        ("metadata", "compressionQuality"),
        Choice("", _("As the gateway decides")),
        Choice("optimized", _("Optimised")),
        Choice("lossless", _("Lossless")),
    ),
    shared.choice(
        "resize_mode",
        _("Image of another shape"),
        ("metadata", "resizeMode"),
        Choice("", _("As the gateway decides")),
        Choice("pad", _("Pad")),
        Choice("crop", _("Crop")),
    ),
)

VIDEO_MODEL = VideoModel(
    slug="veo3-official",
    wire_id="Veo3.1-fast-official",
    rank=11,
    maker="Google",
    name="Veo 3.1 official",
    summary=_("Four to eight seconds at up to 4k, with sound if you want it, frames or references."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        Forbids(
            when={"variant": (LITE,)},
            field="resolution",
            values=("1080p", "4k"),
            because=_("The lite variant makes 720p only."),
        ),
        material.only_the_first(),
        RequiresIf(
            when={"last_frame": True},
            any_of=({"image_urls": True},),
            field="last_frame",
            because=material.LAST_NEEDS_FIRST,
        ),
        material.at_most(3, "reference_images"),
        # The gateway would drop the references in silence.
        material.apart(
            {"image_urls": True},
            {"reference_images": True},
            "reference_images",
            material.FRAMES_OR_REFERENCES,
        ),
    ),
    modes=(
        Mode(name=material.IMAGE, when={"image_urls": True}),
        Mode(name=material.REFERENCES, when={"reference_images": True}),
        Mode(name=material.TEXT),
    ),
    guide=family_guide(
        PAGE, PARAMETERS, _("The aspect ratio is sent as size, and the clip is silent unless sound is on.")
    ),
)
