"""What the first visit to a new installation costs on the wire."""

from collections.abc import Iterator

from tests.bench.stage import Measure, stage
from tests.browser.network import first_load


def measures() -> Iterator[Measure]:
    """What was measured, its value, the promise, the unit."""
    with stage() as (_, page):
        load = first_load(page).before_the_clip
    yield "first load of /, before the clip", sum(load.values()) / 1024, 80, "KiB"
    yield "requests of it", len(load), 10, ""
    for address, size in load.items():
        print(f"    {size / 1024:7.1f} KiB  {address.split('/', 3)[3] or '/'}")
