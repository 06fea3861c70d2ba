"""The text of a file or of a web page, for whoever drafts an interview from it. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from aural.api.operations import Call, Reply
from aural.api.validation import Input, Json, Output, Paragraph
from aural.guard.files.documents import Document, read_document
from aural.guard.outbound.fetch import Outbound


class PageIn(Input):
    """A web page to be read."""

    url: Paragraph = Field(description="An address that begins with http:// or https://.")


class DocumentOut(Output):
    """What was read. It is not kept here."""

    text: str = Field(description="What a reader of it sees, at most 200,000 characters.")
    is_cut: bool = Field(description="Whether there is more of it than was read.")


def document_json(document: Document) -> Json:
    return {"text": document.text, "isCut": document.is_cut}


async def read_file(call: Call) -> Document:
    return await read_document(call.body, call.request.media_type)


async def read_page(call: Call) -> Document:
    return await fetch_document(call, call.body["url"])


async def fetch_document(call: Call, url: str) -> Document:
    """The text of what stands at an address that somebody typed."""
    found = await Outbound(call.context.settings.outbound_networks).fetch(url)
    return await read_document(found.content, found.media_type)


async def tell_document(call: Call) -> Reply:
    document: Any = call.prepared
    return Reply(document_json(document))
