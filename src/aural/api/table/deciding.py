"""The operations of ratings, comments and decisions of people, and of the reports that they read."""

from __future__ import annotations

from aural.api import examples
from aural.api.operations import Answer, Body, Operation
from aural.reports import comment_endpoints as comments
from aural.reports import decision_endpoints as decisions
from aural.reports import endpoints as reports
from aural.reports import rating_endpoints as ratings
from aural.sessions import endpoints as sessions

MADE_AT = "2026-04-02T09:00:00.000Z"
PART_ID = "019643e0-1c2d-7a3b-8f40-5d6e7f8a9b0c"
RATING = {
    "id": PART_ID,
    "criterion": "API design",
    "verdict": "LEVEL",
    "level": 2,
    "reason": "The alert changed, the process did not.",
    "person": "Dana Reyes",
    "isMine": True,
    "isCurrent": True,
    "createdAt": MADE_AT,
}
COMMENT = {
    "id": PART_ID,
    "messageId": None,
    "text": "Ask about the rollout in the next talk.",
    "person": "Dana Reyes",
    "isMine": True,
    "createdAt": MADE_AT,
    "editedAt": None,
}
DECISION = {
    "id": PART_ID,
    "verdict": "ADVANCE",
    "reason": "Named the trade-off, and measured it.",
    "person": "Dana Reyes",
    "isMine": True,
    "preliminary": False,
    "createdAt": MADE_AT,
}
REPORT = {
    **{name: examples.SESSION[name] for name in ("summary", "insights", "themes", "sentiment", "scores", "evidence")},
    "number": 2,
    "isCurrent": True,
    "preliminary": False,
    "revision": 1,
    "reason": None,
    "origin": {"source": "model", "name": "gpt-5.2", "version": "judge/3", "fallback": None},
    "createdAt": MADE_AT,
}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET",
        path="/sessions/{id}/ratings",
        id="listRatings",
        summary="List people's ratings",
        description="With their history, newest first. Before the AI's levels are shown to you: your own only.",
        tag="Reviews",
        handler=ratings.list_ratings,
        answer=Answer(ratings.HumanRatingOut, RATING, is_list=True),
        find=sessions.find_session,
        paging="on request",
    ),
    Operation(
        method="POST",
        path="/sessions/{id}/ratings",
        id="createRatings",
        summary="Rate a session",
        description="One criterion or several, all or nothing. They stand beside the AI's levels and change none.",
        tag="Reviews",
        handler=ratings.create_ratings,
        answer=Answer(ratings.HumanRatingOut, RATING, is_list=True),
        find=sessions.find_session,
        role="MEMBER",
        body=Body(
            ratings.HumanRatingIn,
            {"criterion": "API design", "verdict": "LEVEL", "level": 2, "reason": RATING["reason"]},
            most=ratings.MOST_RATINGS,
        ),
    ),
    Operation(
        method="GET",
        path="/sessions/{id}/comments",
        id="listComments",
        summary="List comments",
        description="Of a session and its messages, newest first.",
        tag="Reviews",
        handler=comments.list_comments,
        answer=Answer(comments.CommentOut, COMMENT, is_list=True),
        find=sessions.find_session,
        paging="on request",
    ),
    Operation(
        method="POST",
        path="/sessions/{id}/comments",
        id="createComment",
        summary="Comment on a session",
        description="Or on one of its messages.",
        tag="Reviews",
        handler=comments.create_comment,
        answer=Answer(comments.CommentOut, COMMENT, has_etag=True),
        find=sessions.find_session,
        role="MEMBER",
        body=Body(comments.CommentIn, {"text": COMMENT["text"]}),
    ),
    Operation(
        method="PATCH",
        path="/sessions/{id}/comments/{commentId}",
        id="updateComment",
        summary="Change a comment",
        description="Your own only.",
        tag="Reviews",
        handler=comments.update_comment,
        answer=Answer(comments.CommentOut, {**COMMENT, "editedAt": MADE_AT}, has_etag=True),
        find=comments.find_comment,
        role="MEMBER",
        body=Body(comments.CommentChange, {"text": COMMENT["text"]}),
    ),
    Operation(
        method="DELETE",
        path="/sessions/{id}/comments/{commentId}",
        id="deleteComment",
        summary="Delete a comment",
        description="Your own only.",
        tag="Reviews",
        handler=comments.delete_comment,
        answer=Answer(comments.CommentDeleted, {"id": PART_ID, "deleted": True}),
        find=comments.find_comment,
        role="MEMBER",
    ),
    Operation(
        method="GET",
        path="/sessions/{id}/decisions",
        id="listDecisions",
        summary="List decisions",
        description="Newest first: the first one stands.",
        tag="Reviews",
        handler=decisions.list_decisions,
        answer=Answer(decisions.DecisionOut, DECISION, is_list=True),
        find=sessions.find_session,
        paging="on request",
    ),
    Operation(
        method="POST",
        path="/sessions/{id}/decisions",
        id="createDecision",
        summary="Decide",
        description="By a person who is signed in, never by a key: nobody is advanced or declined automatically.",
        tag="Reviews",
        handler=decisions.create_decision,
        answer=Answer(decisions.DecisionOut, DECISION),
        find=sessions.find_session,
        role="MEMBER",
        access="person",
        body=Body(decisions.DecisionIn, {"verdict": "ADVANCE", "reason": DECISION["reason"]}),
    ),
    Operation(
        method="GET",
        path="/sessions/{id}/reports",
        id="listReports",
        summary="List the reports of a session",
        description="The newest first; those that it replaced stay as they were.",
        tag="Sessions",
        handler=reports.list_reports,
        answer=Answer(reports.ReportOut, REPORT, is_list=True),
        find=sessions.find_session,
    ),
    Operation(
        method="POST",
        path="/sessions/{id}/reports",
        id="createReport",
        summary="Have a report written anew",
        description="With today's model, of the same words. The report before stays readable.",
        tag="Sessions",
        handler=reports.create_report,
        answer=Answer(reports.ReportWish, {"reportStatus": "PENDING"}),
        find=sessions.find_session,
        role="MEMBER",
    ),
)
