"""Keeps the children of `up` alive and ends all of them when it ends itself: one thread, one loop."""

import os
import selectors
import signal
import socket
import time
from collections.abc import Callable, Sequence

from playground.processes.child import Child
from playground.processes.console import Console

GRACE = 2.0  # seconds from SIGTERM to SIGKILL
WEDGE_INTERVAL = 2.0
# Seconds that a cluster needs before its silence means anything. A machine may be too busy to start one in that time:
# killed again and again it would never get there, so each that has to go so early leaves the next one twice as long.
CLUSTER_START = 10.0
MOST_PATIENCE = 8


class Supervisor:
    """Prints `welcome` once `is_ready()`; starts the clusters again when `is_wedged()`.

    A cluster is a child whose name begins with "cluster". Of several, all go: which one swallows the work can't be
    seen from outside, and what a healthy one loses it takes up again.
    """

    def __init__(
        self,
        children: Sequence[Child],
        welcome: str,
        is_ready: Callable[[], bool],
        is_wedged: Callable[[], bool],
        *,
        as_json: bool = False,
        grace: float = GRACE,
    ) -> None:
        self.children = children
        self.grace = grace
        self.console = Console((child.name for child in children), as_json=as_json)
        self.welcome: str | None = welcome
        self.is_ready = is_ready
        self.is_wedged = is_wedged
        self.asked_to_end = False
        self._wedge_check_at = 0.0
        self._patience = 1
        self._outputs = selectors.DefaultSelector()
        self._woken, self._waker = socket.socketpair()
        # `make` may be killed alone; what it ran must not outlive it.
        self._make = os.getppid() if "MAKELEVEL" in os.environ else None

    def run(self) -> None:
        """Until a signal asks to end; no child is left when this returns or raises."""
        self._listen_to_signals()
        try:
            for child in self.children:
                self._start(child)
            while not self.asked_to_end:
                self._read(0.5 if self.welcome is None else 0.05)
                self._care(time.monotonic())
        finally:
            self._end()

    def _listen_to_signals(self) -> None:
        # Any signal also writes a byte to the waker, so that waiting for output ends at once.
        self._woken.setblocking(False)
        self._waker.setblocking(False)
        self._outputs.register(self._woken, selectors.EVENT_READ, None)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask_to_end)

    def _ask_to_end(self, number: int, frame: object) -> None:
        self.asked_to_end = True

    def _start(self, child: Child) -> None:
        child.start()
        self._outputs.register(child.output, selectors.EVENT_READ, child)

    def _read(self, timeout: float) -> None:
        for key, _ in self._outputs.select(timeout):
            if key.data is None:
                self._woken.recv(4096)
            else:
                self._print_lines(key.data)

    def _print_lines(self, child: Child) -> None:
        lines = child.read()
        if lines is None:
            self._outputs.unregister(child.output)
        for line in lines or ():
            self.console.line(child.name, line)

    def _care(self, now: float) -> None:
        for child in self.children:
            if child.process is None and now >= child.due_at:
                self._start(child)
            elif child.process is not None and child.has_ended():
                self._replace(child, f"ended with {child.process.returncode}", now)
        if self.welcome is not None and self.is_ready():
            self.console.say(self.welcome)
            self.welcome = None
        for cluster in self._wedged_clusters(now):
            self._replace(cluster, "takes no work although there is some", now)
        if self._make is not None and os.getppid() != self._make:
            self.asked_to_end = True

    def _wedged_clusters(self, now: float) -> list[Child]:
        settled = [
            child
            for child in self.children
            if child.name.startswith("cluster")
            and child.process is not None
            and now - child.started_at >= CLUSTER_START * self._patience
        ]
        if not settled or now < self._wedge_check_at:
            return []
        self._wedge_check_at = now + WEDGE_INTERVAL
        if not self.is_wedged():
            return []
        worked = all(now - child.started_at >= CLUSTER_START * self._patience * 2 for child in settled)
        self._patience = 1 if worked else min(self._patience * 2, MOST_PATIENCE)
        return settled

    def _replace(self, child: Child, why: str, now: float) -> None:
        self._forget(child)
        delay = child.bury(now)
        self.console.line(child.name, f"{why}; starting it again in {delay:g} s")

    def _forget(self, child: Child) -> None:
        if child.output in self._outputs.get_map():
            self._print_lines(child)
        if child.output in self._outputs.get_map():
            self._outputs.unregister(child.output)

    def _end(self) -> None:
        deadline = time.monotonic() + self.grace
        alive = [child for child in self.children if child.process is not None]
        for child in alive:
            child.ask_to_end()
        while time.monotonic() < deadline and not all(child.has_ended() for child in alive):
            self._read(0.05)
        for child in alive:
            self._forget(child)
            child.end_group()
