"""Plays the recorded sessions of `aural demo` through the real room and store, with the timing of live sessions."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, replace

from aural.app import Server
from aural.candidates import access_repository as entries
from aural.cli.recorded import RecordedAnalysis, RecordedInterviewer, RecordedSession
from aural.engine.recordings import MediaType, Slice
from aural.interviewer.protocol import Interviewer
from aural.organizations import repository as organizations
from aural.platform.clock import SystemClock
from aural.recordings import repository as recordings
from aural.recordings.joining_repository import slice_name
from aural.reports import comment_repository as comments
from aural.reports import rating_repository as human_ratings
from aural.reports.repository import find_report
from aural.room.access.entry import Who, describe
from aural.room.access.sessions import enter
from aural.room.context import RoomContext
from aural.room.conversation.integrity import Watch
from aural.room.protocol.client import SignalFrame, WatchingFrame
from aural.room.rights import review
from aural.sessions.abandon_service import abandon_silent_sessions
from aural.sessions.conversation.live import LiveSession
from aural.sessions.conversation.turn_service import take_turn
from aural.sessions.service import NewAnswer, connect, disconnect, record_answer
from aural.sessions.synthetic_voice_repository import note_voice
from aural.store import jobs
from aural.store.media import media_of, spool_of, write_synced

HOUR_MS = 3_600_000
BEAT_MS = 15_000
RECORDED = "recorded"  # the kind of the samples' jobs
MOST_JOBS = 10
HELD_MS = 10 * 60_000
REVIEWERS = ("Ines Carvalho", "Mark Dunne")
VOICE = "recorded sample (hibari-tts heart)"
_SOUND = MediaType("audio/webm;codecs=opus", "audio/webm", "webm")


class SampleClock:
    """The time of the recorded sessions. It advances with what is said, so that sessions take a realistic time."""

    def __init__(self) -> None:
        self._real = SystemClock()
        self._now = self._real.now() - 11 * 24 * HOUR_MS

    def now(self) -> int:
        return self._now

    def hours_ago(self, hours: float) -> None:
        self.reach(self._real.now() - round(hours * HOUR_MS))

    def reach(self, at: int) -> None:
        """Never goes back."""
        self._now = max(self._now, at)

    def speak(self, text: str) -> None:
        """Advances by the time that an answer takes."""
        self._now += time_to_answer_ms(text)


def time_to_answer_ms(text: str) -> int:
    """The time to read a question, think, and type `text` at 40 words a minute."""
    return 8_000 + len(text.split()) * 1_500


class SampleVoice:
    """Offers voice wherever the samples are created, since their sound was recorded in advance."""

    def serves(self, language: str) -> bool:
        return True

    def speaks(self, language: str) -> bool:
        return True

    def has_free_slot(self) -> bool:
        return True

    async def try_out(self, language: str, pcm: bytes) -> str | None:
        return None


@dataclass(frozen=True, slots=True)
class Played:
    """A session that was played. `who`: its candidate's link."""

    recorded: RecordedSession
    live: LiveSession
    who: Who


class Stage:
    """Plays sessions in one organization, and writes their reports."""

    def __init__(self, server: Server, clock: SampleClock, organization_id: str) -> None:
        self._server, self._clock, self._organization_id = server, clock, organization_id
        self._context: RoomContext = replace(server.rooms.context, voice=SampleVoice())
        self._interviewers: dict[str, Interviewer] = {}
        self._reports = RecordedAnalysis(server.database, clock, self._interviewer_of)

    async def _interviewer_of(self, _organization_id: str, session_id: str) -> Interviewer:
        return self._interviewers[session_id]

    async def play(self, recorded: RecordedSession, slug: str, token: str) -> Played:
        """Takes the interview as the recorded candidate, until its end or until the candidate leaves."""
        self._clock.hours_ago(recorded.data["hoursAgo"])
        played = await self._enter(recorded, Who(slug, token, None))
        attachment = await self._reserve(played)
        take = await self._begin_take(played) if recorded.is_spoken else None
        await self._talk(played, self._clock.now())
        if take is not None:
            await self._end_take(played, take)
        if recorded.data.get("leaves"):
            await disconnect(played.live)
        async with self._server.database.transaction() as transaction:
            await entries.release_room(transaction, self._organization_id, played.live.session_id, attachment)
        if recorded.data.get("leaves"):
            await self._abandon()
        return played

    async def _reserve(self, played: Played) -> int:
        """Keeps a running server away from the session. Returns the number of the attachment.

        The server doesn't end the session as abandoned while it is attached, and doesn't write its report, because the
        name of the report's job is taken.
        """
        session_id, real_now = played.live.session_id, SystemClock().now()
        where = (self._organization_id, session_id)
        async with self._server.database.transaction() as transaction:
            attachment = await entries.hold_room(
                transaction, *where, client=RECORDED, by=RECORDED, until=real_now + HELD_MS
            )
            for revision, is_review in ((1, False), (2, True)):
                if is_review and "corrections" not in played.recorded.data:
                    continue
                payload = {"sessionId": session_id, "revision": revision, "isReview": is_review}
                name = f"analyse:{session_id}:{revision}"
                run_at = self._clock.now() + (real_now if is_review else 0)
                await jobs.enqueue(
                    *(transaction, self._organization_id),
                    kind=RECORDED,
                    payload=payload,
                    now=self._clock.now(),
                    dedup=name,
                    run_at=run_at,
                )
        return attachment

    async def _enter(self, recorded: RecordedSession, who: Who) -> Played:
        text = (await describe(self._context, who, None))["consent"]
        items = [item["key"] for item in text["items"]]
        consent = {"version": text["version"], "language": text["language"], "accepted": True, "items": items}
        body: dict[str, object] = {"name": recorded.data["name"], "email": recorded.data["email"], "consent": consent}
        entered = await enter(self._context, who, body)
        session = await self._context.sessions.open(entered.organization_id, entered.session_id)
        await connect(session)
        self._interviewers[session.session_id] = RecordedInterviewer(recorded)
        return Played(recorded, session, who)

    async def _talk(self, played: Played, began_at: int) -> None:
        recorded, session = played.recorded, played.live
        interviewer = self._interviewers[session.session_id]
        watch = await Watch.open(self._context, session)
        starts = iter(turn.start_ms for turn in recorded.interviewer_turns)

        def pass_to_next() -> None:
            self._clock.reach(began_at + next(starts, 0))

        pass_to_next()
        for at, answer in enumerate(recorded.answers):
            await take_turn(session, interviewer, on_said=pass_to_next)
            for signal in answer.get("signals", ()):
                await self._watched(watch, 4_000)
                await watch.take(_frame_of(signal))
            await self._speak(recorded, at, watch, began_at)
            await record_answer(session, NewAnswer(str(uuid.uuid4()), answer["text"], recorded.data_of(at)))
            pass_to_next()
        await take_turn(session, interviewer, on_said=pass_to_next)
        await watch.close()

    async def _speak(self, recorded: RecordedSession, at: int, watch: Watch, began_at: int) -> None:
        """Lets the time of an answer pass."""
        if recorded.is_spoken:
            await self._watched(watch, 0)
            self._clock.reach(began_at + recorded.candidate_turns[at].sentences[-1][1])
            return
        await self._watched(watch, time_to_answer_ms(recorded.answers[at]["text"]))

    async def _watched(self, watch: Watch, milliseconds: int) -> None:
        """Lets time pass while the candidate's page reports that it watches."""
        until = self._clock.now() + milliseconds
        while watch.kinds is not None:
            await watch.take(WatchingFrame(type="watching"))
            if self._clock.now() >= until:
                break
            self._clock.reach(min(until, self._clock.now() + BEAT_MS))
        self._clock.reach(until)

    async def _abandon(self) -> None:
        self._clock.reach(self._clock.now() + (self._server.settings.abandon_after_seconds + 1) * 1000)
        await abandon_silent_sessions(self._context.sessions, self._server.settings.abandon_after_seconds)

    async def _begin_take(self, played: Played) -> str:
        take_id, session_id, now = str(uuid.uuid4()), played.live.session_id, self._clock.now()
        where = (self._organization_id, session_id)
        async with self._server.database.transaction() as transaction:
            await note_voice(transaction, *where, VOICE)
            await recordings.begin_take(transaction, *where, take_id, "audio", _SOUND, started_at=now, now=now)
        return take_id

    async def _end_take(self, played: Played, take_id: str) -> None:
        """Stores the sound of the whole session, as the candidate's page would have sent it."""
        sound, now = played.recorded.sound(), self._clock.now()
        sent = Slice(0, len(sound), hashlib.sha256(sound).digest())
        where = (self._organization_id, played.live.session_id)
        take = await recordings.find_take(self._server.database.read, *where, take_id)
        assert take is not None
        settings = self._server.settings
        with spool_of(settings).part() as part:
            write_synced(part, sound)
            await media_of(settings).put(slice_name(take.recording_id, take_id, sent), part)
        async with self._server.database.transaction() as transaction:
            await recordings.add_slice(transaction, self._organization_id, take, sent, now)
            await recordings.end_take(transaction, *where, take_id, now)
            await recordings.close_complete(transaction, *where, now)

    async def review(self, played: Played, user_ids: dict[str, str]) -> None:
        """Lets the candidate correct the transcript, and people rate the session and comment on it."""
        self._clock.reach(self._clock.now() + 120_000)
        corrections = played.recorded.data.get("corrections")
        await self._write_reports()
        if corrections is not None:
            await self._correct(played, corrections)
            await self._write_reports()
        for name, user_id in user_ids.items():
            await self._rate(played, name, user_id)
        for comment in played.recorded.data.get("comments", ()):
            self._clock.reach(self._clock.now() + 600_000)
            values = {"user_id": user_ids[comment["by"]], "person": comment["by"]}
            values |= {"text": comment["text"], "message_id": None}
            where = (self._organization_id, played.live.session_id)
            async with self._server.database.transaction() as transaction:
                await comments.insert_comment(transaction, *where, values, self._clock.now())

    async def _write_reports(self) -> None:
        """Runs the jobs that are due. A `Worker` would follow the samples' clock with the jobs of all organizations."""
        database, now = self._server.database, self._clock.now()
        async with database.transaction() as transaction:
            claimed = await jobs.claim_jobs(transaction, [RECORDED], RECORDED, now, most=MOST_JOBS)
        for job in claimed:
            save = await self._reports.run(job)
            async with database.transaction() as transaction:
                await save(transaction)
                await jobs.complete_job(transaction, job, now)

    async def _correct(self, played: Played, corrections: dict[str, object]) -> None:
        answered = [message.seq for message in played.live.messages if message.role == "user"]
        answers = corrections["answers"]
        assert isinstance(answers, list)
        for one in answers:
            await review.correct(self._context, played.who, answered[one["answer"]], {"content": one["content"]})
        await review.remark(self._context, played.who, {"text": corrections["remark"]})
        await review.send(self._context, played.who)

    async def _rate(self, played: Played, name: str, user_id: str) -> None:
        given = played.recorded.data.get("ratings", {}).get(name)
        if given is None:
            return
        self._clock.reach(self._clock.now() + HOUR_MS // 2)
        where = (self._organization_id, played.live.session_id)
        stored = await find_report(self._server.database.read, *where)
        assert stored is not None
        levels = {score["criterion"]: score["level"] for score in stored.scores or ()}
        rows = [
            {
                "user_id": user_id,
                "person": name,
                "criterion": one["criterion"],
                "verdict": one["verdict"],
                "level": levels[one["criterion"]] if one["verdict"] == "AGREE" else one.get("level"),
                "reason": one.get("reason"),
            }
            for one in given
        ]
        async with self._server.database.transaction() as transaction:
            await human_ratings.insert_ratings(transaction, *where, rows, self._clock.now())
            await human_ratings.reveal_levels(transaction, *where, user_id, self._clock.now())

    async def add_reviewers(self) -> dict[str, str]:
        """The user ids of the people who review, by name. They can't sign in."""
        async with self._server.database.transaction() as transaction:
            return {
                name: await organizations.add_placeholder(transaction, self._organization_id, name, self._clock.now())
                for name in REVIEWERS
            }


def _frame_of(signal: dict[str, object]) -> SignalFrame:
    return SignalFrame.model_validate({"type": "signal", "id": str(uuid.uuid4()), **signal})
