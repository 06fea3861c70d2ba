"""Checks candidates' frames against the interview: the question that a frame names, and what the question accepts."""

from __future__ import annotations

from aural.engine.message_data import Drawing, MessageData, Run
from aural.engine.plan import Plan, Question
from aural.engine.state import State
from aural.room.protocol.client import AnswerFrame, FrameError, RunFrame, SentDrawing
from aural.sessions.service import NewAnswer


def read_answer(frame: AnswerFrame, plan: Plan, state: State) -> NewAnswer:
    """Raises FrameError if the question doesn't accept the answer, or if the answer is empty."""
    question = _named_question(frame, plan, state)
    data: MessageData = {}
    if frame.choice:
        data["choice"] = _choice(frame.choice, frame.id, question)
    if frame.other:
        data["other"] = _other(frame, data.get("choice", []), question)
    if frame.code is not None:
        data["code"] = {"language": frame.code.language, "text": frame.code.text}
    if frame.whiteboard is not None:
        data["whiteboard"] = _drawing(frame.whiteboard)
    content = frame.text or _content(data)
    if not content and not data.get("whiteboard", {}).get("board"):
        raise FrameError("The answer is empty.", frame.id)
    named = None if frame.question_id is None or question is None else question.id
    return NewAnswer(frame.id, content, data or None, named)


def read_run(frame: RunFrame, plan: Plan, state: State) -> tuple[str, Run]:
    """The question whose code ran, and the run. Raises FrameError if it isn't a coding question."""
    question = _named_question(frame, plan, state)
    if question is None or question.traits.work != "code":
        raise FrameError("Code can only be run for a coding question.", frame.id)
    return question.id, {
        "language": frame.language,
        "code": frame.code,
        "output": frame.output,
        "outcome": frame.outcome,
        "milliseconds": frame.milliseconds,
    }


def _named_question(frame: AnswerFrame | RunFrame, plan: Plan, state: State) -> Question | None:
    """The question that the frame names, which must have been asked; the open question if it names none."""
    named = frame.question_id
    if named is None:
        return None if state.current is None else plan.question(state.current)
    if not state.about(named).is_put:
        raise FrameError("questionId must be the id of a question that was asked.", frame.id)
    return plan.question(named)


def _content(data: MessageData) -> str:
    """The content of an answer without typed words: the choice, the code or the description."""
    if "choice" in data or "other" in data:
        own = [data["other"]] if "other" in data else []
        return "; ".join([*data.get("choice", []), *own])
    if "code" in data:
        return data["code"]["text"]
    return data["whiteboard"]["text"] if "whiteboard" in data else ""


def _choice(value: list[str], frame_id: str, question: Question | None) -> list[str]:
    if question is None or question.options is None:
        raise FrameError("The open question has no options to choose from.", frame_id)
    if any(option not in question.options for option in value):
        raise FrameError("Choose from the options of the question.", frame_id)
    chosen = [option for option in question.options if option in value]
    if question.traits.takes_one_option and len(chosen) != 1:
        raise FrameError("Choose one option.", frame_id)
    return chosen


def _other(frame: AnswerFrame, chosen: list[str], question: Question | None) -> str:
    """Checks an answer that the candidate wrote in place of the options. Raises FrameError."""
    if question is None or question.options is None:
        raise FrameError("The question has no options. Send the answer as text.", frame.id)
    if question.traits.takes_one_option and chosen:
        raise FrameError("Choose one option, or say something else in your own words: not both.", frame.id)
    return frame.other


def _drawing(sent: SentDrawing) -> Drawing:
    return {"text": sent.text, "board": sent.board, "scene": None, "picture": None}
