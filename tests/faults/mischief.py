"""What may happen in a random run: each by name, with its own dice, so that a seed tells the whole story."""

import random
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Timer

from tests.faults.clock import jump
from tests.faults.crew import Crew
from tests.faults.gateway import Slowly
from tests.faults.process import Process, send
from tests.integration.scripted import SILENCE, Answer, Call, error, html

type Deed = Callable[[Crew, random.Random], str | None]


def kill_web(crew: Crew, dice: random.Random) -> None:
    """The web process is gone."""
    send(crew.web.pid, signal.SIGKILL)


def kill_watcher(crew: Crew, dice: random.Random) -> None:
    """The worker that watches is gone."""
    if pid := crew.watcher():
        send(pid, signal.SIGKILL)


def kill_sentinel(crew: Crew, dice: random.Random) -> None:
    """A cluster falls apart: the leader ends, the workers are orphans."""
    if pid := dice.choice(crew.clusters).sentinel():
        send(pid, signal.SIGKILL)


def kill_idle_worker(crew: Crew, dice: random.Random) -> None:
    """A worker that waits for work is gone, perhaps with the queue's lock."""
    watcher = crew.watcher()
    idle = [pid for cluster in crew.clusters for pid in cluster.workers() if pid != watcher]
    if idle:
        send(dice.choice(idle), signal.SIGKILL)


def kill_cluster(crew: Crew, dice: random.Random) -> None:
    """A whole cluster is gone at once, as with its host."""
    dice.choice(crew.clusters).signal(signal.SIGKILL)


def restart_database(crew: Crew, dice: random.Random) -> str:
    """The database is ended without a word and comes back, or nobody can write to it."""
    how = dice.choice([signal.SIGQUIT, signal.SIGKILL])
    seconds = crew.longest_outage if dice.random() < 0.1 else dice.uniform(0.1, 1.5)
    with crew.ground.away(how):
        time.sleep(seconds)
    return f"for {seconds:.1f} s"


def restart_broker(crew: Crew, dice: random.Random) -> str:
    """The broker is killed and comes back empty."""
    seconds = dice.uniform(0.1, 1.0)
    with crew.ground.broker_away():
        time.sleep(seconds)
    return f"for {seconds:.1f} s"


def flush_broker(crew: Crew, dice: random.Random) -> None:
    """All that was queued is lost."""
    crew.ground.flush_broker()


def freeze(crew: Crew, dice: random.Random) -> str:
    """A process stands still and goes on, locks in hand or not; sometimes for longer than a lease lasts."""
    seconds = dice.choice([0.3, 1.0, 2.0, 6.0])
    watcher = crew.watcher()
    some: list[int] = [watcher] if watcher else []
    some += [crew.web.pid, *dice.choice(crew.clusters).workers()[:2]]
    pid = dice.choice(some)
    send(pid, signal.SIGSTOP)
    crew.thaw_at[pid] = time.monotonic() + seconds
    # Also while the next deed waits for a lock that it holds: nobody else would let it go on
    again = Timer(seconds, send, [pid, signal.SIGCONT])
    again.daemon = True
    again.start()
    return f"for {seconds:.1f} s"


def jump_clock(crew: Crew, dice: random.Random) -> str:
    """All clocks jump."""
    by = dice.choice([timedelta(hours=2), timedelta(days=-3), timedelta(minutes=-7), timedelta(seconds=40)])
    jump(by)
    return str(by)


def spoil_creates(crew: Crew, dice: random.Random) -> str:
    """The next paid requests meet trouble, of the kind that says no or of the kind that says nothing."""
    answers = {
        "accepts, then silence": SILENCE,
        "silence": Answer(0),
        "its own 500": error(500, "server_error"),
        "a proxy's 502": html(502),
        "429": error(429, "rate_limit", Retry_After="1"),
        "nonsense": Answer(200, b"[" * 3000, accepts=True),
        "slow": Slowly(after=dice.uniform(0.2, 1.5)),
    }
    name = dice.choice(list(answers))
    crew.gateway.says("create", *[answers[name]] * dice.randint(1, 3))
    return name


def spoil_looks(crew: Crew, dice: random.Random) -> str:
    """The next looks meet trouble. A task that the gateway has is never denied by our own id: that would be a lie."""

    def denied(call: Call) -> Answer | None:
        return error(404, 404) if call.name.startswith("video_") else None

    def ponders(call: Call) -> Answer | None:
        task = call.name if call.name in crew.gateway.tasks else crew.gateway.task_of(call.name)
        return Answer(body={"id": task, "status": "pondering"}) if task else None

    answers = {
        "a 500": error(500, "server_error"),
        "a proxy's 502": html(502),
        "silence": Answer(0),
        "429": error(429, "rate_limit", Retry_After="1"),
        "an unknown word": ponders,
        "numbers": Answer(body=b"[1, NaN]"),
        "slow": Slowly(after=dice.uniform(0.1, 1.0)),
        "404": denied,
    }
    name = dice.choice(list(answers))
    crew.gateway.says("task", *[answers[name]] * dice.randint(1, 5))
    return name


def spoil_files(crew: Crew, dice: random.Random) -> str:
    """The next downloads meet trouble."""
    answers = {
        "expired": html(403),
        "a page": Answer(200, b"<html>", {"Content-Type": "video/mp4"}),
        "nothing": Answer(200, b"", {"Content-Type": "video/mp4"}),
        "silence": Answer(0),
        "cut": Answer(200, bytes(40_000), {"Content-Type": "video/mp4"}, cut=20_000),
        "slow": Slowly(halfway=dice.uniform(0.2, 1.5)),
    }
    name = dice.choice(list(answers))
    crew.gateway.says("file", answers[name])
    return name


def spoil_account(crew: Crew, dice: random.Random) -> str:
    """The next questions for the balance meet trouble."""
    name, answer = dice.choice([("500", html(500)), ("silence", Answer(0)), ("slow", Slowly(after=1.0))])
    crew.gateway.says("balance", answer)
    return name


def deploy(crew: Crew, dice: random.Random) -> None:
    """SIGTERM for one process, and `up` starts it again."""
    process: Process = dice.choice([crew.web, *crew.clusters])
    if process.running is not None:
        process.running.terminate()


# how often, of all that happens
DEEDS: dict[Deed, int] = {
    kill_web: 2,
    kill_watcher: 4,
    kill_sentinel: 1,
    kill_idle_worker: 1,
    kill_cluster: 1,
    deploy: 1,
    restart_database: 2,
    restart_broker: 1,
    flush_broker: 1,
    freeze: 3,
    jump_clock: 2,
    spoil_creates: 8,
    spoil_looks: 6,
    spoil_files: 6,
    spoil_account: 2,
}
