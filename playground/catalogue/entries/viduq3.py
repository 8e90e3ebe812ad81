"""Vidu q3: pro and turbo take none to two pictures, the plain one always takes some.

Subjects with several images each are left to the JSON: an unknown field is kept as it is.
"""

from playground.catalogue import shared_material as material
from playground.catalogue import shared_parameters as shared
from playground.catalogue.guides.family import family_guide
from playground.catalogue.parameter import Choice, Parameter
from playground.catalogue.rule import Forbids
from playground.catalogue.video_model import Mode, VideoModel
from playground.catalogue.words import _

PAGE = shared.DOCS + "viduq3/generation"
PRO, TURBO, PLAIN = "viduq3-pro", "viduq3-turbo", "viduq3"
PARAMETERS = (
    shared.variant((PRO, "Pro"), (TURBO, "Turbo"), (PLAIN, "Vidu q3")),
    shared.prompt(5000),
    shared.aspect_ratio("16:9", "9:16", "1:1"),
    shared.duration_between(1, 16, 5),
    shared.resolution("540p", "720p", "1080p", default="720p"),
    shared.images(
        help_text=_(
            "Pro and turbo: none, a first frame, or first and last. Vidu q3: one to seven references."
        )
    ),
    shared.sound(default=True),
    shared.seed(),
    shared.choice(
        "audio_type",
        _("Kind of sound"),
        ("metadata", "audio_type"),
        Choice("", _("As the gateway decides")),
        Choice("all", _("Speech and effects")),
        Choice("speech_only", _("Speech only")),
        Choice("sound-effect_only", _("Effects only")),
    ),
    Parameter(
        name="voice_id",
        kind="text",
        path=("metadata", "voice_id"),
        label=_("Voice id"),
        default="",
        omit="empty",
        max_length=200,
        advanced=True,
    ),
    shared.switch("auto_subjects", _("Find the subjects itself"), "metadata", "auto_subjects"),
    shared.switch(
        "off_peak",
        _("Off-peak"),
        "metadata",
        "off_peak",
        help_text=_("Fewer credits; made within 48 hours, or cancelled and refunded."),
    ),
)

VIDEO_MODEL = VideoModel(
    slug="viduq3",
    wire_id=PRO,
    rank=80,
    maker="Vidu",
    name="Vidu q3",
    summary=_("One to sixteen seconds with sound, from text, frames or up to seven references."),
    source=PAGE,
    dated=shared.READ_ON,
    parameters=PARAMETERS,
    rules=(
        material.at_most(2, "image_urls", when={"variant": (PRO, TURBO)}),
        material.at_most(7, "image_urls"),
        material.needs_image("image_urls", when={"variant": (PLAIN,)}),
        Forbids(
            when={"variant": (PLAIN,)},
            field="duration",
            values=(1, 2),
            because=_("This variant makes at least three seconds."),
        ),
    ),
    modes=(
        Mode(name=material.REFERENCES, when={"variant": (PLAIN,)}),
        *material.from_text_or_image("image_urls"),
    ),
    priced_options=("off_peak",),
    guide=family_guide(
        PAGE,
        PARAMETERS,
        _("Pro and turbo take frames, the plain variant references: images mean something else in each."),
    ),
)
