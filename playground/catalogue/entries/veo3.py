"""Veo 3.1 on the gateway's own channel: eight seconds, the resolution under metadata, three ids."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.parameter import Choice
from playground.catalogue.rule import CountBetween, Forbids
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "veo3/generation"
QUALITY = "veo3.1-quality"
PARAMETERS = (
    shared.variant(("veo3.1-fast", "Fast"), (QUALITY, "Quality"), ("veo3.1-lite", "Lite")),
    shared.prompt(),
    shared.aspect_ratio("16:9", "9:16"),
    shared.duration(8, default=8),
    shared.images(
        help_text=_(
            "One image is the first frame, two are first and last, three are references. At most 10 MB each."
        )
    ),
    shared.resolution("720p", "1080p", "4k", default="720p", path=("metadata", "resolution")),
    shared.choice(
        "generation_type",
        _("Use of the images"),
        ("metadata", "generation_type"),
        Choice("", _("By their number")),
        Choice("frame", _("Frames")),
        Choice("reference", _("References")),
    ),
    shared.switch("enable_gif", _("A GIF too"), "metadata", "enable_gif"),
)

VIDEO_MODEL = VideoModel(
    slug="veo3",
    wire_id="veo3.1-fast",
    rank=10,
    maker="Google",
    name="Veo 3.1",
    summary=_("Eight seconds at up to 4k, from text, one or two frames, or three references."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        material.at_most(3, "image_urls"),
        material.at_most(2, "image_urls", when={"generation_type": ("frame",)}),
        CountBetween(
            fields=("image_urls",),
            most=2,
            when={"variant": (QUALITY,)},
            because=_("The quality variant takes one or two frames, no references."),
        ),
        Forbids(
            when={"variant": (QUALITY,)},
            field="generation_type",
            values=("reference",),
            because=_("The quality variant takes one or two frames, no references."),
        ),
        Forbids(
            when={"resolution": ("1080p", "4k")},
            field="enable_gif",
            values=(True,),
            because=_("A GIF is made at 720p only."),
        ),
    ),
    modes=(
        Mode(name=material.TEXT, when={"image_urls": False}),
        Mode(name=material.REFERENCES, when={"generation_type": ("reference",)}),
        Mode(name=material.IMAGE, when={"image_urls": (1, 2)}),
        Mode(name=material.REFERENCES),
    ),
    guide=family_guide(
        PAGE, PARAMETERS, _("The resolution is sent under metadata, and every clip is eight seconds long.")
    ),
)
