"""`make bench`: every measure of this folder, each beside what the project promises.

One part alone: `python -m tests.bench watcher`. The quickest of a few repeats stands for a ratio and for what is
compared with; everything else is one run. A measure without a promise is there to be compared with.
"""

import importlib
import pkgutil
import sys
import traceback
from collections.abc import Iterator

from tests import bench
from tests.bench.stage import Measure

LINE = "| {:<74} | {:>12} | {:>12} | {:<8} |"


def main() -> int:
    """Print one line a measure as it comes, then all of them as one table; 1 if a promise is broken."""
    names = sorted(found.name for found in pkgutil.iter_modules(bench.__path__) if found.name != "__main__")
    found: list[Measure] = []
    for name in sys.argv[1:] or names:
        for measure in _measured(name):
            found.append(measure)
            print(_line(measure), flush=True)
    if len(sys.argv) != 2:
        print(f"\n{_head()}", *map(_line, found), sep="\n")
    return int(any(is_broken(measure) for measure in found))


def _measured(name: str) -> Iterator[Measure]:
    """All that one part measures; a part that fails breaks its promises and no other's."""
    try:
        yield from getattr(importlib.import_module(f"tests.bench.{name}"), "measures", tuple)()
    except Exception:
        traceback.print_exc()
        yield f"{name}: could not be measured", float("nan"), 0, ""


def is_broken(measure: Measure) -> bool:
    """Whether more was measured than is promised."""
    _, measured, promised, _ = measure
    return promised is not None and not measured <= promised  # NaN is broken too


def _head() -> str:
    return "\n".join([LINE.format("what", "measured", "budget", "verdict"), "|---|---:|---:|---|"])


def _line(measure: Measure) -> str:
    what, measured, promised, unit = measure
    verdict = "" if promised is None else "BROKEN" if is_broken(measure) else "ok"
    budget = "" if promised is None else f"{promised:g} {unit}".strip()
    return LINE.format(what, f"{measured:.2f} {unit}".strip(), budget, verdict)


if __name__ == "__main__":
    sys.exit(main())
