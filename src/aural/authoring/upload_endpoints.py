"""Extracts the text of a file or a web page, so that an interview can be drafted from it. Stores nothing."""

from __future__ import annotations

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, Upload
from aural.api.validation import Input, Json, Output, Paragraph
from aural.authoring import examples
from aural.guard.files.documents import MEDIA_TYPES, MOST_BYTES, Document, read_document
from aural.guard.outbound.fetch import Outbound

operations = Operations("Documents")


class PageIn(Input):
    """The address of the web page to read."""

    url: Paragraph = Field(description="An address that begins with http:// or https://.")


class DocumentOut(Output):
    """The extracted text. It is not stored."""

    text: str = Field(description="The text that a reader sees, up to 200,000 characters.")
    is_cut: bool = Field(description="Whether only the beginning of the document was read.")


def document_json(document: Document) -> Json:
    return {"text": document.text, "isCut": document.is_cut}


async def read_file(call: Call) -> Document:
    return await read_document(call.body, call.request.media_type)


async def read_page(call: Call) -> Document:
    return await fetch_document(call, call.body["url"])


async def fetch_document(call: Call, url: str) -> Document:
    """Fetches the page or file at an address that a member entered, and reads its text."""
    found = await Outbound(call.context.settings.outbound_networks).fetch(url)
    return await read_document(found.content, found.media_type)


@operations.post(
    "/documents/page",
    id="readPage",
    summary="Read a web page",
    description="The text of a public web page or file.",
    answer=Answer(DocumentOut, examples.DOCUMENT),
    role="MEMBER",
    body=Body(PageIn, {"url": "https://198.51.100.7/jobs/baker"}),
    prepare=read_page,
)
@operations.post(
    "/documents",
    id="readDocument",
    summary="Read a file",
    description="The text of a PDF, DOCX, TXT, CSV, XLSX or HTML file. The type is detected from the content, and the "
    "file is not stored. A file that takes more than 4 seconds of processor time to read is refused, with the reason.",
    answer=Answer(DocumentOut, examples.DOCUMENT),
    role="MEMBER",
    upload=Upload(MOST_BYTES, MEDIA_TYPES),
    prepare=read_file,
)
async def tell_document(call: Call) -> Reply:
    return Reply(document_json(call.prepared))
