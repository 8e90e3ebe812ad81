"""POST /v1/uploads/images and /videos, in the envelope of the upload pages."""

from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground.simulator import envelopes
from playground.simulator.desk import desk_of, new_id, with_key

_MEGABYTE = 1 << 20
_FORM_OVERHEAD = 64 << 10  # bytes a multipart form may add around the file


@dataclass(frozen=True)
class Kind:
    """One upload endpoint: its limit, its folder in the address, and its two documented complaints."""

    folder: str
    megabytes: int
    unsupported: str
    too_large: str


IMAGES = Kind(
    "",
    10,
    "Unsupported image type. Allowed: JPEG, PNG, WebP, GIF",
    "Image too large. Maximum size is 10MB",
)
VIDEOS = Kind(
    "videos/",
    50,
    "Unsupported or invalid video file. Allowed: MP4, WebM, MOV",
    "Video too large. Maximum size is 50MB",
)


@with_key
async def upload_image(request: Request) -> Response:
    """Take one image of at most 10 MB."""
    return await _upload(request, IMAGES)


@with_key
async def upload_video(request: Request) -> Response:
    """Take one video of at most 50 MB."""
    return await _upload(request, VIDEOS)


async def _upload(request: Request, kind: Kind) -> Response:
    limit = kind.megabytes * _MEGABYTE
    if int(request.headers.get("content-length", "0")) > limit + _FORM_OVERHEAD:
        return envelopes.upload_refused(kind.too_large)
    try:
        async with request.form(max_files=1, max_fields=8) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                return envelopes.upload_refused("No file uploaded")
            content = await file.read(limit + 1)
    except MultiPartException as problem:
        return envelopes.upload_refused(problem.message)
    if len(content) > limit:
        return envelopes.upload_refused(kind.too_large)
    found = sniff(content)
    if found is None or found[1].split("/")[0] != ("image" if kind is IMAGES else "video"):
        return envelopes.upload_refused(kind.unsupported)
    return _shelved(request, kind, content, *found)


def _shelved(request: Request, kind: Kind, content: bytes, suffix: str, mime_type: str) -> Response:
    desk = desk_of(request)
    number = new_id("", desk.clock())[-12:].lower()
    name = f"{int(desk.clock())}_{number}.{suffix}"
    (desk.shelf.uploads / name).write_bytes(content)
    data = {
        "id": f"upload_{number}",
        "url": f"{request.base_url}files/uploads/{kind.folder}{name}",
        "mime_type": mime_type,
        "size": len(content),
    }
    return JSONResponse({"success": True, "message": "", "data": data})


def sniff(content: bytes) -> tuple[str, str] | None:
    """Suffix and MIME type told from the first bytes; the sender's word for it is not asked."""
    head = content[:16]
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg", "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", "image/png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif", "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp", "image/webp"
    if head[4:8] == b"ftyp":
        return ("mov", "video/quicktime") if head[8:12] == b"qt  " else ("mp4", "video/mp4")
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm", "video/webm"
    return None
