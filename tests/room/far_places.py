"""Writes a candidate's words to places that no page or call reaches directly: jobs, deliveries, a model's drafts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table, insert, select, update

from aural.platform.clock import iso
from aural.platform.ids import new_id
from aural.reports.tables import decisions
from aural.sessions.integrity_tables import integrity_comments
from aural.store import schema
from aural.store.buckets import bucket_of
from aural.store.database import Connection, ResultRow
from tests.media import cut, record
from tests.room.conftest import Frame, House
from tests.room.recorder import Recorder

Canary = Callable[[str], str]


async def keep_elsewhere(house: House, session_id: str, canary: Canary) -> None:
    """Adds a decision, jobs, deliveries, a model's output, and the browser that opened a shared link."""
    async with house.server.database.transaction() as transaction:
        row = await transaction.row(select(schema.sessions).where(schema.sessions.c.id == session_id))
        assert row is not None
        await _judge(transaction, row, canary)
        await _queue(transaction, row, canary)
        await _deliver(transaction, row, canary)
        await _tell(transaction, row, canary)
        await _say(transaction, row, canary)
    made = await house.post(f"/sessions/{session_id}/shares", {"expiresAt": iso(house.clock.now() + 86_400_000)})
    token, browser = made["url"].rpartition("/")[2], {"User-Agent": canary("browser of a reader")}
    assert (await house.http.get(f"/api/v1/shared/{token}", headers=browser)).status_code == 200


async def _add(transaction: Connection, table: Table, session: ResultRow, **values: Any) -> None:
    await transaction.run(insert(table), {"organization_id": session.organization_id, **values})


async def _judge(transaction: Connection, session: ResultRow, canary: Canary) -> None:
    decided = {"verdict": "HOLD", "reason": canary("decision"), "user_id": new_id(), "person": "Robin"}
    await _add(transaction, decisions, session, id=new_id(), session_id=session.id, created_at=0, **decided)
    said = {"item_id": new_id(), "comment": canary("integrity comment"), "commented_at": 0}
    await _add(transaction, integrity_comments, session, session_id=session.id, **said)


async def _queue(transaction: Connection, session: ResultRow, canary: Canary) -> None:
    job = {"id": new_id(), "session_id": session.id, "kind": "other", "payload": {"words": canary("queued delivery")}}
    job |= {"state": "dead", "run_at": 0, "max_attempts": 1, "created_at": 0, "updated_at": 0, "error": canary("error")}
    await _add(transaction, schema.jobs, session, **job)
    step = {"job_id": job["id"], "name": "judge", "result": {"said": canary("model's answer")}, "created_at": 0}
    await transaction.run(insert(schema.job_steps), step)


async def _deliver(transaction: Connection, session: ResultRow, canary: Canary) -> None:
    """A failed webhook delivery, whose receiver answered with the words that it had received."""
    hook, event, delivery = new_id(), new_id(), new_id()
    to = {"url": "https://example.com/hook", "description": "", "events": [], "secret_encrypted": b"", "updated_at": 0}
    await _add(transaction, schema.webhooks, session, id=hook, is_enabled=False, created_at=0, **to)
    told = {"type": "session.analyzed", "data": {"words": canary("event")}, "session_id": session.id}
    await _add(transaction, schema.webhook_events, session, id=event, created_at=0, **told)
    sent = {"webhook_id": hook, "event_id": event, "state": "FAILED", "is_replay": False, "reason": canary("reason")}
    await _add(transaction, schema.webhook_deliveries, session, id=delivery, created_at=0, **sent)
    tried = {"number": 1, "outcome": "STATUS", "answer": canary("receiver's answer"), "error": canary("send error")}
    await _add(transaction, schema.webhook_attempts, session, delivery_id=delivery, started_at=0, **tried)


async def _tell(transaction: Connection, session: ResultRow, canary: Canary) -> None:
    """A tracking system that could not be notified."""
    vendor = {"id": new_id(), "vendor": "GREENHOUSE", "key_hash": new_id().encode(), "key_encrypted": b""}
    vendor |= {"is_key_known": True, "is_enabled": False, "created_at": 0, "updated_at": 0}
    await _add(transaction, schema.integrations, session, **vendor)
    asked = {"integration_id": vendor["id"], "vendor_id": canary("id at the vendor"), "error": canary("vendor's error")}
    asked |= {"callback_url": f"https://example.com/{canary('address at the vendor')}", "created_at": 0}
    await _add(transaction, schema.assessments, session, id=new_id(), candidate_id=session.candidate_id, **asked)


async def _say(transaction: Connection, session: ResultRow, canary: Canary) -> None:
    """A model's refused words, the words that were heard of a spoken message, and the name of a résumé's file."""
    messages, resumes = schema.messages, schema.resumes
    listed = await transaction.rows(select(messages).where(messages.c.session_id == session.id))
    said = next(row for row in listed if row.origin)
    more = {"origin": {**said.origin, "refused": canary("refused words")}}
    more |= {"data": {**(said.data or {}), "heard": canary("heard words")}}
    await transaction.run(update(messages).where(messages.c.id == said.id).values(**more))
    named = update(resumes).where(resumes.c.candidate_id == session.candidate_id)
    assert await transaction.run(named.values(file_name=canary("résumé file"))) == 1


async def record_screen(house: House, interview: Frame, token: str, words: str) -> None:
    """Leaves a take open, so that it isn't joined: its slices have these words in a tag."""
    recorder = Recorder(house, interview, token)
    await recorder.send_all(await recorder.begin("screen"), cut(record(1, marked=words.encode()), 2))


async def content_of_bucket(house: House) -> dict[str, bytes]:
    """The content of the bucket by name; empty if there is no bucket."""
    if not house.server.settings.media_url:
        return {}
    with bucket_of(house.server.settings).opened("The bucket is away.") as store:
        listed = await store.list().collect_async()
        return {item["path"]: bytes(await (await store.get_async(item["path"])).bytes_async()) for item in listed}


async def read_exports(house: House, session_id: str) -> bytes:
    """Creates every file that can be exported about a person, so that traces of the exports can be found."""
    asked = [f"/sessions/{session_id}/export?format={kind}" for kind in ("pdf", "markdown", "json")]
    made = [await house.api.get(path) for path in (*asked, "/sessions/export?format=xlsx")]
    assert [answer.status_code for answer in made] == [200] * len(made), [answer.text for answer in made]
    return b"".join(answer.content for answer in made)
