"""The operations of shared reports, comparisons and exports."""

from __future__ import annotations

from typing import Any

from aural.api.examples import INTERVIEW_ID, SESSION_ID
from aural.api.operations import Answer, Body, Operation
from aural.reports import comparison_endpoints as comparisons
from aural.reports import export_endpoints as exports
from aural.reports import share_endpoints as shares
from aural.sessions import endpoints as sessions

SHARE_ID = "019643d4-1a2b-7c3d-8e4f-5a6b7c8d9e0f"
SHARE_IN = {"expiresAt": "2026-06-20T09:00:00Z", "showsNames": False, "parts": ["summary", "criteria"]}
SHARE: dict[str, Any] = {
    "id": SHARE_ID,
    "sessionId": SESSION_ID,
    "createdBy": "Dana Reyes",
    "status": "ACTIVE",
    "showsNames": False,
    "parts": ["summary", "criteria"],
    "viewCount": 2,
    "lastViewedAt": "2026-06-02T10:14:00.000Z",
    "expiresAt": "2026-06-20T09:00:00.000Z",
    "revokedAt": None,
    "createdAt": "2026-06-01T09:00:00.000Z",
}
VIEW = {
    "id": "019643d4-2b3c-7d4e-8f5a-6b7c8d9e0f1a",
    "network": "203.0.113.0/24",
    "browser": "Mozilla/5.0",
    "viewedAt": "2026-06-02T10:14:00.000Z",
}
PASSAGE = {"text": "Splits a system by its load.", "quotes": ["We split it into two services."]}
SHARED: dict[str, Any] = {
    "title": "Backend screening",
    "organizationName": "Harbour Cooperative",
    "participantName": "The candidate",
    "language": "en",
    "finishedAt": "2026-04-01T12:31:00.000Z",
    "expiresAt": "2026-06-20T09:00:00.000Z",
    "reportStatus": "READY",
    "preliminary": False,
    "parts": ["summary", "criteria"],
    "summary": PASSAGE,
    "criteria": [{"name": "API design", "level": 3, "ratings": [3, 3, 4], "quotes": PASSAGE["quotes"]}],
    "findings": None,
    "themes": None,
    "transcript": None,
}
COMPARISON: dict[str, Any] = {
    "people": [
        {
            "sessionId": SESSION_ID,
            "interviewId": INTERVIEW_ID,
            "interviewTitle": "Backend screening",
            "label": "Person A",
            "reportStatus": "READY",
            "preliminary": False,
            "reportReason": None,
            "summary": "Splits a system by its load.",
            "isScored": True,
            "finishedAt": "2026-04-01T12:31:00.000Z",
            "totalDurationSeconds": 1842,
        }
    ],
    "criteria": [
        {
            "name": "API design",
            "cells": [
                {
                    "level": 3,
                    "isHidden": False,
                    "ratings": [3, 3, 4],
                    "quotes": PASSAGE["quotes"],
                    "human": [
                        {"level": 4, "by": "Dana Reyes", "reason": "Named both costs.", "ratedAt": SHARE["createdAt"]}
                    ],
                }
            ],
        }
    ],
}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET",
        path="/sessions/{id}/shares",
        id="listShares",
        summary="List shared links",
        description="Links to a session's report, newest first, with those that are over.",
        tag="Shares",
        handler=shares.list_shares,
        answer=Answer(shares.ShareOut, SHARE, is_list=True),
        find=sessions.find_session,
        paging="always",
    ),
    Operation(
        method="POST",
        path="/sessions/{id}/shares",
        id="createShare",
        summary="Share a report",
        description="Makes a link that opens the chosen parts without an account. It is shown now and never again.",
        tag="Shares",
        handler=shares.create_share,
        answer=Answer(shares.ShareMade, {**SHARE, "url": "https://aural.example.com/shared/4fK9s2LxQ0aZt7Yb"}),
        find=sessions.find_session,
        role="MEMBER",
        body=Body(shares.ShareIn, SHARE_IN),
        shows_secret=True,
    ),
    Operation(
        method="DELETE",
        path="/shares/{id}",
        id="revokeShare",
        summary="Take a shared link back",
        description="It opens nothing from then on. Doing it twice is no error.",
        tag="Shares",
        handler=shares.revoke_share,
        answer=Answer(shares.ShareOut, {**SHARE, "status": "REVOKED", "revokedAt": SHARE["lastViewedAt"]}),
        find=shares.find_share,
        role="MEMBER",
        is_unversioned=True,
    ),
    Operation(
        method="GET",
        path="/shares/{id}/views",
        id="listShareViews",
        summary="List who opened a shared link",
        description="Each time that it was opened, newest first.",
        tag="Shares",
        handler=shares.list_views,
        answer=Answer(shares.ViewOut, VIEW, is_list=True),
        find=shares.find_share,
        paging="always",
    ),
    Operation(
        method="GET",
        path="/shared/{id}",
        id="readShared",
        summary="Read a shared report",
        description="By the token of a shared link. Unknown, expired and revoked links are answered alike.",
        tag="Shares",
        handler=shares.read_shared,
        answer=Answer(shares.SharedReport, SHARED),
        access="public",
        may_miss=True,
    ),
    Operation(
        method="GET",
        path="/comparisons",
        id="compareSessions",
        summary="Compare sessions",
        description="Two to four sessions side by side, with quotes and people's ratings. Never a total or a ranking.",
        tag="Sessions",
        handler=comparisons.compare,
        answer=Answer(comparisons.ComparisonOut, COMPARISON),
        query=comparisons.ComparisonQuery,
        may_miss=True,
    ),
    Operation(
        method="GET",
        path="/sessions/{id}/export",
        id="exportSession",
        summary="Download a report",
        description="As PDF, Markdown or JSON with the transcript, or the transcript alone as text or captions. "
        "409 where the interview is too long for a file of this format.",
        tag="Sessions",
        handler=exports.export_session,
        answer=None,
        media_types=exports.REPORT_TYPES,
        find=sessions.find_session,
        query=exports.ReportFileQuery,
        conflicts=True,
    ),
    Operation(
        method="GET",
        path="/sessions/export",
        id="exportSessions",
        summary="Download sessions as a table",
        description="One row a session, with the levels of the AI and those of people apart, as CSV or XLSX. It takes "
        "all filters of the list, and is made while it is sent, however long.",
        tag="Sessions",
        handler=exports.export_sessions,
        answer=None,
        media_types=exports.TABLE_TYPES,
        query=exports.TableQuery,
        may_miss=True,
    ),
)
