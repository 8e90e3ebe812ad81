"""Parameters that several models have, so that their words stand, and are translated, once."""

from playground.catalogue.parameter import ALWAYS, Choice, Media, Parameter, When
from playground.catalogue.words import _

type Path = tuple[str, ...]

DOCS = "https://docs.toapis.com/docs/en/api-reference/videos/"
READ_ON = "2026-11-22"
UNDOCUMENTED_LIMIT = 2000
OUR_LIMIT = _(
    "Describe the shot: subject, action, camera, light. At most 2,000 characters; that limit is ours, the "
    "gateway documents none."
)
_DESCRIBE = _("Describe the shot: subject, action, camera, light.")
_SECONDS = {
    4: _("4 s"),
    5: _("5 s"),
    6: _("6 s"),
    8: _("8 s"),
    10: _("10 s"),
    12: _("12 s"),
    15: _("15 s"),
    20: _("20 s"),
    30: _("30 s"),
}
AUTOMATIC = _("Automatic")


def variant(*ids: tuple[str, str]) -> Parameter:
    """Which of the family's ids is asked: pairs of id and name, the default first."""
    return Parameter(
        name="variant",
        kind="choice",
        path=("model",),
        label=_("Variant"),
        default=ids[0][0],
        choices=tuple(Choice(wire_id, name) for wire_id, name in ids),
        help=_("The gateway has an id of its own for each; the price may differ."),
    )


def prompt(limit: int | None = None, *, required: bool = True) -> Parameter:
    """The words; `limit` is a documented one."""
    return Parameter(
        name="prompt",
        kind="text",
        path=("prompt",),
        label=_("Prompt"),
        default="",
        required=required,
        omit="never" if required else "empty",
        max_length=limit or UNDOCUMENTED_LIMIT,
        help=_DESCRIBE if limit else OUR_LIMIT,
    )


def negative_prompt(*path: str) -> Parameter:
    """What should not be seen."""
    return Parameter(
        name="negative_prompt",
        kind="text",
        path=path or ("negative_prompt",),
        label=_("Negative prompt"),
        default="",
        omit="empty",
        max_length=UNDOCUMENTED_LIMIT,
        help=_("What should not be seen or heard."),
        advanced=True,
    )


def aspect_ratio(*ratios: str, path: Path = ("aspect_ratio",), sent_when: When = ALWAYS) -> Parameter:
    """The picture's shape, the default first; off the wire where a picture decides it."""
    help_text = _("Shape of the picture.")
    if sent_when:
        help_text = _("Shape of the picture. It is not sent where an attached picture or clip decides.")
    labels = {"adaptive": _("Adaptive")}
    return Parameter(
        name="aspect_ratio",
        kind="choice",
        path=path,
        label=_("Aspect ratio"),
        default=ratios[0],
        choices=tuple(Choice(ratio, labels.get(ratio, ratio)) for ratio in ratios),
        sent_when=sent_when,
        help=help_text,
    )


def duration(*seconds: int, default: int) -> Parameter:
    """Some lengths of which one is chosen; 0 and -1 leave it to the model."""
    named = {0: AUTOMATIC, -1: _("Automatic (-1)") if 0 in seconds else AUTOMATIC}
    return Parameter(
        name="duration",
        kind="integer_choice",
        path=("duration",),
        label=_("Duration"),
        default=default,
        choices=tuple(Choice(each, named.get(each) or _SECONDS.get(each, f"{each} s")) for each in seconds),
        unit=_("seconds"),
        help=_("Length of the clip in seconds, sent as a JSON number."),
    )


def duration_between(least: int, most: int, default: int) -> Parameter:
    """Any whole number of seconds between two."""
    return Parameter(
        name="duration",
        kind="integer",
        path=("duration",),
        label=_("Duration"),
        default=default,
        least=least,
        most=most,
        unit=_("seconds"),
        help=_("Length of the clip in seconds, sent as a JSON number."),
    )


def resolution(*sizes: str, default: str, path: Path = ("resolution",)) -> Parameter:
    """The picture's size, spelt as the gateway spells it for this model."""
    return Parameter(
        name="resolution",
        kind="choice",
        path=path,
        label=_("Resolution"),
        default=default,
        choices=tuple(Choice(size, size) for size in sizes),
        help=_("Size of the picture. Upper and lower case matter."),
    )


def mode(*, silent_std: bool = False) -> Parameter:
    """Kling's word for its sizes."""
    return Parameter(
        name="mode",
        kind="choice",
        path=("mode",),
        label=_("Mode"),
        default="std",
        choices=(Choice("std", _("Standard")), Choice("pro", _("Professional"))),
        help=_("Standard is 720P and silent, professional 1080P.")
        if silent_std
        else _("Standard is 720P, professional 1080P."),
    )


def images(name: str = "image_urls", help_text: str = "", path: Path = ()) -> Parameter:
    """A list of bare addresses of pictures."""
    return Parameter(
        name=name,
        kind="urls",
        path=path or (name,),
        label=_("Reference images"),
        default=[],
        omit="empty",
        help=help_text
        or _("Public http or https addresses; a file you attach is uploaded when you generate."),
    )


def address(
    name: str,
    label: str,
    help_text: str,
    path: Path = (),
    *,
    required: bool = False,
    media: Media | None = None,
) -> Parameter:
    """One address of a picture, or of what `media` says."""
    return Parameter(
        name=name,
        kind="url",
        path=path or (name,),
        label=label,
        required=required,
        omit="empty",
        media=media,
        help=help_text,
    )


def choice(name: str, label: str, path: Path, *options: Choice, help_text: str = "") -> Parameter:
    """An advanced choice, the default first; an empty one, or the default, is left out of the request."""
    return Parameter(
        name=name,
        kind="choice",
        path=path,
        label=label,
        default=options[0].value,
        choices=options,
        omit="default",
        help=help_text,
        advanced=True,
    )


def switch(
    name: str, label: str, *path: str, default: bool = False, help_text: str = "", advanced: bool = True
) -> Parameter:
    """On or off, on the wire only where it differs from the gateway's default."""
    return Parameter(
        name=name,
        kind="switch",
        path=path or (name,),
        label=label,
        default=default,
        omit="default",
        help=help_text,
        advanced=advanced,
    )


def sound(name: str = "audio", *path: str, default: bool = False) -> Parameter:
    """Whether the clip has a sound track."""
    return switch(
        name,
        _("Sound"),
        *path,
        default=default,
        help_text=_("A sound track of the model's own."),
        advanced=False,
    )


def watermark(name: str = "watermark", *path: str, default: bool = False) -> Parameter:
    """Whether the picture is marked."""
    return switch(
        name, _("Watermark"), *path, default=default, help_text=_("The maker's mark in the picture.")
    )


def seed(*path: str) -> Parameter:
    """The number that chance begins from."""
    return Parameter(
        name="seed",
        kind="integer",
        path=path or ("seed",),
        label=_("Seed"),
        omit="empty",
        least=-1,
        most=2**32 - 1,
        help=_("The same seed and request give a similar clip. Empty or -1: by chance."),
        advanced=True,
    )
