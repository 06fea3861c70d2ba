"""The operations of webhooks."""

from __future__ import annotations

from typing import Any

from aural.api.operations import Answer, Body, Operation
from aural.webhooks import delivery_endpoints as webhook_deliveries
from aural.webhooks import endpoints as webhooks

WEBHOOK_ID = "019643d6-1a2b-7c3d-8e4f-5a6b7c8d9e0f"
DELIVERY_ID = "019643d6-2b3c-7d4e-8f5a-6b7c8d9e0f1a"
EVENT_ID = "019643d6-3c4d-7e5f-9a6b-7c8d9e0f1a2b"
_AT = "2026-06-01T09:00:00.000Z"
_IN = {"url": "https://hooks.example.com/aural", "description": "Tracking system", "events": ["session.analyzed"]}
WEBHOOK: dict[str, Any] = {
    "id": WEBHOOK_ID,
    **_IN,
    "projectId": None,
    "isEnabled": True,
    "disabledReason": None,
    "failingSince": None,
    "deliveredAt": _AT,
    "recent": {"delivered": 48, "failed": 2},
    "previousSecretUntil": None,
    "createdAt": _AT,
    "updatedAt": _AT,
}
SECRET = {"secret": "whsec_…"}
DELIVERY: dict[str, Any] = {
    "id": DELIVERY_ID,
    "eventId": EVENT_ID,
    "type": "session.analyzed",
    "state": "DELIVERED",
    "reason": None,
    "isReplay": False,
    "attempts": 1,
    "mostAttempts": 10,
    "lastStatus": 204,
    "lastMilliseconds": 84,
    "nextAt": None,
    "happenedAt": _AT,
    "createdAt": _AT,
    "endedAt": _AT,
}
WHOLE: dict[str, Any] = {
    **DELIVERY,
    "body": f'{{"type":"session.analyzed","timestamp":"{_AT}","data":{{"id":"{EVENT_ID}"}}}}',
    "history": [
        {
            "number": 1,
            "outcome": "ACCEPTED",
            "status": 204,
            "answer": "",
            "error": None,
            "startedAt": _AT,
            "milliseconds": 84,
            "headers": {
                "content-type": "application/json",
                "user-agent": "Aural-Webhooks/1.0",
                "webhook-id": EVENT_ID,
                "webhook-timestamp": "1780304400",
                "webhook-signature": "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
            },
        }
    ],
}

_ENDPOINTS: tuple[Operation, ...] = (
    Operation(
        method="GET",
        path="/webhooks",
        id="listWebhooks",
        summary="List endpoints",
        description="Those that are told of the projects that you reach, oldest first.",
        tag="Webhooks",
        handler=webhooks.list_webhooks,
        answer=Answer(webhooks.WebhookOut, WEBHOOK, is_list=True),
        role="MEMBER",
    ),
    Operation(
        method="POST",
        path="/webhooks",
        id="createWebhook",
        summary="Add an endpoint",
        description="Its secret is shown now and never again. Addresses inside a network are refused.",
        tag="Webhooks",
        handler=webhooks.create_webhook,
        answer=Answer(webhooks.NewWebhookOut, {**WEBHOOK, **SECRET}, has_etag=True),
        role="ADMIN",
        body=Body(webhooks.WebhookIn, _IN, read_only=webhooks.READ_ONLY | {"isEnabled"}),
        prepare=webhooks.check_url,
        shows_secret=True,
        locks_organization=True,
    ),
    Operation(
        method="GET",
        path="/webhooks/{id}",
        id="getWebhook",
        summary="Get an endpoint",
        description="With how its newest deliveries went.",
        tag="Webhooks",
        handler=webhooks.get_webhook,
        answer=Answer(webhooks.WebhookOut, WEBHOOK, has_etag=True),
        find=webhooks.find_webhook,
        role="MEMBER",
    ),
    Operation(
        method="PATCH",
        path="/webhooks/{id}",
        id="updateWebhook",
        summary="Change an endpoint",
        description="Its address and events, and whether it is on. Switching it off ends what waits to be delivered.",
        tag="Webhooks",
        handler=webhooks.update_webhook,
        answer=Answer(webhooks.WebhookOut, WEBHOOK, has_etag=True),
        find=webhooks.find_webhook,
        role="ADMIN",
        body=Body(webhooks.WebhookChange, {"isEnabled": True}, read_only=webhooks.READ_ONLY),
        prepare=webhooks.check_url,
    ),
    Operation(
        method="DELETE",
        path="/webhooks/{id}",
        id="deleteWebhook",
        summary="Delete an endpoint",
        description="With the log of its deliveries. What waits is not sent.",
        tag="Webhooks",
        handler=webhooks.delete_webhook,
        answer=Answer(webhooks.WebhookDeleted, {"id": WEBHOOK_ID, "deleted": True}),
        find=webhooks.find_webhook,
        role="ADMIN",
    ),
    Operation(
        method="POST",
        path="/webhooks/{id}/rotate-secret",
        id="rotateWebhookSecret",
        summary="Give an endpoint a new secret",
        description="For 24 hours the one before signs too: each delivery carries both signatures. Called again within "
        "these hours, it ends the older of the two at once: `previousSecretUntil` says until when there are two.",
        tag="Webhooks",
        handler=webhooks.rotate_secret,
        answer=Answer(webhooks.NewWebhookOut, {**WEBHOOK, **SECRET}, has_etag=True),
        find=webhooks.find_webhook,
        role="ADMIN",
        shows_secret=True,
    ),
)

_DELIVERIES: tuple[Operation, ...] = (
    Operation(
        method="POST",
        path="/webhooks/{id}/test",
        id="testWebhook",
        summary="Send a test",
        description="An event `webhook.test`, to this endpoint alone, whatever events it is told.",
        tag="Webhooks",
        handler=webhook_deliveries.test_webhook,
        answer=Answer(webhook_deliveries.WholeDeliveryOut, {**WHOLE, "type": "webhook.test"}),
        find=webhooks.find_webhook,
        role="ADMIN",
    ),
    Operation(
        method="POST",
        path="/webhooks/{id}/replay",
        id="replayWebhookEvents",
        summary="Send the events of a time again",
        description="Also those that happened while the endpoint was off; they are kept for 30 days.",
        tag="Webhooks",
        handler=webhook_deliveries.replay_events,
        answer=Answer(webhook_deliveries.ReplayOut, {"queued": 12}),
        find=webhooks.find_webhook,
        role="ADMIN",
        body=Body(webhook_deliveries.ReplayIn, {"from": _AT, "to": "2026-06-02T09:00:00.000Z"}),
    ),
    Operation(
        method="GET",
        path="/webhooks/{id}/deliveries",
        id="listWebhookDeliveries",
        summary="List deliveries",
        description="Newest first.",
        tag="Webhooks",
        handler=webhook_deliveries.list_deliveries,
        answer=Answer(webhook_deliveries.DeliveryOut, DELIVERY, is_list=True),
        find=webhooks.find_webhook,
        role="MEMBER",
        query=webhook_deliveries.DeliveryQuery,
        paging="always",
    ),
    Operation(
        method="GET",
        path="/webhooks/{id}/deliveries/{deliveryId}",
        id="getWebhookDelivery",
        summary="Get a delivery",
        description="What is sent, and each attempt with what came back.",
        tag="Webhooks",
        handler=webhook_deliveries.get_delivery,
        answer=Answer(webhook_deliveries.WholeDeliveryOut, WHOLE),
        find=webhook_deliveries.find_delivery,
        role="MEMBER",
    ),
    Operation(
        method="POST",
        path="/webhooks/{id}/deliveries/{deliveryId}",
        id="replayWebhookDelivery",
        summary="Send a delivery again",
        description="A new delivery of the same event, with the same `webhook-id`.",
        tag="Webhooks",
        handler=webhook_deliveries.replay_delivery,
        answer=Answer(webhook_deliveries.WholeDeliveryOut, {**WHOLE, "isReplay": True}),
        find=webhook_deliveries.find_delivery,
        role="ADMIN",
    ),
    Operation(
        method="POST",
        path="/webhooks/{id}/deliveries/{deliveryId}/try",
        id="tryWebhookDelivery",
        summary="Try a delivery now",
        description="One that waits for its next attempt. This one comes on top of those that are planned.",
        tag="Webhooks",
        handler=webhook_deliveries.try_delivery,
        answer=Answer(
            webhook_deliveries.WholeDeliveryOut, {**WHOLE, "state": "PENDING", "nextAt": _AT, "endedAt": None}
        ),
        find=webhook_deliveries.find_delivery,
        role="ADMIN",
    ),
)

OPERATIONS: tuple[Operation, ...] = (*_ENDPOINTS, *_DELIVERIES)
