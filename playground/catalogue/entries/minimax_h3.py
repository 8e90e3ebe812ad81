"""MiniMax H3: frames or references, told apart by roles or by how many bare images there are."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.rule import Forbids
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "minimax-h3/generation"
LISTS = ("image_urls", "image_with_roles", "video_with_roles", "audio_with_roles")
RATIOS = ("16:9", "9:16", "1:1", "4:3", "3:4", "21:9")
FRAMED = {"image_with_roles.role": material.FRAMES}
BARE_FRAMES = {"image_urls": (1, 2)}
PARAMETERS = (
    shared.prompt(7000),
    # One or two bare images are frames, and frames decide the shape: then it is left out.
    shared.aspect_ratio(*RATIOS, "adaptive", sent_when={"image_urls": (0, 3, 4, 5, 6, 7, 8, 9)}),
    shared.duration_between(4, 15, 5),
    shared.resolution("2K", "768p", default="2K"),
    shared.images(
        help_text=_(
            "One image is the first frame, two are first and last, three to nine are references. At most "
            "30 MB, 256 to 5760 pixels, not narrower than 2:5."
        )
    ),
    material.images_with_roles("reference_image", "first_frame", "last_frame"),
    material.reference_videos(),
    material.reference_audio(),
    shared.watermark(),
)

VIDEO_MODEL = VideoModel(
    slug="minimax-h3",
    wire_id="MiniMax-H3",
    rank=50,
    maker="MiniMax",
    name="MiniMax H3",
    summary=_("Four to fifteen seconds at 2K, from text, frames, or up to twelve files as references."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        Forbids(
            when=dict.fromkeys(LISTS, False),
            field="aspect_ratio",
            values=("adaptive",),
            because=_("Text alone needs a fixed shape."),
        ),
        Forbids(when=FRAMED, field="aspect_ratio", values=RATIOS, because=material.FRAMES_DECIDE),
        material.at_most(9, "image_urls"),
        material.at_most(9, "image_with_roles"),
        material.at_most(3, "video_with_roles"),
        material.at_most(3, "audio_with_roles"),
        material.at_most(12, *LISTS),
        material.apart(
            {"image_urls": True}, {"image_with_roles": True}, "image_with_roles", material.ONE_WAY_OF_IMAGES
        ),
        *material.one_of_each_frame(),
        *material.frames_or_references(
            FRAMED,
            {"image_with_roles.role": ("reference_image",)},
            {"video_with_roles": True},
            {"audio_with_roles": True},
        ),
        *material.frames_or_references(
            BARE_FRAMES, {"video_with_roles": True}, {"audio_with_roles": True}, field="image_urls"
        ),
        material.audio_not_alone(*LISTS[:3]),
    ),
    modes=(
        Mode(name=material.IMAGE, when=FRAMED),
        Mode(name=material.IMAGE, when=BARE_FRAMES),
        Mode(name=material.TEXT, when=dict.fromkeys(LISTS, False)),
        Mode(name=material.REFERENCES),
    ),
    guide=family_guide(
        PAGE,
        PARAMETERS,
        _("One or two images are frames and decide the shape; three to nine are references."),
    ),
)
