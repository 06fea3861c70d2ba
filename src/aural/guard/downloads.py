"""Media on their way out: to be saved or played by an element of ours, never to be opened as a page; in any range."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from aural.errors import NotFoundError
from aural.guard.headers import PICTURE_HEADERS
from aural.store.database import Row
from aural.store.media import Media

SHOWN_TYPES = frozenset({"video/webm", "video/mp4", "audio/webm", "audio/mp4"})
_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


def media_response(request: Request, media: Media, recording: Row[Any]) -> Response:
    """The joined file of a recording, whole or the range that was asked for. Raises NotFoundError where it is none."""
    media_type = recording.mime_type.partition(";")[0]
    if recording.state != "READY" or media_type not in SHOWN_TYPES:
        raise NotFoundError
    name, size = f"{recording.id}/{recording.object_name}", int(recording.size_bytes)
    ending = media_type.partition("/")[2]
    headers = {
        **PICTURE_HEADERS,
        "Cache-Control": "private, no-store",
        "Accept-Ranges": "bytes",
        "Content-Type": media_type,
        "Content-Disposition": f'attachment; filename="{recording.track}-{recording.id[:8]}.{ending}"',
    }
    asked = find_range(request.headers.get("range"), size)
    if asked is None:
        return StreamingResponse(media.read(name, 0, size), headers={**headers, "Content-Length": str(size)})
    start, end = asked
    if start >= end:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    part = {"Content-Length": str(end - start), "Content-Range": f"bytes {start}-{end - 1}/{size}"}
    return StreamingResponse(media.read(name, start, end), 206, {**headers, **part})


def find_range(header: str | None, size: int) -> tuple[int, int] | None:
    """From where up to where: nothing of the file where these are the same. None: the whole file, for there is no
    range, or one that is not understood, or several."""
    found = _RANGE.fullmatch(header.replace(" ", "")) if header else None
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        return max(0, size - int(found[2])), size
    start = min(int(found[1]), size)
    end = min(size, int(found[2]) + 1) if found[2] else size
    return None if end <= start < size else (start, max(start, end))
