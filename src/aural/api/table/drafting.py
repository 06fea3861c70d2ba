"""The operations of drafts by a model, documents, rehearsals."""

from __future__ import annotations

from aural.api import uploads
from aural.api.operations import Answer, Body, Operation, Upload
from aural.guard.documents import MEDIA_TYPES, MOST_BYTES

_DOCUMENT = {"text": "Baker\n\nYou bake bread by night, and talk to guests by day.", "isCut": False}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="POST",
        path="/documents",
        id="readDocument",
        summary="Read a file",
        description="The text of a PDF, DOCX, TXT, CSV, XLSX or HTML file. What it is, is told by its content; it is "
        "not kept. What cannot be read, or not within 5 seconds, is refused with a sentence that says why.",
        tag="Documents",
        handler=uploads.tell_document,
        answer=Answer(uploads.DocumentOut, _DOCUMENT),
        role="MEMBER",
        upload=Upload(MOST_BYTES, MEDIA_TYPES),
        prepare=uploads.read_file,
    ),
    Operation(
        method="POST",
        path="/documents/page",
        id="readPage",
        summary="Read a web page",
        description="The text of a public web page, or of a file that stands there.",
        tag="Documents",
        handler=uploads.tell_document,
        answer=Answer(uploads.DocumentOut, _DOCUMENT),
        role="MEMBER",
        body=Body(uploads.PageIn, {"url": "https://198.51.100.7/jobs/baker"}),
        prepare=uploads.read_page,
    ),
)
