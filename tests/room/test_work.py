"""Work in progress: saved durably, restored anywhere, deleted when replaced, kept when it is part of an answer."""

from __future__ import annotations

import asyncio
import json
import os
import struct
import zlib
from base64 import b64encode
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from aural.guard.files.pictures import is_png
from aural.room.conversation.submissions import PNG
from aural.store import files, schema
from aural.store.files import content_of
from tests.api.locks import wait_until_somebody_waits
from tests.room.conftest import Client, Frame, House
from tests.room.test_question_types import open_question

CODING = {"text": "Reverse a list.", "type": "CODING"}
BOARD = {"text": "Draw a queue.", "type": "WHITEBOARD"}
SCENE: Frame = {"type": "excalidraw", "elements": [{"type": "text", "text": "queue"}]}


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = zlib.compress(b"".join(b"\0" + b"\xff" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


class Desk:
    """A candidate's HTTP calls, next to the socket."""

    def __init__(self, house: House, interview: Frame, token: str) -> None:
        self.house, self.slug = house, interview["publicSlug"]
        self.headers = {"Authorization": f"Bearer {token}"}

    async def put(self, question_id: str, **work: Any) -> httpx2.Response:
        body = {"slug": self.slug, **work}
        return await self.house.http.put(f"/room/v1/work/{question_id}", json=body, headers=self.headers)

    async def draw(self, question_id: str, scene: Frame | None = None, picture: bytes | None = None) -> str:
        shown = None if picture is None else b64encode(picture).decode()
        board = {"scene": scene or SCENE, "picture": shown, "text": "queue"}
        response = await self.put(question_id, whiteboard=board)
        assert response.status_code == 200, response.text
        return str(response.json()["data"]["board"])

    async def load(self) -> Frame:
        response = await self.house.http.get(f"/room/v1/work?slug={self.slug}", headers=self.headers)
        assert response.status_code == 200, response.text
        loaded: Frame = response.json()["data"]
        return loaded

    async def type(self, question_id: str, start: int, *events: Any) -> httpx2.Response:
        body = {"slug": self.slug, "from": start, "events": list(events)}
        return await self.house.http.post(f"/room/v1/keystrokes/{question_id}", json=body, headers=self.headers)


async def at_desk(house: House, *questions: Frame, **body: Any) -> tuple[Client, Desk, str]:
    interview = await house.interview(*questions)
    client, token = await house.begin(interview, **body)
    return client, Desk(house, interview, token), open_question(client)["id"]


async def stored_files(house: House) -> list[str]:
    used = select(schema.files.c.id).where(schema.files.c.unused_since.is_(None))
    return [row.id for row in await house.server.database.read.rows(used)]


async def test_the_latest_version_of_code_is_saved_and_loaded(house: House) -> None:
    _, desk, question = await at_desk(house, CODING)
    assert await desk.load() == {}
    for text in ("", "  return 1\n"):
        saved = await desk.put(question, code={"language": "python", "text": text})
        assert saved.json()["data"].keys() == {"savedAt", "board"}
    loaded = (await desk.load())[question]
    assert loaded.keys() == {"code", "whiteboard", "savedAt"}
    assert (loaded["code"], loaded["whiteboard"]) == ({"language": "python", "text": "  return 1\n"}, None)


async def test_a_drawing_replaces_the_previous_one_unless_an_answer_uses_it(house: House) -> None:
    client, desk, question = await at_desk(house, BOARD, {"text": "Say it."})
    first = await desk.draw(question, picture=png())
    second = await desk.draw(question, {"elements": []}, png(3, 3))
    assert first != second
    assert (await desk.load())[question]["whiteboard"] == {"board": second, "scene": {"elements": []}, "text": "queue"}
    assert len(await stored_files(house)) == 2
    await client.answer("", whiteboard={"text": "A queue.", "board": first}, questionId=question)
    assert (await client.next("error"))["code"] == "BAD_REQUEST"
    frame_id = await client.answer("", whiteboard={"text": "A queue.", "board": second}, questionId=question)
    seq = (await client.next("ack"))["seq"]
    shown = next(m for m in client.messages if m["role"] == "user")["data"]["whiteboard"]
    assert (shown["text"], shown["board"], shown["scene"]) == ("A queue.", second, second)
    assert shown["picture"] in await stored_files(house)
    assert shown["words"] == "queue"
    await client.my_turn()
    await desk.draw(question)
    assert {shown["scene"], shown["picture"]} < set(await stored_files(house))
    again = {"text": "A queue.", "board": second}
    await client.answer("", whiteboard=again, questionId=question, id=frame_id)
    assert (await client.next("ack", id=frame_id))["seq"] == seq


async def test_a_drawing_whose_commit_races_with_its_withdrawal_keeps_its_bytes(house: House) -> None:
    """The response to the commit was lost, so the page got an error, and the server withdraws what it stored."""
    client, *_ = await at_desk(house, BOARD)
    database, content = house.server.database, content_of(house.server.settings)
    (session,) = await database.read.rows(select(schema.sessions.c.organization_id, schema.sessions.c.id))
    drawing = files.name_file("picture", PNG, png())
    async with database.transaction() as transaction:
        file_id = await files.insert_file(transaction, *session, drawing, house.clock.now())
    await content.put(drawing.digest, png())
    async with database.transaction() as transaction:
        await files.use_files(transaction, *session, [file_id])
        withdrawing = asyncio.create_task(files.withdraw(database, content, *session, {file_id: drawing.digest}))
        await wait_until_somebody_waits(database, transaction, withdrawing)
    await withdrawing
    assert await content.get(drawing.digest) == png()
    await client.socket.close()


async def test_the_creator_reads_the_newest_work_and_downloads_its_files(house: House) -> None:
    _, desk, question = await at_desk(house, BOARD)
    board = await desk.draw(question, picture=png())
    await desk.put(question, code={"language": "", "text": "beside it"})
    interview = (await house.get("/interviews"))[0]["id"]
    session = (await house.get(f"/interviews/{interview}/sessions"))[0]["id"]
    (work,) = await house.get(f"/sessions/{session}/work")
    assert work["code"] == {"language": "", "text": "beside it"}
    assert (work["whiteboard"]["scene"], work["whiteboard"]["text"]) == (board, "queue")
    for file_id, content in ((board, json.dumps(SCENE, separators=(",", ":")).encode()),
                             (work["whiteboard"]["picture"], png())):  # fmt: skip
        answer = await house.api.get(f"/sessions/{session}/files/{file_id}")
        assert (answer.status_code, answer.content) == (200, content)
        assert answer.headers["Content-Disposition"] == "attachment"


async def test_a_candidate_sees_only_their_own_picture(house: House) -> None:
    client, desk, question = await at_desk(house, BOARD)
    board = await desk.draw(question, picture=png())
    await client.answer("", whiteboard={"text": "", "board": board})
    await client.my_turn("closing")
    shown = next(m for m in client.messages if m["role"] == "user")["data"]["whiteboard"]
    path = f"/room/v1/files/{shown['picture']}?slug={desk.slug}"
    seen = await house.http.get(path, headers=desk.headers)
    assert (seen.status_code, seen.content) == (200, png())
    headers = {
        "Content-Type": "image/png",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=600",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {name: seen.headers[name] for name in headers} == headers
    for hidden in (board, "nothing"):  # the scene is a file of the session, too, but not a picture
        answer = await house.http.get(f"/room/v1/files/{hidden}?slug={desk.slug}", headers=desk.headers)
        assert answer.status_code == 404
    house.http.cookies.clear()
    started = await house.start(desk.slug, name="Alex", email="alex@example.com")
    assert started.status_code == 200
    assert (await house.http.get(path)).status_code == 404  # the browser has another candidate's cookie
    house.http.cookies.clear()
    assert (await house.http.get(path)).status_code == 401


async def test_a_drawing_alone_is_an_answer(house: House) -> None:
    client, desk, question = await at_desk(house, BOARD)
    board = await desk.draw(question)
    await client.answer("", whiteboard={"text": "", "board": board})
    await client.next("ack")
    await client.my_turn("closing")
    (shown,) = (message["data"]["whiteboard"] for message in client.messages if message["role"] == "user")
    assert (shown["text"], shown["scene"], shown["picture"]) == ("", board, None)


async def test_invalid_work_is_refused_and_not_stored(house: House) -> None:
    _, desk, question = await at_desk(house, BOARD)
    good = {"scene": SCENE, "picture": b64encode(png()).decode(), "text": ""}
    deep: Any = {}
    for _ in range(400):
        deep = {"a": deep}
    wrong: list[Frame] = [
        {}, {"code": 7}, {"code": {"language": "python", "text": "x" * 50_001}}, {"whiteboard": {"scene": []}},
        {"whiteboard": {**good, "picture": "AAAA"}}, {"whiteboard": {**good, "picture": "no base64!"}},
        {"whiteboard": {**good, "text": "\0"}}, {"code": {"language": "", "text": ""}, "whiteboard": good},
        {"whiteboard": {**good, "scene": deep}},
    ]  # fmt: skip
    for work in wrong:
        assert (await desk.put(question, **work)).status_code == 400, work
    large = {**good, "scene": {"elements": "x" * (4 << 20)}}
    assert (await desk.put(question, whiteboard=large)).status_code == 413
    huge = png() + b"\0" * (2 << 20)
    assert (await desk.put(question, whiteboard={**good, "picture": b64encode(huge).decode()})).status_code == 413
    assert await desk.load() == {}


async def test_only_an_asked_question_accepts_work_and_only_while_the_interview_runs(house: House) -> None:
    client, desk, question = await at_desk(house, CODING, BOARD)
    interview = await house.get(f"/interviews/{(await house.get('/interviews'))[0]['id']}")
    later = interview["questions"][1]["id"]
    code = {"language": "python", "text": "x"}
    assert (await desk.put(later, code=code)).status_code == 404
    assert (await desk.put("nothing", code=code)).status_code == 404
    await client.wish("end")
    await client.my_turn("done")
    assert (await desk.put(question, code=code)).status_code == 409


async def test_no_one_else_reads_or_writes_the_work(house: House) -> None:
    _, desk, question = await at_desk(house, CODING)
    await desk.put(question, code={"language": "python", "text": "mine"})
    other = await house.interview(CODING)
    _, token = await house.begin(other, name="Alex", email="alex@example.com")
    stranger = Desk(house, other, token)
    assert await stranger.load() == {}
    assert (await stranger.put(question, code={"language": "python", "text": "theirs"})).status_code == 404
    house.http.cookies.clear()
    for headers in (stranger.headers, {}, {"Authorization": "Bearer guessed"}):
        response = await house.http.get(f"/room/v1/work?slug={desk.slug}", headers=headers)
        assert response.status_code == 401
    assert (await desk.load())[question]["code"]["text"] == "mine"


async def test_the_browsers_cookie_is_enough_to_save_work(house: House) -> None:
    interview = await house.interview(CODING)
    started = await house.start(interview["publicSlug"])
    client = await house.enter(started.json()["data"]["personalUrl"].partition("token=")[2])
    await client.my_turn()
    name = f"aural_room_{interview['publicSlug']}"
    headers = {"Cookie": f"{name}={started.cookies[name]}"}
    body = {"slug": interview["publicSlug"], "code": {"language": "python", "text": "x"}}
    path = f"/room/v1/work/{open_question(client)['id']}"
    assert (await house.http.put(path, json=body, headers=headers)).status_code == 200


# --- keystrokes -----------------------------------------------------------------------------------------------------


async def test_keystrokes_need_separate_consent(house: House) -> None:
    _, desk, question = await at_desk(house, CODING)
    assert (await desk.type(question, 0, [10, 0, 0, "d"])).status_code == 403


async def test_every_device_learns_whether_keystrokes_may_be_recorded(house: House) -> None:
    interview = await house.interview(CODING)
    consent = await house.consent(interview["publicSlug"])
    assert consent is not None
    for items in (["interview"], ["interview", "keystrokes"]):
        house.http.cookies.clear()
        person = {"email": f"{len(items)}@example.com", "consent": {**consent, "items": items}}
        _, token = await house.begin(interview, **person)
        again = await house.enter(token, take_over=True)
        assert (await again.next("welcome"))["keystrokes"] is ("keystrokes" in items)


async def test_keystrokes_are_appended_once_and_a_gap_is_reported(house: House) -> None:
    interview = await house.interview(CODING)
    consent = await house.consent(interview["publicSlug"])
    assert consent is not None
    client, token = await house.begin(interview, consent={**consent, "items": ["interview", "keystrokes"]})
    desk, question = Desk(house, interview, token), open_question(client)["id"]
    events = [[10, 0, 0, "d"], [20, 1, 1, "e"], [30, 2, 2, "f"]]
    assert (await desk.type(question, 0)).json()["data"] == {"count": 0}
    assert (await desk.type(question, 0, *events[:2])).status_code == 200
    assert (await desk.type(question, 0)).json()["data"] == {"count": 2}
    assert (await desk.type(question, 0, *events[:2])).json()["data"] == {"count": 2}
    assert (await desk.type(question, 1, *events[1:])).json()["data"] == {"count": 3}
    gap = await desk.type(question, 9, [40, 0, 0, "x"])
    assert gap.status_code == 409
    assert gap.json()["error"]["expected"] == 3
    for wrong in ([1, 2, 3], [-1, 0, 0, ""], [1.5, 0, 0, ""], [1, 0, 0, 7], "x", [1, 0, 0, "\0"]):
        assert (await desk.type(question, 3, wrong)).status_code == 400
    session = (await house.get(f"/interviews/{interview['id']}/sessions"))[0]["id"]
    assert await house.get(f"/sessions/{session}/keystrokes") == [{"questionId": question, "events": events}]


# --- files ----------------------------------------------------------------------------------------------------------


async def test_old_files_without_a_row_are_deleted_and_others_are_kept(house: House) -> None:
    _, desk, question = await at_desk(house, BOARD)
    await desk.draw(question, picture=png())
    await desk.draw(question, {"elements": [1]}, png())  # the same picture with another scene
    content = content_of(house.server.settings)
    await content.put(b"x" * 32, b"of a transaction that failed")
    paths = [path for path in (house.server.settings.data_dir / "files").glob("??/*") if path.is_file()]
    assert len(paths) == 3
    assert all(path.stat().st_mode & 0o77 == 0 for path in paths)
    assert await files.sweep(house.server.database, content) == 0  # too recent
    for path in paths:
        os.utime(path, (0, 0))
    assert await files.sweep(house.server.database, content) == 1
    assert (await desk.load())[question]["whiteboard"]["scene"] == {"elements": [1]}
    session = (await house.server.database.read.rows(select(schema.sessions)))[0]
    async with house.server.database.transaction() as transaction:
        digests = await files.delete_files(transaction, session.organization_id, session.id)
    assert await files.discard(house.server.database.read, content, digests) == 2
    assert [path for path in paths if path.exists()] == []


@pytest.mark.parametrize("at", [0, 5, 20, 30, 45, -1])
def test_a_picture_with_one_wrong_byte_is_refused(at: int) -> None:
    whole = png()
    assert is_png(whole)
    broken = bytearray(whole)
    broken[at] ^= 1
    assert not is_png(bytes(broken))


def test_truncated_extended_and_oversized_pictures_are_refused() -> None:
    whole = png()
    assert not any(is_png(whole[:end]) for end in range(len(whole)))
    assert not is_png(whole + b"<script>")
    assert not is_png(png(20_000, 1))
    assert not is_png(json.dumps(SCENE).encode())
