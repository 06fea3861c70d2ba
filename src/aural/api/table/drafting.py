"""The operations of drafts by a model, documents, rehearsals and simulated candidates."""

from __future__ import annotations

from aural.api import examples
from aural.api.examples import INTERVIEW_ID, QUESTION_ID
from aural.api.operations import Answer, Body, Operation, Upload
from aural.authoring import endpoints as drafts
from aural.authoring import upload_endpoints as uploads
from aural.authoring.schemas import DraftEvent, DraftIn, RefineIn, RefinementOut
from aural.candidates import invite_endpoints as invitations
from aural.guard.files.documents import MEDIA_TYPES, MOST_BYTES
from aural.interviews import endpoints as interviews
from aural.rehearsals import endpoints as rehearsals
from aural.rehearsals.endpoints import SimulationIn, count_simulation, simulate_candidate

_DOCUMENT = {"text": "Baker\n\nYou bake bread by night, and talk to guests by day.", "isCut": False}
_ORIGIN = {"source": "template", "name": "guided", "version": "drafting-2", "fallback": "no_model"}
_QUESTION = {
    "text": "Tell me about a night on which the dough did not do what you wanted.",
    "type": "OPEN_ENDED",
    "description": None,
    "options": None,
    "criteria": ["Own part"],
    "probes": [{"when": "NO_RESULT", "ask": "How did it turn out?", "about": None}],
}
_PART = {**_QUESTION, "anchors": None}
_REHEARSAL = {
    "id": "019643d5-3c4d-7e5f-8a6b-7c8d9e0f1a2b",
    "interviewId": INTERVIEW_ID,
    "status": "RUNNING",
    "kinds": ["STRONG", "VAGUE"],
    "isPlayed": False,
    "done": 1,
    "origin": {"source": "guided"},
    "error": None,
    "createdAt": "2026-04-01T12:00:00.000Z",
    "updatedAt": "2026-04-01T12:00:04.000Z",
}
_ASKED = {"role": "assistant", "kind": "question", "move": "next", "questionId": QUESTION_ID, "seconds": 0}
_REHEARSED = {
    "kind": "STRONG",
    "minutes": 11.5,
    "end": "FINISHED",
    "asked": 4,
    "answered": 4,
    "skipped": 0,
    "requiredMissed": [],
    "criteriaCovered": ["Own part"],
    "followUps": 5,
    "followUpBudget": 8,
    "repeats": 0,
    "redirects": 0,
    "levels": None,
    "transcript": [{**_ASKED, "text": _QUESTION["text"]}],
}

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
    Operation(
        method="POST",
        path="/drafts",
        id="createDraft",
        summary="Draft an interview",
        description="From a goal, a document or the address of one, streamed: each question and criterion comes when "
        "it is whole, and stays if you hang up. By the model where one is set, else from a question bank; `origin` "
        "says which. A model is asked once more for a question that breaks the rules; `leftOutParts` says what is "
        "still missing. Nothing is stored.",
        tag="Drafts",
        handler=drafts.create_draft,
        answer=None,
        role="MEMBER",
        body=Body(
            DraftIn,
            {"goal": "Hire a baker who plans a night's work", "minutes": 20, "language": "en"},
            check=drafts.check_wish,
        ),
        prepare=drafts.prepare_wish,
        streams=Answer(DraftEvent, {"type": "question", "question": _QUESTION}),
    ),
    Operation(
        method="POST",
        path="/drafts/refine",
        id="refineDraft",
        summary="Change a draft in plain words",
        description="The parts of a draft can be sent as they came. Answers proposals with what was and what would be. "
        "None is applied: what people wrote stays until they change it. Without a model only adding, removing and "
        "moving a question is understood.",
        tag="Drafts",
        handler=drafts.create_refinement,
        answer=Answer(
            RefinementOut,
            {
                "origin": _ORIGIN,
                "changes": [
                    {
                        "action": "REMOVE",
                        "part": "QUESTION",
                        "place": 0,
                        "fromPlace": None,
                        "before": _PART,
                        "after": None,
                        "why": "",
                    }
                ],
                "leftOut": 0,
                "tokens": 0,
            },
        ),
        role="MEMBER",
        body=Body(
            RefineIn,
            {
                "instruction": "remove question 1",
                "interview": {"title": "Baker: first interview", "objective": "How they plan a night."},
                "questions": [_QUESTION],
            },
            check=drafts.check_refinement,
        ),
        prepare=drafts.prepare_refinement,
    ),
    Operation(
        method="GET",
        path="/interviews/{id}/rehearsals",
        id="listRehearsals",
        summary="List rehearsals",
        description="Of an interview, newest first, without what came of them.",
        tag="Rehearsals",
        handler=rehearsals.list_rehearsals,
        answer=Answer(rehearsals.RehearsalOut, _REHEARSAL, is_list=True),
        find=interviews.find_interview,
        paging="always",
    ),
    Operation(
        method="POST",
        path="/interviews/{id}/rehearsals",
        id="createRehearsal",
        summary="Rehearse an interview",
        description="Interviews generic candidates by the real engine, in the background. It leaves no session and no "
        "report, and uses no session hours; a model's tokens count.",
        tag="Rehearsals",
        handler=rehearsals.create_rehearsal,
        answer=Answer(rehearsals.RehearsalOut, {**_REHEARSAL, "status": "QUEUED", "done": 0, "origin": None}),
        find=interviews.find_interview,
        role="MEMBER",
        body=Body(rehearsals.RehearsalIn, {"kinds": ["STRONG", "VAGUE"], "isPlayed": False}),
    ),
    Operation(
        method="POST",
        path="/candidates/{id}/simulate",
        id="simulateCandidate",
        summary="Simulate a candidate",
        description="A generic candidate opens the personal link, consents and answers to the end, in the background: "
        "with everything that follows when a person does. A SILENT one waits as a silent person would.",
        tag="Candidates",
        mode="TEST",
        handler=simulate_candidate,
        prepare=count_simulation,
        answer=Answer(invitations.CandidateDetailOut, examples.CANDIDATE_DETAIL, has_etag=True),
        find=invitations.find_candidate,
        role="MEMBER",
        body=Body(SimulationIn, {"kind": "STRONG"}),
    ),
    Operation(
        method="GET",
        path="/rehearsals/{id}",
        id="getRehearsal",
        summary="Get a rehearsal",
        description="With what came of it so far, candidate by candidate.",
        tag="Rehearsals",
        handler=rehearsals.get_rehearsal,
        answer=Answer(rehearsals.RehearsalDetail, {**_REHEARSAL, "results": [_REHEARSED]}),
        find=rehearsals.find_rehearsal,
    ),
)
