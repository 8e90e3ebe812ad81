"""What is in a clip: facts for the row and the player, refusal of everything that is no whole video."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import av
import av.error

from .boxes import container_of, is_whole_mp4, is_whole_webm

if TYPE_CHECKING:
    from pathlib import Path

    from av.container import InputContainer
    from av.video.stream import VideoStream

    from .boxes import Container

CODECS = {"h264", "hevc", "vp8", "vp9", "av1"}
DEMUXERS: dict[Container, str] = {"mp4": "mp4", "webm": "matroska"}
LARGEST_SIDE = 8_192
LONGEST_SECONDS = 3_600.0
MOST_PACKETS = 500_000
PATIENCE = 10.0


class NotAVideo(Exception):
    """This file is not a clip we can keep. cut_short: it began as one, so fetching it again may help."""

    def __init__(self, words: str, *, cut_short: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.cut_short = cut_short


@dataclass(frozen=True, slots=True)
class ClipFacts:
    """width, height: pixels as coded; size: bytes; fps: mean frames a second, 0.0 if untold."""

    width: int
    height: int
    seconds: float
    fps: float
    size: int
    has_audio: bool
    container: Container
    codec: str


def probe(path: Path, *, quicktime: bool = False) -> ClipFacts:
    """Facts of an MP4 or WebM file. Raises NotAVideo. Blocking: walks all packets, decodes none (the poster does)."""
    size = path.stat().st_size
    with path.open("rb") as file:
        container = container_of(file.read(64), quicktime=quicktime)
        if size == 0:
            raise NotAVideo("The file is empty.", cut_short=True)
        if container is None:
            raise NotAVideo("The file is neither MP4 nor WebM.")
        if not (is_whole_mp4 if container == "mp4" else is_whole_webm)(file, size):
            raise NotAVideo("The video file is cut short.", cut_short=True)
    try:
        with open_clip(path, container) as clip:
            return _facts(clip, container, size)
    except (av.error.FFmpegError, ValueError, OSError) as failure:
        if isinstance(failure, OSError) and not isinstance(failure, av.error.FFmpegError):
            raise
        raise NotAVideo("The video file cannot be read.", cut_short=True) from failure


def open_clip(path: Path, container: Container) -> InputContainer:
    """The file in PyAV with its demuxer forced: no playlist, no network, no guessing. Close it, or use `with`.

    Opened with skip_frame=all, because libav otherwise decodes pictures only to look at them (5 to 20 ms);
    who wants pictures sets `stream.codec_context.skip_frame` back.
    """
    options = {"protocol_whitelist": "file", "enable_drefs": "0", "skip_frame": "all"}
    return av.open(os.fspath(path), format=DEMUXERS[container], options=options, timeout=(PATIENCE, PATIENCE))


def _facts(clip: InputContainer, container: Container, size: int) -> ClipFacts:
    if not clip.streams.video:
        raise NotAVideo("The file holds no moving picture.")
    stream = clip.streams.video[0]
    codec = stream.codec_context.name
    if codec not in CODECS:
        raise NotAVideo(f"The video's codec ({codec[:20]}) is none that browsers play.")
    end = _end(clip, stream)
    seconds = (
        float(stream.duration * stream.time_base) if stream.duration else (clip.duration or 0) / av.time_base
    )
    seconds = seconds or end
    width, height = stream.codec_context.width, stream.codec_context.height
    if end == 0:
        raise NotAVideo("The video holds no picture.", cut_short=True)
    if not 0 < seconds <= LONGEST_SECONDS or not 0 < min(width, height) <= max(width, height) <= LARGEST_SIDE:
        raise NotAVideo("The video's size or length is out of bounds.")
    if end < seconds - max(0.25, seconds * 0.05):
        raise NotAVideo("The video ends before it says it does.", cut_short=True)
    return ClipFacts(
        width=width,
        height=height,
        seconds=round(seconds, 3),
        fps=round(float(stream.average_rate or 0), 3),
        size=size,
        has_audio=bool(clip.streams.audio),
        container=container,
        codec=codec,
    )


def _end(clip: InputContainer, stream: VideoStream) -> float:
    """Seconds from the first picture to the end of the last one, by walking every video packet once."""
    first, last = None, 0.0
    until = time.monotonic() + PATIENCE
    for count, packet in enumerate(clip.demux(stream)):
        if packet.pts is not None:
            first = packet.pts if first is None else min(first, packet.pts)
            last = max(last, float((packet.pts - first + (packet.duration or 0)) * packet.time_base))
        if count > MOST_PACKETS or time.monotonic() > until:
            raise NotAVideo("The video takes too long to read.")
    return last
