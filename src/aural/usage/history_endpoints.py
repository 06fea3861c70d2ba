"""Usage month by month and by project, and the plan itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.reach import require_whole
from aural.api.representation import represent
from aural.api.validation import Input, Json, Name, Output, Query, refuse
from aural.platform.errors import ForbiddenError
from aural.usage import examples
from aural.usage import history_repository as usage_months
from aural.usage import repository as usage

operations = Operations("Usage")
MOST_MONTHS = 24
_EPOCH = date(1970, 1, 1)
_ELSEWHERE = "The plan of this organization is changed elsewhere: {}"


class MonthsQuery(Query):
    months: Annotated[int, Field(ge=1, le=MOST_MONTHS)] = Field(
        default=12, description="The number of months, up to the current one."
    )


class ProjectUseOut(Output):
    """A project's sessions that ended in the month and have not been erased."""

    id: str
    name: str
    sessions: int
    session_hours: float


class MonthOut(Output):
    """A month (UTC). Erased sessions still count in the month, but not in a project."""

    month: str
    session_hours: float
    ai_tokens: int
    projects: list[ProjectUseOut]


class PlanOut(Output):
    """A plan of this deployment. null: no limit."""

    name: str
    is_chosen: bool
    templates: int | None
    session_hours: int | None
    ai_tokens: int | None
    seats: int | None
    rate_limit_per_minute: int | None
    recording_bytes: int | None = Field(
        description="The maximum size of all stored recordings, drawings and texts of sessions, in bytes."
    )


class PlanChange(Input):
    plan: Name = Field(description="The name of an existing plan.")


def _first_day(now: int, months: int) -> date:
    today = datetime.fromtimestamp(now // 1000, UTC).date()
    index = today.year * 12 + today.month - 1 - (months - 1)
    return date(index // 12, index % 12 + 1, 1)


@operations.get(
    "/usage/months",
    id="listMonths",
    summary="List usage by month",
    description="Newest first, each with the projects that you can access. Tokens are counted for the whole "
    "organization.",
    answer=Answer(MonthOut, examples.MONTH, is_list=True),
    query=MonthsQuery,
)
async def list_months(call: Call) -> Reply:
    first = _first_day(call.now, call.query.months)
    since = (first - _EPOCH).days * usage_months.DAY_MS
    rows = await usage_months.list_months(call.connection, call.organization_id, f"{first:%Y-%m}")
    totals = {row.month: row for row in rows}
    projects = _by_month(await usage_months.list_days(call.connection, call.organization_id, since), call)
    months = sorted({f"{datetime.fromtimestamp(call.now // 1000, UTC):%Y-%m}", *totals, *projects}, reverse=True)
    return Reply([_month_json(month, totals.get(month), projects.get(month, {})) for month in months])


def _by_month(days: Sequence[usage_months.ProjectDay], call: Call) -> dict[str, dict[str, Json]]:
    reach = call.caller.project_ids
    found: dict[str, dict[str, Json]] = {}
    for row in days:
        if reach is not None and row.id not in reach:
            continue
        month = f"{_EPOCH + timedelta(days=row.day):%Y-%m}"
        use = found.setdefault(month, {}).setdefault(
            row.id, {"id": row.id, "name": row.name, "sessions": 0, "sessionHours": 0.0}
        )
        use["sessions"] += row.session_count
        use["sessionHours"] += row.seconds / 3600
    return found


def _month_json(month: str, total: usage_months.Month | None, projects: dict[str, Json]) -> Json:
    return {
        "month": month,
        "sessionHours": 0.0 if total is None else total.session_seconds / 3600,
        "aiTokens": 0 if total is None else total.ai_tokens,
        "projects": sorted(projects.values(), key=lambda use: (-use["sessionHours"], use["name"])),
    }


@operations.get(
    "/usage/plans",
    id="listPlans",
    summary="List the plans",
    description="The plans of this deployment.",
    answer=Answer(PlanOut, examples.PLAN, is_list=True),
)
async def list_plans(call: Call) -> Reply:
    chosen = call.caller.plan
    rows = await usage_months.list_plans(call.connection)
    return Reply([represent(PlanOut, row, is_chosen=row.name == chosen) for row in rows])


@operations.patch(
    "/usage/plans",
    id="choosePlan",
    summary="Choose a plan",
    description="Returns 403 if the deployment sends people elsewhere to choose a plan (`AURAL_UPGRADE_URL`).",
    mode="LIVE",
    answer=Answer(PlanOut, examples.PLAN, is_list=True),
    role="OWNER",
    body=Body(PlanChange, {"plan": "self-hosted"}),
    is_unversioned=True,
)
async def choose_plan(call: Call) -> Reply:
    """Raises ForbiddenError when `AURAL_UPGRADE_URL` sends people to another address to choose their plan."""
    require_whole(call)
    settings, wanted = call.context.settings, call.body["plan"]
    if settings.upgrade_url != settings.public_url:
        raise ForbiddenError(_ELSEWHERE.format(settings.upgrade_url))
    rows = await usage_months.list_plans(call.connection)
    names = [row.name for row in rows]
    refuse([] if wanted in names else [("plan", f"must be one of {', '.join(names)}")])
    call.is_audited = wanted != call.caller.plan
    if call.is_audited:
        await usage.lock_organization(call.connection, call.organization_id)
        await usage_months.set_plan(call.connection, call.organization_id, wanted)
        call.audit_detail = {"from": call.caller.plan, "to": wanted}
    return Reply([represent(PlanOut, row, is_chosen=row.name == wanted) for row in rows])
