"""Reads a résumé and its contact details. A child process reads the file, which isn't kept: the caller decides what
to keep.
"""

from __future__ import annotations

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply, Upload
from aural.api.validation import Output, check_email
from aural.authoring.schemas import DraftOrigin
from aural.candidates import repository as candidates
from aural.candidates.import_schemas import FileQuery
from aural.engine.authoring.resumes import Contact
from aural.guard.files.documents import MEDIA_TYPES, MOST_BYTES, Document, read_document
from aural.interviewer.protocol import Origin
from aural.interviews.endpoints import find_interview
from aural.usage import repository as usage

operations = Operations("Candidates")
_MOST_CHARACTERS = 100_000
__all__ = ["FileQuery", "ResumeProposalOut", "propose", "read_upload"]


class ResumeProposalOut(Output):
    """The contents of a résumé, as read by the model or by plain rules. Check them: nothing has been stored yet."""

    file_name: str
    name: str | None
    email: str | None
    phone: str | None
    is_already_here: bool = Field(description="Whether the interview already has a candidate with this address.")
    text: str = Field(description="The text of the résumé. To keep it, send it as a candidate's `resumeText`.")
    is_cut: bool
    origin: DraftOrigin = Field(description="The source of the name, the email address and the phone number.")


async def read_upload(call: Call) -> tuple[Document, Contact, Origin, int]:
    """Reads the document and its contact details. This may ask a model, so it runs outside of any transaction."""
    document = await read_document(call.body, call.request.media_type)
    drafter = await call.context.drafter_of(call.organization_id)
    return document, *await drafter.read_contact(document.text)


@operations.post(
    "/interviews/{id}/resumes",
    id="readResume",
    summary="Read a résumé",
    description="Proposes a name, an email address and a phone number, which the model extracts if there is one. "
    "Nothing is stored, and the file isn't kept.",
    prepare=read_upload,
    answer=Answer(
        ResumeProposalOut,
        {
            "fileName": "alex.pdf",
            "name": "Alex Reyes",
            "email": "alex@example.com",
            "phone": "+1 555 0100",
            "isAlreadyHere": False,
            "text": "Alex Reyes\nTen years of Go.",
            "isCut": False,
            "origin": {"source": "model", "name": "gpt-oss-120b", "version": "contact-1", "fallback": None},
        },
    ),
    find=find_interview,
    role="MEMBER",
    query=FileQuery,
    upload=Upload(MOST_BYTES, MEDIA_TYPES),
)
async def propose(call: Call) -> Reply:
    document, found, origin, tokens = call.prepared
    call.shows_people_of = call.id
    if tokens:
        await usage.add_tokens(call.connection, call.organization_id, tokens, call.now)
    email = None if found.email is None else check_email(found.email)
    invited = await candidates.list_emails(call.connection, call.organization_id, call.id)
    return Reply(
        {
            "fileName": call.query.file_name,
            "name": found.name,
            "email": email,
            "phone": found.phone,
            "isAlreadyHere": email is not None and email in invited,
            "text": document.text[:_MOST_CHARACTERS],
            "origin": origin.to_json(),
            "isCut": document.is_cut or len(document.text) > _MOST_CHARACTERS,
        }
    )
