"""A whole installation of a scripted gateway, and its commands as an operator runs them."""

import json
import subprocess
import sys

from tests.faults.gateway import Gateway
from tests.integration.installation import ROOT, Installation, wait_until

KEY = "sk-" + "k" * 48
ENOUGH = 60.0


class Managed(Installation):
    """`manage` runs a command as an operator does."""

    def manage(self, *words: str, code: int = 0) -> str:
        """What it says."""
        command = [sys.executable, "manage.py", *words]
        given = {"cwd": ROOT, "env": self.environment, "text": True}
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **given)
        assert done.returncode == code, done.stdout
        return str(done.stdout)

    def state(self, take: str) -> str:
        """Of a take."""
        return str(json.loads(self.get(f"/generations/{take}.json").body)["state"])

    def comes_to(self, take: str, state: str) -> bool:
        """Wait for it."""
        return wait_until(lambda: self.state(take) == state, ENOUGH)


def settings(gateway: Gateway, database: str) -> dict[str, str]:
    """What both installations have in common."""
    found = {"TOAPIS_API_KEY": KEY, "TOAPIS_BASE_URL": gateway.url, "TIME_SCALE": "0.1", "SECRET_KEY": ""}
    found |= {"TRUSTED_RESULT_HOSTS": f"127.0.0.1:{gateway.port}", "BROKER_URL": "", "STORAGE_URL": ""}
    return {**found, "DATABASE_URL": database}
