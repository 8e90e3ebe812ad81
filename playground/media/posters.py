"""Still pictures of a clip: the poster of the player and the thumbnail of the strip."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import av
from PIL import Image, ImageStat

from .boxes import container_of
from .probe import NotAVideo, open_clip

if TYPE_CHECKING:
    from pathlib import Path

    from av.container import InputContainer
    from av.video.stream import VideoStream

POSTER_SIDE = 960
THUMBNAIL_SIDE = 320
SOON = 0.5  # seconds: past a cut from black, and few pictures to decode on the way there
LATER = (0.55, 0.8)  # shares of the length
# Sides and qualities of a poster that may weigh only so much: the first that fits is taken
LADDER = ((960, 70), (720, 60), (640, 45), (480, 35), (320, 25), (240, 10), (120, 5))
FLAT = 6.0  # standard deviation of brightness below which a picture tells nothing (a fade, a black lead-in)


def warm_up() -> None:
    """Load what the first picture would: 100 ms that a worker need not spend between a clip and its owner."""
    _webp(Image.new("RGB", (8, 8)), 8)


def poster(path: Path) -> bytes:
    """WebP, 960 px on its longer side, of a telling frame. Raises NotAVideo. Blocking, some tens of ms."""
    return _webp(telling_frame(path), POSTER_SIDE)


def thumbnail(path: Path) -> bytes:
    """WebP, 320 px on its longer side, of the same frame."""
    return _webp(telling_frame(path), THUMBNAIL_SIDE)


def poster_and_thumbnail(path: Path) -> tuple[bytes, bytes]:
    """Both at the price of one decoding."""
    picture = telling_frame(path)
    return _webp(picture, POSTER_SIDE), _webp(picture, THUMBNAIL_SIDE)


def light(poster: bytes, most: int) -> bytes:
    """The same picture in at most `most` bytes, or in the fewest there are. Blocking, some tens of ms."""
    with Image.open(io.BytesIO(poster), formats=("WEBP",)) as picture:
        for side, quality in LADDER:
            made = _webp(picture, side, quality)
            if len(made) <= most:
                break
    return made


def telling_frame(path: Path) -> Image.Image:
    """A frame near the beginning; further on when that one is nearly of one colour. RGB, at most 960 px."""
    with path.open("rb") as file:
        container = container_of(file.read(64), quicktime=True)
    if container is None:
        raise NotAVideo("The file is neither MP4 nor WebM.")
    picture = None
    try:
        with open_clip(path, container) as clip:
            stream = clip.streams.video[0]
            stream.thread_type = "AUTO"
            # Pictures nothing else refers to are skipped: half the work, and the moment moves by a frame or two.
            stream.codec_context.skip_frame = "NONREF"
            length = (clip.duration or 0) / av.time_base
            for moment in (min(SOON, length / 3), *(length * share for share in LATER)):
                picture = _frame_at(clip, stream, moment) or picture
                if (
                    picture is not None
                    and ImageStat.Stat(picture.convert("L").resize((32, 32))).stddev[0] > FLAT
                ):
                    break
    except (av.error.FFmpegError, IndexError) as failure:
        raise NotAVideo("The video file cannot be read.", cut_short=True) from failure
    if picture is None:
        raise NotAVideo("The video holds no picture.", cut_short=True)
    return picture


def _frame_at(clip: InputContainer, stream: VideoStream, seconds: float) -> Image.Image | None:
    """The first frame shown at or after `seconds`; the last one there is when the clip ends before.

    A key frame from the second half of the way there will do: it is decoded alone, in a quarter of the time.
    """
    clip.seek(int(seconds * av.time_base))
    frame = None
    for frame in clip.decode(stream):
        if frame.time is None or frame.time >= (seconds / 2 if frame.key_frame else seconds - 0.001):
            break
    if frame is None:
        return None
    scale = min(1.0, POSTER_SIDE / max(frame.width, frame.height))
    # Scaled by swscale while it is still YUV: a third of the time Pillow takes.
    small = frame.reformat(
        width=max(2, round(frame.width * scale)), height=max(2, round(frame.height * scale)), format="rgb24"
    )
    picture: Image.Image = small.to_image()
    return picture.rotate(frame.rotation, expand=True) if frame.rotation else picture


def _webp(picture: Image.Image, side: int, quality: int = 78) -> bytes:
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.BILINEAR)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=quality, method=2)
    return out.getvalue()
