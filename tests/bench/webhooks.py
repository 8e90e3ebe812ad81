"""With signed callbacks: from the end upstream to our row, and to our own copy."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.asking import ask_for, moment, settled
from tests.bench.gateway import SECRET, Gateway
from tests.bench.stage import Measure, mean, percentile, running

TAKES = 20


def measures() -> Iterator[Measure]:
    """What was measured, its value, the promise, the unit."""
    signed = {"PUBLIC_URL": "http://127.0.0.1:%s", "WEBHOOK_SECRET": SECRET}
    with tempfile.TemporaryDirectory() as folder, Gateway() as gateway:
        gateway.tell(seconds=[8, 20])
        with running(Path(folder) / "var", **gateway.environment, **signed) as installation:
            takes = settled(installation, ask_for(installation, TAKES, 0.05), 60)
        counted = gateway.counts()
    assert len(counted["called_back"]) == TAKES
    ends = counted["ends"]
    known = [moment(take, "completed_at") - ends[take["id"]] for take in takes]
    ready = [moment(take, "ready_at") - ends[take["id"]] for take in takes]
    yield "signed webhooks: end upstream to fetching, mean", mean(known), 0.3, "s"
    yield "signed webhooks: end upstream to fetching, p95", percentile(known, 0.95), None, "s"
    yield "signed webhooks: end upstream to our own copy, mean", mean(ready), None, "s"
    yield "signed webhooks: end upstream to our own copy, p95", percentile(ready, 0.95), None, "s"
