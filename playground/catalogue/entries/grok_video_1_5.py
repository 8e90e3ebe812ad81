"""Grok video 1.5: exactly one image, always."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guide import Fact
from playground.catalogue.guides.family import IN_PICTURES, family_guide
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "grok-video-1.5/generation"
PARAMETERS = (
    shared.prompt(),
    shared.aspect_ratio("16:9", "9:16", "1:1", "3:2", "2:3"),
    shared.duration_between(1, 15, 8),
    shared.resolution("480p", "720p", default="720p"),
    shared.address("image", _("First frame"), _("The image that the clip begins from."), required=True),
)

VIDEO_MODEL = VideoModel(
    slug="grok-video-1-5",
    wire_id="grok-video-1.5",
    rank=71,
    maker="xAI",
    name="Grok video 1.5",
    summary=_("One to fifteen seconds, always from one image."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    modes=(Mode(name=material.IMAGE),),
    guide=family_guide(
        PAGE,
        PARAMETERS,
        _("It needs exactly one image, sent as one address and not as a list."),
        Fact(
            term=_("Price by its page"),
            detail=_("0.01 US dollars a second, which is 2 credits."),
            source=PAGE,
        ),
        workloads=IN_PICTURES,
    ),
)
