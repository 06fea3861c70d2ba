"""Checks of an interview before it is published, with the model usage to expect."""

from __future__ import annotations

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.validation import Json, Output
from aural.engine.authoring.checks import Code, Concern, check_interview, estimated_minutes
from aural.engine.content import plan_of
from aural.engine.plan import Plan
from aural.interviewer.model.estimate import Estimate, Load, estimate
from aural.interviews import examples
from aural.interviews.copy_endpoints import read_content
from aural.interviews.endpoints import find_interview
from aural.organizations import settings_repository as settings
from aural.settings.models import Prices, prices_of
from aural.usage import repository as usage

operations = Operations("Interviews")
MESSAGES: dict[Code, str] = {
    "NO_QUESTIONS": "There are no questions yet, so no one can start.",
    "NO_CRITERIA": "There are no criteria yet: the report will summarize but rate nothing.",
    "LEADING": "These words suggest an answer. Ask openly.",
    "DOUBLE": "This asks two things at once. Split it into two questions, or leave one to a follow-up.",
    "CLOSED": "Yes or no would answer this, and follow-ups are off. Ask how, what or why.",
    "PROTECTED_TRAIT": "This asks about something private that must not decide. Ask about the work instead.",
    "CRITERION_WITHOUT_QUESTION": "No question is chosen for this criterion. Every answer is judged by it.",
    "CRITERION_WITHOUT_ANCHORS": "Levels are not described here, so ratings will vary more.",
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
    criterion: int | None = Field(description="The position of the criterion, from 0.")
    start: int | None = Field(description="With `end`: the words of the question, in code points.")
    end: int | None
    probe: int | None = Field(description="The position of the follow-up in the question's `probes`, from 0.")
    message: str


class LoadOut(Output):
    """Of the `inputTokens`, `cachedTokens` are likely to be read from the provider's cache."""

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
    judge: str | None = Field(description="The model that judges, often the same.")
    answers: int
    interviewing: LoadOut
    judging: LoadOut
    tokens: int = Field(description="Of both, as they count for the plan's AI tokens.")
    cost: CostOut | None = Field(description="null: the server's settings give no prices, or none for this model.")
    interviews_left: int | None = Field(
        description="How many more interviews the plan's AI tokens are likely to cover this month. null: no limit."
    )


class ChecksOut(Output):
    """`concerns` are advice. You can publish an interview despite them."""

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
    description="Leading, double or protected-trait questions, criteria without a question, how long it "
    "takes, and the model usage to expect.",
    answer=Answer(ChecksOut, examples.CHECKS),
    find=find_interview,
)
async def get_checks(call: Call) -> Reply:
    plan = plan_of(await read_content(call, call.found), call.id)
    data = {
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
