"""Bad input gets a clear error, never a 5xx, and neither loses nor stores anything."""

from __future__ import annotations

import gc
import resource
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.seeds import seed_session
from tests.api.world import Json, World, open_world, paths_of

JSON = {"Content-Type": "application/json"}
MEBIBYTE = 1 << 20

UNDECODABLE = {
    "empty": b"",
    "blank": b" \n",
    "half": b'{"title": "A"',
    "two values": b'{"title": "A"} {"title": "B"}',
    "single quotes": b"{'title': 'A'}",
    "trailing comma": b'{"title": "A",}',
    "comment": b'{"title": "A"} // why',
    "bare word": b"title",
    "not a number": b'{"title": "A", "timeLimitMinutes": NaN}',
    "infinity": b'{"title": "A", "timeLimitMinutes": Infinity}',
    "huge number": b'{"title": "A", "timeLimitMinutes": 1e999}',
    "latin 1": '{"title": "ü"}'.encode("latin-1"),
    "utf 16": '{"title": "A"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"title": "A"}',
    "lone surrogate, escaped": b'{"title": "\\ud800"}',
    "lone surrogate, encoded": b'{"title": "\xed\xa0\x80"}',
    "overlong": b'{"title": "\xc0\xaf"}',
    "raw control character": b'{"title": "a\nb"}',
    "10,000 deep array": b"[" * 10_000 + b"]" * 10_000,
    "10,000 deep object": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "10,000 deep in a field": b'{"title": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
}
MALFORMED: dict[str, Any] = {
    "null": None,
    "text": "A",
    "number": 1,
    "truth": True,
    "array": [{"title": "A"}],
    "nothing in it": {},
    "no title": {"objective": "x"},
    "escaped NUL": {"title": "a\x00b"},
    "NUL in a criterion": {"title": "A", "assessmentCriteria": [{"name": "a\x00", "description": "b"}]},
    "NUL in a name of a field": {"title": "A", "a\x00b": 1},
    "long name of a field": {"title": "A", "x" * 100_000: 1},
    "many unknown fields": {"title": "A", **{f"field{i}": i for i in range(20_000)}},
    "blank by other means": {"title": "\u200b\u00a0\u2003\ufeff"},
    "prototype": {"title": "A", "__proto__": {"isActive": False}},
    "organization": {"title": "A", "organizationId": "x"},
    "another organization": {"title": "A", "orgId": "x"},
    "a million criteria": {"title": "A", "assessmentCriteria": [0] * 200_000},
}
NUL = "a\x00b"
NAMELESS: dict[str, tuple[str, Any, str]] = {
    "a project": ("/interviews/{interview}/move", {"project": NUL}, "project"),
    "a candidate": ("/interviews/{interview}/letter-preview", {"kind": "reminder", "candidateId": NUL}, "candidateId"),
    "candidates": ("/interviews/{interview}/invitations", {"candidateIds": ["x", NUL]}, "candidateIds.1"),
    "a message": ("/sessions/{session}/comments", {"text": "Why?", "messageId": NUL}, "messageId"),
    "two problems": ("/sessions/{session}/comments", {"text": 1, "messageId": NUL}, "messageId"),
}
HOSTILE = (
    "'; DROP TABLE interviews; --",
    '" OR ""="',
    "%_\\%",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "../../etc/passwd",
    "=HYPERLINK(1)",
    "\u202etxt.exe \u200bzero \U0001f469\u200d\U0001f4bb e\u0301 \ud7ff \U0010ffff",
    "\\u0000 \\ud800",
    "Robert\x01\x1b[31m\x7f",
)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def inputs_url(request: pytest.FixtureRequest) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("_postgres_databases").create(migrated=True))
    folder = Path(tempfile.mkdtemp(dir=request.getfixturevalue("_sqlite_folder")))
    shutil.copyfile(request.getfixturevalue("_sqlite_template"), folder / "aural.db")
    return f"sqlite:///{folder / 'aural.db'}"


@pytest.fixture
async def world(inputs_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(inputs_url, tmp_path) as world:
        yield world


async def refuse(world: World, content: bytes, **headers: str) -> Json:
    """Sends a creation that must be refused, and returns the error."""
    more = {"content": content, "headers": {**JSON, **headers}}
    error = await world.owner.error(400, "POST", "/interviews", **more)
    assert await world.owner.data("GET", "/interviews") == []
    return error


@pytest.mark.parametrize("name", UNDECODABLE)
async def test_undecodable_input_is_refused(world: World, name: str) -> None:
    assert (await refuse(world, UNDECODABLE[name]))["code"] == "BAD_REQUEST"


@pytest.mark.parametrize("name", MALFORMED)
async def test_input_of_the_wrong_shape_is_refused_by_name(world: World, name: str) -> None:
    error = await world.owner.error(400, "POST", "/interviews", MALFORMED[name] if MALFORMED[name] is not None else 0)
    assert error["details"]
    assert await world.owner.data("GET", "/interviews") == []


@pytest.mark.parametrize("name", NAMELESS)
async def test_an_id_that_no_database_accepts_is_refused_by_name(world: World, name: str) -> None:
    path, body, where = NAMELESS[name]
    interview = await world.interview()
    session = await seed_session(world, interview)
    error = await world.owner.error(400, "POST", path.format(interview=interview["id"], session=session), body)
    assert where in paths_of(error)
    told = await world.owner.data("POST", f"/sessions/{session}/comments", {"text": "\\u0000"})
    assert told["text"] == "\\u0000"  # these six characters are not a NUL


async def test_a_malformed_id_in_a_path_is_not_found(world: World) -> None:
    session = await seed_session(world, await world.interview())
    for part in ("%00", "%ff", "x" * 3000, "%20"):
        await world.owner.error(404, "DELETE", f"/sessions/{session}/comments/{part}")


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_in_interviews_questions_and_candidates_is_stored_unchanged(world: World, text: str) -> None:
    rubric = [{"name": text, "description": text}]
    interview = await world.interview(title=text, objective=text, assessmentCriteria=rubric)
    choice = {"text": text, "type": "SINGLE_CHOICE", "options": [text, "other"], "description": text}
    (question,) = await world.questions(interview, choice)
    await world.candidate(interview, name=text, notes=text)
    read = await world.owner.data("GET", f"/interviews/{interview['id']}")
    assert (read["title"], read["objective"]) == (text, text)
    assert read["assessmentCriteria"] == [{**criterion, "anchors": [], "questionIds": []} for criterion in rubric]
    assert read["questions"] == [question]
    assert (question["text"], question["options"], question["description"]) == (text, [text, "other"], text)
    (candidate,) = await world.owner.data("GET", f"/interviews/{interview['id']}/candidates")
    assert (candidate["name"], candidate["notes"]) == (text, text)
    assert len(await world.owner.data("GET", "/interviews")) == 1


@pytest.mark.parametrize(
    "media_type",
    ["", "text/plain", "text/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "*/*"],
)
async def test_only_json_is_read(world: World, media_type: str) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    error = await world.owner.error(415, "POST", "/interviews", content=b'{"title": "A"}', headers=headers)
    assert error["code"] == "UNSUPPORTED_MEDIA_TYPE"


@pytest.mark.parametrize("media_type", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/json;x=y"])
async def test_json_is_read_under_any_spelling_of_its_media_type(world: World, media_type: str) -> None:
    more = {"content": b'{"title": "A"}', "headers": {"Content-Type": media_type}}
    assert (await world.owner.data("POST", "/interviews", **more))["title"] == "A"


async def test_a_mebibyte_is_read_and_one_byte_more_is_refused(world: World) -> None:
    frame = b'{"titel": ""}'
    whole = b'{"titel": "' + b"x" * (MEBIBYTE - len(frame)) + b'"}'
    await refuse(world, whole)
    for extra in (1, MEBIBYTE):
        error = await world.owner.error(413, "POST", "/interviews", content=whole + b" " * extra, headers=JSON)
        assert error["code"] == "PAYLOAD_TOO_LARGE"

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 65_536

    await world.owner.error(413, "POST", "/interviews", content=endless(), headers=JSON)
    interview = await world.interview()
    await world.owner.error(413, "POST", f"/interviews/{interview['id']}/publish", content=whole + b" ")


async def test_an_unexpected_body_changes_nothing(world: World) -> None:
    path = f"/interviews/{(await world.interview())['id']}"
    published = await world.owner.data("POST", f"{path}/publish")
    for content in (b"{", b"[1]", b"x" * 1000):
        assert await world.owner.data("POST", f"{path}/publish", content=content) == published
    assert len(await world.owner.data("GET", "/interviews", content=b"{")) == 1


async def test_a_body_of_many_items_uses_little_memory(world: World) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/questions"
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for content in (
        b"[" + b"{}," * 300_000 + b"{}]",
        b'{"text": "a", "type": "SINGLE_CHOICE", "options": [' + b"0," * 400_000 + b"0]}",
        b'{"text": "a", "type": "SINGLE_CHOICE", "options": [' + b'"o",' * 200_000 + b'"o"]}',
        b'{"text": "a",' + b'"z":1,' * 100_000 + b'"z":1}',
    ):
        await world.owner.error(400, "POST", path, content=content, headers=JSON)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024  # KiB


FORGED = {
    **dict.fromkeys(("id", "projectId", "interviewId", "publicSlug", "createdAt", "updatedAt"), "forged"),
    **dict.fromkeys(("isActive", "requireInvite", "isRequired", "probeOnShort"), False),
    "_count": {"questions": 9, "sessions": 9},
    "questions": [{"text": "forged"}],
    "inviteToken": "forged",
    "inviteUrl": "forged",
    "sessionId": "forged",
}


async def test_read_only_fields_are_never_stored(world: World) -> None:
    interview = await world.interview(**FORGED)
    (question,) = await world.questions(interview, {"text": "a", **FORGED})
    path = f"/interviews/{interview['id']}"
    for kind, changed in (
        (interview, await world.owner.data("PATCH", path, FORGED)),
        (question, await world.owner.data("PATCH", f"/questions/{question['id']}", FORGED)),
    ):
        assert {**changed, "updatedAt": "", "_count": 0} == {**kind, "updatedAt": "", "_count": 0}
    read = await world.owner.data("GET", path)
    candidate = await world.candidate(interview, **FORGED)
    assert (read["isActive"], read["requireInvite"], read["questions"]) == (True, True, [question])
    assert "forged" not in str([read, question, candidate])


@pytest.mark.parametrize("field", ["score", "organizationId", "version", "session_count", "is_active", "tokenHash"])
async def test_an_unknown_field_is_refused_by_name(world: World, field: str) -> None:
    interview = await world.interview()
    for path, body in (
        ("/interviews", {"title": "A", field: 1}),
        (f"/interviews/{interview['id']}/questions", {"text": "a", field: 1}),
        (f"/interviews/{interview['id']}/candidates", {field: 1}),
    ):
        error = await world.owner.error(400, "POST", path, body)
        assert [detail["path"] for detail in error["details"]] == [field]
