"""The part of an erasure's receipt that explains which data may remain elsewhere, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from aural import lang

What = Literal["BACKUPS", "DATABASE", "COPIES", "REQUESTS", "MODEL"]
DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class NotReached:
    """`until`: the time (ms) until which the data may remain; None if that is unknown here."""

    what: What
    text: str
    until: int | None


def list_not_reached(
    language: str, now: int, *, backups_kept_days: int, is_overwritten: bool, has_model: bool, has_address: bool
) -> list[NotReached]:
    """Lists what an erasure at `now` leaves elsewhere, in `language`.

    `backups_kept_days`: 0 if the operator hasn't set how long backups are kept. `is_overwritten`: the database's own
    files keep nothing that was deleted. `has_model`: a language model read answers. `has_address`: there may be
    requests with the candidate's address, without proof that it is theirs.
    """
    words = lang.of(language).value("data_rights", "not_reached")
    until = now + backups_kept_days * DAY_MS if backups_kept_days else None
    told = words["BACKUPS"] if until is None else words["BACKUPS_UNTIL"].format(until=_day(until))
    unreached = [NotReached("BACKUPS", told, until)]
    if not is_overwritten:
        unreached.append(NotReached("DATABASE", words["DATABASE"], None))
    unreached.append(NotReached("COPIES", words["COPIES"], None))
    if has_address:
        unreached.append(NotReached("REQUESTS", words["REQUESTS"], None))
    if has_model:
        unreached.append(NotReached("MODEL", words["MODEL"], None))
    return unreached


def _day(at: int) -> str:
    return f"{datetime.fromtimestamp(at // 1000, UTC):%Y-%m-%d}"
