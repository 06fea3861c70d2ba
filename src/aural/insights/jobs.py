"""Keeps the figures across sessions in step with the reports: both are saved in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping

from aural.insights.fact_repository import delete_withdrawn, list_without_facts, save_facts
from aural.insights.facts import facts_of
from aural.reports import repository as reports
from aural.sessions.conversation.log import Conversation
from aural.sessions.log_repository import find_conversation
from aural.store.database import Connection, Database

AT_ONCE = 500
NOTHING: Mapping[str, object] = {"sentiment": None, "scores": None, "themes": [], "evidence": []}


async def note_facts(connection: Connection, conversation: Conversation, report: Mapping[str, object]) -> None:
    """Saves the session's facts. `report`: the fields of the report that was just saved."""
    asked_in = {message.id: message.question_id for message in conversation.messages}
    facts = facts_of(conversation.plan, conversation.entries, report, asked_in, status=conversation.status)
    await save_facts(connection, conversation.organization_id, conversation.session_id, facts)


async def catch_up(database: Database) -> int:
    """Adds rows for reports that were saved before these rows existed, at most AT_ONCE. Returns their number.

    Deletes the rows that earlier versions added again after consent was withdrawn.
    """
    async with database.transaction() as transaction:
        await delete_withdrawn(transaction)
    found = await list_without_facts(database.read, AT_ONCE)
    for where in found:
        conversation = await find_conversation(database.read, *where)
        if conversation is None:
            continue
        stored = await reports.find_report(database.read, *where)
        is_ready = stored is not None and stored.report_status == "READY"
        report = {name: getattr(stored, name) for name in NOTHING} if is_ready else NOTHING
        async with database.transaction() as transaction:
            await note_facts(transaction, conversation, report)
    return len(found)
