"""A data folder that is migrated and has its static files: made once a test process, copied for each test."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def copy_to(data_dir: Path) -> None:
    """A folder of that name, as `manage.py migrate` and `build_static` leave it on SQLite."""
    shutil.copytree(_made(), data_dir)


@cache
def _made() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="playground-migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    environment = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": "", "BROKER_URL": ""}
    for words in (["migrate", "--verbosity", "0"], ["build_static"]):
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True)
    return folder
