"""`manage.py sbom`: what a running Playground is made of, as CycloneDX 1.6 (cyclonedx.org), from the lock itself."""

import json
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

PIN = re.compile(r"^([\w.-]+)==([^\s;]+)(.*)$", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:(\w+)")


class Command(BaseCommand):
    """Writes to stdout; the same lock gives the same bytes."""

    help = "Prints the software bill of materials (CycloneDX JSON)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Every pin of requirements.txt, with the hashes that pip demands of it."""
        lock = Path(settings.BASE_DIR / "requirements.txt").read_text(encoding="utf-8")
        self.stdout.write(json.dumps(bill(lock), indent=2, ensure_ascii=False))


def bill(lock: str) -> dict[str, Any]:
    """The whole document of a lock's text."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "playground", "bom-ref": "playground"}},
        "components": list(_components(lock)),
    }


def _components(lock: str) -> Iterator[dict[str, Any]]:
    for name, version, rest in PIN.findall(lock.replace("\\\n", " ")):
        address = f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
        files = [
            {
                "type": "distribution",
                "url": f"{address}#{digest}",
                "hashes": [{"alg": "SHA-256", "content": digest}],
            }
            for digest in HASH.findall(rest)
        ]
        found = {"type": "library", "name": name, "version": version, "bom-ref": address, "purl": address}
        yield {**found, "externalReferences": files, **_license(name)}


def _license(name: str) -> dict[str, Any]:
    """As the package itself says it; a package for another system is not here to be asked."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return {}
    if expression := told.get("License-Expression"):
        return {"licenses": [{"expression": expression}]}
    words = (told.get("License") or "").partition("\n")[0].strip()
    return {"licenses": [{"license": {"name": words}}]} if words else {}
