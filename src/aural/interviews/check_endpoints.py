"""Checks an interview before it is published, and estimates its model usage."""

from __future__ import annotations

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.validation import Json, Output
from aural.engine.authoring.checks import Code, Concern, check_interview, estimated_minutes, question_seconds
from aural.engine.plan import Plan
from aural.interviewer.model.estimate import Estimate, Load, estimate
from aural.interviews import examples
from aural.interviews.content import plan_of
from aural.interviews.copy_endpoints import read_content
from aural.interviews.endpoints import find_interview
from aural.organizations import settings_repository as settings
from aural.settings.models import Prices, prices_of
from aural.usage import repository as usage

operations = Operations("Interviews")
MESSAGES: dict[Code, str] = {
    "NO_QUESTIONS": "There are no questions yet, so no one can start.",
    "NO_CRITERIA": "There are no criteria yet, so the report will summarize answers but not rate them.",
    "LEADING": "This wording suggests an answer. Ask an open question.",
    "DOUBLE": "This asks two things at once. Split it into two questions, or leave one to a follow-up.",
    "CLOSED": "This can be answered with yes or no, and follow-ups are off. Ask how, what or why instead.",
    "PROTECTED_TRAIT": "This asks about something private that must not affect a decision. Ask about the work instead.",
    "CRITERION_WITHOUT_QUESTION": "No question is selected for this criterion, so it's rated on all answers.",
    "CRITERION_WITHOUT_ANCHORS": "This criterion's levels aren't described, so ratings will vary more. "
    "Describe each level.",
    "QUESTION_WITHOUT_CRITERION": "The answer to this question isn't used for any criterion.",
    "PLACEHOLDER": "This question still has its placeholder text. Write your question.",
    "PLACEHOLDER_OPTION": "An option still has its placeholder text. Replace it with a real option.",
    "TOO_LONG": "The questions are likely to take longer than the time limit.",
}
_OF_A_PROBE: dict[Code, str] = {
    "LEADING": "This follow-up suggests an answer. Ask an open question.",
    "DOUBLE": "This follow-up asks two things at once. Ask one of them.",
    "PROTECTED_TRAIT": "This follow-up asks about something private that must not affect a decision. Ask about the "
    "work instead.",
}


class ConcernOut(Output):
    code: Code
    question_id: str | None
    criterion: int | None = Field(description="The position of the criterion, from 0.")
    start: int | None = Field(description="With `end`: the range of the question's words, in code points.")
    end: int | None
    probe: int | None = Field(description="The position of the follow-up in the question's `probes`, from 0.")
    message: str


class LoadOut(Output):
    """The estimated calls and tokens. `cachedTokens`: the input tokens that the provider's cache is likely to have."""

    calls: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int


class CostOut(Output):
    amount: float
    currency: str


class EstimateOut(Output):
    """The estimated model usage of one completed interview."""

    model: str | None = Field(description="null: this organization's interviews use no model, and nothing is spent.")
    judge: str | None = Field(description="The model that rates the answers, often the same as `model`.")
    answers: int
    interviewing: LoadOut
    judging: LoadOut
    tokens: int = Field(description="The tokens of both `interviewing` and `judging`, as counted toward the plan.")
    cost: CostOut | None = Field(description="null: the server's settings contain no prices for this model.")
    interviews_left: int | None = Field(
        description="How many more interviews the plan's AI tokens are likely to cover this month. null: no limit."
    )


class QuestionTimeOut(Output):
    """The estimated time for one question with its follow-ups."""

    question_id: str
    seconds: int


class ChecksOut(Output):
    """`concerns` are advice. You can publish an interview despite them."""

    question_times: list[QuestionTimeOut] = Field(description="For each question, in their order.")
    estimated_minutes: int
    time_limit_minutes: int | None
    estimate: EstimateOut
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


@operations.get(
    "/interviews/{id}/checks",
    id="getChecks",
    summary="Check an interview",
    description="Finds leading and double-barreled questions, questions about protected traits, and criteria without "
    "a question. Estimates the duration and the model usage.",
    answer=Answer(ChecksOut, examples.CHECKS),
    find=find_interview,
)
async def get_checks(call: Call) -> Reply:
    plan = plan_of(await read_content(call, call.found), call.id)
    data = {
        "questionTimes": [{"questionId": one.id, "seconds": question_seconds(plan, one)} for one in plan.questions],
        "estimatedMinutes": estimated_minutes(plan),
        "timeLimitMinutes": call.found.time_limit_minutes,
        "estimate": await _estimate(call, plan),
        "concerns": [concern_json(concern) for concern in check_interview(plan)],
    }
    return Reply(data)


async def _estimate(call: Call, plan: Plan) -> Json:
    deployed = call.context.settings
    chosen = await settings.find_engine(call.connection, call.organization_id)
    engine = "DEPLOYMENT" if chosen is None else chosen.engine
    own = chosen.model if chosen is not None and engine == "OWN" else None
    model = own if engine == "OWN" else None if engine == "GUIDED" else deployed.model or None
    found = estimate(plan) if model else Estimate(0, Load(), Load())
    prices = prices_of(deployed) if engine == "DEPLOYMENT" and model else None
    tokens = (await usage.read_usage(call.connection, call.organization_id, call.now)).ai_tokens
    return {
        "model": model,
        "judge": (own or deployed.model_judge or deployed.model) if model else None,
        "answers": found.answers,
        "interviewing": _load_json(found.interviewing),
        "judging": _load_json(found.judging),
        "tokens": found.tokens,
        "cost": None if prices is None else _cost_json(found, *prices),
        "interviewsLeft": _left(tokens, found),
    }


def _left(tokens: usage.Figure, found: Estimate) -> int | None:
    if tokens.limit is None or not found.tokens:
        return None
    return max(0, tokens.limit - int(tokens.used)) // found.tokens


def _load_json(load: Load) -> Json:
    return {
        "calls": load.calls,
        "inputTokens": load.read,
        "cachedTokens": load.cached,
        "outputTokens": load.written,
    }


def _cost_json(found: Estimate, interviewing: Prices, judging: Prices) -> Json:
    loads = ((found.interviewing, interviewing), (found.judging, judging))
    amount = sum(prices.of(load.read, load.cached, load.written) for load, prices in loads)
    return {"amount": round(amount, 4), "currency": interviewing.currency}
