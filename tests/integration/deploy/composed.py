"""compose.yaml without Docker: the commands and settings of its services, as processes of this machine.

What a network or a mount would translate is translated here: names of services are ports of 127.0.0.1, files under
/run/secrets and in DATA_DIR lie in a folder of the test. Nothing else is added but an upstream that is scripted.
"""

import copy
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import boto3
import yaml

from tests import servers
from tests.faults.gateway import Gateway
from tests.integration.installation import ROOT, wait_until
from tests.integration.storage.seaweed import KEY, SECRET, Seaweed
from tests.ports import free_ports

NAME = "playground.example"
SECRETS = {"secret_key": "s" * 60, "toapis_api_key": "sk-" + "k" * 48, "webhook_secret": "w" * 40}
SECRETS |= {"s3_access_key": KEY, "s3_secret_key": SECRET, "metrics_token": "m" * 40}


def services() -> dict[str, Any]:
    """As compose reads them, anchors followed."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return found


def interpolated(value: str, **variables: str) -> str:
    """What compose makes of ${NAME}, ${NAME:-default} and ${NAME:?words}."""
    return re.sub(
        r"\$\{(\w+)(?::([-?])([^}]*))?\}",
        lambda found: variables.get(found[1], found[3] if found[2] == "-" else ""),
        value,
    )


class Composed:
    """`of("web")` is a process; the stores under it are the ones of other tests."""

    number, name = 0, "playground"  # of Valkey's database; of the bucket, and of PostgreSQL's database

    def __init__(self, folder: Path) -> None:
        self.folder, self.gateway = folder, Gateway()
        self.postgres, self.valkey, self.s3 = servers.Postgres(), servers.Valkey(), Seaweed()
        for server in (self.postgres, self.valkey, self.s3):
            server.start()
        (self.port,) = free_ports(1)
        self._write_secrets(self.postgres.create(self.name))
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def beside(self) -> "Composed":
        """The same services on the same servers, with a database, a bucket and a folder in which there is nothing."""
        found = copy.copy(self)
        found.number, found.name, found.folder, found.running = 1, "second", self.folder / "second", {}
        (found.port,) = free_ports(1)
        found._write_secrets(self.postgres.create(found.name))
        return found

    def _write_secrets(self, database_url: str) -> None:
        (self.folder / "secrets").mkdir(parents=True)
        for name, value in {**SECRETS, "database_url": database_url}.items():
            (self.folder / "secrets" / name).write_text(value + "\n")

    def environment(self, service: str) -> dict[str, str]:
        """Of a service, with what is not of this machine translated."""
        names = {"redis://valkey:6379/0": self.valkey.url(self.number), "http://s3:8333": self.s3.url}
        names |= {"/run/secrets": str(self.folder / "secrets"), "s3://playground": f"s3://{self.name}"}
        names |= {"0.0.0.0": "127.0.0.1", "172.31.84.0/24": "127.0.0.1"}
        said = {}
        for name, value in services()[service]["environment"].items():
            text = interpolated(value, PUBLIC_HOST=NAME)
            for there, here in names.items():
                text = text.replace(there, here)
            said[name] = text
        said |= {
            "DATA_DIR": str(self.folder / "data"),
            "PORT": str(self.port),
            "TOAPIS_BASE_URL": self.gateway.url,
            "TIME_SCALE": "0.1",
        }
        return {"PATH": os.environ["PATH"], "TRUSTED_RESULT_HOSTS": f"127.0.0.1:{self.gateway.port}", **said}

    def command(self, service: str) -> list[str]:
        """The image's entry point, and the service's command."""
        return [sys.executable, "manage.py", *services()[service]["command"]]

    def run(self, service: str, *words: str) -> str:
        """`docker compose run --rm SERVICE words`; what it said. Without words, the service's own command."""
        command = [*self.command(service)[:2], *words] if words else self.command(service)
        given: dict[str, Any] = {"cwd": ROOT, "env": self.environment(service), "text": True}
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **given)
        assert done.returncode == 0, done.stdout
        return str(done.stdout)

    def start(self, service: str, number: int = 1) -> None:
        """One container of a service."""
        name = f"{service}-{number}"
        given: dict[str, Any] = {"cwd": ROOT, "env": self.environment(service), "start_new_session": True}
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(self.command(service), stdout=log, stderr=log, **given)

    def is_healthy(self, service: str) -> bool:
        """What its health check says."""
        test = services()[service]["healthcheck"]["test"]
        command = [sys.executable, *test[2:]] if test[:2] == ["CMD", "python"] else test[1:]
        return subprocess.run(command, cwd=ROOT, env=self.environment(service), check=False).returncode == 0

    def stop(self, name: str) -> float:
        """`docker stop`: SIGTERM; its exit code, which must come within the service's grace."""
        process = self.running.pop(name)
        process.terminate()
        grace = services()[name.rpartition("-")[0]]["stop_grace_period"]
        return process.wait(float(grace.removesuffix("s")))

    def up(self, workers: int = 1) -> None:
        """In the order that depends_on asks for."""
        self.run("prepare")
        self.start("web")
        for number in range(1, workers + 1):
            self.start("worker", number)
        assert wait_until(lambda: self.is_healthy("web"), 60), self.log("web-1")

    def log(self, name: str) -> str:
        """All that a container has said."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def bucket(self) -> list[str]:
        """The keys of what lies in the bucket."""
        keys = {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET, "region_name": "us-east-1"}
        found = boto3.client("s3", endpoint_url=self.s3.url, **keys).list_objects_v2(Bucket=self.name)
        return [each["Key"] for each in found.get("Contents", ())]

    def end(self) -> None:
        """Everything is gone."""
        for process in self.running.values():
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)
        for server in (self.s3, self.valkey, self.postgres):
            server.end()
        self.gateway.close()
