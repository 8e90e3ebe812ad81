"""A video without what it says about itself: the packets of picture and sound in a fresh file, nothing else.

Phones write where a film was made into `udta/\u00a9xyz`, `com.apple.quicktime.location.ISO6709` or a track of its own;
all of these stay behind, as do dates, names, chapters and subtitles. What turns a picture upright goes along.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import av
import av.error

from .probe import open_clip

if TYPE_CHECKING:
    from pathlib import Path

    from av.container import InputContainer, OutputContainer
    from av.stream import Stream

    from .boxes import Container

MUXERS = {".mp4": "mp4", ".mov": "mov", ".webm": "webm"}
# Without the muxer's own name and random numbers: the same film twice is the same bytes
OPTIONS = {"fflags": "+bitexact", "movflags": "+faststart"}


class CannotRemux(Exception):
    """Its packets do not fit into a fresh file of that kind."""


def without_metadata(source: Path, target: Path, suffix: str, container: Container) -> None:
    """Write the first picture and the first sound of `source` to `target`. Raises CannotRemux. Blocking."""
    options = OPTIONS if suffix != ".webm" else {"fflags": "+bitexact"}
    try:
        with (
            open_clip(source, container) as film,
            av.open(os.fspath(target), "w", format=MUXERS[suffix], container_options=options) as fresh,
        ):
            _copy(film, fresh)
    except (av.error.FFmpegError, ValueError) as failure:
        raise CannotRemux(str(failure)) from failure


def _copy(film: InputContainer, fresh: OutputContainer) -> None:
    chosen: list[Stream] = [*film.streams.video[:1], *film.streams.audio[:1]]
    places = {stream.index: fresh.add_stream_from_template(stream, opaque=True) for stream in chosen}
    for place in places.values():
        place.metadata.clear()
    for packet in film.demux(chosen):
        if packet.dts is not None:
            packet.stream = places[packet.stream.index]
            fresh.mux(packet)
