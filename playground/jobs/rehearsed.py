"""The clip of a rehearsal: a copy of the recorded one, where a real take's is downloaded."""

import shutil
from pathlib import Path

from playground.media import storage
from playground.models import Generation
from playground.upstream.fetcher import Expired


def bring(row: Generation, temp: Path) -> tuple[int, str]:
    """Copy the recorded clip to a temporary file: (bytes, SHA-256). Raises Expired where it was deleted meanwhile."""
    clip = row.replay.of.clip
    if clip is None:
        raise Expired("the recorded clip was deleted")
    blob = clip.blob
    final = storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix)
    part = temp.with_name(f"{temp.name}.copy")  # under its own name only a whole file may lie
    with storage.local_copy(final) as path:
        shutil.copyfile(path, part)
    part.replace(temp)
    return blob.size, blob.sha256
