"""docs/api.md names each field that must fit other fields. A request in which it doesn't is refused, and the error
names the field (ASVS 2.1.2).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from aural.api.routes import OPERATIONS
from tests.api.seeds import seed_webhook
from tests.api.world import open_world, paths_of
from tests.house.source import ROOT

NAMES = re.compile(r"`(\w+)`")
OF_ITSELF = {"updateLetters", "previewLetter"}  # their check reads one text at a time
DAYS = {"from": "2026-06-02T00:00:00.000Z", "to": "2026-06-01T00:00:00.000Z"}
FILE = {"format": "aural-interview", "version": 1}
HALF = {"when": "HALF_UNANSWERED", "text": "And the other half?"}
QUESTIONS = {
    "options": [
        {"text": "a", "type": "SINGLE_CHOICE", "options": ["b", "b"]},
        {"text": "a", "type": "SINGLE_CHOICE"},
        {"text": "a", "options": ["b", "c"]},
    ],
    "starterCode": [{"text": "a", "starterCode": "b"}],
    "probes": [
        {"text": "a", "probes": [HALF]},
        {"text": "a", "probes": [{**HALF, "when": "SHORT", "about": "b"}]},
        {"text": "a", "probes": [{"when": "SHORT", "text": "b"}] * 2},
    ],
}
MODES = {"chatEnabled": [{"title": "a", "chatEnabled": False}]}
# For each operation and field, bodies in which only this field is wrong.
WRONG: dict[str, dict[str, list[Any]]] = {
    "createInterview": MODES,
    "updateInterview": MODES,
    "importInterview": {
        "chatEnabled": [{**FILE, "interview": MODES["chatEnabled"][0], "questions": []}],
        **{
            field: [{**FILE, "interview": {"title": "a"}, "questions": [each]} for each in bodies]
            for field, bodies in QUESTIONS.items()
        },
    },
    "createQuestions": QUESTIONS,
    "updateQuestion": QUESTIONS,
    "saveToLibrary": QUESTIONS,
    "updateLibraryQuestion": QUESTIONS,
    "createDraft": {"goal": [{"goal": ""}]},
    "refineDraft": {"title": [{"instruction": "shorter", "questions": []}]},
    "updateMember": {"projectIds": [{"role": "ADMIN", "projectIds": []}]},
    "createInvitation": {"projectIds": [{"role": "OWNER", "projectIds": []}]},
    "createKey": {
        "role": [{"name": "a", "role": "OWNER"}],
        "projectIds": [{"name": "a", "role": "VIEWER", "mode": "TEST", "projectIds": ["{project}"]}],
    },
    "createIntegration": {"vendorKey": [{"vendor": "ASHBY"}, {"vendor": "GREENHOUSE", "vendorKey": "b"}]},
    "updateModel": {"model": [{"engine": "OWN"}]},
    "changeCandidates": {
        "expiresAt": [
            {"action": "extend", "candidateIds": ["a"]},
            {"action": "revoke", "candidateIds": ["a"], "expiresAt": None},
        ]
    },
    "listSessions": {"criterion": [{"sort": "level"}]},
    "listAllSessions": {"criterion": [{"sort": "humanLevel"}]},
    "listAudit": {"to": [{name: day[:10] for name, day in DAYS.items()}]},
    "replayWebhookEvents": {"to": [DAYS]},
}


def read_table() -> dict[str, set[str]]:
    """The fields of each operation in the table of docs/api.md."""
    text = (
        (ROOT / "docs/api.md").read_text().partition("## Fields that depend on each other\n")[2].partition("\n## ")[0]
    )
    named: dict[str, set[str]] = {}
    for operations, field, _ in re.findall(r"^\| (`.*?) \| `(\w+)` \| (\S.*) \|$", text, re.MULTILINE):
        for operation in NAMES.findall(operations):
            named.setdefault(operation, set()).add(field)
    return named


def test_each_operation_that_compares_fields_is_in_the_table() -> None:
    checked = {each.id for each in OPERATIONS if each.body is not None and each.body.check is not None}
    assert checked - OF_ITSELF <= read_table().keys()
    assert read_table() == {operation: set(fields) for operation, fields in WRONG.items()}


async def test_incompatible_fields_are_refused_by_name(sqlite_url: str, tmp_path: Path) -> None:
    async with open_world(sqlite_url, tmp_path) as world:
        interview = await world.interview()
        (question,) = await world.questions(interview, "Why?")
        ids = {"questions": question["id"], "interviews": interview["id"], "members": await world.join("MEMBER")}
        ids["library"] = (await world.owner.data("POST", "/library", {"text": "Why?"}))["id"]
        ids["webhooks"], _ = await seed_webhook(world)
        admin = world.with_key(await world.issue(world.acme, "ADMIN"))
        for asked in (each for each in OPERATIONS if each.id in WRONG):
            path = asked.path.replace("{id}", ids.get(asked.path.split("/")[1], ""))
            for field, wrong in ((field, body) for field, bodies in WRONG[asked.id].items() for body in bodies):
                body = {**wrong, "projectIds": [interview["projectId"]]} if "{project}" in str(wrong) else wrong
                sent = {"params": body} if asked.method == "GET" else {"json": body}
                caller = admin if field == "role" else world.owner
                error = await caller.error(400, asked.method, path, **sent)
                assert all(field in each.split(".") for each in paths_of(error)), (asked.id, body, error)
