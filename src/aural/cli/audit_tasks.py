"""The parts of `aural audit` that use a database: the log, its anchor and key, and the bias audit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from aural.audit import repository as audit
from aural.cli.organizations import find_organization
from aural.engine.privacy.fairness import Audit, FairnessRecord
from aural.engine.privacy.fairness import audit as audit_sample
from aural.guard.audit.anchor import write_anchor
from aural.guard.audit.log import complete_log, public_key, write_log
from aural.guard.secrets import Secrets
from aural.interviews.repository import find_interview
from aural.platform.clock import SystemClock, iso
from aural.platform.errors import BadRequestError, NotFoundError
from aural.privacy import self_identification_repository as answers
from aural.privacy.bias import About
from aural.settings import Settings
from aural.store.database import Database
from aural.store.slow import slow_reader

OPERATION = "auditBias"
_OPERATOR = "Command line"


async def export_log(database: Database, settings: Settings, organization: str | None) -> AsyncIterator[bytes]:
    """An organization's signed log, in parts. Raises NotFoundError, BadRequestError."""
    row = await find_organization(database, organization)
    secrets, now = Secrets(settings.secret_key), SystemClock().now()
    await complete_log(database, row.id, secrets, now)
    return write_log(database.read, row.id, secrets, now)


async def anchor_log(database: Database, settings: Settings, organization: str | None) -> str:
    """An anchor of an organization's log, as a line of JSON. Raises NotFoundError, BadRequestError, ConflictError."""
    row = await find_organization(database, organization)
    secrets, now = Secrets(settings.secret_key), SystemClock().now()
    await complete_log(database, row.id, secrets, now)
    return await write_anchor(database.read, row.id, secrets, now)


async def read_key(_database: Database, settings: Settings) -> str:
    """The public key for the signatures of this deployment's logs."""
    return public_key(Secrets(settings.secret_key))


@dataclass(frozen=True, slots=True)
class BiasWanted:
    """The sample of a bias audit. `auditor`: a person who may see groups of fewer than 5 people, for a `reason`."""

    organization: str | None = None
    interview_id: str | None = None
    since: date | None = None
    until: date | None = None
    auditor: str | None = None
    reason: str | None = None
    keeps_small: bool = False


async def audit_bias(database: Database, wanted: BiasWanted) -> tuple[Audit, About]:
    """Returns the audit and its description, after recording the audit in the organization's audit log.

    Raises NotFoundError, BadRequestError.
    """
    if (wanted.auditor is None) != (wanted.reason is None):
        raise BadRequestError("An auditor gives a name and a reason. Pass both --auditor and --reason.")
    organization = await find_organization(database, wanted.organization)
    title = await _title(database, str(organization.id), wanted.interview_id)
    rows = await answers.list_sample(slow_reader(database), organization.id, _sample_of(wanted))
    shows_every_cell = wanted.auditor is not None
    made = audit_sample(
        [_person(row) for row in rows],
        shows_every_cell=shows_every_cell,
        leaves_out_small=not wanted.keeps_small,
    )
    now = SystemClock().now()
    await _note(database, str(organization.id), wanted, len(rows), now)
    return made, About(str(organization.name), _words(wanted, title), iso(now), shows_every_cell)


async def _title(database: Database, organization_id: str, interview_id: str | None) -> str | None:
    if interview_id is None:
        return None
    row = await find_interview(database.read, organization_id, None, interview_id)
    if row is None:
        raise NotFoundError("This organization has no such interview.")
    return str(row.title)


def _sample_of(wanted: BiasWanted) -> answers.SelfIdentificationFilters:
    since, until = wanted.since, wanted.until
    return answers.SelfIdentificationFilters(
        wanted.interview_id,
        None if since is None else _midnight(since),
        None if until is None else _midnight(until + timedelta(days=1)),
    )


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp()) * 1000


def _person(row: answers.Sampled) -> FairnessRecord:
    """Counts a candidate on HOLD as decided but not selected."""
    is_selected = None if row.decision is None else row.decision == "ADVANCE"
    score = row.levels / row.count_of if row.levels is not None and row.count_of else None
    return FairnessRecord(row.sex, row.ethnicity, is_selected, score)


def _words(wanted: BiasWanted, title: str | None) -> str:
    what = "all interviews for hiring" if title is None else f"the interview “{title}”"
    begun = f" from {wanted.since}" if wanted.since else ""
    ended = f" to {wanted.until}" if wanted.until else ""
    return f"finished sessions of {what}{', begun' if begun or ended else ''}{begun}{ended}"


async def _note(database: Database, organization_id: str, wanted: BiasWanted, people: int, now: int) -> None:
    detail = {"people": people, "cells": "SOME" if wanted.auditor is None else "ALL", "reason": wanted.reason}
    async with database.transaction() as transaction:
        await audit.note(
            transaction,
            organization_id,
            user_id=None,
            actor=wanted.auditor or _OPERATOR,
            key_id=None,
            operation=OPERATION,
            object_id=wanted.interview_id,
            now=now,
            detail=detail,
        )
