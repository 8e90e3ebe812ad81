"""Entries written only to prove that the declaration's shape carries other families; none of them ships.

Read from the gateway's pages on 2026-11-22: Kling v3 omni, MiniMax H3, Gemini's edit channel, Veo 3.1.
"""

from playground.catalogue.parameter import Choice, Kind, Omit, Parameter, Scalar
from playground.catalogue.rule import CountBetween, Excludes, Forbids, RequiresIf, Rule
from playground.catalogue.video_model import Mode, VideoModel


def _choices(*values: str | int) -> tuple[Choice, ...]:
    return tuple(Choice(value, str(value)) for value in values)


def _pick(name: str, *values: str, default: str, omit: Omit = "never", path: str = "") -> Parameter:
    keys = tuple((path or name).split("."))
    return Parameter(
        name=name, kind="choice", path=keys, label=name, default=default, choices=_choices(*values), omit=omit
    )


def _whole(name: str, least: int, most: int, default: int | None) -> Parameter:
    return Parameter(
        name=name,
        kind="integer",
        path=(name,),
        label=name,
        default=default,
        least=least,
        most=most,
        omit="empty",
    )


def _text(limit: int) -> Parameter:
    return Parameter(
        name="prompt",
        kind="text",
        path=("prompt",),
        label="Prompt",
        default="",
        required=True,
        max_length=limit,
    )


def _switch(name: str, *path: str) -> Parameter:
    return Parameter(
        name=name, kind="switch", path=path or (name,), label=name, default=False, omit="default"
    )


def _list(name: str, *parts: Parameter, path: str = "") -> Parameter:
    kind: Kind = "objects" if parts else "urls"
    keys = tuple((path or name).split("."))
    return Parameter(name=name, kind=kind, path=keys, label=name, default=[], omit="empty", parts=parts)


def _address(name: str) -> Parameter:
    return Parameter(name=name, kind="url", path=(name,), label=name, required=True)


def _paper(
    slug: str,
    parameters: tuple[Parameter, ...],
    rules: tuple[Rule, ...],
    modes: tuple[Mode, ...],
    **more: str,
) -> VideoModel:
    wire_id = more.get("wire_id", slug)
    return VideoModel(
        slug=slug,
        wire_id=wire_id,
        name=slug,
        summary="",
        source="",
        dated="2026-11-22",
        parameters=parameters,
        rules=rules,
        modes=modes,
    )


KLING_OMNI = _paper(
    "kling-v3-omni",
    (
        _text(2500),
        _pick("mode", "std", "pro", default="std"),
        _whole("duration", 3, 15, 5),
        _pick("aspect_ratio", "16:9", "9:16", "1:1", default="16:9"),
        _switch("audio"),
        _list(
            "video_list",
            _address("video_url"),
            _pick("refer_type", "base", "feature", default="base"),
            _pick("keep_original_sound", "yes", "no", default="no"),
        ),
        _list(
            "image_list",
            _address("image_url"),
            _pick("type", "", "first_frame", "end_frame", default="", omit="empty"),
            path="metadata.image_list",
        ),
        _switch("watermark", "metadata", "watermark"),
    ),
    (
        Forbids(when={"video_list": True}, field="audio", values=(True,), because="No audio with a video."),
        RequiresIf(
            when={"image_list.type": ("end_frame",)},
            any_of=({"image_list.type": ("first_frame",)},),
            field="image_list",
            because="An end frame needs a first frame.",
        ),
    ),
    (
        Mode(name="Edit video", when={"video_list.refer_type": ("base",)}),
        Mode(name="References → video", when={"video_list": True}),
        Mode(name="Text → video", when={"image_list": False}),
        Mode(name="Image → video"),
    ),
)

_FRAMES: tuple[Scalar, ...] = ("first_frame", "last_frame")
_MEDIA = ("image_with_roles", "video_with_roles", "audio_with_roles")
MINIMAX_H3 = _paper(
    "minimax-h3",
    (
        _text(7000),
        _whole("duration", 4, 15, 5),
        _pick("resolution", "2K", "768p", default="2K"),
        _pick("aspect_ratio", "16:9", "9:16", "1:1", "adaptive", default="16:9"),
        _list(
            "image_with_roles",
            _address("url"),
            _pick("role", "reference_image", "first_frame", "last_frame", default="reference_image"),
        ),
        _list(
            "video_with_roles", _address("url"), _pick("role", "reference_video", default="reference_video")
        ),
        _list(
            "audio_with_roles", _address("url"), _pick("role", "reference_audio", default="reference_audio")
        ),
        _switch("watermark"),
    ),
    (
        Forbids(
            when={"image_with_roles": False, "video_with_roles": False},
            field="aspect_ratio",
            values=("adaptive",),
            because="Text alone needs a fixed ratio.",
        ),
        Forbids(
            when={"image_with_roles.role": _FRAMES},
            field="aspect_ratio",
            values=("16:9", "9:16", "1:1"),
            because="Frames decide the ratio.",
        ),
        Excludes(
            of=({"image_with_roles.role": _FRAMES}, {"image_with_roles.role": ("reference_image",)}),
            field="image_with_roles",
            because="Frames or references, not both.",
        ),
        RequiresIf(
            when={"audio_with_roles": True},
            any_of=({"image_with_roles": True}, {"video_with_roles": True}),
            field="audio_with_roles",
            because="Audio needs an image or a video.",
        ),
        CountBetween(fields=_MEDIA, most=12, because="At most %(most)s files, not %(count)s."),
        CountBetween(
            fields=("image_with_roles",),
            most=1,
            having={"role": ("first_frame",)},
            because="One first frame.",
        ),
    ),
    (Mode(name="Text → video", when={"image_with_roles": False}), Mode(name="Image → video")),
    wire_id="MiniMax-H3",
)

GEMINI_EDIT = _paper(
    "gemini-omni-flash-preview-official",
    (
        _text(1200),
        Parameter(
            name="aspect_ratio",
            kind="choice",
            path=("aspect_ratio",),
            label="Aspect ratio",
            default="16:9",
            choices=_choices("16:9", "9:16"),
            sent_when={"video_list": False},
        ),
        _whole("duration", 1, 10, 6),
        _pick("resolution", "720p", default="720p"),
        _list("image_urls"),
        _list("video_list", _address("video_url")),
        Parameter(
            name="temperature",
            kind="number",
            path=("metadata", "temperature"),
            label="Temperature",
            least=0,
            most=2,
            omit="empty",
        ),
        Parameter(
            name="task",
            kind="fixed",
            path=("metadata", "task"),
            label="Task",
            default="edit",
            sent_when={"video_list": True},
        ),
    ),
    (
        Excludes(
            of=({"image_urls": True}, {"video_list": True}), field="video_list", because="Images or a video."
        ),
        CountBetween(fields=("video_list",), most=3, because="At most three videos."),
    ),
    (Mode(name="Edit video", when={"video_list": True}), Mode(name="Text → video")),
)

# The model id itself is a choice, and the resolution stands under metadata.
VEO = _paper(
    "veo3",
    (
        _pick("variant", "veo3.1-fast", "veo3.1-quality", default="veo3.1-fast", path="model"),
        _text(2000),
        Parameter(name="duration", kind="fixed", path=("duration",), label="Duration", default=8),
        _pick(
            "resolution", "720p", "1080p", "4k", default="720p", omit="default", path="metadata.resolution"
        ),
        _switch("enable_gif", "metadata", "enable_gif"),
    ),
    (
        Forbids(
            when={"resolution": ("1080p", "4k")}, field="enable_gif", values=(True,), because="A GIF is 720p."
        ),
    ),
    (Mode(name="Text → video"),),
)

PAPER = (KLING_OMNI, MINIMAX_H3, GEMINI_EDIT, VEO)
