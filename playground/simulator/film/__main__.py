"""``python -m playground.simulator.film``: draw one film, politely.

With ``--order`` the request is one line of JSON on standard input, and the end of that input ends the drawing;
with words it is those words; ``--sample`` remakes static/sample/.
"""

import argparse
import json
import os
import sys
import threading
import zlib
from pathlib import Path

from playground.simulator.film import sample
from playground.simulator.film.cutting import draw
from playground.simulator.film.references import fitted
from playground.simulator.film.request import FilmRequest


def main() -> None:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(prog="playground.simulator.film", description=__doc__)
    parser.add_argument("prompt", nargs="?", default="")
    parser.add_argument("--output", type=Path, default=Path("film.mp4"))
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--order", action="store_true")
    parser.add_argument("--sample", action="store_true")
    options = parser.parse_args()
    os.nice(4)  # behind the pages and the wire, but not so far that a busy machine never finishes it
    if options.sample:
        sample.make()
        return
    draw(_ordered() if options.order else _typed(options), options.output)


def _ordered() -> FilmRequest:
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_input, daemon=True).start()
    order["references"] = tuple(map(Path, order["references"]))
    order |= {name: Path(order[name]) for name in ("opening", "closing", "follows") if order[name]}
    return fitted(FilmRequest(**order))


def _end_with_the_input() -> None:
    sys.stdin.read()
    os._exit(1)


def _typed(options: argparse.Namespace) -> FilmRequest:
    width, height = (int(side) for side in options.size.split("x"))
    return FilmRequest(options.prompt, width, height, options.seconds, zlib.crc32(options.prompt.encode()))


if __name__ == "__main__":
    main()
