"""Webhook deliveries: what was sent, the attempts with their responses, and sending again."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.representation import Time, represent
from aural.api.validation import Input, Instant, Json, Output, Query, defaults, no_default, refuse
from aural.engine.webhooks import MOST_ATTEMPTS, WEBHOOK_TEST, EventName, is_wanted
from aural.platform.errors import ConflictError
from aural.webhooks import delivery_repository as webhook_deliveries
from aural.webhooks import event_repository as webhook_events
from aural.webhooks import examples
from aural.webhooks.bodies import body_of
from aural.webhooks.delivery_repository import Filter
from aural.webhooks.endpoints import find_webhook
from aural.webhooks.repository import Webhook

operations = Operations("Webhooks")
MOST_REPLAYED = 10_000
State = Literal["PENDING", "DELIVERED", "FAILED"]
_OFF = "This endpoint is switched off. Switch it on, then send."


class DeliveryQuery(Query):
    """Filters for deliveries. A filter that you leave out matches all of them."""

    state: State | None = None
    type: Literal[EventName, "webhook.test"] | None = None
    since: Instant | None = Field(None, alias="from", description="Only deliveries queued at this time or later.")
    until: Instant | None = Field(None, alias="to", description="Only deliveries queued before this time.")


class ReplayIn(Input):
    """The events to send again."""

    since: Instant = Field(alias="from", description="Only events at or after this time.")
    until: Instant = Field(alias="to", description="Only events before this time.")
    only_missed: bool = Field(
        True,
        description="true: only events that were never delivered to this endpoint. false: all events.",
        json_schema_extra=no_default,
    )


class ReplayOut(Output):
    queued: int = Field(description="The number of deliveries.")


class AttemptOut(Output):
    number: int
    outcome: Literal["SENDING", "ACCEPTED", "REFUSED", "NO_ANSWER", "INTERRUPTED"] = Field(
        description="INTERRUPTED: the server stopped before it got a response, and tried again later."
    )
    status: int | None = Field(description="The response's HTTP status. null: no response arrived.")
    answer: str | None = Field(description="The beginning of the response body.")
    error: str | None = Field(description="Why it was not delivered, in a sentence.")
    started_at: Time
    milliseconds: int | None
    headers: dict[str, str] | None = Field(
        description="The request's headers, with its signature. null: the attempt dates from before headers were kept."
    )


class DeliveryOut(Output):
    id: str
    event_id: str = Field(description="The `webhook-id` of every attempt.")
    type: str
    state: State
    reason: str | None = Field(description="Why the delivery failed, if `state` is FAILED.")
    is_replay: bool
    attempts: int
    most_attempts: int = Field(description="The number of planned attempts, plus those requested in addition.")
    last_status: int | None
    last_milliseconds: int | None = Field(description="How long the newest attempt took. null: none has ended.")
    next_at: Time | None = Field(description="When the next attempt is due. null: one is running, or none follows.")
    happened_at: Time
    created_at: Time
    ended_at: Time | None


class WholeDeliveryOut(DeliveryOut):
    body: str = Field(description="The payload, byte for byte.")
    history: list[AttemptOut]


def _delivery_json(row: webhook_deliveries.Delivery) -> Json:
    planned = MOST_ATTEMPTS + row.hastened_count
    return represent(DeliveryOut, row, attempts=row.attempt_count, most_attempts=planned)


async def find_delivery(call: Call, *, lock: bool) -> webhook_deliveries.Delivery | None:
    """The delivery of `/webhooks/{id}/deliveries/{deliveryId}`. None if the caller cannot access the endpoint."""
    if await find_webhook(call, lock=lock) is None:
        return None
    return await webhook_deliveries.find_delivery(call.connection, call.organization_id, call.id, call.part_id)


@operations.post(
    "/webhooks/{id}/test",
    id="testWebhook",
    summary="Send a test",
    description="Sends a `webhook.test` event to this endpoint only, whichever events it is set to receive.",
    answer=Answer(WholeDeliveryOut, {**examples.WHOLE_DELIVERY, "type": "webhook.test"}),
    find=find_webhook,
    role="ADMIN",
)
async def test_webhook(call: Call) -> Reply:
    _require_on(call.found)
    where = (call.connection, call.organization_id)
    return await _read(call, await webhook_events.record_test(*where, call.found, WEBHOOK_TEST, call.now))


@operations.post(
    "/webhooks/{id}/replay",
    id="replayWebhookEvents",
    summary="Send the events of a period again",
    description="Includes events that occurred while the endpoint was off. Events are kept for 30 days.",
    answer=Answer(ReplayOut, {"queued": 12}),
    find=find_webhook,
    role="ADMIN",
    body=Body(ReplayIn, {"from": examples._AT, "to": "2026-06-02T09:00:00.000Z"}),
)
async def replay_events(call: Call) -> Reply:
    values = {**defaults(ReplayIn), **call.body}
    if values["until"] <= values["since"]:
        refuse([("to", "must be after `from`")])
    rows = await webhook_deliveries.list_events_between(
        *(call.connection, call.organization_id, call.found),
        *(values["since"], values["until"]),
        most=MOST_REPLAYED + 1,
        missed=values["only_missed"],
    )
    wanted = [row.id for row in rows if is_wanted(row.type, call.found.events)]
    if len(rows) > MOST_REPLAYED:
        refuse([("to", f"selects more than {MOST_REPLAYED:,} events; choose a shorter period")])
    _require_on(call.found)
    where = (call.connection, call.organization_id, call.id)
    await webhook_events.queue_deliveries(*where, wanted, call.now, is_replay=True)
    return Reply({"queued": len(wanted)})


@operations.get(
    "/webhooks/{id}/deliveries",
    id="listWebhookDeliveries",
    summary="List deliveries",
    description="Newest first.",
    answer=Answer(DeliveryOut, examples.DELIVERY, is_list=True),
    find=find_webhook,
    role="MEMBER",
    query=DeliveryQuery,
    paging="always",
)
async def list_deliveries(call: Call) -> Reply:
    query = call.query
    rows = await webhook_deliveries.list_deliveries(
        *(call.connection, call.organization_id, call.id),
        Filter(query.state, query.type, query.since, query.until),
        limit=(call.page.limit or 0) + 1,
        after=call.page.after,
    )
    return page_reply(call, rows, _delivery_json)


@operations.get(
    "/webhooks/{id}/deliveries/{deliveryId}",
    id="getWebhookDelivery",
    summary="Get a delivery",
    description="Includes the payload, and each attempt with its response.",
    answer=Answer(WholeDeliveryOut, examples.WHOLE_DELIVERY),
    find=find_delivery,
    role="MEMBER",
)
async def get_delivery(call: Call) -> Reply:
    return await _whole(call, call.found)


async def _whole(call: Call, row: webhook_deliveries.Delivery) -> Reply:
    history = await webhook_deliveries.list_attempts(call.connection, call.organization_id, row.id)
    body = body_of(row.event_id, row.type, row.data, row.happened_at).decode()
    attempts = [represent(AttemptOut, attempt) for attempt in history]
    return Reply({**_delivery_json(row), "body": body, "history": attempts})


@operations.post(
    "/webhooks/{id}/deliveries/{deliveryId}",
    id="replayWebhookDelivery",
    summary="Send a delivery again",
    description="Creates a new delivery of the same event, with the same `webhook-id`.",
    answer=Answer(WholeDeliveryOut, {**examples.WHOLE_DELIVERY, "isReplay": True}),
    find=find_delivery,
    role="ADMIN",
)
async def replay_delivery(call: Call) -> Reply:
    webhook = await find_webhook(call, lock=True)
    assert webhook is not None
    _require_on(webhook)
    if call.found.state == "PENDING":
        raise ConflictError("This delivery is still being tried.")
    where = (call.connection, call.organization_id)
    again = await webhook_events.queue_delivery(*where, call.id, call.found.event_id, call.now, is_replay=True)
    return await _read(call, again)


@operations.post(
    "/webhooks/{id}/deliveries/{deliveryId}/try",
    id="tryWebhookDelivery",
    summary="Try a delivery now",
    description="The delivery must be waiting for its next attempt. This attempt is in addition to the planned ones.",
    answer=Answer(
        WholeDeliveryOut, {**examples.WHOLE_DELIVERY, "state": "PENDING", "nextAt": examples._AT, "endedAt": None}
    ),
    find=find_delivery,
    role="ADMIN",
)
async def try_delivery(call: Call) -> Reply:
    """Queues an immediate attempt. If it fails, the planned attempts continue after it."""
    webhook = await find_webhook(call, lock=True)
    assert webhook is not None
    _require_on(webhook)
    if call.found.state != "PENDING":
        raise ConflictError("This delivery has ended. Send it again instead.")
    if not await webhook_events.hasten_delivery(call.connection, call.organization_id, call.part_id, call.now):
        raise ConflictError("It is being sent right now. Wait for the response first.")
    return await _read(call, call.part_id)


async def _read(call: Call, delivery_id: str) -> Reply:
    row = await webhook_deliveries.find_delivery(call.connection, call.organization_id, call.id, delivery_id)
    assert row is not None
    return await _whole(call, row)


def _require_on(webhook: Webhook) -> None:
    if not webhook.is_enabled:
        raise ConflictError(_OFF)
