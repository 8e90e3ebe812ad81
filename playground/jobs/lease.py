"""Taking, keeping and giving back a watcher's lease."""

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from playground.jobs.share import shares
from playground.models import Lease
from playground.models.lifecycle import Fence

TTL = timedelta(seconds=5)


def me() -> str:
    """host:pid:start, so that a dead holder on this host is known as dead even when its pid lives again."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def acquire(name: str) -> Fence | None:
    """The fence, when nobody holds the lease, its time is over, or its holder on this host is dead."""
    Lease.objects.get_or_create(name=name)
    with transaction.atomic():
        lease = Lease.objects.select_for_update().get(name=name)
        now = timezone.now()
        if _is_living(lease, now):
            return None
        lease.token += 1
        lease.holder, lease.renewed_at, lease.until = me(), now, now + TTL
        lease.save(update_fields=["token", "holder", "renewed_at", "until"])
        return Fence(name, lease.token)


def renew(fence: Fence) -> bool:
    """Hold it longer; False: somebody else has it now."""
    now = timezone.now()
    held = Lease.objects.filter(name=fence.lease, token=fence.token)
    return bool(held.update(renewed_at=now, until=now + TTL))


def release(fence: Fence) -> None:
    """Give it back at once."""
    Lease.objects.filter(name=fence.lease, token=fence.token).update(until=None, holder="")


def held() -> set[str]:
    """The leases that living watchers hold."""
    now = timezone.now()
    return {lease.name for lease in Lease.objects.all() if _is_living(lease, now)}


def died() -> set[str]:
    """The leases whose holders, processes of this host, are gone without having given them back."""
    return {lease.name for lease in Lease.objects.exclude(holder="") if is_dead(lease.holder)}


def heard_within(seconds: float) -> bool:
    """Whether every watcher there should be gave a sign of life in the last so many seconds."""
    since = timezone.now() - timedelta(seconds=seconds)
    heard = set(Lease.objects.filter(renewed_at__gte=since).values_list("name", flat=True))
    return all(share.lease in heard for share in shares())


def _is_living(lease: Lease, now: datetime) -> bool:
    """An end further away than any lease lasts was written by a clock that has been set back since."""
    return lease.until is not None and now < lease.until <= now + 2 * TTL and not is_dead(lease.holder)


def _started(pid: int) -> str:
    """The kernel's start time of a process; empty for one that is gone, a zombie, or on a system without /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]


def is_dead(holder: str) -> bool:
    """Whether this holder of something is a process of this host that is gone."""
    host, _, rest = holder.partition(":")
    pid, _, started = rest.partition(":")
    if host != socket.gethostname() or not pid or not Path("/proc/self/stat").exists():
        return not holder
    return _started(int(pid)) != started
