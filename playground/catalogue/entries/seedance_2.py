"""Seedance 2: first and last frame, or references of three kinds, never both."""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.rule import Forbids
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "seedance-2/generation"
FAST, MINI = "seedance-2-fast", "seedance-2-mini"
LISTS = ("image_urls", "image_with_roles", "video_with_roles", "audio_with_roles")
FRAMED = {"image_with_roles.role": material.FRAMES}
PARAMETERS = (
    shared.variant(("seedance-2", "Seedance 2"), (FAST, "Fast"), (MINI, "Mini")),
    shared.prompt(required=False),
    shared.aspect_ratio("16:9", "9:16", "1:1", "4:3", "3:4", "21:9", "adaptive"),
    shared.duration(0, -1, *range(4, 16), default=5),
    shared.resolution("480p", "720p", "1080p", "4k", default="720p"),
    shared.images(),
    material.images_with_roles("reference_image", "first_frame", "last_frame"),
    material.reference_videos(),
    material.reference_audio(),
    shared.sound("generate_audio", default=True),
    shared.switch("return_last_frame", _("Return the last frame")),
    *material.web_search(),
    shared.seed(),
)

VIDEO_MODEL = VideoModel(
    slug="seedance-2",
    wire_id="seedance-2",
    rank=41,
    maker="ByteDance",
    name="Seedance 2",
    summary=_("Four to fifteen seconds with sound at up to 4k, from text, frames, images, clips and sounds."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        material.needs_words_or(*LISTS[:3]),
        Forbids(
            when={"variant": (MINI,)},
            field="duration",
            values=(0, -1),
            because=_("The mini variant needs a duration."),
        ),
        Forbids(
            when={"variant": (FAST, MINI)},
            field="resolution",
            values=("1080p", "4k"),
            because=_("The fast and mini variants make 480p or 720p."),
        ),
        material.at_most(9, "image_urls"),
        material.apart(
            {"image_urls": True}, {"image_with_roles": True}, "image_with_roles", material.ONE_WAY_OF_IMAGES
        ),
        *material.one_of_each_frame(),
        material.at_most(9, "image_with_roles"),
        *material.frames_or_references(
            FRAMED,
            {"image_with_roles.role": ("reference_image",)},
            {"video_with_roles": True},
            {"audio_with_roles": True},
        ),
        material.at_most(3, "video_with_roles", when={"variant": (MINI,)}),
        material.at_most(3, "audio_with_roles", when={"variant": (MINI,)}),
        material.audio_not_alone(*LISTS[:3]),
        *(
            Forbids(
                when={name: True},
                field="web_search",
                values=(True,),
                because=_("Web search is for text alone."),
            )
            for name in LISTS
        ),
    ),
    modes=(
        Mode(name=material.IMAGE, when=FRAMED),
        Mode(name=material.IMAGE, when={"image_urls": True, "video_with_roles": False}),
        Mode(name=material.TEXT, when=dict.fromkeys(LISTS, False)),
        Mode(name=material.REFERENCES),
    ),
    guide=family_guide(
        PAGE,
        PARAMETERS,
        _("First and last frame, or references: never both. Sound is on unless you turn it off."),
    ),
)
