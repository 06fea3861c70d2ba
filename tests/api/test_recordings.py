"""Readers of a session see its recordings only through signed links, which expire, belong to a key, and are logged."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2
import pytest
import pytest_asyncio
from sqlalchemy import insert, select, update
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from aural.api.context import Context
from aural.guard.http import links
from aural.guard.secrets import Secrets
from aural.organizations import key_repository as keys
from aural.platform.errors import AuralError, StorageUnavailableError
from aural.recordings import endpoints
from aural.recordings.endpoints import media_routes
from aural.reports.documents.captions import NOTE
from aural.store import schema
from tests.api.seeds import seed_recording, seed_session
from tests.api.world import Json, World

CONTENT = bytes(range(256)) * 40
NOBODY = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e"


async def _refusal(_request: Request, error: Exception) -> Response:
    assert isinstance(error, AuralError)
    return JSONResponse({"error": {"code": error.code}}, error.status, error.headers)


@pytest_asyncio.fixture(loop_scope="session")
async def player(world: World) -> AsyncIterator[httpx2.AsyncClient]:
    """A client that has only a link."""
    context = Context(world.database, world.clock, world.settings, world.secrets, world.api.gate)
    app = Starlette(routes=media_routes(context), exception_handlers={AuralError: _refusal})
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=world.settings.public_url) as client:
        yield client


async def recorded(world: World, content: bytes = CONTENT, **fields: object) -> tuple[str, str]:
    """A session and its recording."""
    session = await seed_session(world, await world.interview())
    return session, await seed_recording(world, session, content, **fields)


async def link_to(world: World, recording: str, seconds: int = 900, person: str = "viewer") -> Json:
    link: Json = await getattr(world, person).data("GET", f"/recordings/{recording}/link?seconds={seconds}")
    return link


async def test_readers_of_a_session_see_its_recordings(world: World) -> None:
    session, recording = await recorded(world)
    (listed,) = await world.viewer.data("GET", f"/sessions/{session}/recordings")
    assert (listed["id"], listed["track"], listed["status"], listed["seconds"]) == (recording, "camera", "READY", 2.0)
    assert [take["fromSeconds"] for take in listed["takes"]] == [0.0]
    for person in (world.stranger, world.neighbour):
        await person.error(404, "GET", f"/sessions/{session}/recordings")
        await person.error(404, "GET", f"/recordings/{recording}/link")
    await world.viewer.error(400, "GET", f"/recordings/{recording}/link?seconds=86400")


async def test_a_link_plays_any_range_and_returns_nothing_that_a_browser_would_run(
    world: World, player: httpx2.AsyncClient
) -> None:
    _, recording = await recorded(world)
    url = (await link_to(world, recording))["url"]
    whole = await player.get(url)
    assert (whole.status_code, whole.content) == (200, CONTENT)
    assert whole.headers["content-type"] == "video/webm"
    assert whole.headers["content-disposition"] == f'attachment; filename="camera-{recording[:8]}.webm"'
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert whole.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert "no-store" in whole.headers["cache-control"]
    size = len(CONTENT)
    for asked, start, end in (
        ("0-0", 0, 1),
        ("100-199", 100, 200),
        (f"{size - 5}-", size - 5, size),
        ("-7", size - 7, size),
    ):
        part = await player.get(url, headers={"Range": f"bytes={asked}"})
        assert (part.status_code, part.content) == (206, CONTENT[start:end]), asked
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
    beyond = await player.get(url, headers={"Range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{size}")
    for odd in ("bytes=5-4", "bytes=a-b", "bytes=-", "items=0-1", "bytes=0-1,3-4"):
        assert (await player.get(url, headers={"Range": odd})).status_code == 200, odd


async def test_a_link_expires_and_cannot_be_modified(world: World, player: httpx2.AsyncClient) -> None:
    _, recording = await recorded(world)
    _, other = await recorded(world)
    url = (await link_to(world, recording, seconds=30))["url"]
    token = url.rpartition("/")[2]
    parts = token.split(".")
    stranger = Secrets("t" * 40)
    link = links.read(world.secrets, token, world.clock.now())
    assert link is not None
    bent = [
        token.replace(recording, other),
        ".".join([*parts[:4], "9999999999999", parts[5]]),
        ".".join([parts[0], other, *parts[2:]]),
        token[:-1] + ("0" if token[-1] != "0" else "1"),
        token.upper(),
        f"{token}.",
        links.sign(stranger, link),
        "..%2F..%2Fsecret.key",
    ]
    for each in bent:
        assert (await player.get(f"/media/{each}")).status_code == 404, each
    assert (await player.get(url)).status_code == 200
    world.clock.pass_seconds(31)
    assert (await player.get(url)).status_code == 404


async def test_no_other_organization_and_no_revoked_key_opens_a_link(world: World, player: httpx2.AsyncClient) -> None:
    _, recording = await recorded(world)
    url = (await link_to(world, recording))["url"]
    for person, status in (("stranger", 404), ("owner", 200)):
        response = await player.get(url, headers={"Authorization": f"Bearer {world.keys[person]}"})
        assert response.status_code == status, person
    member = await world.sign_in(await world.join("VIEWER"))
    assert (await player.get(url, headers={"Cookie": member.headers["Cookie"]})).status_code == 200
    # A link of another organization for this recording, which only a forger could have signed.
    link = links.read(world.secrets, url.rpartition("/")[2], world.clock.now())
    assert link is not None
    theirs = links.MediaLink(recording, NOBODY, link.user_id, link.key_id, link.expires_at)
    assert (await player.get(f"/media/{links.sign(world.secrets, theirs)}")).status_code == 404
    async with world.database.transaction() as transaction:
        await keys.revoke_key(transaction, world.acme.id, link.key_id, world.clock.now())
    assert (await player.get(url)).status_code == 404


async def test_each_view_of_a_recording_is_in_the_audit_log(world: World, player: httpx2.AsyncClient) -> None:
    _, recording = await recorded(world)
    url = (await link_to(world, recording))["url"]
    await world.api.gate.close()  # reads are written after the answers
    for _ in range(3):
        await player.get(url, headers={"Range": "bytes=0-9"})
    lines = await world.owner.data("GET", f"/audit?objectId={recording}")
    seen = {line["operation"]: (line["who"], line["count"]) for line in lines}
    assert seen == {"viewRecording": ("VIEWER", 3), "getRecordingLink": ("VIEWER", 1)}


async def test_a_view_is_in_the_audit_log_before_a_byte_is_sent(
    world: World, player: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, recording = await recorded(world)
    url = (await link_to(world, recording))["url"]

    async def fail(*_given: object, **_more: object) -> None:
        raise StorageUnavailableError("The storage is full.")

    with monkeypatch.context() as patch:
        patch.setattr(endpoints.audit, "note", fail)
        refused = await player.get(url)
    assert (refused.status_code, refused.json()) == (503, {"error": {"code": "STORAGE_UNAVAILABLE"}})
    assert (await player.get(url)).content == CONTENT


async def test_viewers_are_named_in_the_candidates_data_and_unlinked_by_an_erasure(
    world: World, player: httpx2.AsyncClient
) -> None:
    session, recording = await recorded(world)
    await player.get((await link_to(world, recording))["url"])
    await world.viewer.get(f"/recordings/{recording}/captions")
    await world.api.gate.close()
    candidate = (await world.owner.data("GET", f"/sessions/{session}"))["candidateId"]
    told = (await world.owner.get(f"/candidates/{candidate}/data")).json()["auditEntries"]
    watched = {"viewRecording", "getRecordingLink", "getCaptions"}
    assert {line["operation"] for line in told if line["object"] == recording} == watched
    assert {line["actor"] for line in told if line["object"] == recording} == {"VIEWER"}

    await world.owner.data("DELETE", f"/candidates/{candidate}")
    assert not await world.owner.data("GET", f"/audit?objectId={recording}")
    left = await world.database.read.rows(select(schema.audit_entries))
    assert {row.operation for row in left} >= watched
    assert recording not in repr(left)


async def test_a_recording_that_is_not_ready_has_no_link(world: World, player: httpx2.AsyncClient) -> None:
    session, recording = await recorded(world, state="FAILED", reason="It cannot be read.", object_name=None)
    error = await world.viewer.error(409, "GET", f"/recordings/{recording}/link")
    assert error["message"] == "It cannot be read."
    (listed,) = await world.viewer.data("GET", f"/sessions/{session}/recordings")
    assert (listed["reason"], listed["reasonCode"]) == ("It cannot be read.", "UNREADABLE")


async def test_captions_are_the_corrected_transcript_with_the_times_of_the_file(world: World) -> None:
    session, recording = await recorded(world)
    second = (schema.messages.c.session_id == session, schema.messages.c.seq == 2)
    spoken = {"speech": {"startMs": 500, "endMs": 1_500, "confidence": 0.9, "words": []}}
    made = {"content": "We <b>paused</b> it & --> drained it.", "is_left_out": False, "corrected_at": 1}
    async with world.database.transaction() as transaction:
        await transaction.run(update(schema.messages).where(*second).values(data=spoken))
        correction = {"organization_id": world.acme.id, "session_id": session, "seq": 2, **made}
        await transaction.run(insert(schema.corrections), correction)
        corrected = update(schema.sessions).where(schema.sessions.c.id == session).values(corrected_at=1)
        await transaction.run(corrected)
    answer = await world.viewer.get(f"/recordings/{recording}/captions")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/vtt")
    assert answer.headers["content-disposition"].endswith(f"camera-{recording[:8]}.vtt")
    assert answer.text == (
        f"WEBVTT\n\n{NOTE}\n\n"
        "1\n00:00:00.001 --> 00:00:00.501\n<v Interviewer>Message 1 “quoted” \\ ünï</v>\n\n"
        "2\n00:00:00.003 --> 00:00:00.503\n<v Interviewer>Message 3 “quoted” \\ ünï</v>\n\n"
        "3\n00:00:00.500 --> 00:00:01.500\n<v Alex>We &lt;b&gt;paused&lt;/b&gt; it &amp; --&gt; drained it.</v>\n"
    )


async def test_readers_of_a_session_get_its_captions_and_each_access_is_logged(world: World) -> None:
    _, recording = await recorded(world)
    for person in (world.stranger, world.neighbour):
        await person.error(404, "GET", f"/recordings/{recording}/captions")
    await world.viewer.get(f"/recordings/{recording}/captions")
    await world.api.gate.close()  # reads are written after the answers
    (line,) = await world.owner.data("GET", f"/audit?objectId={recording}")
    assert (line["operation"], line["who"]) == ("getCaptions", "VIEWER")
    _, failed = await recorded(world, state="FAILED", reason="It cannot be read.", object_name=None)
    error = await world.viewer.error(409, "GET", f"/recordings/{failed}/captions")
    assert error["message"] == "It cannot be read."


async def test_usage_counts_the_stored_bytes(world: World) -> None:
    await recorded(world)
    assert (await world.viewer.data("GET", "/usage"))["recording_bytes"] == {"used": len(CONTENT), "limit": None}
