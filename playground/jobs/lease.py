"""Taking, keeping and giving back the watcher's lease."""

import os
import socket
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from playground.models import Lease

TTL = timedelta(seconds=5)
NAME = "watch"


def me() -> str:
    """host:pid:start, so that a dead holder on this host is known as dead even when its pid lives again."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def acquire() -> int | None:
    """The fencing token, when nobody holds the lease, its time is over, or its holder on this host is dead."""
    Lease.objects.get_or_create(name=NAME)
    with transaction.atomic():
        lease = Lease.objects.select_for_update().get(name=NAME)
        now = timezone.now()
        if lease.until is not None and lease.until > now and not is_dead(lease.holder):
            return None
        lease.token += 1
        lease.holder, lease.renewed_at, lease.until = me(), now, now + TTL
        lease.save(update_fields=["token", "holder", "renewed_at", "until"])
        return lease.token


def renew(token: int) -> bool:
    """Hold it longer; False: somebody else has it now."""
    now = timezone.now()
    return bool(Lease.objects.filter(name=NAME, token=token).update(renewed_at=now, until=now + TTL))


def release(token: int) -> None:
    """Give it back at once."""
    Lease.objects.filter(name=NAME, token=token).update(until=None, holder="")


def is_held() -> bool:
    """Whether a living watcher holds it."""
    lease = Lease.objects.filter(name=NAME).first()
    return bool(lease and lease.until and lease.until > timezone.now() and not is_dead(lease.holder))


def heard_within(seconds: float) -> bool:
    """Whether a watcher gave a sign of life in the last so many seconds."""
    since = timezone.now() - timedelta(seconds=seconds)
    return Lease.objects.filter(name=NAME, renewed_at__gte=since).exists()


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
