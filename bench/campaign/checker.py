"""Checks the invariants on what was seen from outside the server: API, command line, receivers, database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from bench.campaign.promises import Counted

ANALYZED = ("session.analyzed", "session.not_scorable")
ONCE = ("session.started", "session.completed", *ANALYZED)
"""Events that occur at most once in a session."""


@dataclass
class Session:
    """A session as the API shows it at the end of a run. `seconds` is its duration."""

    status: str
    report_status: str | None
    revision: int | None
    answers: list[str]
    seqs: list[int]
    seconds: int = 0
    notes: set[str] = field(default_factory=set)


@dataclass
class Seen:
    """Observations of a run. `events`: id, type and session of each delivery that a receiver accepted. `letters`: id
    and session of each email that says that a session is done. `mended`: how many counters `aural recount` corrected.
    `counted`: the session time that was used and reserved at different moments of the run. `late`: sessions whose first
    answer came after their reservation had expired. `limit_seconds` is None if the plan has no limit, and
    `session_limit` if sessions have none.
    """

    acknowledged: dict[str, set[str]]
    sessions: dict[str, Session]
    events: list[tuple[str, str, str]] = field(default_factory=list)
    letters: list[tuple[str, str]] = field(default_factory=list)
    unfinished_jobs: int = 0
    mended: int = 0
    used_seconds: int = 0
    reserved_seconds: int = 0
    counted: set[Counted] = field(default_factory=set)
    late: int = 0
    limit_seconds: int | None = None
    session_limit: int | None = None

    @property
    def promised_seconds(self) -> int:
        """The time reserved for a session when it starts: its limit, or an hour if it has none."""
        return 3600 if self.session_limit is None else self.session_limit


@dataclass
class Findings:
    """Counts for one or more batches. All but the first five are faults.

    `twice`: answers that are stored twice. `effects_twice`: reports, emails or events of a session beyond the first.
    `effects_missing`: completed sessions without one of these, and jobs that never finished. `repeats`: deliveries and
    emails that were sent again with the same id, by which their receivers recognize them. `late`: sessions whose first
    answer came after the five minutes for which a start reserves its time. `over_by_late`: the most seconds by which
    these sessions exceeded the plan's hours at once, summed over batches. `over_quota`: batches in which the hours were
    exceeded by more than that and the session that started last. `broken`: batches that could not run to their end.
    `other`: faults of any other kind that a part checks for.
    """

    sessions: int = 0
    acknowledged: int = 0
    repeats: int = 0
    late: int = 0
    over_by_late: int = 0
    lost: int = 0
    twice: int = 0
    effects_twice: int = 0
    effects_missing: int = 0
    counters: int = 0
    over_quota: int = 0
    other: int = 0
    broken: int = 0

    def __add__(self, more: Findings) -> Findings:
        return Findings(*(getattr(self, f.name) + getattr(more, f.name) for f in fields(self)))

    @property
    def faults(self) -> dict[str, int]:
        counts = {f.name: int(getattr(self, f.name)) for f in fields(self)[5:]}
        return {name: count for name, count in counts.items() if count}


def judge(seen: Seen) -> Findings:
    """Counts the violations of each invariant."""
    findings = Findings(sessions=len(seen.sessions), late=seen.late)
    _judge_answers(seen, findings)
    _judge_effects(seen, findings)
    _judge_figures(seen, findings)
    return findings


def _judge_answers(seen: Seen, findings: Findings) -> None:
    for session_id, texts in seen.acknowledged.items():
        found = seen.sessions.get(session_id)
        findings.acknowledged += len(texts)
        findings.lost += len(texts - set(found.answers if found else ()))
    for session in seen.sessions.values():
        findings.twice += len(session.answers) - len(set(session.answers))
        findings.other += session.seqs != list(range(1, len(session.seqs) + 1))


def _judge_effects(seen: Seen, findings: Findings) -> None:
    events = _by_session(((session, kind, identity) for identity, kind, session in seen.events if kind in ONCE))
    letters = _by_session(((session, "done", identity) for identity, session in seen.letters))
    effects = {**events, **letters}
    for identities in effects.values():
        findings.effects_twice += len(identities) - 1
        findings.repeats += sum(times - 1 for times in identities.values())
    for session_id, session in seen.sessions.items():
        reports = sum(len(effects.get((session_id, kind), ())) for kind in ANALYZED)
        findings.effects_twice += (session.revision or 1) > 1
        if session.status == "COMPLETED":
            findings.effects_missing += session.report_status not in ("READY", "NOT_SCORABLE")
            findings.effects_missing += reports == 0
            findings.effects_missing += (session_id, "session.completed") not in effects
            findings.effects_missing += (session_id, "done") not in effects
    findings.effects_missing += seen.unfinished_jobs


def _by_session(rows: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], Counter[str]]:
    found: dict[tuple[str, str], Counter[str]] = {}
    for session, kind, identity in rows:
        found.setdefault((session, kind), Counter())[identity] += 1
    return found


def _judge_figures(seen: Seen, findings: Findings) -> None:
    """Checks the counters, the used time and the quota, and that no time is reserved at the end."""
    findings.counters += seen.mended
    over = [session for session in seen.sessions.values() if session.status != "IN_PROGRESS"]
    counted = [min(session.seconds, seen.session_limit or session.seconds) for session in over]
    findings.counters += seen.used_seconds != sum(counted)
    if len(over) == len(seen.sessions):
        findings.counters += seen.reserved_seconds != 0
    if seen.limit_seconds is not None:  # a session may start while any time is left, and then gets its full time
        most = max((one.others for one in seen.counted), default=0)
        findings.over_quota += most >= seen.limit_seconds + seen.promised_seconds
        findings.over_by_late = max((_over_by_late(one, seen.limit_seconds) for one in seen.counted), default=0)


def _over_by_late(counted: Counted, limit_seconds: int) -> int:
    """The seconds by which late sessions exceed the limit. What the others exceed isn't included."""
    return max(0, counted.others + counted.late - max(limit_seconds, counted.others))
