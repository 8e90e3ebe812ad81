"""Gemini Omni Flash on the gateway's plain channel: text, one image or three, to four, six or ten seconds."""

from playground.catalogue.entries.gemini_omni_flash_preview_official import VIDEO_MODEL as EDITOR
from playground.catalogue.guides.gemini_omni_flash import GUIDE
from playground.catalogue.parameter import Choice, Parameter
from playground.catalogue.rule import CountIn, Forbids
from playground.catalogue.video_model import Mode, Turn, VideoModel
from playground.catalogue.words import _

PROMPT = Parameter(
    name="prompt",
    kind="text",
    path=("prompt",),
    label=_("Prompt"),
    default="",
    required=True,
    max_length=1200,
    help=_(
        "Describe the shot: subject, action, camera, light. At most 1,200 characters; that limit is ours, "
        "the gateway documents none."
    ),
)
ASPECT_RATIO = Parameter(
    name="aspect_ratio",
    kind="choice",
    path=("aspect_ratio",),
    label=_("Aspect ratio"),
    default="16:9",
    choices=(Choice("16:9", "16:9"), Choice("9:16", "9:16")),
    help=_("16:9 for wide screens, 9:16 for phones."),
)
DURATION = Parameter(
    name="duration",
    kind="integer_choice",
    path=("duration",),
    label=_("Duration"),
    default=6,
    choices=(Choice(4, _("4 s")), Choice(6, _("6 s")), Choice(10, _("10 s"))),
    unit=_("seconds"),
    help=_("Length of the clip in seconds, sent as a JSON number."),
)
RESOLUTION = Parameter(
    name="resolution",
    kind="choice",
    path=("resolution",),
    label=_("Resolution"),
    default="720P",
    # The two letter cases are the gateway's own.
    choices=(Choice("720P", "720P"), Choice("1080p", "1080p")),
    help=_("1080p works with 16:9 only. Upper and lower case matter: 720P, 1080p."),
)
IMAGE_URLS = Parameter(
    name="image_urls",
    kind="urls",
    path=("image_urls",),
    label=_("Reference images"),
    default=[],
    omit="empty",
    help=_(
        "No image: the text alone. One: the clip grows from it. Three: they are fused as references. "
        "Public http or https addresses; a file you attach is uploaded to the gateway when you generate."
    ),
)
# Never sent by this model: it takes no clips. A clip makes the same form a request of the channel that does.
SOURCE_VIDEO = Parameter(
    name="source_video",
    kind="urls",
    path=(),
    label=_("Source video"),
    default=[],
    media="video",
    help=_(
        "A clip to edit: MP4, WebM or MOV, at most 50 MB. With one attached the prompt says what should "
        "change, and the request goes to the gateway's editing model."
    ),
)

VIDEO_MODEL = VideoModel(
    slug="gemini_omni_flash",
    wire_id="gemini_omni_flash",
    aliases=("gemini-omni-flash", "gemini_omni"),
    rank=0,
    maker="Google",
    name="Gemini Omni Flash",
    summary=_("Short clips from a description, from one image, or from three reference images."),
    source="https://docs.toapis.com/docs/en/api-reference/videos/gemini-omni-flash/generation",
    dated="2026-11-22",
    parameters=(PROMPT, ASPECT_RATIO, DURATION, RESOLUTION, IMAGE_URLS, SOURCE_VIDEO),
    rules=(
        Forbids(
            when={"aspect_ratio": ("9:16",)},
            field="resolution",
            values=("1080p",),
            because=_("1080p needs 16:9."),
        ),
        CountIn(
            field="image_urls",
            counts=(0, 1, 3),
            because={
                2: _(
                    "This model takes no image, one image or three; two are refused by the gateway. Add "
                    "one more or remove one."
                )
            },
            otherwise=_("This model takes no image, one image or three. Remove %(surplus)s."),
        ),
    ),
    modes=(
        Mode(name=_("Text → video"), when={"image_urls": False}),
        Mode(name=_("Image → video"), when={"image_urls": (1,)}),
        Mode(name=_("References → video")),
    ),
    turn=Turn(
        when={"source_video": True},
        into=EDITOR,
        keeps={"prompt": "prompt", "duration": "duration", "video_list": "source_video"},
        because=_(
            "The clip keeps its own aspect ratio and comes out at 720p. Reference images wait here, unsent."
        ),
    ),
    guide=GUIDE,
)
