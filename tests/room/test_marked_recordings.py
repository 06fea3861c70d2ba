"""A recording in which the interviewer's voice may be heard is stored and delivered with its mark."""

from __future__ import annotations

from pathlib import Path

import pytest

from aural.guard.files.marking import MIXED, keep_certificate, list_certificates, verify_file
from aural.guard.marks.certificates import mark_key
from aural.guard.secrets import Secrets
from aural.sessions.synthetic_voice_repository import find_voice, note_voice
from tests.media import cut, look_at, record
from tests.room.conftest import Frame, House
from tests.room.recorder import WEBM, Recorder, at_recorder
from tests.room.test_recordings import joined, leave

MP4 = "video/mp4;codecs=avc1.42E01E,opus"
VOICE = "embedded hibari-tts 0.2.1 heart"


async def held_with(house: House, voice: str | None, mime: str, *, track: str = "camera") -> tuple[Recorder, Frame]:
    """A recording of a session in which this voice spoke."""
    client, recorder = await at_recorder(house)
    if voice is not None:
        (session,) = await house.get(f"/interviews/{recorder.interview['id']}/sessions")
        organization = await organization_of(house)
        async with house.server.database.transaction() as transaction:
            await note_voice(transaction, organization, session["id"], voice)
            await note_voice(transaction, organization, session["id"], "another voice")  # the first one is kept
        assert await find_voice(house.server.database.read, organization, session["id"]) == voice
    content = record(2, "mp4" if "mp4" in mime else "webm")
    await recorder.record(cut(content, 3), track, mime)
    await leave(client)
    (recording,) = await joined(house, recorder)
    assert recording["status"] == "READY"
    return recorder, recording


async def organization_of(house: House) -> str:
    from aural.organizations import repository as organizations

    (row,) = await organizations.list_organizations(house.server.database.read)
    return str(row.id)


async def found_in(house: House, file: Path, kind: str, sidecar: bytes | None) -> tuple[str, str | None, str | None]:
    roots = await list_certificates(house.server.database, house.server.secrets)
    found = await verify_file(file, kind, roots, sidecar)
    return found.finding, found.source_type, found.voice


async def test_an_mp4_has_its_mark_inside_and_plays_in_ranges(house: House, tmp_path: Path) -> None:
    _, recording = await held_with(house, VOICE, MP4)
    assert recording["mark"] == "embedded"
    link = await house.get(f"/recordings/{recording['id']}/link")
    assert link["markUrl"] is None
    answer = await house.http.get(link["url"])
    assert "link" not in answer.headers
    assert len(answer.content) == recording["bytes"] == link["bytes"]
    file = tmp_path / "saved.mp4"
    file.write_bytes(answer.content)
    assert await found_in(house, file, "video/mp4", None) == ("valid", MIXED, VOICE)
    assert look_at(answer.content)[1] == ["audio", "video"]
    part = await house.http.get(link["url"], headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, answer.content[100:200])
    assert (await house.http.get(f"{link['url']}/mark")).status_code == 404


async def test_a_webm_has_a_sidecar_wherever_it_is_delivered(house: House, tmp_path: Path) -> None:
    recorder, recording = await held_with(house, VOICE, WEBM)
    assert recording["mark"] == "sidecar"
    link = await house.get(f"/recordings/{recording['id']}/link")
    assert link["markUrl"] == f"{link['url']}/mark"
    answer = await house.http.get(link["url"])
    assert answer.headers["link"] == f'</media/{link["url"].rpartition("/")[2]}/mark>; rel="c2pa-manifest"'
    mark = await house.http.get(link["markUrl"])
    assert mark.headers["content-type"] == "application/c2pa"
    assert mark.headers["content-disposition"].endswith('.webm.c2pa"')
    file = tmp_path / "saved.webm"
    file.write_bytes(answer.content)
    assert await found_in(house, file, "video/webm", mark.content) == ("valid", MIXED, VOICE)
    part = await house.http.get(link["url"], headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, answer.content[100:200])
    assert part.headers["link"] == answer.headers["link"]
    # What the candidate's export contains.
    exported = (await house.http.get("/room/v1/export", params={"slug": recorder.slug})).json()
    (told,) = exported["recordings"]
    assert exported["session"]["syntheticVoice"] == VOICE
    assert told["mark"] == "sidecar"
    assert (await house.http.get(told["markFile"])).content == mark.content
    saved = await house.http.get(told["file"])
    assert saved.content == answer.content
    assert f"{told['markFile']}" == f"{house.server.settings.public_url}{saved.headers['link'][1:].partition('>')[0]}"
    page = await house.http.get("/room/v1/export", params={"slug": recorder.slug, "format": "html"})
    assert VOICE in page.text
    house.http.cookies.clear()
    assert (await house.http.get(told["markFile"])).status_code == 401


async def test_the_mark_is_kept_when_slices_are_deleted_and_is_deleted_with_the_recording(
    house: House, tmp_path: Path
) -> None:
    recorder, recording = await held_with(house, VOICE, WEBM)
    folder = tmp_path / "recordings" / recording["id"]
    names = sorted(path.suffix for path in folder.iterdir() if path.suffix in (".webm", ".c2pa"))
    assert names == [".c2pa", ".webm"]
    await house.server.media.remove(recording["id"], but=next(folder.glob("*.webm")).name)
    assert sorted(path.suffix for path in folder.iterdir()) == [".c2pa", ".webm"]
    body = {"slug": recorder.slug}
    assert (await house.http.post("/room/v1/withdraw", json=body, headers=recorder.headers)).status_code < 300
    assert not folder.exists()


@pytest.mark.parametrize("mime", [WEBM, MP4])
async def test_without_a_synthetic_voice_there_is_no_mark(mime: str, house: House) -> None:
    recorder, recording = await held_with(house, None, mime)
    assert recording["mark"] is None
    link = await house.get(f"/recordings/{recording['id']}/link")
    assert link["markUrl"] is None
    assert b"c2pa" not in (await house.http.get(link["url"])).content
    exported = (await house.http.get("/room/v1/export", params={"slug": recorder.slug})).json()
    assert exported["session"]["syntheticVoice"] is None


async def test_earlier_marks_stay_valid_under_a_new_secret_key(house: House, tmp_path: Path) -> None:
    _, recording = await held_with(house, VOICE, MP4)
    link = await house.get(f"/recordings/{recording['id']}/link")
    file = tmp_path / "saved.mp4"
    file.write_bytes((await house.http.get(link["url"])).content)
    database, later = house.server.database, Secrets("l" * 40)
    await keep_certificate(database, house.server.secrets)
    await keep_certificate(database, house.server.secrets)  # as at each start of a server
    await keep_certificate(database, later)
    roots = await list_certificates(database, later)
    assert len(roots) == 2
    assert roots[0] == mark_key(later).root
    assert (await verify_file(file, "video/mp4", roots, None)).finding == "valid"
    assert (await verify_file(file, "video/mp4", roots[:1], None)).finding == "foreign"
