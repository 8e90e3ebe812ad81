"""What waits in the queue, whichever broker keeps it: looked at, taken out, thrown away."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings


def waiting() -> list[dict[str, Any]]:
    """The tasks in the queue, the eldest first."""
    from django_q.models import OrmQ
    from django_q.signing import SignedPackage

    if not settings.BROKER_URL:
        return [row.task for row in OrmQ.objects.order_by("id")]
    broker = _broker()
    return [SignedPackage.loads(packed) for packed in broker.connection.lrange(broker.list_key, 0, -1)]


def taken(name: str) -> Iterator[tuple[Any, ...]]:
    """The arguments of each task of that name, taken out of the queue one by one."""
    from django_q.models import OrmQ
    from django_q.signing import SignedPackage

    if not settings.BROKER_URL:
        for row in OrmQ.objects.order_by("id"):
            if row.task.get("func") == name and row.delete()[0]:
                yield row.task["args"]
        return
    broker = _broker()
    for packed in broker.connection.lrange(broker.list_key, 0, -1):
        task = SignedPackage.loads(packed)
        if task["func"] == name and broker.connection.lrem(broker.list_key, 1, packed):
            yield task["args"]


def empty() -> None:
    """Nothing waits."""
    _broker().purge_queue()


def _broker() -> Any:
    from django_q.brokers import get_broker

    return get_broker()
