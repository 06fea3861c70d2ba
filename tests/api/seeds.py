"""Creates sessions as a room would have left them, for the API to read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, insert, select, update

from aural.engine.log import Entry, entry_to_row
from aural.engine.plan import Plan, plan_to_json
from aural.integrations import assessment_repository as assessments
from aural.integrations import repository as integrations
from aural.platform.ids import new_id
from aural.privacy import legal_hold_repository as holds
from aural.privacy import request_repository as requests
from aural.rehearsals import repository as rehearsals
from aural.reports import comment_repository as comments
from aural.reports import share_repository as shares
from aural.reports.share_tables import criterion_facts
from aural.reports.tables import report_levels
from aural.store import schema
from aural.store.files import content_of, insert_file, name_file, use_files
from aural.store.media import media_of, spool_of
from aural.webhooks import delivery_repository as webhook_deliveries
from aural.webhooks import event_repository as webhook_events
from aural.webhooks import repository as webhooks
from tests.api.world import Json, World

REPORT: Json = {
    "summary": "Strong system design answers.",
    "insights": ["Clear tradeoff discussion"],
    "themes": ["APIs", "scalability"],
    "sentiment": "positive",
    "scores": [{"criterion": "Design", "level": None, "ratings": [None, 2, None], "evidence": []}],
    "evidence": [{"id": "e1", "supports": "summary", "messageId": "m", "start": 0, "end": 2, "quote": "We"}],
}
ORIGIN = {"source": "template", "name": "guided", "version": "1", "fallback": None}


async def seed_session(world: World, interview: Json, *, messages: int = 3, **fields: Any) -> str:
    """Creates a finished session of a new candidate with this many messages, and returns its id."""
    candidate_id = fields.pop("candidate_id", None)
    if candidate_id is None:
        candidate_id = (await world.candidate(interview, name="Alex", email="alex@example.com"))["id"]
    now = world.clock.now()
    session_id = str(fields.pop("id", new_id()))
    row = {
        "id": session_id,
        "organization_id": world.acme.id,
        "interview_id": interview["id"],
        "candidate_id": candidate_id,
        "status": "COMPLETED",
        "end_reason": "FINISHED",
        "report_status": "PENDING",
        "participant_name": "Alex",
        "participant_email": "alex@example.com",
        "language": "en",
        "message_count": messages,
        "total_duration_seconds": 1842,
        "last_activity_at": now,
        "started_at": now,
        "completed_at": now,
        "created_at": now,
        "updated_at": now,
        **fields,
    }
    async with world.database.transaction() as transaction:
        await transaction.run(insert(schema.sessions), row)
        await transaction.run(
            update(schema.interviews)
            .where(schema.interviews.c.id == interview["id"])
            .values(session_count=schema.interviews.c.session_count + 1)
        )
        if messages:
            said = [_message(world, session_id, seq) for seq in range(1, messages + 1)]
            await transaction.run(insert(schema.messages), said)
    return session_id


async def seed_candidates(world: World, interview: Json, count: int) -> list[str]:
    """Creates candidates, every third of whom has a finished session, and returns their ids."""
    ids = [str((await world.candidate(interview, email=f"a{at}@example.com"))["id"]) for at in range(count)]
    for candidate_id in ids[::3]:
        await seed_session(world, interview, messages=0, candidate_id=candidate_id)
        await link_session(world, candidate_id)
    return ids


async def link_session(world: World, candidate_id: str) -> None:
    """Links the candidate to their newest session, as a room would."""
    newest = (
        select(func.max(schema.sessions.c.id)).where(schema.sessions.c.candidate_id == candidate_id).scalar_subquery()
    )
    linked = update(schema.candidates).where(schema.candidates.c.id == candidate_id).values(session_id=newest)
    async with world.database.transaction() as transaction:
        await transaction.run(linked)


async def seed_import(world: World, interview: Json, text: str = "Name,Email\nMina,mina@example.com\nAlex,alex") -> str:
    """Creates a list that waits to be reviewed, and returns its id."""
    answer = await world.owner.post(
        f"/interviews/{interview['id']}/imports", content=text.encode(), headers={"Content-Type": "text/csv"}
    )
    return str(answer.json()["data"]["id"])


def _message(world: World, session_id: str, seq: int) -> Json:
    is_asked = seq % 2 == 1
    return {
        "id": new_id(),
        "organization_id": world.acme.id,
        "session_id": session_id,
        "seq": seq,
        "role": "assistant" if is_asked else "user",
        "content": f"Message {seq} “quoted” \\ ünï",
        "question_id": None,
        "kind": "question" if is_asked else "answer",
        "move": "next" if is_asked else None,
        "origin": ORIGIN if is_asked else None,
        "data": None if is_asked else {"choice": ["A"]},
        "created_at": world.clock.now() + seq,
    }


async def seed_report(world: World, session_id: str, status: str, **fields: Any) -> None:
    row = {
        "session_id": session_id,
        "organization_id": world.acme.id,
        "revision": 1,
        **REPORT,
        "reason": None,
        "origin": None,
        "created_at": world.clock.now(),
        **fields,
    }
    levels = [
        {"session_id": session_id, "organization_id": world.acme.id, "criterion": s["criterion"], "level": s["level"]}
        for s in row["scores"] or ()
    ]
    async with world.database.transaction() as transaction:
        await transaction.run(insert(schema.reports), row)
        if levels:
            await transaction.run(insert(report_levels), levels)
        changed = update(schema.sessions).where(schema.sessions.c.id == session_id).values(report_status=status)
        await transaction.run(changed)


async def seed_criterion(world: World, interview: Json, session_id: str, criterion: str, level: int | None = 3) -> None:
    """Stores the level of a report as lists and tables read it."""
    fact = {"session_id": session_id, "organization_id": world.acme.id, "interview_id": interview["id"]}
    async with world.database.transaction() as transaction:
        await transaction.run(insert(criterion_facts), fact | {"criterion": criterion, "level": level, "held_at": 1})


async def seed_file(world: World, session_id: str, content: bytes = b'{"elements": []}') -> str:
    """Creates the scene of a session's drawing, and returns its id."""
    file = name_file("scene", "application/json", content)
    await content_of(world.settings).put(file.digest, content)
    async with world.database.transaction() as transaction:
        file_id = await insert_file(transaction, world.acme.id, session_id, file, world.clock.now())
        await use_files(transaction, world.acme.id, session_id, [file_id])
        return file_id


async def seed_recording(world: World, session_id: str, content: bytes = b"media", **fields: Any) -> str:
    """Creates a recording that is ready, with its file, and returns its id."""
    now, recording_id = world.clock.now(), new_id()
    row = {
        "id": recording_id,
        "organization_id": world.acme.id,
        "session_id": session_id,
        "track": "camera",
        "number": 1,
        "mime_type": "video/webm;codecs=vp8,opus",
        "state": "READY",
        "size_bytes": len(content),
        "duration_ms": 2_000,
        "object_name": "joined.webm",
        "started_at": now,
        "ended_at": now,
        "created_at": now,
        "updated_at": now,
        **fields,
    }
    take = {"id": new_id(), "session_id": session_id, "organization_id": world.acme.id, "recording_id": recording_id}
    times = {"started_at": now, "last_at": now, "ended_at": now, "from_ms": 0, "duration_ms": 2_000}
    async with world.database.transaction() as transaction:
        await transaction.run(insert(schema.recordings), row)
        await transaction.run(insert(schema.recording_takes), take | times | {"chain": bytes(32)})
    with spool_of(world.settings).part() as part:
        part.write_bytes(content)
        await media_of(world.settings).put(f"{recording_id}/joined.webm", part)
    return recording_id


async def seed_webhook(world: World, *, is_over: bool = True) -> tuple[str, str]:
    """Creates an endpoint with a delivery that is over or waits for its first attempt. Returns both ids."""
    secret = world.secrets.encrypt("whsec_c2VjcmV0")
    fields = {"url": "https://93.184.215.14/", "description": "", "events": [], "project_id": None}
    async with world.database.transaction() as transaction:
        where, now = (transaction, world.acme.id), world.clock.now()
        webhook_id = await webhooks.insert_webhook(*where, fields | {"secret_encrypted": secret}, now)
        webhook = await webhooks.find_webhook(*where, webhook_id)
        assert webhook is not None
        delivery_id = await webhook_events.record_test(*where, webhook, "webhook.test", now)
        if is_over:
            await webhook_deliveries.end_delivery(*where, delivery_id, state="FAILED", now=now)
    return webhook_id, delivery_id


async def seed_integration(world: World) -> str:
    """Creates a connection to Greenhouse, and returns its id."""
    key = world.secrets.new_token()
    sealed = {"key_hash": world.secrets.digest(key), "key_encrypted": world.secrets.encrypt(key)}
    fields = {"vendor": "GREENHOUSE", "project_id": None, "vendor_key_encrypted": None, **sealed}
    async with world.database.transaction() as transaction:
        return await integrations.insert_integration(transaction, world.acme.id, fields, world.clock.now())


async def seed_assessment(world: World, integration_id: str, candidate_id: str) -> str:
    """Marks the candidate as sent by the connection, and returns the vendor's id for it."""
    sent = {"integration_id": integration_id, "candidate_id": candidate_id, "vendor_id": new_id()}
    sent["callback_url"] = "https://93.184.215.14/"
    async with world.database.transaction() as transaction:
        return await assessments.insert_assessment(transaction, world.acme.id, sent, world.clock.now())


async def seed_share(world: World, session_id: str, **fields: Any) -> tuple[str, str]:
    """Creates a link to a session's report. Returns its id and the token that opens it."""
    token = world.secrets.new_token()
    columns = {
        "session_id": session_id,
        "user_id": world.acme.owner_id,
        "created_by": "Dana",
        "hash": world.secrets.digest(token),
        "shows_names": True,
        "parts": ["summary"],
        "expires_at": world.clock.now() + 86_400_000,
        "created_at": world.clock.now(),
        **fields,
    }
    async with world.database.transaction() as transaction:
        return await shares.insert_share(transaction, world.acme.id, **columns), token


async def seed_request(world: World, interview: Json, session_id: str | None = None, **fields: Any) -> str:
    """Creates a candidate's request to the organization, and returns its id."""
    asked: Json = {"kind": "human_review", "name": "Alex", "email": "alex@example.com", "message": "Please look again."}
    columns = {"interview_id": interview["id"], "candidate_id": None, "session_id": session_id, **asked, **fields}
    async with world.database.transaction() as transaction:
        return await requests.insert_request(transaction, world.acme.id, now=world.clock.now(), **columns)


async def seed_log(world: World, session_id: str, plan: Plan, *entries: Entry) -> None:
    """Stores the plan that a session ran on, and its log."""
    common = {"organization_id": world.acme.id, "session_id": session_id}
    async with world.database.transaction() as transaction:
        await transaction.run(insert(schema.snapshots), common | {"plan": plan_to_json(plan)})
        for number, entry in enumerate(entries, 1):
            kind, data = entry_to_row(entry)
            row = common | {"number": number, "kind": kind, "data": data, "at": entry.at}
            await transaction.run(insert(schema.log_entries), row)


async def seed_comment(world: World, session_id: str) -> str:
    """Adds a comment of the owner to a session, and returns its id."""
    values = {"user_id": world.acme.owner_id, "person": "Owner", "text": "Look at this.", "message_id": None}
    async with world.database.transaction() as transaction:
        return await comments.insert_comment(transaction, world.acme.id, session_id, values, world.clock.now())


async def seed_hold(world: World, interview: Json) -> str:
    """Creates a legal hold on an interview, and returns its id."""
    by = {"user_id": world.acme.owner_id, "actor": "Owner", "reason": "A matter"}
    async with world.database.transaction() as transaction:
        return await holds.insert_hold(
            transaction, world.acme.id, now=world.clock.now(), **by, interview_id=interview["id"]
        )


async def seed_rehearsal(world: World, interview: Json) -> str:
    """Creates a rehearsal that has ended, and returns its id."""
    now = world.clock.now()
    async with world.database.transaction() as transaction:
        made = await rehearsals.insert_rehearsal(
            transaction, world.acme.id, interview["id"], ["STRONG"], is_played=False, now=now
        )
        await rehearsals.save_rehearsal(
            transaction, world.acme.id, made, status="DONE", result=[], origin={"source": "guided"}, now=now
        )
        return made
