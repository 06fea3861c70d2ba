"""The data that a faked server has about a candidate after the interview."""

from __future__ import annotations

from typing import Any

TITLE = "Backend engineer, first conversation"
ORGANIZATION = "Harbour Cooperative"


def checked(message: dict[str, Any], **correction: Any) -> dict[str, Any]:
    """A message of the transcript, with the candidate's corrections."""
    made = {"content": None, "note": None, "isLeftOut": False, "reason": None, "at": "2026-11-14T10:02:00.000Z"}
    return message | {"correction": made | correction if correction else None}


def transcript(*messages: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "title": TITLE,
        "organizationName": ORGANIZATION,
        "messages": list(messages),
        "until": "2126-11-15T09:36:00.000Z",
        "isSent": False,
        "canReview": True,
        "remark": None,
    } | changes


NOTED: dict[str, Any] = {
    "watchedSeconds": 1_740,
    "ofSeconds": 1_800,
    "items": [
        {
            "id": "n1", "kind": "away", "state": "hidden", "at": "2026-11-14T09:31:00.000Z",
            "until": "2026-11-14T09:32:00.000Z", "count": 2, "seconds": 55, "characters": None, "messageId": "m2",
            "comment": "The doorbell rang, and then it rang again.", "commentedAt": "2026-11-14T10:00:00.000Z",
        },
        {
            "id": "n2", "kind": "paste", "state": None, "at": "2026-11-14T09:33:00.000Z", "until": None, "count": 1,
            "seconds": None, "characters": 412, "messageId": "m4", "comment": None, "commentedAt": None,
        },
    ],
}  # fmt: skip


def rights(**changes: Any) -> dict[str, Any]:
    return {
        "title": TITLE,
        "organizationName": ORGANIZATION,
        "contact": "people@harbour.example",
        "held": [
            {"what": "Name and email address", "count": 1, "since": "2026-11-14T09:28:00.000Z"},
            {"what": "transcript", "count": 24, "since": "2026-11-14T09:29:00.000Z"},
            {"what": "report", "count": 1, "since": "2026-11-14T10:12:00.000Z"},
        ],
        "seenBy": [{"who": "Dana Whitfield", "what": "Session and report", "at": "2026-11-16T08:15:00.000Z"}],
        "consents": [
            {
                "item": "interview",
                "version": "2026-11-2",
                "language": "en",
                "givenAt": "2026-11-14T09:28:00.000Z",
                "withdrawnAt": None,
            }
        ],
        "requests": [],
        "sessions": [],
        "canReview": True,
        "reviewUntil": "2126-11-15T09:36:00.000Z",
        "isWithdrawn": False,
    } | changes


def yourself(**changes: Any) -> dict[str, Any]:
    return {
        "title": TITLE,
        "organizationName": ORGANIZATION,
        "isAsked": True,
        "sex": None,
        "ethnicity": None,
        "answeredAt": None,
        "sexes": ["FEMALE", "MALE", "ANOTHER", "PREFER_NOT"],
        "ethnicities": [
            *("HISPANIC", "WHITE", "BLACK", "PACIFIC", "ASIAN", "NATIVE", "TWO_OR_MORE", "PREFER_NOT"),
        ],
    } | changes


RECEIPT: dict[str, Any] = {
    "id": "2026-11-14-0042",
    "at": "2026-11-16T09:00:00.000Z",
    "cleaned": [{"store": "Messages", "count": 24}, {"store": "Reports", "count": 1}, {"store": "Files", "count": 0}],
    "notReached": ["Database backups, until 16 December 2026."],
}
