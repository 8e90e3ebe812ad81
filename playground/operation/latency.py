"""How long this process takes to answer, by the name of the address: never by what stands in it."""

from prometheus_client import CollectorRegistry, Histogram

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = ("GET", "HEAD", "POST")
registry = CollectorRegistry()
_seconds = Histogram(
    "playground_request_seconds",
    "Seconds until the head of the answer, of this web process",
    ["method", "address", "status"],
    buckets=BUCKETS,
    registry=registry,
)


def note(method: str, address: str, status: int, seconds: float) -> None:
    """One answer. Foreign words become one: they would make a series each."""
    known = method if method in METHODS else "other"
    _seconds.labels(known, address or "none", f"{status // 100}xx").observe(seconds)
