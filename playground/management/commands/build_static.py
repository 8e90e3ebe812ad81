"""`manage.py build_static`: makes STATIC_ROOT anew if static/ or a tool has changed since."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command

from playground import bundle


class Command(BaseCommand):
    """Does nothing, in some milliseconds, when the last build still holds."""

    help = "Bundles, hashes and compresses the static files."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """The stamp is written last: a run that was interrupted is done again."""
        root = Path(settings.STATIC_ROOT)
        stamp = root.with_name(f"{root.name}.stamp")
        is_there = (root / "staticfiles.json").exists()
        if is_there and root != settings.DATA_DIR / "static":
            return  # STATIC_DIR: built with the image, whose copies of files have other times, and read-only
        now = bundle.fingerprint()
        if stamp.exists() and stamp.read_text() == now and is_there:
            return
        stamp.unlink(missing_ok=True)
        shutil.rmtree(root, ignore_errors=True)
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=bundle.UNSERVED)
        stamp.write_text(now)
