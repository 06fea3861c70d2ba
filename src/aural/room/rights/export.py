"""The export of all data about a candidate, for the candidate: as data, or as a page to read and print."""

from __future__ import annotations

import asyncio
import re
from html import escape
from typing import Any

import orjson

from aural import lang
from aural.candidates import accommodation_repository as accommodations
from aural.candidates import resume_repository as resumes
from aural.engine.timeline import problems_in
from aural.guard.computing import LONG_IN_ALL, ComputingError, compute
from aural.integrations import assessment_repository as assessments
from aural.platform.clock import iso
from aural.platform.errors import ConflictError
from aural.privacy import request_repository as requests
from aural.recordings import joining_repository as joining
from aural.reports import repository as reports
from aural.room.access.entry import Who
from aural.room.access.identify import IdentifiedCandidate, every_session
from aural.room.context import RoomContext
from aural.room.rights.review import find_reader, transcript_of
from aural.room.rights.rights import consents_of, seen_by
from aural.room.rights.self_identification import answer_of
from aural.sessions import keystroke_repository as keystrokes
from aural.sessions import running_repository as running
from aural.sessions import submission_repository as submissions
from aural.store import files

_TIME = re.compile(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d\.\d{3}Z$")
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:45em;margin:2em auto;padding:0 1em}h2{margin-top:2em}"
    "dl{margin:0 0 1em;padding:.5em 1em;border-left:3px solid #ccc}dt{font-size:.85em;color:#555}"
    "dd{margin:0 0 .4em;white-space:pre-wrap;overflow-wrap:anywhere}@media print{dl{break-inside:avoid}}"
)


async def read_export(context: RoomContext, who: Who) -> tuple[dict[str, object], str]:
    """Returns (all data about the candidate except scores and other people's notes, the language of the headings).

    Raises UnauthorizedError and RateLimitedError.
    """
    read = context.database.read
    person = await find_reader(context, who)
    sessions = await every_session(read, person)
    newest, *earlier = [await _part(context, each) for each in sessions]
    asked = await requests.list_requests_of(read, person.organization_id, person.candidate.id)
    data = {
        "person": _person(person) | await _resume(context, person),
        "selfIdentification": await _self_identification(context, person),
        "sentBy": await _sent_by(context, person),
        **newest,
        "requests": [
            {
                "kind": row.kind,
                "name": row.name,
                "message": row.message,
                "state": row.state,
                "at": iso(row.created_at),
                "outcome": row.outcome,
                "reason": row.reason,
            }
            for row in asked
        ],
        "earlier": earlier,
    }
    return data, lang.of(person.session.language).code


async def _part(context: RoomContext, person: IdentifiedCandidate) -> dict[str, object]:
    """The data of one session. After a retake, a candidate has several."""
    where = (context.database.read, person.organization_id, person.session.id)
    transcript = await transcript_of(context, person)
    return {
        "session": _session(person),
        "messages": transcript["messages"],
        "remark": transcript["remark"],
        "problems": await _problems(context, person),
        "report": await _report(context, person),
        "work": [_work(row) for row in await submissions.list_works(*where)],
        "keystrokes": [
            {"questionId": row.question_id, "events": row.events} for row in await keystrokes.list_keystrokes(*where)
        ],
        "recordings": [_recording(context, person, row) for row in await joining.list_recordings(*where)],
        "integrity": None if transcript["integrity"] is None else transcript["integrity"]["items"],
        "files": [{"id": row.id, "kind": row.kind, "bytes": row.size_bytes} for row in await files.list_files(*where)],
        "consents": await consents_of(context, person),
        "adjustments": await accommodations.list_accommodations(*where),
        "seenBy": await seen_by(context, person),
    }


async def _problems(context: RoomContext, person: IdentifiedCandidate) -> list[dict[str, object]]:
    """The problems that the candidate reported during the session."""
    logs = await running.list_logs(context.database.read, person.organization_id, [person.session.id])
    _, entries = logs.get(person.session.id, (None, ()))
    return [{"at": iso(problem.at), "text": problem.text} for problem in problems_in(entries)]


def _recording(context: RoomContext, person: IdentifiedCandidate, row: joining.Recording) -> dict[str, object]:
    """`file`: the address where the candidate's own browser can download the recording."""
    slug, public_url = person.interview.public_slug, context.settings.public_url
    file = f"{public_url}/room/v1/recordings/files/{row.id}?slug={slug}"
    return {
        "track": row.track,
        "state": row.state,
        "kind": row.mime_type,
        "bytes": row.size_bytes,
        "seconds": None if row.duration_ms is None else row.duration_ms / 1000,
        "startedAt": iso(row.started_at),
        "endedAt": None if row.ended_at is None else iso(row.ended_at),
        "file": file if row.state == "READY" else None,
        "mark": row.mark,
        "markFile": file.replace("?", "/mark?", 1) if row.mark == "sidecar" else None,
    }


def _person(person: IdentifiedCandidate) -> dict[str, object]:
    row = person.candidate
    return {
        "name": row.name or person.session.participant_name,
        "email": row.email or person.session.participant_email,
        "phone": row.phone,
        "invitedAt": iso(row.created_at),
    }


async def _resume(context: RoomContext, person: IdentifiedCandidate) -> dict[str, str]:
    row = await resumes.find_resume(context.database.read, person.organization_id, person.candidate.id)
    return {} if row is None else {"resume": row.text}


async def _self_identification(context: RoomContext, person: IdentifiedCandidate) -> dict[str, object] | None:
    said = await answer_of(context.database.read, person)
    return None if said["answeredAt"] is None else said


async def _sent_by(context: RoomContext, person: IdentifiedCandidate) -> list[dict[str, object]]:
    """The applicant tracking systems that asked for the interview, and when they were notified of its state."""
    where = (context.database.read, person.organization_id, person.candidate.id)
    return [
        {"system": row.vendor.title(), "at": iso(row.created_at), "toldAt": row.told_at and iso(row.told_at)}
        for row in await assessments.list_of_candidate(*where)
    ]


def _session(person: IdentifiedCandidate) -> dict[str, object]:
    row = person.session
    return {
        "id": row.id,
        "interview": person.interview.title,
        "organization": person.interview.organization_name,
        "status": row.status,
        "endReason": row.end_reason,
        "language": row.language,
        "syntheticVoice": row.synthetic_voice,
        "seconds": row.total_duration_seconds,
        "startedAt": iso(row.started_at),
        "endedAt": None if row.completed_at is None else iso(row.completed_at),
    }


async def _report(context: RoomContext, person: IdentifiedCandidate) -> dict[str, object] | None:
    row = await reports.find_report(context.database.read, person.organization_id, person.session.id)
    if row is None or row.report_status != "READY":
        return None
    quotes = [words for item in row.evidence if (words := item.get("made") or item["quote"])]
    return {"summary": row.summary, "quotes": quotes, "madeAt": iso(row.created_at)}


def _work(row: submissions.Work) -> dict[str, object]:
    return {
        "questionId": row.question_id, "code": row.code, "text": row.board_text, "scene": row.scene_id,
        "picture": row.picture_id, "savedAt": iso(row.saved_at),
    }  # fmt: skip


async def write_export(data: dict[str, object], language: str, *, is_page: bool) -> bytes:
    """Writes JSON or a page off the event loop, and a long page in a child process.

    Raises ConflictError if that needs too much time or memory.
    """
    content = await asyncio.to_thread(orjson.dumps, data, option=orjson.OPT_INDENT_2)
    if not is_page:
        return content
    if len(content) <= LONG_IN_ALL:
        return await asyncio.to_thread(_page, content, language)
    try:
        return await compute("exports", _page, content, language)
    except ComputingError as error:
        raise ConflictError("Your data is too long for a page. Download it as JSON instead.") from error


def _page(content: bytes, language: str) -> bytes:
    return export_page(orjson.loads(content), language).encode()


def export_page(data: dict[str, Any], language: str) -> str:
    """The export as a single page to read and print. It needs no other files and no scripts."""
    earlier = [_sections(part, language, {"session": "earlier"}) for part in data.get("earlier", ())]
    parts = "".join([_sections(data, language), *earlier])
    title = escape(f"{data['session']['interview']} · {data['session']['organization']}")
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    body = f"<h1>{title}</h1>{parts}"
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'


def _sections(data: dict[str, Any], language: str, other_names: dict[str, str] | None = None) -> str:
    spoken = {"messages": [_spoken(message, language) for message in data["messages"]]}
    shown = ((name, value) for name, value in {**data, **spoken}.items() if name != "earlier")
    names, titles = other_names or {}, lang.of(language).value("data_rights", "titles")
    return "".join(
        f"<h2>{titles[names.get(name, name)]}</h2>{_block(value, language)}"
        for name, value in shown
        if value not in (None, [], {})
    )


def _spoken(message: dict[str, object], language: str) -> dict[str, object]:
    """A message as a reader sees it: with the speaker, the time, the content and the correction."""
    shown = {name: message[name] for name in ("at", "content", "data", "correction")}
    return {"role": lang.of(language).value("data_rights", "speakers")[message["role"]], **shown}


def _block(value: object, language: str) -> str:
    if isinstance(value, list):
        return "".join(_block(item, language) for item in value)
    if not isinstance(value, dict):
        return f"<p>{escape(str(value))}</p>"
    labels = lang.of(language).value("data_rights", "labels")
    rows = ((labels[name], item) for name, item in value.items() if name in labels)
    shown = ((label, item) for label, item in rows if item not in (None, [], {}, "", False))
    return "<dl>" + "".join(f"<dt>{label}</dt><dd>{_inline(item, language)}</dd>" for label, item in shown) + "</dl>"


def _inline(value: object, language: str) -> str:
    if isinstance(value, dict):
        return _block(value, language)
    if isinstance(value, list):
        return escape("\n".join(map(str, value)))
    if value is True:
        return "✓"
    return escape(_TIME.sub(r"\1 \2 UTC", value) if isinstance(value, str) else str(value))
