"""The data that a candidate's client may see: never rubrics, notes, scores, prompts or other people's data."""

from __future__ import annotations

from collections.abc import Sequence

from aural import lang
from aural.candidates.access_repository import LinkedCandidate, LinkedInterview
from aural.engine.artifacts import code_language
from aural.engine.authoring.colors import ink_on, tints_of
from aural.engine.plan import Plan, Question, without_limits
from aural.engine.policy import can_go_back
from aural.engine.privacy.addresses import masked
from aural.engine.question_types import takes_code
from aural.engine.state import State
from aural.engine.timing import can_extend, question_seconds, remaining_seconds
from aural.interviews import content
from aural.interviews.question_repository import Question as StoredQuestion
from aural.platform.clock import iso
from aural.room.access.consent import ConsentText
from aural.room.protocol import link, views
from aural.sessions.conversation.log import Message


def plan_of(interview: LinkedInterview, questions: Sequence[StoredQuestion], *, has_more_time: bool = False) -> Plan:
    """The plan that a session uses. `has_more_time` removes the time limits of the session and its questions."""
    plan = content.plan_of(
        content.content_of(interview, questions),
        interview.id,
        organization=interview.organization_name,
        is_preview=interview.preview_until is not None,
    )
    return without_limits(plan) if has_more_time else plan


def asks_self_identification(interview: LinkedInterview) -> bool:
    """Whether to ask for self-identification after the interview, so that the organization can audit its hiring."""
    is_for_hiring = interview.purpose == "HIRING" and interview.preview_until is None
    return is_for_hiring and bool(interview.asks_self_identification)


def interview_view(
    interview: LinkedInterview,
    questions: Sequence[StoredQuestion],
    voice: link.VoiceOffer | None = None,
    recording: link.RecordingOffer | None = None,
) -> link.Interview:
    """`voice`: the voice that this server offers; None if there is only chat. `recording`: what the server records."""
    return {
        "title": interview.title,
        "purpose": interview.purpose,
        "description": interview.description,
        "aiName": interview.ai_name,
        "language": interview.language,
        "organizationName": interview.organization_name,
        "brand": brand_view(interview),
        "asksSelfIdentification": asks_self_identification(interview),
        "questionCount": len(questions),
        "timeLimitMinutes": interview.time_limit_minutes,
        "channels": ["chat"] if voice is None else ["chat", "voice"],
        "voice": voice,
        "recording": recording,
        "inviteRequired": interview.require_invite,
        "contact": interview.contact_email,
        "nextSteps": interview.next_steps,
        "canRun": takes_code(question.type for question in questions),
        "pauses": {"count": interview.max_pauses, "seconds": interview.max_pause_minutes * 60},
        "languages": list(lang.codes()),
        "isPreview": interview.preview_until is not None,
    }


def brand_view(interview: LinkedInterview) -> link.Brand:
    """The organization's colors and logo. The logo's address changes with the logo."""
    logo = None if interview.logo_at is None else f"/room/v1/logos/{interview.public_slug}?{interview.logo_at}"
    accent = interview.accent
    if accent is None:
        return {"accent": None, "inkOnAccent": None, "logo": logo, "tints": None}
    return {"accent": accent, "inkOnAccent": ink_on(accent), "logo": logo, "tints": tints_of(accent)}


def participant_view(candidate: LinkedCandidate | None) -> link.Participant | None:
    if candidate is None:
        return None
    return {
        "name": candidate.name,
        "email": None if candidate.email is None else masked(candidate.email),
        "needsName": candidate.name is None,
        "needsEmail": candidate.email is None,
    }


def consent_view(text: ConsentText) -> link.ConsentText:
    return {
        "version": text.version,
        "language": text.language,
        "languages": list(lang.codes()),
        "title": text.title,
        "paragraphs": list(text.paragraphs),
        "agreement": text.agreement,
        "items": [
            {
                "key": item.key,
                "isRequired": item.is_required,
                "needsAnswer": item.needs_answer,
                "text": item.text,
                "refusal": item.refusal,
            }
            for item in text.items
        ],
    }


def message_view(message: Message) -> views.Message:
    origin = None if message.origin is None else str(message.origin["source"])
    return {
        "seq": message.seq,
        "id": message.id,
        "role": message.role,
        "content": message.content,
        "questionId": message.question_id,
        "kind": message.kind,
        "move": message.move,
        "origin": origin,
        "at": iso(message.created_at),
        "data": message.data,
    }


def room_view(plan: Plan, state: State, now: int) -> views.Room:
    question = None if state.current is None else plan.question(state.current)
    return {
        "state": room_state(state),
        "question": None
        if question is None or state.phase != "asking"
        else _question_view(question, _question_clock_view(plan, state, now)),
        "progress": progress_view(plan, state),
        "clock": _clock_view(plan, state, now),
        "pausesLeft": max(0, plan.max_pauses - state.stopwatch.pauses),
        "pauseSeconds": plan.max_pause_seconds,
        "pauseRemainingSeconds": _pause_remaining_seconds(plan, state, now),
        "canGoBack": can_go_back(plan, state, now),
        "problem": None if state.problem is None else {"at": iso(state.problem.at), "text": state.problem.text},
        "asks": "skip" if state.asks_skip and state.phase == "asking" else None,
        "endReason": state.end_reason,
    }


def _pause_remaining_seconds(plan: Plan, state: State, now: int) -> int | None:
    """The seconds left of the current pause, or None if the session isn't paused."""
    if not state.is_paused:
        return None
    return max(0, plan.max_pause_seconds - max(0, now - state.stopwatch.stood_at) // 1000)


def room_state(state: State) -> views.RoomState:
    if state.phase == "ended":
        return "done"
    if state.has_problem:
        return "problem"
    if state.is_paused:
        return "paused"
    if state.phase in ("new", "greeted"):
        return "greeting"
    if state.unanswered or state.wish is not None:
        return "thinking"
    if state.is_minute:
        return "minute"
    return "closing" if state.phase == "closing" else "your_turn"


def progress_view(plan: Plan, state: State) -> views.Progress:
    """Counts questions, never follow-ups."""
    order = plan.question(state.current).order if state.current is not None else len(plan.questions) - 1
    return {"current": order + 1 if state.phase != "new" and state.phase != "greeted" else 1, "of": len(plan.questions)}


def _clock_view(plan: Plan, state: State, now: int) -> views.Clock | None:
    left = remaining_seconds(plan, state, now)
    if left is None:
        return None
    return {
        "remainingSeconds": left,
        "isRunning": state.stopwatch.since is not None,
        "canExtend": can_extend(plan, state),
        "serverAt": iso(now),
    }


def _question_clock_view(plan: Plan, state: State, now: int) -> views.QuestionClock | None:
    left = question_seconds(plan, state, now)
    if left is None:
        return None
    return {"remainingSeconds": left, "isRunning": state.stopwatch.since is not None, "serverAt": iso(now)}


def _question_view(question: Question, clock: views.QuestionClock | None) -> views.Question:
    return {
        "id": question.id,
        "order": question.order,
        "text": question.text,
        "description": question.description,
        "type": question.type,
        "isRequired": question.is_required,
        "options": None if question.options is None else list(question.options),
        "starterCode": question.starter_code,
        "codeLanguage": code_language(question.starter_code) if question.traits.work == "code" else None,
        "timeLimitSeconds": question.time_limit_seconds,
        "clock": clock,
    }
