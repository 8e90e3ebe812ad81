"""`make bench`: every measure of this folder, each beside what the project promises."""

import importlib
import pkgutil
import sys

from tests import bench


def main() -> int:
    """Print one line a measure; 1 if a promise is broken."""
    broken = 0
    names = sorted(found.name for found in pkgutil.iter_modules(bench.__path__) if found.name != "__main__")
    for name in names if not sys.argv[1:] else sys.argv[1:]:
        measures = getattr(importlib.import_module(f"tests.bench.{name}"), "measures", tuple)
        for what, measured, promised, unit in measures():
            verdict = "ok" if measured <= promised else "TOO MUCH"
            broken += measured > promised
            print(
                f"{what:<56} {measured:>8.2f} {unit:<4} promised {promised:g} {unit}  {verdict}", flush=True
            )
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
