"""The real watcher and the real downloader in this process, for as long as a test needs them.

As a program (`python -m tests.integration.watching`) it is a watcher process of its own: it works on TEST_DATABASE
until no take is open, so that it can be killed.
"""

import asyncio
import os
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections, connections

from tests.integration import queue
from tests.integration.installation import Patience


class Watching:
    """One process of the engine: a thread that watches while it holds the lease, and the queue's downloads."""

    def __init__(self, number: int = 0, of: int = 1) -> None:
        from playground.jobs.share import Share

        self.share = Share(number, of)
        self._loop = asyncio.new_event_loop()
        self._ending = False
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._watch, name="test-watcher", daemon=True)

    def until(self, holds: Callable[[], object], seconds: float) -> bool:
        """Work until `holds` does, at most so long; whether it held."""
        self._thread.start()
        patience = Patience(seconds)
        try:
            while not (held := bool(holds())) and not patience.is_over():
                fetch_what_was_rung()
                time.sleep(0.01)
            return held
        finally:
            self._ending = True
            self._loop.call_soon_threadsafe(lambda: self._task and self._task.cancel())
            self._thread.join(60)
            assert not self._thread.is_alive(), "the watcher would go on in the next test"
            self._loop.close()  # only now: until the thread is gone it may be told to end

    def _watch(self) -> None:
        try:
            while not self._ending:
                self._loop.run_until_complete(self._hold())
                time.sleep(0.01)
        finally:
            connections.close_all()

    async def _hold(self) -> None:
        """One slice, if the lease is free."""
        from playground.jobs import lease
        from playground.jobs.watcher import Watcher
        from playground.models.lifecycle import LeaseLost

        fence = await asyncio.to_thread(_in_thread, lease.acquire, self.share.lease)
        if fence is None:
            return
        self._task = asyncio.create_task(Watcher(fence, self.share).run())
        try:
            if not self._ending:
                await self._task
        except (asyncio.CancelledError, LeaseLost):
            pass
        finally:
            self._task.cancel()
            self._task = None
            await asyncio.to_thread(_in_thread, lease.release, fence)


def _in_thread[Said](ask: Callable[..., Said], *args: object) -> Said:
    try:
        return ask(*args)
    finally:
        connections.close_all()


def fetch_what_was_rung() -> None:
    """Take the downloads out of the queue and do them, as a worker of the cluster does."""
    from playground.jobs import bell, tasks

    for args in queue.taken(bell.FETCH):
        tasks.fetch(*args)


def main() -> None:
    """Watch and download until every take has ended."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "playground.settings"
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
    django.setup()
    from playground.models import Generation

    print("watching", flush=True)
    Watching().until(lambda: not Generation.objects.exclude(due_at=None).exists(), 120.0)
    close_old_connections()


if __name__ == "__main__":
    main()
