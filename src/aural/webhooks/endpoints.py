"""Webhook endpoints: the URLs that an organization's events are sent to. Their secrets are shown once."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.reach import is_within, require_project
from aural.api.representation import Time, represent
from aural.api.validation import Input, Json, Output, ShortText, defaults, no_default
from aural.engine.webhooks import EVENTS, EventName
from aural.guard.outbound.fetch import Outbound
from aural.guard.outbound.webhooks import Sender, new_secret
from aural.platform.clock import iso_or_none
from aural.platform.errors import ConflictError
from aural.platform.ids import new_id
from aural.webhooks import delivery_repository as webhook_deliveries
from aural.webhooks import examples
from aural.webhooks import repository as webhooks

operations = Operations("Webhooks")
# At creation, in addition to those of every resource.
READ_ONLY = frozenset(
    {"disabledReason", "failingSince", "deliveredAt", "previousSecretUntil", "recent", "secret", "isEnabled"}
)
MOST_WEBHOOKS = 50
OVERLAP_HOURS = 24
_HOUR_MS = 3_600_000
_LONGEST_URL = 2_000
_Url = Annotated[str, StringConstraints(max_length=_LONGEST_URL, min_length=1, strip_whitespace=True)]
_URL = "The https URL to post to, on the public internet. Redirects are not followed."
_EVENTS = "The events to send. Empty: all, including those that are added to Aural later."
_PROJECT = "Only events in this project. null: in all projects of the organization."


class WebhookIn(Input):
    """A new endpoint."""

    url: _Url = Field(description=_URL)
    description: ShortText = Field("", description="The purpose of the endpoint.")
    events: list[EventName] = Field(default=[], max_length=len(EVENTS), description=_EVENTS)
    project_id: ShortText | None = Field(None, description=_PROJECT)


class WebhookChange(Input):
    """The changes. Fields that you leave out keep their values."""

    url: _Url = Field("", description=_URL, json_schema_extra=no_default)
    description: ShortText = Field("", json_schema_extra=no_default)
    events: list[EventName] = Field(
        default=[], max_length=len(EVENTS), description=_EVENTS, json_schema_extra=no_default
    )
    is_enabled: bool = Field(
        True,
        description="false: nothing is sent. Events that occur in the meantime can be sent later.",
        json_schema_extra=no_default,
    )


class RecentOut(Output):
    """Counts of the newest fifty deliveries that have ended."""

    delivered: int
    failed: int


class WebhookOut(Output):
    id: str
    url: str
    description: str
    events: list[EventName] = Field(description=_EVENTS)
    project_id: str | None = Field(description=_PROJECT)
    is_enabled: bool
    disabled_reason: Literal["BY_HAND", "GONE", "FAILING"] | None = Field(
        description="BY_HAND: a person switched it off. GONE: it responded with 410. FAILING: no delivery succeeded "
        "for three days."
    )
    failing_since: Time | None = Field(description="When attempts began to fail. null: the newest attempt succeeded.")
    delivered_at: Time | None = Field(description="When a delivery last succeeded.")
    recent: RecentOut
    previous_secret_until: str | None = Field(description="When the previous secret stops signing deliveries.")
    created_at: Time
    updated_at: Time


class NewWebhookOut(WebhookOut):
    """A new endpoint, or one with a new secret."""

    secret: str = Field(description="Verifies signatures. It is shown only in this response.")


class WebhookDeleted(Output):
    id: str
    deleted: bool


async def _webhook_json(call: Call, row: webhooks.Webhook) -> Json:
    delivered, failed = await webhooks.count_recent(call.connection, row.id)
    is_rotating = row.previous_until is not None and row.previous_until > call.now
    until = iso_or_none(row.previous_until) if is_rotating else None
    recent = {"delivered": delivered, "failed": failed}
    return represent(WebhookOut, row, recent=recent, previous_secret_until=until)


def _etag(row: webhooks.Webhook) -> str:
    return f'"{row.updated_at}"'


def _reaches(call: Call, row: webhooks.Webhook) -> bool:
    return is_within(call.caller.project_ids, None if row.project_id is None else [row.project_id])


async def find_webhook(call: Call, *, lock: bool) -> webhooks.Webhook | None:
    """The endpoint of `/webhooks/{id}`. None if it receives events of projects that the caller cannot access."""
    row = await webhooks.find_webhook(call.connection, call.organization_id, call.id, lock=lock)
    return row if row is not None and _reaches(call, row) else None


async def check_url(call: Call) -> None:
    """Checks the URL before the transaction, since a DNS lookup may be slow. Raises BadRequestError with the reason."""
    if "url" in call.body:
        await Sender(Outbound(call.context.settings.outbound_networks)).check(call.body["url"])


@operations.get(
    "/webhooks",
    id="listWebhooks",
    summary="List endpoints",
    description="Endpoints of the projects that you can access, oldest first.",
    answer=Answer(WebhookOut, examples.WEBHOOK, is_list=True),
    role="MEMBER",
)
async def list_webhooks(call: Call) -> Reply:
    rows = await webhooks.list_webhooks(call.connection, call.organization_id)
    return Reply([await _webhook_json(call, row) for row in rows if _reaches(call, row)])


@operations.post(
    "/webhooks",
    id="createWebhook",
    summary="Add an endpoint",
    description="The secret is shown only once. Addresses in private networks are refused.",
    answer=Answer(NewWebhookOut, {**examples.WEBHOOK, **examples.SECRET}, has_etag=True),
    role="ADMIN",
    body=Body(WebhookIn, examples.WEBHOOK_IN, read_only=READ_ONLY),
    prepare=check_url,
    shows_secret=True,
    locks_organization=True,
)
async def create_webhook(call: Call) -> Reply:
    values = {**defaults(WebhookIn), **call.body}
    await require_project(call, values["project_id"])
    if len(await webhooks.list_webhooks(call.connection, call.organization_id)) >= MOST_WEBHOOKS:
        raise ConflictError(f"An organization has at most {MOST_WEBHOOKS} endpoints. Delete one first.")
    secret = new_secret()
    values["events"] = list(dict.fromkeys(values["events"]))
    values["id"] = new_id()
    values["secret_encrypted"] = _sealed(call, secret, values["id"])
    call.id = await webhooks.insert_webhook(call.connection, call.organization_id, values, call.now)
    return await _read(call, secret)


@operations.get(
    "/webhooks/{id}",
    id="getWebhook",
    summary="Get an endpoint",
    description="Includes the results of its newest deliveries.",
    answer=Answer(WebhookOut, examples.WEBHOOK, has_etag=True),
    find=find_webhook,
    role="MEMBER",
)
async def get_webhook(call: Call) -> Reply:
    return Reply(await _webhook_json(call, call.found), _etag(call.found))


@operations.patch(
    "/webhooks/{id}",
    id="updateWebhook",
    summary="Change an endpoint",
    description="Changes its address, its events, or whether it is on. Switching it off cancels pending deliveries.",
    answer=Answer(WebhookOut, examples.WEBHOOK, has_etag=True),
    find=find_webhook,
    role="ADMIN",
    body=Body(WebhookChange, {"isEnabled": True}, read_only=frozenset({"secret"})),
    prepare=check_url,
)
async def update_webhook(call: Call) -> Reply:
    call.require_match(_etag(call.found))
    changed = dict(call.body)
    if "events" in changed:
        changed["events"] = list(dict.fromkeys(changed["events"]))
    if changed.get("is_enabled") is True and not call.found.is_enabled:
        changed |= {"disabled_reason": None, "failing_since": None}
    if changed.get("is_enabled") is False and call.found.is_enabled:
        changed["disabled_reason"] = "BY_HAND"
    changed = call.changes(changed, call.found)
    if changed:
        await webhooks.update_webhook(call.connection, call.organization_id, call.id, changed, call.now)
    if changed.get("is_enabled") is False:
        await webhook_deliveries.end_pending(call.connection, call.organization_id, call.id, call.now)
    return await _read(call)


@operations.delete(
    "/webhooks/{id}",
    id="deleteWebhook",
    summary="Delete an endpoint",
    description="Deletes it with its delivery log. Pending deliveries are not sent.",
    answer=Answer(WebhookDeleted, {"id": examples.WEBHOOK_ID, "deleted": True}),
    find=find_webhook,
    role="ADMIN",
)
async def delete_webhook(call: Call) -> Reply:
    call.require_match(_etag(call.found))
    await webhooks.delete_webhook(call.connection, call.organization_id, call.id)
    return Reply({"id": call.id, "deleted": True})


def _sealed(call: Call, secret: str, webhook_id: str) -> bytes:
    return call.context.secrets.seal(secret, "webhook", call.organization_id, webhook_id)


@operations.post(
    "/webhooks/{id}/rotate-secret",
    id="rotateWebhookSecret",
    summary="Give an endpoint a new secret",
    description="For 24 hours, until `previousSecretUntil`, the previous secret signs too, and each delivery carries "
    "both signatures. Rotating again within that time ends the oldest secret at once.",
    answer=Answer(NewWebhookOut, {**examples.WEBHOOK, **examples.SECRET}, has_etag=True),
    find=find_webhook,
    role="ADMIN",
    shows_secret=True,
)
async def rotate_secret(call: Call) -> Reply:
    """Sets a new secret. The previous one also signs for OVERLAP_HOURS, so that receivers have time to switch."""
    secret = new_secret()
    values = {
        "secret_encrypted": _sealed(call, secret, call.id),
        "previous_secret_encrypted": call.found.secret_encrypted,
        "previous_until": call.now + OVERLAP_HOURS * _HOUR_MS,
    }
    await webhooks.update_webhook(call.connection, call.organization_id, call.id, values, call.now)
    return await _read(call, secret)


async def _read(call: Call, secret: str | None = None) -> Reply:
    row = await webhooks.find_webhook(call.connection, call.organization_id, call.id)
    assert row is not None
    shown = await _webhook_json(call, row)
    return Reply(shown if secret is None else {**shown, "secret": secret}, _etag(row))
