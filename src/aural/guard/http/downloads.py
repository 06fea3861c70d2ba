"""Sends media, whole or in ranges. Aural's own pages can save or play it, but a browser never opens it as a page."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from aural.guard.files.marking import SIDECAR
from aural.guard.http.headers import PICTURE_HEADERS
from aural.platform.errors import NotFoundError
from aural.recordings.joining_repository import Recording
from aural.store.media import Media, MissingMediaError

SHOWN_TYPES = frozenset({"video/webm", "video/mp4", "audio/webm", "audio/mp4"})
_MOST_MARK_BYTES = 4 << 20
_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


def media_response(request: Request, media: Media, recording: Recording) -> Response:
    """The joined file of a recording, whole or in the requested range. Raises NotFoundError if there is none."""
    media_type = recording.mime_type.partition(";")[0]
    if recording.state != "READY" or media_type not in SHOWN_TYPES:
        raise NotFoundError
    name, size = f"{recording.id}/{recording.object_name}", recording.size_bytes
    ending = media_type.partition("/")[2]
    headers = {
        **PICTURE_HEADERS,
        "Cache-Control": "private, no-store",
        "Accept-Ranges": "bytes",
        "Content-Type": media_type,
        "Content-Disposition": f'attachment; filename="{recording.track}-{recording.id[:8]}.{ending}"',
        **_mark_link(request, recording),
    }
    asked = find_range(request.headers.get("range"), size)
    if asked is None:
        return StreamingResponse(media.read(name, 0, size), headers={**headers, "Content-Length": str(size)})
    start, end = asked
    if start >= end:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    part = {"Content-Length": str(end - start), "Content-Range": f"bytes {start}-{end - 1}/{size}"}
    return StreamingResponse(media.read(name, start, end), 206, {**headers, **part})


def _mark_link(request: Request, recording: Recording) -> dict[str, str]:
    """The link to the mark of a file that can't contain it, in the form that C2PA defines."""
    if recording.mark != "sidecar":
        return {}
    query = f"?{request.url.query}" if request.url.query else ""
    return {"Link": f'<{request.url.path}/mark{query}>; rel="c2pa-manifest"'}


async def mark_response(media: Media, recording: Recording) -> Response:
    """The sidecar manifest of a recording. Raises NotFoundError if there is none, or the mark is in the file."""
    if recording.state != "READY" or recording.mark != "sidecar":
        raise NotFoundError
    name = f"{recording.id}/{recording.object_name}{SIDECAR}"
    try:
        # A manifest is one JUMBF box, which begins with its own length.
        head = b"".join([chunk async for chunk in media.read(name, 0, 4)])
        length = min(int.from_bytes(head), _MOST_MARK_BYTES)
        content = b"".join([chunk async for chunk in media.read(name, 0, length)])
    except MissingMediaError as error:
        raise NotFoundError from error
    ending = recording.mime_type.partition(";")[0].partition("/")[2]
    headers = {
        **PICTURE_HEADERS,
        "Cache-Control": "private, no-store",
        "Content-Type": "application/c2pa",
        "Content-Disposition": f'attachment; filename="{recording.track}-{recording.id[:8]}.{ending}{SIDECAR}"',
    }
    return Response(content, headers=headers)


def find_range(header: str | None, size: int) -> tuple[int, int] | None:
    """The start and end of the requested range; if they are equal, it is empty. None means the whole file: the header
    has no range, several, or one that can't be parsed."""
    found = _RANGE.fullmatch(header.replace(" ", "")) if header else None
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        return max(0, size - int(found[2])), size
    start = min(int(found[1]), size)
    end = min(size, int(found[2]) + 1) if found[2] else size
    return None if end <= start < size else (start, max(start, end))
