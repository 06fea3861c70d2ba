"""What to look at before an interview goes out."""

from __future__ import annotations

from pydantic import Field

from aural.api.copies import read_content
from aural.api.operations import Call, Reply
from aural.api.validation import Json, Output
from aural.interview.checks import Code, Concern, check_interview, estimated_minutes
from aural.interview.content import plan_of

MESSAGES: dict[Code, str] = {
    "NO_QUESTIONS": "There is no question yet: nobody can start.",
    "NO_CRITERIA": "There is no criterion yet: the report will sum up and rate nothing.",
    "LEADING": "These words suggest an answer. Ask openly.",
    "DOUBLE": "This asks two things at once. Make two questions of it, or leave one to a follow-up.",
    "CLOSED": "Yes or no would answer this, and follow-ups are off. Ask how, what or why.",
    "PROTECTED_TRAIT": "This asks about something private that must not decide. Ask about the work instead.",
    "CRITERION_WITHOUT_QUESTION": "No question is chosen for this criterion. Every answer is judged by it.",
    "CRITERION_WITHOUT_ANCHORS": "Nothing says what good looks like here, so ratings will vary more.",
    "QUESTION_WITHOUT_CRITERION": "No criterion is judged by the answer to this question.",
    "TOO_LONG": "The questions are likely to take longer than the time limit.",
}
_OF_A_PROBE: dict[Code, str] = {
    "LEADING": "This follow-up suggests an answer. Ask openly.",
    "DOUBLE": "This follow-up asks two things at once. Ask one of them.",
    "PROTECTED_TRAIT": "This follow-up asks about something private that must not decide. Ask about the work instead.",
}


class ConcernOut(Output):
    code: Code
    question_id: str | None
    criterion: int | None = Field(description="The place of the criterion, from 0.")
    start: int | None = Field(description="With `end`: the words of the question, in code points.")
    end: int | None
    probe: int | None = Field(description="The place of the follow-up in the question's `probes`, from 0.")
    message: str


class ChecksOut(Output):
    """`concerns` are advice: an interview may be published with any of them."""

    estimated_minutes: int
    time_limit_minutes: int | None
    concerns: list[ConcernOut]


def concern_json(concern: Concern) -> Json:
    return {
        "code": concern.code,
        "questionId": concern.question_id,
        "criterion": concern.criterion,
        "start": concern.start,
        "end": concern.end,
        "probe": concern.probe,
        "message": MESSAGES[concern.code] if concern.probe is None else _OF_A_PROBE[concern.code],
    }


async def get_checks(call: Call) -> Reply:
    plan = plan_of(await read_content(call, call.found), call.id)
    data = {
        "estimatedMinutes": estimated_minutes(plan),
        "timeLimitMinutes": call.found.time_limit_minutes,
        "concerns": [concern_json(concern) for concern in check_interview(plan)],
    }
    return Reply(data)
