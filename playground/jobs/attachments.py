"""The references of a take on their way to the gateway: each content goes up once a connection."""

import asyncio

from playground.jobs.desk import Desk
from playground.media import storage
from playground.models import Blob, GatewayUpload, Generation


async def at_the_gateway(desk: Desk, row: Generation) -> list[tuple[str, str]]:
    """(list, address) of this take's references in order, uploading what the gateway has no copy of yet.

    Raises KeyMissing, UpstreamError, FileNotFoundError when our copy of a file is gone, and another OSError when
    the storage cannot be asked. An upload costs nothing and may be repeated.
    """
    urls = []
    for name, url, blob in await desk.db(_attached, row):
        if blob is None or url:
            urls.append((name, url))
            continue
        # Not in the database's thread: a storage that does not answer must not hold up the lease
        content = await asyncio.to_thread(storage.read_blob, blob.workspace_id, blob.sha256, blob.suffix)
        async with desk.line(row.connection).client() as api:
            send = api.upload_video if blob.mime.startswith("video/") else api.upload_image
            upload = await send(f"{blob.sha256[:16]}{blob.suffix}", content, blob.mime)
        keep = GatewayUpload.objects.update_or_create
        await desk.db(keep, connection=row.connection, blob=blob, defaults={"url": upload.url})
        urls.append((name, upload.url))
    return urls


def _attached(row: Generation) -> list[tuple[str, str, Blob | None]]:
    """(list, address, blob) of each: an address somebody gave has no blob, a new file has no address yet."""
    known = dict(GatewayUpload.objects.filter(connection=row.connection).values_list("blob_id", "url"))
    return [
        (each.field, known.get(each.reference.blob_id, ""), each.reference.blob)
        if each.reference
        else (each.field, each.url, None)
        for each in row.attached.select_related("reference__blob")
    ]
