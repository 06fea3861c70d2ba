"""The operations of connections to applicant tracking systems."""

from __future__ import annotations

from typing import Any

from aural.api import examples
from aural.api.operations import Answer, Body, Operation
from aural.integrations import endpoints as integrations

INTEGRATION_ID = "019643d6-4d5e-7f6a-8b7c-8d9e0f1a2b3c"
ASSESSMENT_ID = "019643d6-5e6f-7a7b-9c8d-9e0f1a2b3c4d"
_AT = "2026-06-01T09:00:00.000Z"
INTEGRATION: dict[str, Any] = {
    "id": INTEGRATION_ID,
    "vendor": "GREENHOUSE",
    "projectId": None,
    "url": "https://aural.example.com/integrations/greenhouse",
    "hasVendorKey": False,
    "isEnabled": True,
    "previousKeyUntil": None,
    "usedAt": _AT,
    "createdAt": _AT,
    "updatedAt": _AT,
}
KEY = {"key": "ats_…"}
ASSESSMENT: dict[str, Any] = {
    "id": ASSESSMENT_ID,
    "candidateId": examples.CANDIDATE_ID,
    "sessionId": None,
    "status": "INVITED",
    "toldAt": None,
    "error": None,
    "createdAt": _AT,
}
_ONE = Answer(integrations.IntegrationOut, INTEGRATION, has_etag=True)
_NEW = Answer(integrations.NewIntegrationOut, {**INTEGRATION, **KEY}, has_etag=True)

_CONNECTIONS: tuple[Operation, ...] = (
    Operation(
        method="GET",
        path="/integrations",
        id="listIntegrations",
        summary="List connections",
        description="To applicant tracking systems, oldest first. There is none until somebody makes one.",
        tag="Integrations",
        handler=integrations.list_integrations,
        answer=Answer(integrations.IntegrationOut, INTEGRATION, is_list=True),
        role="MEMBER",
        mode="LIVE",
    ),
    Operation(
        method="POST",
        path="/integrations",
        id="createIntegration",
        summary="Connect a tracking system",
        description="Its key is shown now and never again: give it to the vendor.",
        tag="Integrations",
        handler=integrations.create_integration,
        answer=_NEW,
        role="ADMIN",
        mode="LIVE",
        body=Body(
            integrations.IntegrationIn,
            {"vendor": "GREENHOUSE"},
            read_only=integrations.READ_ONLY | {"isEnabled"},
        ),
        shows_secret=True,
        locks_organization=True,
    ),
    Operation(
        method="GET",
        path="/integrations/{id}",
        id="getIntegration",
        summary="Get a connection",
        description="With when the vendor called last.",
        tag="Integrations",
        handler=integrations.get_integration,
        answer=_ONE,
        find=integrations.find_integration,
        role="MEMBER",
        mode="LIVE",
    ),
    Operation(
        method="PATCH",
        path="/integrations/{id}",
        id="updateIntegration",
        summary="Change a connection",
        description="Whether it is on, and the key that the vendor gave.",
        tag="Integrations",
        handler=integrations.update_integration,
        answer=_ONE,
        find=integrations.find_integration,
        role="ADMIN",
        mode="LIVE",
        body=Body(integrations.IntegrationChange, {"isEnabled": False}, read_only=integrations.READ_ONLY | {"vendor"}),
    ),
    Operation(
        method="DELETE",
        path="/integrations/{id}",
        id="deleteIntegration",
        summary="Delete a connection",
        description="The vendor finds nothing here from then on, and is told nothing. Candidates stay.",
        tag="Integrations",
        handler=integrations.delete_integration,
        answer=Answer(integrations.IntegrationDeleted, {"id": INTEGRATION_ID, "deleted": True}),
        find=integrations.find_integration,
        role="ADMIN",
        mode="LIVE",
    ),
    Operation(
        method="POST",
        path="/integrations/{id}/rotate-key",
        id="rotateIntegrationKey",
        summary="Give a connection a new key",
        description="For seven days the one before opens it too.",
        tag="Integrations",
        handler=integrations.rotate_key,
        answer=_NEW,
        find=integrations.find_integration,
        role="ADMIN",
        mode="LIVE",
        shows_secret=True,
    ),
)

_ASSESSMENTS: tuple[Operation, ...] = (
    Operation(
        method="GET",
        path="/integrations/{id}/assessments",
        id="listAssessments",
        summary="List whom the vendor has sent",
        description="Newest first, each with what the vendor was told and why it did not take it.",
        tag="Integrations",
        handler=integrations.list_assessments,
        answer=Answer(integrations.AssessmentOut, ASSESSMENT, is_list=True),
        find=integrations.find_integration,
        role="MEMBER",
        mode="LIVE",
        paging="always",
    ),
    Operation(
        method="POST",
        path="/integrations/{id}/assessments/{assessmentId}",
        id="tellAssessment",
        summary="Tell the vendor again",
        description="How it stands, for what the vendor did not take before.",
        tag="Integrations",
        handler=integrations.tell_again,
        answer=Answer(integrations.AssessmentOut, ASSESSMENT),
        find=integrations.find_assessment,
        role="ADMIN",
        mode="LIVE",
    ),
)

OPERATIONS: tuple[Operation, ...] = (*_CONNECTIONS, *_ASSESSMENTS)
