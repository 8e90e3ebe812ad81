"""Clocks that jump: every stored moment is moved the other way while the processes run.

A host whose clock jumps two hours ahead reads each moment in the database as two hours older than it is; moving the
moments back by two hours makes it read the same. What processes remember by their monotonic clock does not move, in
the one as in the other.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import DateTimeField, F, Model

from playground.models import Connection, Event, Generation, Lease, Throttle
from playground.models.changes import announce


def jump(by: timedelta) -> None:
    """Every clock goes ahead by so much; back when it is negative."""
    with transaction.atomic():
        kinds: tuple[type[Model], ...] = (Lease, Throttle, Connection, Generation, Event)
        for kind in kinds:
            names = [field.name for field in kind._meta.concrete_fields if isinstance(field, DateTimeField)]
            kind._default_manager.update(**{name: F(name) - by for name in names})
        announce()
