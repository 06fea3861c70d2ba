"""Levels and quotes for `fill`'s sessions of one interview, as a judging model would have given them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update

from aural.store import schema
from aural.store.database import open_database
from bench.filled import Filled
from bench.filling import TEXT

CRITERIA = ("Diagnosis under pressure", "Learns from failure", "Cost awareness", "Explains to others")
BEST = "Mina Okafor"
QUOTES = ("We moved the queue", "to its own service", "retries had blocked", "the request path for minutes")
ANSWER_SEQ = 2  # the first answer

Row = dict[str, Any]


async def score(filled: Filled) -> None:
    """Gives each session a level and a quote for each criterion. Only `BEST` has level 4 in the second one, and is in
    the middle of the list."""
    tables = schema.metadata.tables
    reports, levels, sessions, messages = (
        tables[name] for name in ("reports", "report_levels", "sessions", "messages")
    )
    criteria = [{"name": name, "description": "What a good answer shows"} for name in CRITERIA]
    database = open_database(filled.database_url)
    async with database.transaction() as transaction:
        await transaction.run(update(tables["interviews"]).values(assessment_criteria=criteria, blind_rating=False))
        answers = select(messages.c.session_id, messages.c.id).where(messages.c.seq == ANSWER_SEQ)
        found = await transaction.rows(answers.order_by(messages.c.session_id))
        for number, (session_id, message_id) in enumerate(found):
            is_best = number == len(found) // 2
            name = BEST if is_best else f"Person {number + 1}"
            given = dict(zip(CRITERIA, levels_of(number, is_best=is_best), strict=True))
            named = update(sessions).where(sessions.c.id == session_id).values(participant_name=name)
            scored = update(reports).where(reports.c.session_id == session_id).values(**report(given, message_id))
            await transaction.run(named)
            await transaction.run(scored)
            for criterion, level in given.items():
                row = {"session_id": session_id, "criterion": criterion, "level": level}
                await transaction.run(insert(levels).values(**row, organization_id=filled.me["organization"]["id"]))
    await database.close()


def levels_of(number: int, *, is_best: bool) -> list[int]:
    return [4 if is_best and place == 1 else (number + place) % 3 + 1 for place in range(len(CRITERIA))]


def report(given: dict[str, int], message_id: str) -> Row:
    """The scores, and a different quote from the answer for each criterion."""
    scores, evidence = [], []
    for place, (criterion, level) in enumerate(given.items()):
        start = TEXT.index(QUOTES[place])
        spot = {"messageId": message_id, "start": start, "end": start + len(QUOTES[place]), "quote": QUOTES[place]}
        evidence.append({"id": f"e{place}", "supports": f"criteria/{criterion}", **spot})
        scores.append({"criterion": criterion, "level": level, "ratings": [level] * 3, "evidence": [f"e{place}"]})
    return {"scores": scores, "evidence": evidence}
