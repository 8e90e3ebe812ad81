"""Sora 2 on the gateway's own channel. Several clips at once and characters are left out: a take is one clip."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.parameter import Choice
from playground.catalogue.video_model import VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "sora2/generation"
PARAMETERS = (
    shared.prompt(),
    shared.aspect_ratio("16:9", "9:16"),
    shared.duration(4, 8, 12, default=4),
    shared.images(),
    shared.choice(
        "style",
        _("Style"),
        ("metadata", "style"),
        Choice("", _("None")),
        Choice("thanksgiving", _("Thanksgiving")),
        Choice("comic", _("Comic")),
        Choice("news", _("News")),
        Choice("selfie", _("Selfie")),
        Choice("nostalgic", _("Nostalgic")),
        Choice("anime", _("Anime")),
    ),
    shared.switch("storyboard", _("Storyboard"), "metadata", "storyboard"),
    shared.watermark("watermark", "metadata", "watermark"),
    shared.switch("private", _("Private"), "metadata", "private"),
)

VIDEO_MODEL = VideoModel(
    slug="sora2",
    wire_id="sora-2-vvip",
    rank=20,
    maker="OpenAI",
    name="Sora 2",
    summary=_("Four, eight or twelve seconds from text or images, with a style if you like."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    modes=material.from_text_or_image("image_urls"),
    # The page names no resolution: there is one price.
    guide=family_guide(
        PAGE,
        PARAMETERS,
        _("Style, storyboard and watermark are sent under metadata. A prompt may hold @username."),
    ),
)
