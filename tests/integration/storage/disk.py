"""A media folder whose space a test takes and gives back: a file system of its own, or what the kernel limits."""

import resource
import subprocess
from pathlib import Path

MB = 1024 * 1024
ROOMY = {"size": "90m", "nr_inodes": "1000"}  # what downloads leave free, a film of 20 MB, and a little


class Disk:
    """alone: a file system of its own if this user may mount one; otherwise the same faults by limits and modes."""

    def __init__(self, folder: Path, *, alone: bool) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700)
        mount = ["mount", "-t", "tmpfs", "-o", _options(ROOMY), "tmpfs", str(folder)]
        self.is_mounted = alone and subprocess.run(mount, capture_output=True, check=False).returncode == 0
        self._limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def files(self) -> list[str]:
        """The names of all files, the test's own excepted."""
        return [path.name for path in self.folder.rglob("*") if path.is_file() and path.name != "in the way"]

    def fill(self) -> None:
        """Leave no room for a film of 20 MB."""
        if self.is_mounted:
            (self.folder / "in the way").write_bytes(bytes(20 * MB))
        else:
            resource.setrlimit(resource.RLIMIT_FSIZE, (12 * MB, self._limits[1]))

    def crowd(self, workspace: str) -> None:
        """Leave room for a download but not for the folder that it belongs to."""
        if self.is_mounted:
            self._remount(nr_inodes="4")
        else:
            (self.folder / workspace).write_bytes(b"")

    def lock(self) -> None:
        """Let nothing be written."""
        if self.is_mounted:
            self._remount(ro="")
        else:
            (self.folder / "temp").write_bytes(b"")

    def clear(self) -> None:
        """Take back whatever was done."""
        resource.setrlimit(resource.RLIMIT_FSIZE, self._limits)
        if self.is_mounted:
            self._remount(rw="")
        for path in self.folder.iterdir():
            if path.is_file():
                path.unlink()

    def end(self) -> None:
        """As if it had never been."""
        resource.setrlimit(resource.RLIMIT_FSIZE, self._limits)
        if self.is_mounted:
            subprocess.run(["umount", "-l", str(self.folder)], check=True)

    def _remount(self, **options: str) -> None:
        chosen = _options({"remount": "", **ROOMY, **options})
        subprocess.run(["mount", "-o", chosen, str(self.folder)], check=True, capture_output=True)


def _options(chosen: dict[str, str]) -> str:
    return ",".join(f"{name}={value}" if value else name for name, value in chosen.items())
