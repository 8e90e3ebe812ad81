"""Takes for an installation that runs: asked for as a click does, and what became of them.

As a program: `python -m tests.bench.asking COUNT PAUSE`, in the environment of the installation.
"""

import json
import os
import subprocess
import sys
import time
from datetime import datetime
from typing import Any

from tests.integration.installation import ROOT, Installation, wait_until

TAKES = [sys.executable, "-m", "tests.bench.asking"]


def ask_for(installation: Installation, count: int, pause: float) -> list[str]:
    """The ids of so many takes, asked for with `pause` seconds between two."""
    command = [*TAKES, str(count), str(pause)]
    done = subprocess.run(
        command, cwd=ROOT, env=installation.environment, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def settled(installation: Installation, ids: list[str], seconds: float) -> list[dict[str, Any]]:
    """Their JSON once all are ready; fails when they are not within so many seconds."""
    found: dict[str, dict[str, Any]] = {}

    def all_ready() -> bool:
        for each in set(ids) - set(found):
            told = json.loads(installation.get(f"/generations/{each}.json").body)
            if told["state"] == "ready":
                found[each] = told
        time.sleep(0.2)
        return len(found) == len(ids)

    assert wait_until(all_ready, seconds), installation.output()[-2000:]
    return list(found.values())


def moment(take: dict[str, Any], name: str) -> float:
    """One of a take's times, in Unix seconds."""
    return datetime.fromisoformat(take["timings"][name]).timestamp()


def main(count: int, pause: float) -> None:
    """Ask, print the ids."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "playground.settings"
    import django

    django.setup()
    from tests import build

    ids = []
    for place in range(count):
        ids.append(str(build.asked(f"A bench {place}").pk))
        time.sleep(pause)
    print(json.dumps(ids))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
