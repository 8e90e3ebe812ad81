"""Exact frames of a clip: the very picture that was on the screen at a moment, as PNG.

Exact means: every picture's own time is read from the file first (nothing is decoded for that), the wanted one is
chosen among them, and only then decoding runs from the key frame before it up to that one.
"""

from __future__ import annotations

import bisect
import io
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import av
from av.video.reformatter import Colorspace
from django.utils.translation import gettext_noop as _

from .boxes import container_of
from .probe import open_clip

if TYPE_CHECKING:
    from pathlib import Path

    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from PIL import Image

LONGEST_SECONDS = 300.0
PATIENCE = 10.0
ROUNDING = 0.001  # seconds by which a browser's number may lie before the picture it shows
UNSPECIFIED, HD = 2, 720


class FrameRefused(Exception):
    """Why no frame is taken: an English msgid that can be shown."""


@dataclass(frozen=True, slots=True)
class Frame:
    """content: PNG; number: 0 is the first; seconds: its place from the start of the clip."""

    content: bytes = field(repr=False)
    number: int
    seconds: float
    width: int
    height: int


def frame_at(path: Path, seconds: float | None) -> Frame:
    """The picture shown at `seconds`; None, or a moment behind the end: the last. Raises FrameRefused.

    Blocking: some tenths of a second for a picture far from its key frame.
    """
    with path.open("rb") as file:
        container = container_of(file.read(64))
    if container is None:
        raise FrameRefused(_("The clip cannot be read, so it gives no frame."))
    try:
        with open_clip(path, container) as clip:
            if not clip.streams.video:
                raise FrameRefused(_("This file holds only sound, so it gives no frame."))
            return _frame(clip, clip.streams.video[0], seconds)
    except (av.error.FFmpegError, ValueError) as failure:
        raise FrameRefused(_("The clip cannot be read, so it gives no frame.")) from failure


def _frame(clip: InputContainer, stream: VideoStream, seconds: float | None) -> Frame:
    if (clip.duration or 0) / av.time_base > LONGEST_SECONDS:
        raise FrameRefused(
            _("Frames are taken from clips of up to five minutes. Download this one and cut it first.")
        )
    times = _times(clip, stream)
    # Browsers count from where the file's first stream begins, be it sound or picture
    origin = max(0.0, (clip.start_time or 0) / av.time_base)
    unit = float(stream.time_base or 1)
    place = len(times) - 1
    if seconds is not None:
        place = max(0, bisect.bisect_right(times, (seconds + origin + ROUNDING) / unit) - 1)
    shown, number = _decoded(clip, stream, times, place)
    picture = _picture(shown)
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=3)
    return Frame(out.getvalue(), number, round(max(0.0, times[number] * unit - origin), 6), *picture.size)


def _times(clip: InputContainer, stream: VideoStream) -> list[int]:
    """When each picture is shown, in the stream's own unit, in the order of showing."""
    until = time.monotonic() + PATIENCE
    times = []
    for packet in clip.demux(stream):
        if packet.pts is not None and not packet.is_discard:
            times.append(packet.pts)
        if time.monotonic() > until:
            raise FrameRefused(_("The clip takes too long to read, so it gives no frame."))
    if not times:
        raise FrameRefused(_("The clip holds no picture, so it gives no frame."))
    return sorted(set(times))


def _decoded(
    clip: InputContainer, stream: VideoStream, times: list[int], place: int
) -> tuple[VideoFrame, int]:
    """The picture of that place; a packet that shows none (it only helps others) gives way to the one before."""
    stream.thread_type = "AUTO"
    stream.codec_context.skip_frame = "DEFAULT"
    clip.seek(times[place], stream=stream, backward=True)
    until = time.monotonic() + PATIENCE
    best: VideoFrame | None = None
    for frame in clip.decode(stream):
        if frame.pts is None or frame.pts > times[place]:
            break
        best = frame
        if frame.pts == times[place]:
            break
        if time.monotonic() > until:
            raise FrameRefused(_("The clip takes too long to read, so it gives no frame."))
    if best is None or best.pts is None:
        raise FrameRefused(_("The clip holds no picture, so it gives no frame."))
    return best, bisect.bisect_left(times, best.pts)


def _picture(frame: VideoFrame) -> Image.Image:
    """In the colours and the position in which a browser shows it: HD that does not say is BT.709."""
    untold = frame.colorspace == UNSPECIFIED
    source = (Colorspace.ITU709 if frame.height >= HD else Colorspace.ITU601) if untold else None
    picture: Image.Image = frame.reformat(format="rgb24", src_colorspace=source).to_image()
    return picture.rotate(frame.rotation, expand=True) if frame.rotation else picture
