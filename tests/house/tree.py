"""The project's own files: what is tracked, and what will be once it is added."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".png", ".jpg", ".jpeg", ".webp", ".avif", ".mp4", ".ico", ".mo", ".woff2"}


@cache
def files() -> tuple[Path, ...]:
    """Every file git knows or would take, without the ignored ones."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return tuple(sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file()))


def matching(pattern: str) -> list[Path]:
    """Those whose path below the root matches, `**` for any number of folders."""
    return sorted(set(ROOT.glob(pattern)) & set(files()))


def name(path: Path) -> str:
    """The path as a person writes it."""
    return str(path.relative_to(ROOT))


def texts() -> list[tuple[Path, str]]:
    """Path and content of every file that is not binary."""
    return [(path, path.read_text(encoding="utf-8")) for path in files() if path.suffix not in BINARY]
