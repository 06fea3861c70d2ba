"""The operations of how long what is kept, and of legal holds."""

from __future__ import annotations

from aural.api.operations import Answer, Body, Operation
from aural.candidates import invite_endpoints as invitations
from aural.interviews import endpoints as interviews
from aural.privacy import fairness_endpoints as apart
from aural.privacy import legal_hold_endpoints as holds
from aural.privacy import retention_endpoints as retention
from aural.privacy import subject_access_endpoints as holdings
from aural.sessions import endpoints as sessions

HOLD_ID = "019643e0-3a10-7c3e-9d2f-0b5f6a1c2d70"
INTERVIEW_ID = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e"
_TONIGHT = "2026-04-02T00:00:00.000Z"
RETENTION = {"transcriptDays": 180, "mediaDays": 30, "integrityDays": None, "tonightAt": _TONIGHT}
_OWN_DAYS = {"transcriptDays": 30, "mediaDays": 7, "integrityDays": 7}
OWN = {
    "followsOrganization": False,
    **_OWN_DAYS,
    "organizationDays": 180,
    "organizationMediaDays": 30,
    "organizationIntegrityDays": None,
}
KEPT = {"interviewId": INTERVIEW_ID, "title": "Backend screening", **_OWN_DAYS}
ERASURES = {
    "tonightAt": _TONIGHT,
    "tonight": {"candidates": 12, "sessions": 14},
    "soon": {"candidates": 40, "sessions": 43},
    "held": {"candidates": 1, "sessions": 1},
    "kinds": [
        {"kind": "media", "sessions": 5, "laterSessions": 21},
        {"kind": "integrity", "sessions": 0, "laterSessions": 0},
    ],
    "interviews": [
        {
            **{name: KEPT[name] for name in ("interviewId", "title")},
            "candidates": 40,
            "sessions": 43,
            "firstAt": _TONIGHT,
        }
    ],
}
HOLD = {
    "id": HOLD_ID,
    "what": "CANDIDATE",
    "interviewId": None,
    "candidateId": "019643d0-7a10-7c3e-9d2f-0b5f6a1c2d3f",
    "sessionId": None,
    "title": "Backend screening",
    "name": "Alex Reyes",
    "reason": "Matter 2026-114",
    "by": "Dana Reyes",
    "createdAt": "2026-04-01T12:00:00.000Z",
}
_REASON = Body(holds.HoldIn, {"reason": "Matter 2026-114"})
_HOLD = Answer(holds.HoldOut, HOLD)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET",
        path="/settings/fairness",
        id="getFairness",
        summary="Get what is asked for fairness",
        description="Whether candidates are asked, after an interview for hiring, for their sex and ethnicity. Nobody "
        "but themselves reads an answer: `aural audit bias` counts them.",
        tag="Settings",
        handler=apart.get_fairness,
        answer=Answer(apart.FairnessOut, {"asksSelfIdentification": True}, has_etag=True),
    ),
    Operation(
        method="PATCH",
        path="/settings/fairness",
        id="updateFairness",
        summary="Set what is asked for fairness",
        description="Off at first: in many countries it takes a legal basis to ask. Switched off, what was said stays "
        "until its person goes.",
        tag="Settings",
        handler=apart.update_fairness,
        answer=Answer(apart.FairnessOut, {"asksSelfIdentification": True}, has_etag=True),
        role="ADMIN",
        body=Body(apart.FairnessChange, {"asksSelfIdentification": True}),
        locks_organization=True,
    ),
    Operation(
        method="GET",
        path="/settings/retention",
        id="getRetention",
        summary="Get how long candidates are kept",
        description="With their sessions, words and reports. Recordings and integrity data may go before that. "
        "Interviews may have times of their own.",
        tag="Settings",
        handler=retention.get_retention,
        answer=Answer(retention.RetentionOut, RETENTION, has_etag=True),
    ),
    Operation(
        method="PATCH",
        path="/settings/retention",
        id="updateRetention",
        summary="Set how long candidates are kept",
        description="Whoever is over the time is erased in the night (UTC) that follows. Ask for the erasures first.",
        tag="Settings",
        handler=retention.update_retention,
        answer=Answer(retention.RetentionOut, RETENTION, has_etag=True),
        role="ADMIN",
        body=Body(retention.RetentionChange, {"transcriptDays": 180}, read_only=retention.READ_ONLY),
        locks_organization=True,
    ),
    Operation(
        method="GET",
        path="/settings/retention/interviews",
        id="listOwnRetention",
        summary="List interviews with a time of their own",
        description="Newest first.",
        tag="Settings",
        handler=retention.list_own,
        answer=Answer(retention.InterviewKeptOut, KEPT, is_list=True),
        paging="always",
    ),
    Operation(
        method="GET",
        path="/settings/erasures",
        id="previewErasures",
        summary="Preview what would be erased",
        description="By a time that is thought of for the organization, and when. Nothing is set or erased.",
        tag="Settings",
        handler=retention.preview_erasures,
        answer=Answer(retention.ErasuresOut, ERASURES),
        query=retention.ErasuresQuery,
    ),
    Operation(
        method="GET",
        path="/interviews/{id}/retention",
        id="getInterviewRetention",
        summary="Get how long an interview's candidates are kept",
        description="And whether that is the organization's time.",
        tag="Settings",
        handler=retention.get_own,
        answer=Answer(retention.OwnRetentionOut, OWN, has_etag=True),
        find=interviews.find_interview,
    ),
    Operation(
        method="PATCH",
        path="/interviews/{id}/retention",
        id="updateInterviewRetention",
        summary="Set how long an interview's candidates are kept",
        description="In the place of the organization's time; `followsOrganization` gives it back.",
        tag="Settings",
        handler=retention.update_own,
        answer=Answer(retention.OwnRetentionOut, OWN, has_etag=True),
        find=interviews.find_interview,
        role="ADMIN",
        body=Body(retention.OwnRetentionChange, {"transcriptDays": 30}, read_only=retention.READ_ONLY),
    ),
    Operation(
        method="GET",
        path="/interviews/{id}/erasures",
        id="previewInterviewErasures",
        summary="Preview what would be erased of an interview",
        description="By a time that is thought of for it, and when. Nothing is set or erased.",
        tag="Settings",
        handler=retention.preview_own,
        answer=Answer(retention.ErasuresOut, ERASURES),
        find=interviews.find_interview,
        query=retention.ErasuresQuery,
    ),
    Operation(
        method="GET",
        path="/candidates/{id}/data",
        id="exportCandidate",
        summary="Export all that is held about a candidate",
        description="Every row of every table, as one JSON file, with what others wrote and judged: for a request of "
        "access. Not in it is what only the person may read: adjustments, and sex and ethnicity. That is in the export "
        "that candidates make themselves.",
        tag="Candidates",
        handler=holdings.export_candidate,
        answer=None,
        find=invitations.find_candidate,
        role="ADMIN",
        media_types=("application/json",),
    ),
    Operation(
        method="GET",
        path="/holds",
        id="listHolds",
        summary="List legal holds",
        description="Newest first.",
        tag="Holds",
        handler=holds.list_holds,
        answer=Answer(holds.HoldOut, HOLD, is_list=True),
        query=holds.HoldsQuery,
        role="ADMIN",
        paging="always",
    ),
    Operation(
        method="POST",
        path="/interviews/{id}/holds",
        id="holdInterview",
        summary="Hold an interview",
        description="None of its candidates can be erased until the hold is lifted.",
        tag="Holds",
        handler=holds.hold_interview,
        answer=Answer(holds.HoldOut, {**HOLD, "what": "INTERVIEW", "interviewId": INTERVIEW_ID, "candidateId": None}),
        find=interviews.find_interview,
        role="ADMIN",
        body=_REASON,
    ),
    Operation(
        method="POST",
        path="/candidates/{id}/holds",
        id="holdCandidate",
        summary="Hold a candidate",
        description="Nobody can erase the candidate until the hold is lifted, nor can the candidate.",
        tag="Holds",
        handler=holds.hold_candidate,
        answer=_HOLD,
        find=invitations.find_candidate,
        role="ADMIN",
        body=_REASON,
    ),
    Operation(
        method="POST",
        path="/sessions/{id}/holds",
        id="holdSession",
        summary="Hold a session",
        description="Its candidate, with all sessions, cannot be erased until the hold is lifted.",
        tag="Holds",
        handler=holds.hold_session,
        answer=_HOLD,
        find=sessions.find_session,
        role="ADMIN",
        body=_REASON,
    ),
    Operation(
        method="DELETE",
        path="/holds/{id}",
        id="liftHold",
        summary="Lift a legal hold",
        description="Whoever is over the time goes in the night (UTC) that follows.",
        tag="Holds",
        handler=holds.lift_hold,
        answer=Answer(holds.HoldLifted, {"id": HOLD_ID, "deleted": True}),
        find=holds.find_hold,
        role="ADMIN",
        is_unversioned=True,
    ),
)
