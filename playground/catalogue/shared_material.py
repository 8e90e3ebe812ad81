"""Pictures, clips and sounds with roles, and the rules and modes that go with them: words that stand once."""

from playground.catalogue.parameter import ALWAYS, Choice, Item, Parameter, Scalar, When
from playground.catalogue.rule import CountBetween, Excludes, RequiresIf
from playground.catalogue.video_model import Mode
from playground.catalogue.words import _

FRAMES: tuple[Scalar, ...] = ("first_frame", "last_frame")
_ROLES = {
    "first_frame": _("First frame"),
    "last_frame": _("Last frame"),
    "end_frame": _("Last frame"),
    "reference": _("Reference"),
    "reference_image": _("Reference"),
    "reference_video": _("Reference"),
    "reference_audio": _("Reference"),
}

TEXT = _("Text → video")
IMAGE = _("Image → video")
REFERENCES = _("References → video")
EDIT = _("Edit video")
EXTEND = _("Extend video")

# The gateway takes more and leaves them aside; a picture that is silently ignored would be a surprise.
ONLY_THE_FIRST = _("Only the first image would be used. Keep one.")
FRAMES_DECIDE = _("A first or last frame decides the shape: choose adaptive.")
FRAMES_OR_REFERENCES = _("First and last frame, or references: not both.")
ONE_WAY_OF_IMAGES = _("Images either with roles or without: not both.")
ONE_FIRST = _("Only one image can be the first frame.")
ONE_LAST = _("Only one image can be the last frame.")
AUDIO_NOT_ALONE = _("Sound needs an image or a video beside it.")
AT_MOST = _("At most %(most)s here, not %(count)s.")
WORDS_OR_MATERIAL = _("Write a prompt or attach an image.")
NEEDS_IMAGE = _("This model makes its clip from an image. Attach one.")
LAST_NEEDS_FIRST = _("A last frame needs a first frame.")


def with_roles(name: str, label: str, *roles: str) -> Parameter:
    """A list of {url, role}; the first role is what a new one has."""
    return Parameter(
        name=name,
        kind="objects",
        path=(name,),
        label=label,
        default=[],
        omit="empty",
        parts=(
            place("url"),
            Parameter(
                name="role",
                kind="choice",
                path=("role",),
                label=_("Role"),
                default=roles[0],
                choices=tuple(Choice(role, _ROLES[role]) for role in roles),
            ),
        ),
        help=_("Each with its role."),
        advanced=True,
    )


def place(name: str) -> Parameter:
    """The address in an object of a list."""
    return Parameter(name=name, kind="url", path=(name,), label=_("Address"), required=True)


def images_with_roles(*roles: str) -> Parameter:
    """Pictures that say themselves what they are."""
    return with_roles("image_with_roles", _("Images with roles"), *roles)


def reference_videos() -> Parameter:
    """Clips to refer to."""
    return with_roles("video_with_roles", _("Reference videos"), "reference_video")


def reference_audio() -> Parameter:
    """Sounds to refer to."""
    return with_roles("audio_with_roles", _("Reference audio"), "reference_audio")


def clips() -> Parameter:
    """Kling's list of clips: to edit, or to refer to."""
    return Parameter(
        name="video_list",
        kind="objects",
        path=("video_list",),
        label=_("Videos"),
        default=[],
        omit="empty",
        parts=(
            place("video_url"),
            Parameter(
                name="refer_type",
                kind="choice",
                path=("refer_type",),
                label=_("Use"),
                default="base",
                choices=(Choice("base", _("Edit it")), Choice("feature", _("Refer to it"))),
            ),
            Parameter(
                name="keep_original_sound",
                kind="choice",
                path=("keep_original_sound",),
                label=_("Original sound"),
                default="no",
                choices=(Choice("no", _("Drop it")), Choice("yes", _("Keep it"))),
            ),
        ),
        help=_("In a prompt they are called <<<video_1>>>, <<<video_2>>> and so on."),
    )


def web_search() -> tuple[Parameter, Parameter]:
    """A switch that is never sent itself, and the tool that it brings into the request."""
    tool: list[Item] = [{"type": "web_search"}]
    return (
        Parameter(
            name="web_search",
            kind="switch",
            path=(),
            label=_("Web search"),
            default=False,
            help=_("The model may look things up before it draws."),
            advanced=True,
        ),
        Parameter(
            name="tools",
            kind="fixed",
            path=("tools",),
            label=_("Web search"),
            default=tool,
            sent_when={"web_search": (True,)},
        ),
    )


def at_most(most: int, *fields: str, when: When = ALWAYS) -> CountBetween:
    """So many items together, and no more."""
    return CountBetween(fields=fields, most=most, when=when, because=AT_MOST)


def one_of_each_frame(field: str = "image_with_roles") -> tuple[CountBetween, CountBetween]:
    """One first frame, one last frame."""
    return (
        CountBetween(fields=(field,), most=1, having={"role": ("first_frame",)}, because=ONE_FIRST),
        CountBetween(fields=(field,), most=1, having={"role": ("last_frame",)}, because=ONE_LAST),
    )


def only_the_first(field: str = "image_urls") -> CountBetween:
    """A list of which the gateway uses one item."""
    return CountBetween(fields=(field,), most=1, because=ONLY_THE_FIRST)


def needs_words_or(*fields: str) -> RequiresIf:
    """A prompt, unless there is material."""
    return RequiresIf(
        when={"prompt": False},
        any_of=tuple({field: True} for field in fields),
        field="prompt",
        because=WORDS_OR_MATERIAL,
    )


def needs_image(*fields: str, when: When = ALWAYS) -> RequiresIf:
    """A picture, always or in one variant; mended at the first of the fields."""
    return RequiresIf(
        when=when, any_of=tuple({field: True} for field in fields), field=fields[0], because=NEEDS_IMAGE
    )


def audio_not_alone(*fields: str) -> RequiresIf:
    """Sound only beside something to look at."""
    return RequiresIf(
        when={"audio_with_roles": True},
        any_of=tuple({field: True} for field in fields),
        field="audio_with_roles",
        because=AUDIO_NOT_ALONE,
    )


def apart(one: When, other: When, field: str, because: str) -> Excludes:
    """Two conditions of which one may hold."""
    return Excludes(of=(one, other), field=field, because=because)


def frames_or_references(
    frames: When, *references: When, field: str = "image_with_roles"
) -> tuple[Excludes, ...]:
    """Frames beside none of these."""
    return tuple(apart(frames, each, field, FRAMES_OR_REFERENCES) for each in references)


def from_text_or_image(*fields: str) -> tuple[Mode, ...]:
    """Text alone while none of these lists holds anything, else an image."""
    return (Mode(name=TEXT, when=dict.fromkeys(fields, False)), Mode(name=IMAGE))


# Text, or frames where a role says so; every other image is a reference.
FRAMES_BY_ROLE = (
    Mode(name=TEXT, when={"reference_images": False, "image_with_roles": False}),
    Mode(name=IMAGE, when={"image_with_roles.role": FRAMES}),
    Mode(name=REFERENCES),
)
