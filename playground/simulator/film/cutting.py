"""From a request to an MP4: choose the scene, lay every frame, add the sound, encode."""

import importlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import av
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from PIL import Image

from playground.simulator.film import palette as palettes
from playground.simulator.film import sound, weather
from playground.simulator.film.camera import Camera, Move
from playground.simulator.film.frame import Frame
from playground.simulator.film.references import given_layers, readable
from playground.simulator.film.request import FilmRequest
from playground.simulator.film.sheets import Layer
from playground.simulator.film.stage import Stage
from playground.simulator.film.words import Brief, read

FPS = 24
_TABLE = 540  # lines that are laid out as they are
_MOVES: dict[str, Move] = {
    "push": "push",
    "pull": "pull",
    "pan": "pan",
    "tilt": "tilt",
    "rise": "rise",
    "orbit": "orbit",
    "static": "static",
}
_NO_PLACE = "abstract"


def staged(request: FilmRequest) -> tuple[Stage, list[Layer], Camera]:
    """The scene of a request, built but not yet drawn."""
    brief = read(request.prompt)
    scene = importlib.import_module(f"playground.simulator.film.scenes.{brief.place or _NO_PLACE}")
    dice = Random(request.seed)  # noqa: S311 -- repeatable, not secret
    palette = palettes.choose(brief, dice, scene.HOUR)
    pictures = readable(request.references)
    palette = palettes.from_pictures(pictures, palette)
    stage = Stage(request.width, request.height, request.seconds, brief, palette, dice)
    layers = [*scene.build(stage), *_weather(stage), *given_layers(request, pictures)]
    return stage, layers, _camera(brief, request, dice)


def _weather(stage: Stage) -> list[Layer]:
    falling: list[Layer] = []
    if "rain" in stage.brief.weather and "wet" not in stage.brief.weather:
        falling += weather.rain(stage)
    if "snow" in stage.brief.weather:
        falling += weather.snow(stage)
    if "petals" in stage.brief.weather:
        falling += weather.petals(stage, palettes.rgb("f2c3cd"))
    return falling


def _camera(brief: Brief, request: FilmRequest, dice: Random) -> Camera:
    moves: tuple[Move, ...] = ("push", "push", "pan", "orbit")
    move = _MOVES[brief.camera] if brief.camera else dice.choice(moves)
    return Camera(move, request.seconds, (request.width, request.height), way=dice.choice((-1, 1)))


def frames(request: FilmRequest) -> Iterator[Frame]:
    """Every frame in order. What is far or slow is painted again only when it has visibly moved."""
    stage, layers, camera = staged(request)
    groups = _by_pace(layers, camera)
    kept = [Frame.blank(stage.width, stage.height)] * (len(groups) + 1)
    for number in range(camera.frames):
        moment, stale = camera.at(number), False
        for place, (pace, group) in enumerate(groups):
            stale = stale or number % pace == 0
            if stale:
                frame = kept[place].copy()
                for layer in group:
                    layer.paint(frame, moment)
                kept[place + 1] = frame
        yield kept[-1]


def _by_pace(layers: list[Layer], camera: Camera) -> list[tuple[int, list[Layer]]]:
    """Far to near, neighbours of one pace together. Nothing is slower than what it stands on."""
    groups: list[tuple[int, list[Layer]]] = []
    slowest = camera.frames
    for layer in layers:
        pace = layer.pace(camera)
        slowest = min(slowest, next(step for step in (camera.frames, 12, 6, 4, 3, 2, 1) if step <= pace))
        if not groups or groups[-1][0] != slowest:
            groups.append((slowest, []))
        groups[-1][1].append(layer)
    return groups


def draw(
    request: FilmRequest, path: Path, *, preset: str = "superfast", quality: int = 22, enlarged: bool = True
) -> None:
    """Draw the film: H.264 and AAC in an MP4 whose index comes first. ``quality`` is x264's rate factor.

    ``enlarged``: large films are laid out small and enlarged at the end, at half the cost of laying every pixel.
    """
    table = _small(request) if enlarged else request
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as out:
        # One thread: other work waits on this machine, and the same request gives the same bytes.
        options = {"preset": preset, "crf": str(quality), "threads": "1", "aq-mode": "1"}
        video = out.add_stream("libx264", rate=FPS, options=options)
        video.width, video.height, video.pix_fmt = request.width, request.height, "yuv420p"
        context = video.codec_context
        context.colorspace, context.color_range = Colorspace.ITU709, ColorRange.MPEG
        context.color_primaries = context.color_trc = 1  # BT.709
        audio = out.add_stream("aac", rate=sound.RATE)
        audio.layout, audio.bit_rate = "stereo", 64_000
        brief, dice = read(request.prompt), Random(request.seed)  # noqa: S311 -- as above
        heard = sound.ambience(brief, request.seconds, dice, dark=brief.time in ("night", "neon", "dusk"))
        for number, picture in enumerate(frames(table)):
            shot = av.VideoFrame(table.width, table.height, "yuv420p")
            for plane, image in zip(shot.planes, picture.planes, strict=True):
                plane.update(_padded(image, plane.line_size))
            if table is not request:
                shot = shot.reformat(request.width, request.height, interpolation=Interpolation.BICUBIC)
            shot.pts = number
            out.mux(video.encode(shot))
        out.mux(video.encode())
        for samples in heard:
            out.mux(audio.encode(samples))
        out.mux(audio.encode())


def _small(request: FilmRequest) -> FilmRequest:
    """The same film for a smaller table: three quarters of 720 lines, two thirds of more."""
    short = min(request.width, request.height)
    if short <= _TABLE:
        return request
    part = max(_TABLE, short * 2 / 3) / short
    width, height = (round(side * part / 2) * 2 for side in (request.width, request.height))
    return replace(request, width=width, height=height)


def _padded(image: Image.Image, line_size: int) -> bytes:
    """A plane's bytes, its rows as long as the encoder keeps them."""
    if line_size == image.width:
        return image.tobytes()
    wide = Image.new("L", (line_size, image.height))
    wide.paste(image, (0, 0))
    return wide.tobytes()
