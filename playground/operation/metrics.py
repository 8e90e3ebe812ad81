"""What monitoring reads, in Prometheus' text format: of the whole installation out of the database, of this web itself.

Asked every few seconds on an installation with a million takes: each question is answered by an index of what is open
or recent (`due`, `ended`), none counts everything there is.
"""

import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from playground.catalogue import video_models
from playground.jobs import drain
from playground.jobs.share import shares
from playground.live.hub import hub
from playground.models import Connection, Generation, Lease, Throttle
from playground.models.state import TERMINAL, State
from playground.operation import latency

RECENT = timedelta(hours=1)
BREAKERS = ("closed", "half-open", "open")
NEVER = -1.0


def text() -> bytes:
    """All of it. Raises DatabaseError."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Installation())
    return generate_latest(registry) + generate_latest(latency.registry)


class Installation(Collector):
    """Asks when it is read, so that a number is never older than the answer it stands in."""

    def collect(self) -> Iterator[Metric]:
        """The families, the engine's first."""
        now = timezone.now()
        yield from _takes(now)
        yield from _upstream()
        yield from _watchers(now)
        yield from _here()


def _takes(now: datetime) -> Iterator[Metric]:
    still_open = Generation.objects.filter(due_at__gt=drain.LONG_AGO)
    counted = dict(still_open.order_by().values_list("state").annotate(Count("pk")))
    states = [state for state in State if state not in TERMINAL]
    yield _gauge(
        "takes", "Takes that have not ended, by state", "state", [(s, counted.get(s, 0)) for s in states]
    )
    due = still_open.order_by("due_at").values_list("due_at", flat=True).first()
    late = max(0.0, (now - due).total_seconds()) if due else 0.0
    yield _gauge("oldest_due_seconds", "How long the look that is longest overdue has been due", value=late)
    loading = still_open.filter(state=State.FETCHING, fetch_until__gt=now).count()
    yield _gauge("downloads", "Clips that are being downloaded now", value=loading)
    # Connection and model are named, so that the index is asked once for each pair and its recent end alone
    ended = Generation.objects.filter(
        connection_id__in=list(Connection.objects.values_list("pk", flat=True)),
        model_slug__in=[model.slug for model in video_models()],
        completed_at__gt=now - RECENT,
    )
    recent = dict(ended.order_by().values_list("state").annotate(Count("pk")))
    ends = [(str(state), recent.get(state, 0)) for state in (State.READY, State.FAILED)]
    yield _gauge("takes_ended_last_hour", "Takes that ended within the last hour", "state", ends)


def _upstream() -> Iterator[Metric]:
    rows = list(Throttle.objects.order_by("account", "kind"))
    asked = CounterMetricFamily(
        "playground_upstream_requests", "Requests let through", labels=["account", "kind"]
    )
    pauses = CounterMetricFamily("playground_upstream_pauses", "Pauses asked for", labels=["account", "kind"])
    breaker = GaugeMetricFamily(
        "playground_breaker", "0 closed, 1 half-open, 2 open", labels=["account", "kind"]
    )
    for row in rows:
        labels = [row.account[:20], str(row.kind)]
        asked.add_metric(labels, row.asked)
        pauses.add_metric(labels, row.pauses)
        breaker.add_metric(labels, BREAKERS.index(row.breaker))
    yield from (asked, pauses, breaker)
    blocked = Connection.objects.exclude(blocked="").count()
    yield _gauge(
        "connections_blocked", "Connections that a refused key or missing credits stop", value=blocked
    )


def _watchers(now: datetime) -> Iterator[Metric]:
    heard = dict(Lease.objects.values_list("name", "renewed_at"))

    def age(lease: str) -> float:
        at = heard.get(lease)
        return (now - at).total_seconds() if at else NEVER

    ages = [(share.lease, age(share.lease)) for share in shares()]
    words = "Seconds since a watcher gave a sign of life; -1: never"
    yield _gauge("watcher_age_seconds", words, "lease", ages)
    yield _gauge("draining", "1 while nothing new is sent", value=int(drain.is_on()))


def _here() -> Iterator[Metric]:
    yield _gauge("streams", "Open live streams of this web process", value=hub.streams)
    try:
        disk = shutil.disk_usage(settings.DATA_DIR)
    except OSError:
        return
    sizes = [("free", disk.free), ("used", disk.used), ("total", disk.total)]
    yield _gauge("disk_bytes", "The file system of DATA_DIR", "part", sizes)


def _gauge(
    name: str, words: str, label: str = "", values: Iterable[tuple[Any, float]] = (), value: float = 0
) -> Metric:
    if not label:
        return GaugeMetricFamily(f"playground_{name}", words, value=value)
    found = GaugeMetricFamily(f"playground_{name}", words, labels=[label])
    for of, number in values:
        found.add_metric([str(of)], number)
    return found
