"""A supervisor over a few small children, for tests: `python -m tests.integration.supervised CHILD`.

CHILD is what the child called "cluster" does: obedient, stubborn (ignores SIGTERM, has a child), dying, wedged, slow to
start, or two that are wedged.
"""

import sys
import time

from playground.processes import supervisor
from playground.processes.child import Child
from playground.processes.supervisor import Supervisor

SLEEP = "import time; print('asleep', flush=True); time.sleep(300)"
IGNORE = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
STUBBORN = f"import os; {IGNORE} os.fork(); {SLEEP}"
CLUSTERS = {
    "obedient": SLEEP,
    "stubborn": STUBBORN,
    "dying": "print('I die')",
    "wedged": STUBBORN,
    "slow": "import time; time.sleep(1.5); print('at work', flush=True); time.sleep(300)",
    "two": SLEEP,
}


def main(kind: str) -> None:
    """Run until a signal."""
    supervisor.CLUSTER_START, supervisor.WEDGE_INTERVAL = 0.5, 0.1
    began = time.monotonic()
    names = ("cluster-1", "cluster-2") if kind == "two" else ("cluster",)
    Supervisor(
        [
            Child("web", [sys.executable, "-c", SLEEP]),
            *(Child(name, [sys.executable, "-c", CLUSTERS[kind]]) for name in names),
        ],
        welcome="The playground is ready",
        is_ready=lambda: time.monotonic() - began > 0.3,
        is_wedged=lambda: kind in ("wedged", "two", "slow"),
    ).run()


if __name__ == "__main__":
    main(sys.argv[1])
