"""A real S3-speaking server for the tests: keys are asked for, unsigned requests are refused, parts are kept."""

import json
import shutil
import signal
import sys
import urllib.error
import urllib.request
from pathlib import Path

from tests.ports import free_ports
from tests.servers import Server

KEY, SECRET = "TESTSACCESSKEY", "tests-secret-key"
INNER = (
    "master.port",
    "master.port.grpc",
    "volume.port",
    "volume.port.grpc",
    "filer.port",
    "filer.port.grpc",
)
QUIET = (
    "master.telemetry=false",
    "filer.disableDirListing",
    "s3.port.iceberg=0",
    "s3.port.lance=0",
    "s3.iam=false",
)


class Seaweed(Server):
    """SeaweedFS with its S3 gateway on `port`, all of it on 127.0.0.1."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = free_ports(len(INNER) + 1)
        (self.folder / "data").mkdir()
        who = {"accessKey": KEY, "secretKey": SECRET}
        may = ["Admin", "Read", "List", "Tagging", "Write"]
        keys = {"identities": [{"name": "tests", "credentials": [who], "actions": may}]}
        (self.folder / "keys.json").write_text(json.dumps(keys))

    @property
    def url(self) -> str:
        """Its address, for AWS_ENDPOINT_URL."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """With an empty memory of the last election: one that was won by a dead server takes 15 s to win again."""
        shutil.rmtree(self.folder / "data" / f"m{self.inner[0]}", ignore_errors=True)
        super().start()

    def end(self) -> None:
        """At once: asked politely it takes its time. Its sockets beside the TCP ports are not removed by itself."""
        self.kill(signal.SIGKILL)
        for number in (self.port, *self.inner):
            for left in Path("/tmp").glob(f"seaweedfs-*-{number}.sock"):
                left.unlink(missing_ok=True)
        super().end()

    def _command(self) -> list[str]:
        program = str(Path(sys.executable).with_name("weed"))
        where = [
            f"-dir={self.folder / 'data'}",
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
            f"-s3.port={self.port}",
        ]
        inner = [f"-{name}={port}" for name, port in zip((*INNER, "s3.port.grpc"), self.inner, strict=True)]
        size = [
            "-master.volumeSizeLimitMB=64",
            "-volume.max=30",
            "-s3",
            f"-s3.config={self.folder / 'keys.json'}",
        ]
        return [program, "server", "-filer", *where, *inner, *size, *(f"-{each}" for each in QUIET)]

    def _answers(self) -> bool:
        """Whether it refuses us: it asks for a key only once it knows which there are."""
        try:
            urllib.request.urlopen(self.url, timeout=2).close()
        except urllib.error.HTTPError as refused:
            return refused.code == 403
        except OSError:
            return False
        return True
