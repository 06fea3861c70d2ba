"""People's ratings, separate from the AI's levels and never merged with them. In blind rating, people rate first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

import orjson
from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.people import require_ended, who_says
from aural.api.representation import Time, represent
from aural.api.validation import Input, Json, Name, Output, Problem, Prompt, refuse
from aural.engine.purposes import gives_levels
from aural.integrations import assessment_repository as assessments
from aural.platform.errors import ConflictError
from aural.reports import examples
from aural.reports import rating_repository as human_ratings
from aural.reports.level_service import hides_levels, rates_blind
from aural.sessions import repository as sessions
from aural.sessions import running_repository as running
from aural.sessions.endpoints import find_session
from aural.webhooks.event_repository import record_session_event

operations = Operations("Reviews")
MOST_RATINGS = 50  # in one request
RatingVerdict = Literal["AGREE", "LEVEL", "NO_EVIDENCE", "SET_ASIDE"]


class HumanRatingIn(Input):
    """Your rating of one criterion."""

    criterion: Name = Field(description="The name of the criterion.")
    verdict: RatingVerdict = Field(description="AGREE accepts the AI's level, if you can see it.")
    level: int | None = Field(
        None,
        ge=1,
        le=4,
        description="Required with the verdict LEVEL. Optional with AGREE: the AI's level that you saw. If it has "
        "changed since, you get a 409. Not allowed otherwise.",
    )
    reason: Prompt | None = Field(
        None, description="Required to set a criterion aside, or to differ from the AI's level if you can see it."
    )


class HumanRatingOut(Output):
    """For AGREE, `level` is the AI's level that the person agreed with. null: no evidence, or set aside."""

    id: str
    criterion: str
    verdict: RatingVerdict
    level: int | None = Field(ge=1, le=4)
    reason: str | None
    person: str
    is_mine: bool
    is_current: bool = Field(description="The person's newest rating of the criterion, the one that counts.")
    created_at: Time


def _rating_json(call: Call, row: human_ratings.HumanRating, *, is_current: bool) -> Json:
    return represent(HumanRatingOut, row, is_mine=row.user_id == call.caller.user_id, is_current=is_current)


@operations.get(
    "/sessions/{id}/ratings",
    id="listRatings",
    summary="List people's ratings",
    description="All ratings, including replaced ones, newest first. If the interview is rated blind: only your own, "
    "until you have rated.",
    answer=Answer(HumanRatingOut, examples.RATING, is_list=True),
    find=find_session,
    paging="on request",
)
async def list_ratings(call: Call) -> Reply:
    """Until a blind reviewer has rated, returns only their own ratings, even if the AI gave no level."""
    page, caller = call.page, call.caller
    own = caller.user_id if rates_blind(caller, call.found) else None
    where = (call.connection, call.organization_id, call.id)
    rows = await human_ratings.list_ratings(
        *where, limit=None if page.limit is None else page.limit + 1, after=page.after, reviewer_id=own
    )
    every = rows if page.limit is None else await human_ratings.list_ratings(*where, reviewer_id=own)
    current = {row.id for row in newest_of(every)}
    return page_reply(call, rows, lambda row: _rating_json(call, row, is_current=row.id in current))


def newest_of(rows: Sequence[human_ratings.HumanRating]) -> Collection[human_ratings.HumanRating]:
    """Each person's newest rating of each criterion. `rows`: all ratings, newest first."""
    return {(row.user_id, row.criterion): row for row in reversed(rows)}.values()


@operations.post(
    "/sessions/{id}/ratings",
    id="createRatings",
    summary="Rate a session",
    description="Rates one or more criteria. If one rating is invalid, none is saved. Your ratings are shown next to "
    "the AI's levels, and never change them.",
    answer=Answer(HumanRatingOut, examples.RATING, is_list=True),
    find=find_session,
    role="MEMBER",
    body=Body(
        HumanRatingIn,
        {"criterion": "API design", "verdict": "LEVEL", "level": 2, "reason": examples.RATING["reason"]},
        most=MOST_RATINGS,
    ),
)
async def create_ratings(call: Call) -> Reply:
    require_ended(call.found, "rate")
    _require_levels(call.found)
    items: list[Json] = call.body if isinstance(call.body, list) else [call.body]
    scores = _scores(call.found)
    levels = {} if hides_levels(call.caller, call.found) else scores
    criteria = list(scores) or await list_criteria(call)
    is_list = isinstance(call.body, list)
    refuse(_problems(items, criteria, levels, is_list=is_list))
    _require_seen_levels(items, levels, is_list=is_list)
    person = await who_says(call)
    rows = [person | _columns(item, levels) for item in items]
    made = await human_ratings.insert_ratings(call.connection, call.organization_id, call.id, rows, call.now)
    await _tell_overridden(call, made, scores)
    # The tracking system isn't sent levels that a person disagrees with.
    await assessments.queue_session(call.connection, call.organization_id, call.id, call.now)
    await _reveal(call, criteria)
    return Reply([_rating_json(call, row, is_current=True) for row in made])


def _require_levels(row: sessions.Session) -> None:
    if not gives_levels(row.purpose):
        raise ConflictError("This interview is for research, which has no levels. Write a comment instead.")


def _require_seen_levels(items: list[Json], levels: Mapping[str, int | None], *, is_list: bool) -> None:
    """Refuses agreement with a level that the AI no longer gives: the report was written again meanwhile."""
    changed = [
        (f"{index}.level" if is_list else "level", "isn't the AI's level any more")
        for index, item in enumerate(items)
        if item["verdict"] == "AGREE" and item.get("level") not in (None, levels[item["criterion"]])
    ]
    if changed:
        raise ConflictError("The AI's level has changed since you read the report. Read it again, then rate.", changed)


async def _tell_overridden(
    call: Call, made: Sequence[human_ratings.HumanRating], scores: Mapping[str, int | None]
) -> None:
    """Records an event for each rating whose level differs from the AI's."""
    for row in made:
        if row.verdict == "LEVEL" and scores.get(row.criterion) not in (None, row.level):
            # Without the level, since a person who has to rate first may be able to read webhook events.
            more = {"criterion": row.criterion, "ratingId": row.id}
            where = (call.connection, call.organization_id)
            await record_session_event(*where, "score.overridden", call.id, call.now, more)


def _columns(item: Json, levels: Mapping[str, int | None]) -> Json:
    level = levels[item["criterion"]] if item["verdict"] == "AGREE" else item.get("level")
    return {
        "criterion": item["criterion"],
        "verdict": item["verdict"],
        "level": level,
        "reason": item.get("reason"),
    }


def _problems(
    items: list[Json], criteria: Sequence[str], levels: Mapping[str, int | None], *, is_list: bool
) -> list[Problem]:
    found: list[Problem] = []
    for index, item in enumerate(items):
        name = item["criterion"]
        problem = (
            ("criterion", "isn't one of this session's criteria")
            if name not in criteria
            else _problem_of(item["verdict"], item.get("level"), item.get("reason"), criterion=name, levels=levels)
        )
        if problem is None and name in [other["criterion"] for other in items[:index]]:
            problem = ("criterion", "is rated twice here")
        if problem is not None:
            found.append((f"{index}.{problem[0]}" if is_list else problem[0], problem[1]))
    return found


def _problem_of(
    verdict: RatingVerdict, level: int | None, reason: str | None, *, criterion: str, levels: Mapping[str, int | None]
) -> tuple[str, str] | None:
    """The invalid field and the reason; None if all are valid. `levels`: the AI's levels that this reviewer can see."""
    if verdict == "LEVEL" and level is None:
        return "level", "is required with the verdict LEVEL"
    if verdict in ("NO_EVIDENCE", "SET_ASIDE") and level is not None:
        return "level", "is only allowed with the verdicts LEVEL and AGREE"
    if verdict == "AGREE" and criterion not in levels:
        return "verdict", "cannot be AGREE: you can't see an AI level for this criterion. Give your own"
    if not reason and (verdict == "SET_ASIDE" or _differs(verdict, level, criterion, levels)):
        return "reason", "is needed if you set a criterion aside, or if your level isn't the AI's"
    return None


def _differs(verdict: RatingVerdict, level: int | None, criterion: str, levels: Mapping[str, int | None]) -> bool:
    return verdict in ("LEVEL", "NO_EVIDENCE") and criterion in levels and levels[criterion] != level


def _scores(row: sessions.Session) -> dict[str, int | None]:
    """The AI's level of each criterion; empty if nothing is scored."""
    stored = row.scores if row.report_status == "READY" else None
    return {score["criterion"]: score["level"] for score in orjson.loads(stored or "null") or ()}


async def list_criteria(call: Call) -> list[str]:
    """The session's criteria, as the interview named them when the session took place."""
    logs = await running.list_logs(call.connection, call.organization_id, [call.id])
    return [criterion.name for plan, _ in logs.values() for criterion in plan.criteria]


async def _reveal(call: Call, criteria: Sequence[str]) -> None:
    where = (call.connection, call.organization_id, call.id)
    mine = await human_ratings.list_ratings(*where, reviewer_id=call.caller.user_id)
    if _is_complete(criteria, {row.criterion for row in mine}):
        await human_ratings.reveal_levels(*where, call.caller.user_id, call.now)


def _is_complete(criteria: Collection[str], rated: Collection[str]) -> bool:
    """Whether every criterion has a rating, so that the AI's levels can't influence any of them."""
    return bool(criteria) and set(criteria) <= set(rated)
