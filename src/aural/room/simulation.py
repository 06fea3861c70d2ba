"""Simulated candidates of test mode. Each takes a real session, from the personal link to the last turn.

On the server, they do what a person does in a browser: the same start, the same log, the same moves, in real time.
"""

from __future__ import annotations

from aural.candidates.repository import Candidate, find_candidate
from aural.engine.authoring.rehearsals import GenericCandidate, Kind, most_turns
from aural.engine.timing import due_at
from aural.rehearsals.service import answer_of, next_saying
from aural.room.access.entry import Who, describe
from aural.room.access.sessions import enter, token_of
from aural.room.context import RoomContext
from aural.sessions.conversation.live import FinishedError, LiveSession
from aural.sessions.conversation.turn_service import take_turn
from aural.sessions.service import connect, disconnect, record_answer

NAME, EMAIL = "Simulated candidate", "simulated@example.com"
"""The candidate's identity if the invite doesn't include one."""
_OVER = ("COMPLETED", "ABANDONED")


class Simulations:
    """Continues a candidate's interview as far as possible. Each call of the job continues where the last stopped."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context

    async def __call__(self, organization_id: str, candidate_id: str, kind: Kind) -> int | None:
        """Returns the milliseconds after which to call again, or None if the interview is over. Raises
        PlanLimitError."""
        context = self._context
        reader = context.database.read
        candidate = await find_candidate(reader, organization_id, None, candidate_id, now=context.clock.now())
        if candidate is None or candidate.session_status in _OVER:
            return None
        session_id = await self._enter(candidate)
        if session_id is None:
            return None
        try:
            session = await context.sessions.open(organization_id, session_id)
            return await self._take(session, GenericCandidate(kind, session.plan.language))
        except LookupError:
            return None
        except FinishedError:  # the session was erased or reached its time limit meanwhile
            return None

    async def _enter(self, candidate: Candidate) -> str | None:
        """Opens the link and consents. Returns the session's id, or None if the link no longer gives access."""
        token = token_of(self._context, candidate)
        who = Who(candidate.public_slug or "", token, None, is_simulated=True)
        text = (await describe(self._context, who, None))["consent"]
        if text is None:
            return None
        consent = {"version": text["version"], "language": text["language"], "accepted": True}
        return (await enter(self._context, who, {"name": NAME, "email": EMAIL, "consent": consent})).session_id

    async def _take(self, session: LiveSession, candidate: GenericCandidate) -> int | None:
        clock = self._context.clock
        if not session.state.is_connected:
            await connect(session)
        for _ in range(most_turns(session.plan)):
            await take_turn(session, await self._context.interviewer_of(session.organization_id, session.session_id))
            if session.state.phase == "ended":
                return None
            saying = await next_saying(session, candidate)
            if saying.text is None:
                now = clock.now()
                due = due_at(session.plan, session.state, now)
                if due is not None:
                    return max(due - now, 1_000)
                break
            await record_answer(session, answer_of(saying))
        # Nothing more will happen: the candidate closes the page, and after a while the session counts as abandoned.
        await disconnect(session)
        return None
