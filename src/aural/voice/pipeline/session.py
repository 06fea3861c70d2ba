"""One candidate's voice session: turns the microphone's sound into answers, and the room's messages into sound.

It contains no rules of the interview. Spoken answers take the same path as typed ones, and the room replies to both.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from aural.room.conversation.live import LiveRoom
from aural.room.conversation.spoken import Control
from aural.room.conversation.views import room_state
from aural.room.protocol.client import DoneFrame, FrameError, PlayedFrame, RtcFrame, SpeedFrame, SwitchFrame, VoiceFrame
from aural.room.protocol.server import ServerFrame, VoiceOnFrame, VoiceState
from aural.room.protocol.views import Message, RoomState
from aural.sessions.service import record_heard
from aural.voice.endpointing.events import (
    BargedIn,
    Ducked,
    FloorHeld,
    SpeechStarted,
    TurnDetector,
    TurnEnded,
    TurnEvent,
    TurnPredictionWanted,
    Unducked,
    WordsWanted,
)
from aural.voice.engines import TURN_MODEL_MS, Engines
from aural.voice.pipeline.answers import Answers
from aural.voice.pipeline.flow_control import Inbox, Pace, TurnModelGate
from aural.voice.pipeline.frames import no_webrtc, voice_on
from aural.voice.pipeline.metrics import Stages
from aural.voice.pipeline.microphone import MAX_TURN_MS, GapError, Microphone
from aural.voice.pipeline.speaking import Acknowledging, Speaking, Utterance
from aural.voice.pipeline.tasks import Tasks
from aural.voice.pipeline.turn import LEAD_MS, Captions, SpokenTurn
from aural.voice.stt.protocol import BYTES_PER_MS, SttError
from aural.voice.transports.protocol import MediaTransport

MINUTE_MS = 60_000
VOICED, GOES_ON_WINDOWS = 0.5, 8  # a quarter of a second of speech ends the minute to think
FAREWELL_SECONDS = 60.0
BY_HAND = ("done", "released", "long")


class LiveVoiceSession:
    """One candidate's voice, from the frame that switched it on to the end of the socket."""

    def __init__(
        self,
        room: LiveRoom,
        transport: MediaTransport,
        engines: Engines,
        terms: tuple[str, ...],
        detector: TurnDetector,
        microphone: Microphone,
        asked: VoiceFrame,
        stages: Stages,
        may_caption: Callable[[], bool],
        on_close: Callable[[LiveVoiceSession], None],
    ) -> None:
        self.room, self.microphone = room, microphone
        language = room.session.plan.language
        self._tasks = Tasks(room.session_id)
        self._spawn = self._tasks.spawn
        self._engines, self._terms, self._detector = engines, terms, detector
        self._transport = transport
        self._after, self._is_muted = asked.after, False
        self._stages, self._on_close = stages, on_close
        self._activity = engines.new_activity()
        self._pace = Pace()
        self._inbox = Inbox()
        self._turn: SpokenTurn | None = None
        self._may_begin = asyncio.Event()
        self._may_begin.set()
        self._speaking = Speaking(
            self._transport,
            engines.tts,
            language,
            self._may_begin,
            self._began_to_speak,
            self._has_spoken,
            asked.speed,
        )
        self._answers = Answers(
            room,
            self._transport,
            microphone,
            stages,
            *(self._speaking.find_unheard, self._has_settled, self._has_answered),
        )
        self._acknowledging = Acknowledging(self._speaking, room.session.choice, engines.acknowledge, language)
        self._told = ""
        self._is_minute = False  # whether the candidate asked for a minute with the button
        self._held_until_ms = 0  # the end of the time to think that the candidate asked for in words
        self._voiced = 0  # consecutive windows with speech
        self._room_state: RoomState = "greeting"
        self._asked: str | None = None  # the question whose words the candidate last began to hear
        self._closing: asyncio.Task[None] | None = None
        self._gap_before = 0  # the frame from which the client last had to continue
        self._turn_model_gate = TurnModelGate(microphone, self._spawn)
        self._captions = Captions(self._transport, self._spawn, may_caption)

    # --- what the candidate sends -------------------------------------------------------------------------------------

    async def sound(self, frame: bytes) -> None:
        """Queues a binary frame. If it is faulty, the client gets an `error` once the frame is processed."""
        await self._inbox.put(frame)

    async def _listen(self) -> None:
        while True:
            piece = await self._inbox.get()
            try:
                if isinstance(piece, bytes):
                    await self._take(piece)
                else:
                    self._press(piece)
            except FrameError as error:
                self._transport.tell({"type": "error", "code": "BAD_REQUEST", "message": str(error), "id": None})

    async def _take(self, frame: bytes) -> None:
        try:
            pcm = self.microphone.take(frame)
        except GapError:
            self._tell_gap()
            raise
        if pcm:
            await self._pace.wait(len(pcm) // BYTES_PER_MS)
            await self._hear(pcm)

    async def _hear(self, pcm: bytes) -> None:
        await self._turn_model_gate.wait_if_ahead()
        await self._answers.wait_if_behind()
        if self._turn is not None:
            self._turn.feed(pcm, self.microphone.now_ms)
            if self.microphone.now_ms - self._turn.start_ms > MAX_TURN_MS:
                self._end_turn(self.microphone.now_ms, "long")
                self._begin_turn(self.microphone.now_ms)
        for probability in self._activity.hear(pcm):
            self._voiced = self._voiced + 1 if probability >= VOICED else 0
            if self._voiced == GOES_ON_WINDOWS:
                self._held_until_ms = 0
            self._happened(self._detector.hear(probability))
        self._captions.follow(self._turn, self.microphone.now_ms)
        if self._turn is None:
            self._answers.keep_silence()

    def _tell_gap(self) -> None:
        """Tells the client where to continue, but only once per gap, as more frames are already on their way."""
        if self._gap_before != self.microphone.received + 1:
            self._gap_before = self.microphone.received + 1
            self._transport.tell(self.describe())

    def describe(self) -> VoiceOnFrame:
        """The frame `voice`, which tells the client the state of its voice session."""
        return voice_on(self.microphone, speaks=self._engines.tts.speaks(self.room.session.plan.language))

    def _press(self, frame: DoneFrame | SwitchFrame) -> None:
        """Handles a frame whose place in the sound matters, after all sound that was sent before it."""
        if isinstance(frame, DoneFrame):
            self._happened(self._detector.done())
        elif not frame.on:
            self._happened(self._detector.done("released"))
        self._tell_state()

    async def control(self, frame: Control) -> None:
        match frame:
            case DoneFrame() | SwitchFrame(type="talk"):
                await self._inbox.put(frame)
            case SwitchFrame():
                self._is_muted = frame.on
            case PlayedFrame():
                self._speaking.played(frame.utterance, frame.milliseconds, ended=frame.ended)
            case SpeedFrame():
                self._speaking.speed = frame.value
            case RtcFrame():
                self._transport.tell(no_webrtc(self.microphone.received))
        self._tell_state()

    # --- what the room says -------------------------------------------------------------------------------------------

    def follow(self, frame: ServerFrame) -> None:
        if frame["type"] == "message":
            self._follow_message(frame["message"])
        elif frame["type"] == "room":
            self._room_state = frame["room"]["state"]
            self._hold_for_minute()
            self._let_speak()
        self._tell_state()

    def _hold_for_minute(self) -> None:
        """Keeps the turn open for candidates who ask for a minute with the button, as for those who ask in words."""
        is_minute = self._room_state == "minute"
        if is_minute != self._is_minute:
            self._is_minute = is_minute
            self._detector.hold(self.microphone.now_ms + MINUTE_MS if is_minute else None)

    def _follow_message(self, message: Message) -> None:
        if message["role"] != "assistant":
            return
        self._stages.worded()
        said = [m.seq for m in self.room.session.messages if m.role == "user" and m.seq < message["seq"]]
        self._speaking.drop_waiting(max(said, default=0))
        if not self.room.session.state.is_minute:  # the interviewer is silent during a minute to think
            self._say(message["seq"], message["content"], message["questionId"], message["kind"])

    def _say(self, seq: int, text: str, question_id: str | None, kind: str) -> None:
        self._speaking.say(text, seq=seq, question_id=question_id, hands_over=kind != "notice")

    def begin(self) -> None:
        """Starts to listen, and says the messages after the last answer that the candidate hasn't heard yet."""
        self.room.session.hear_out = self._hear_out
        self._spawn(self._speaking.run())
        self._spawn(self._listen()).add_done_callback(lambda _task: self._inbox.close())
        said = max((m.seq for m in self.room.session.messages if m.role == "user"), default=0)
        for message in self.room.session.messages:
            if message.role == "assistant" and message.seq > max(said, self._after):
                self._say(message.seq, message.content, message.question_id, message.kind)
            elif message.role == "assistant" and message.kind != "notice":
                self._asked = message.question_id
        self._room_state = room_state(self.room.session.state)
        self._has_settled()

    # --- the candidate's turn -----------------------------------------------------------------------------------------

    def _happened(self, events: list[TurnEvent]) -> None:
        for event in events:
            self._handle(event)
            self._tell_state()

    def _handle(self, event: TurnEvent) -> None:
        match event:
            case SpeechStarted(at_ms=at_ms):
                self._begin_turn(at_ms)
            case TurnPredictionWanted(at_ms=at_ms) if self._turn is not None:
                self._turn_model_gate.ask(self._predict_turn_end(at_ms, self.microphone.since(at_ms - TURN_MODEL_MS)))
            case WordsWanted(at_ms=at_ms) if self._turn is not None:
                self._turn.listener.pause()
                self._turn_model_gate.ask(self._find_words(self._turn, at_ms))
            case FloorHeld(until_ms=until_ms):
                self._held_until_ms = until_ms
            case TurnEnded(at_ms=at_ms, reason=reason):
                self._end_turn(at_ms, reason)
            case Ducked():
                self._speaking.duck(on=True)
            case Unducked():
                self._speaking.duck(on=False)
                self._drop_backchannel()
            case BargedIn():
                self._speaking.stop()

    def _begin_turn(self, at_ms: int) -> None:
        if self._room_state == "done":
            return  # nothing more is stored, and the goodbye mustn't wait for it
        self._may_begin.clear()
        if self._turn is None:
            start_ms = max(self.microphone.from_ms, at_ms - LEAD_MS)
            listener = self._engines.stt.listen(self.room.session.plan.language, self._terms)
            over = self._speaking.current
            self._turn = SpokenTurn(listener, start_ms, self._asked, is_over=over.text if over is not None else None)
            self._turn.feed(self.microphone.since(start_ms), self.microphone.now_ms)

    def _drop_backchannel(self) -> None:
        """Drops a backchannel, such as "mhm" while the interviewer speaks, which isn't an answer."""
        turn, self._turn = self._turn, None
        self._captions.end()
        self._let_speak()
        if turn is not None:
            self._spawn(turn.listener.close())

    async def _predict_turn_end(self, at_ms: int, speech: bytes) -> None:
        with self._stages.measure("advice"):
            completeness = await self._engines.predict_turn_end(speech)
        if completeness is not None:
            self._happened(self._detector.take_prediction(at_ms, completeness))

    async def _find_words(self, turn: SpokenTurn, at_ms: int) -> None:
        with suppress(SttError):  # then silence alone decides; the end of the turn asks again
            heard = await turn.listener.result()
            if self._turn is not turn:
                return
            self.room.expect(heard.text)
            self._happened(self._detector.transcribe(at_ms, heard.text))

    def _end_turn(self, at_ms: int, reason: str) -> None:
        turn, self._turn = self._turn, None
        self._captions.end()
        if turn is None:
            self._let_speak()
            return
        if not self._detector.may_be_echo:
            turn.is_over = None
        self._transport.tell({"type": "turn_end", "reason": reason})
        self._stages.saw("end of turn", (self.microphone.now_ms - at_ms) / 1000)
        self._answers.take(turn, self.microphone.now_ms if reason in BY_HAND else at_ms)

    async def _hear_out(self) -> bool:
        """Called before the interview ends or stops. Ends an open turn as if the candidate had pressed "done", and
        stores it. Returns whether that added an answer."""
        before = self.room.session.state.number
        await self._inbox.until_processed()
        if self._turn is not None and self._closing is None:
            self._press(DoneFrame(type="done"))
        await self._answers.settle()
        return self.room.session.state.number > before

    def _has_settled(self) -> None:
        self._let_speak()
        self._tell_state()

    def _let_speak(self) -> None:
        """Lets the interviewer speak once all answers are stored. Otherwise, they would seem to reply to its words.
        While the interview is stopped, it waits, because the candidate may be away."""
        is_heard = self._turn is None or self._room_state == "done"
        if self._room_state in ("paused", "problem"):
            self._may_begin.clear()
        elif is_heard and not self._answers.is_busy:
            self._may_begin.set()

    def _has_answered(self) -> None:
        self._spawn(self._acknowledging.cover(self._is_waiting))

    def _is_waiting(self) -> bool:
        return self._turn is None and self.room.session.state.phase != "ended"

    # --- the interviewer's turn ---------------------------------------------------------------------------------------

    def _began_to_speak(self, utterance: Utterance) -> None:
        if utterance.hands_over:
            self._asked = utterance.question_id
        self._detector.interviewer_speaks(utterance.text)
        self._activity.interviewer_speaks = utterance.began_at is not None
        delay = self._stages.first_sound()
        if delay is not None:
            self._transport.tell({"type": "level", "milliseconds": round(delay * 1000)})
        self._tell_state()

    def _has_spoken(self, utterance: Utterance) -> None:
        self._happened(self._detector.interviewer_is_silent())
        self._activity.interviewer_speaks = False
        if utterance.is_stopped and utterance.seq is not None:
            self._spawn(record_heard(self.room.session, utterance.seq, utterance.heard(), utterance.played_ms))
        self._tell_state()

    # --- the state that the client shows ------------------------------------------------------------------------------

    def _tell_state(self) -> None:
        state = self._state()
        if state != self._told:
            self._told = state
            self._transport.tell({"type": "state", "state": state})

    def _state(self) -> VoiceState:
        if self._speaking.current is not None:
            return "speaking"
        match self._room_state:
            case "paused" | "problem" as state:
                return state
            case "done" if self._speaking.is_silent:
                return "done"
            case _:
                pass
        if self._answers.is_busy or self._room_state in ("thinking", "greeting") or not self._speaking.is_silent:
            return "thinking"
        if self._is_muted:
            return "muted"
        if self._room_state == "minute" or self.microphone.now_ms < self._held_until_ms:
            return "minute"
        return "closing" if self._room_state == "closing" else "listening"

    # --- the end ------------------------------------------------------------------------------------------------------

    async def farewell(self) -> None:
        """Waits until the candidate has heard the last words."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._speaking.until_silent(), FAREWELL_SECONDS)

    async def close(self) -> None:
        """May be called by several tasks and more than once. The session is closed when this returns."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        self.room.session.hear_out = None
        await self._answers.close()
        await self._tasks.close()
        if self._turn is not None:
            await self._turn.listener.close()
        self._activity.close()
        self._on_close(self)
