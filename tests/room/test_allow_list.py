"""A candidate's browser receives only the key paths of a fixed list, checked over a session that uses every feature."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

from tests.room.conftest import Client, Frame, House
from tests.room.test_question_types import open_question, run_of
from tests.room.test_work import SCENE, Desk, png

SECRET = "sEcReT"
DATA = (
    "data.choice[]", "data.other", "data.code.language", "data.code.text", "data.whiteboard.text",
    "data.whiteboard.board", "data.whiteboard.scene", "data.whiteboard.picture", "data.whiteboard.words",
    "data.run.language", "data.run.code", "data.run.output", "data.run.outcome", "data.run.milliseconds",
)  # fmt: skip
MESSAGE = ("seq", "id", "role", "content", "questionId", "kind", "move", "origin", "at", "data", *DATA)
PROBES = [{"when": "NO_RESULT", "text": f"{SECRET} follow-up?"}, {"when": "NO_REASON", "text": f"{SECRET} reason?"}]
QUESTION = (
    "id", "order", "text", "description", "type", "isRequired", "options", "options[]", "starterCode", "codeLanguage",
    "timeLimitSeconds", "clock", "clock.remainingSeconds", "clock.isRunning", "clock.serverAt",
)  # fmt: skip
ROOM = (
    "state", "question", *(f"question.{path}" for path in QUESTION), "progress.current", "progress.of", "clock",
    "clock.remainingSeconds", "clock.isRunning", "clock.canExtend", "clock.serverAt", "pausesLeft", "pauseSeconds",
    "pauseRemainingSeconds",
    "canGoBack", "problem", "problem.at", "problem.text", "asks", "endReason",
)  # fmt: skip
FRAMES = {
    "welcome": {"type", "protocol", "sessionId", "interview.title", "interview.aiName", "interview.language",
                "participantName", "keystrokes", "watch", "watch.kinds[]", *(f"messages[].{path}" for path in MESSAGE),
                *(f"room.{path}" for path in ROOM)},
    "message": {"type", *(f"message.{path}" for path in MESSAGE)},
    "room": {"type", *(f"room.{path}" for path in ROOM)},
    "ack": {"type", "id", "seq"},
    "error": {"type", "code", "message", "id"},
}  # fmt: skip
WORK = {
    "data.*.code", "data.*.code.language", "data.*.code.text", "data.*.whiteboard", "data.*.whiteboard.board",
    "data.*.whiteboard.scene.type", "data.*.whiteboard.scene.elements[].type",
    "data.*.whiteboard.scene.elements[].text", "data.*.whiteboard.text", "data.*.savedAt",
}  # fmt: skip
ENTRY = {
    "data.state", "data.interview.title", "data.interview.description", "data.interview.aiName",
    "data.interview.language", "data.interview.organizationName", "data.interview.questionCount",
    "data.interview.timeLimitMinutes", "data.interview.channels[]", "data.interview.inviteRequired",
    "data.interview.contact", "data.interview.canRun", "data.interview.nextSteps", "data.interview.pauses.count",
    "data.interview.pauses.seconds", "data.interview.languages[]", "data.interview.isPreview", "data.interview.voice",
    "data.interview.voice.hasPlace", "data.interview.voice.speaks", "data.interview.recording",
    "data.interview.asksSelfIdentification", "data.interview.purpose",
    "data.interview.brand.accent", "data.interview.brand.inkOnAccent", "data.interview.brand.logo",
    "data.interview.brand.tints",
    "data.participant.name", "data.participant.email",
    "data.participant.needsName", "data.participant.needsEmail", "data.consent.version", "data.consent.language",
    "data.consent.languages[]", "data.consent.title", "data.consent.paragraphs[]", "data.consent.agreement",
    "data.consent.items[].key", "data.consent.items[].isRequired", "data.consent.items[].needsAnswer",
    "data.consent.items[].text", "data.consent.items[].refusal", "data.disclosure.measured[]",
    "data.disclosure.watched[]", "data.disclosure.readers[]",
    "data.disclosure.never[]", "data.adjustments[]", "data.progress", "data.progress.current", "data.progress.of",
    "data.participant", "data.consent", "data.disclosure", "data.endedAt",
    "data.canReview", "data.reviewUntil", "data.hasData", "data.typesOnly", "data.receipt",
}  # fmt: skip


def paths_in(value: Any, at: str = "") -> Iterator[str]:
    """The path of each leaf, with a star in place of ids."""
    if isinstance(value, dict) and value:
        for key, child in value.items():
            name = "*" if len(key) == 36 and key.count("-") == 4 else key
            yield from paths_in(child, f"{at}.{name}".lstrip("."))
    elif isinstance(value, list) and value:
        for child in value:
            yield from paths_in(child, f"{at}[]")
    elif value != [] and value != {}:
        yield at


async def make_interview(house: House) -> Frame:
    """An interview with everything that only its organization may read."""
    return await house.interview(
        {"text": "Pick.", "type": "SINGLE_CHOICE", "options": ["A", "B"], "timeLimitSeconds": 600},
        {"text": "Code.", "type": "CODING", "starterCode": "def f():", "probes": PROBES},
        {"text": "Draw.", "type": "WHITEBOARD"},
        objective=f"{SECRET} aim",
        assessmentCriteria=[{"name": f"{SECRET} rubric", "description": f"{SECRET} scale"}],
        approvedFacts=[{"topic": f"{SECRET} topic", "text": f"{SECRET} fact"}],
        timeLimitMinutes=60,
        followUpDepth="LIGHT",
        antiCheatingEnabled=True,
    )


async def take_whole(house: House, client: Client, desk: Desk) -> list[Frame]:
    """Does everything that a candidate can do, and returns what was read over HTTP meanwhile."""
    await client.send(type="nonsense", id="x")
    await client.send(type="request", id=str(uuid.uuid4()), kind="problem", text="It froze.")
    await client.my_turn("problem")
    await client.answer("How big is the team?")
    await client.my_turn()
    first = open_question(client)["id"]
    await client.answer("", other="Neither of them.")
    await client.my_turn()
    await client.answer("", choice=["A"], questionId=first)
    await client.my_turn()
    coding = open_question(client)["id"]
    await desk.put(coding, code={"language": "python", "text": "return 1"})
    await client.send(**run_of(coding))
    await client.answer("", code={"language": "python", "text": "return 1"})
    await client.my_turn()
    drawing = open_question(client)["id"]
    board = await desk.draw(drawing, SCENE, png())
    read = [await desk.load()]
    await client.answer("", whiteboard={"text": "queue", "board": board})
    await client.my_turn("closing")
    await client.answer("That is all.")
    await client.my_turn("done")
    return read


async def test_a_candidate_receives_only_the_allowed_fields(house: House) -> None:
    interview = await make_interview(house)
    other = await house.invite(interview, name=f"{SECRET} person", email="secret@example.com", notes=f"{SECRET} notes")
    invited = await house.invite(interview, name="Alex", email="alex@example.com", notes=f"{SECRET} notes")
    token = invited["inviteToken"]
    assert other["inviteToken"] != token
    heard: list[Frame] = [await house.entry(interview["publicSlug"], token)]
    consent = (await house.consent(interview["publicSlug"], token) or {}) | {"items": ["interview", "integrity"]}
    started = await house.start(interview["publicSlug"], token, consent=consent)
    assert started.json()["data"].keys() == {"sessionId", "state", "personalUrl"}
    client = await house.enter(token)
    await client.my_turn()
    heard += await take_whole(house, client, desk := Desk(house, interview, token))
    heard += [await house.entry(interview["publicSlug"], token), await desk.load()]
    again = await house.enter(token)
    await again.closed()
    frames = [*client.heard, *again.heard]
    assert {frame["type"] for frame in frames} == set(FRAMES)
    for frame in frames:
        assert set(paths_in(frame)) <= FRAMES[frame["type"]], frame["type"]
    for door in (heard[0], heard[2]):
        assert set(paths_in({"data": door})) <= ENTRY
    for work in (heard[1], heard[3]):
        assert set(paths_in({"data": work})) <= WORK
    everything = json.dumps([frames, heard])
    assert SECRET not in everything
    assert "secret@example.com" not in everything
    for path in ("question.clock.remainingSeconds", "problem.text"):  # the session used every feature
        assert any(f"room.{path}" in set(paths_in(frame)) for frame in frames)
    assert {f"message.{path}" for path in DATA} <= {path for frame in frames for path in paths_in(frame)}
