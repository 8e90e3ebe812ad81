"""The clip on the first page before anybody has made one: ``python -m playground.simulator.film --sample``."""

from pathlib import Path

from PIL import Image

from playground.simulator.film.cutting import draw, frames
from playground.simulator.film.request import FilmRequest

FOLDER = Path(__file__).resolve().parents[3] / "static" / "sample"
REQUEST = FilmRequest(
    prompt="A futuristic city street after rain, slow camera push-in between two trams, natural light through mist,"
    " stable motion, 35 mm.",
    seed=10,
)
_POSTER = (960, 540)


def make(folder: Path = FOLDER) -> None:
    """Write sample.mp4 and its first frame as sample.webp; the same code writes the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    draw(REQUEST, folder / "sample.mp4", preset="veryslow", quality=27, enlarged=False)
    first = next(frames(REQUEST)).picture().resize(_POSTER, Image.Resampling.LANCZOS)
    first.save(folder / "sample.webp", quality=72, method=6)
