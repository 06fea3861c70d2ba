"""The microphone check before the interview: it returns what was recognized, and nothing of it is stored."""

from __future__ import annotations

from collections.abc import Sequence

import httpx2
import pytest

from aural.room.access.services import SPEECH_NOT_AGREED, TYPES_ONLY
from aural.voice.stt.protocol import SttError
from tests.voice.conftest import SENTENCES, SpokenHouse
from tests.voice.talking import sound


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone, because nothing here depends on the database."""
    return sqlite_url


SAID = sound(0, 300) + sound(1, 1000) + sound(0, 300)


async def check(spoken: SpokenHouse, slug: str, pcm: bytes = SAID, token: str | None = None) -> httpx2.Response:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return await spoken.house.http.post(f"/room/v1/captions?slug={slug}", content=pcm, headers=headers)


async def ready(spoken: SpokenHouse, adjustments: Sequence[str] = (), **settings: bool) -> tuple[str, str]:
    """The slug and the token of a candidate with a session who is not in the room yet."""
    interview = await spoken.house.interview(**{"voiceEnabled": True, **settings})
    started = (await spoken.house.start(interview["publicSlug"], adjustments=list(adjustments))).json()["data"]
    spoken.house.http.cookies.clear()
    return interview["publicSlug"], started["personalUrl"].partition("token=")[2]


async def test_recognized_text_is_returned_but_not_stored_and_takes_no_slot(spoken: SpokenHouse) -> None:
    slug, token = await ready(spoken)
    answer = await check(spoken, slug, token=token)
    assert (answer.status_code, answer.json()) == (200, {"data": {"text": SENTENCES[0]}})
    assert answer.headers["cache-control"] == "no-store"
    voice = await spoken.enter(token)
    welcome = voice.heard[0]
    assert [message for message in welcome["messages"] if message["role"] == "user"] == []
    assert spoken.service._admission.count_free() == (2, 2)


async def test_silence_gives_no_text(spoken: SpokenHouse) -> None:
    slug, token = await ready(spoken)
    assert (await check(spoken, slug, sound(0, 500), token)).json() == {"data": {"text": ""}}


async def test_interviews_take_precedence(spoken: SpokenHouse) -> None:
    slug, token = await ready(spoken)
    taken = [spoken.service._admission.take(is_back=False) for _ in range(2)]
    assert (await check(spoken, slug, token=token)).json() == {"data": {"text": None}}
    for slot in taken:
        assert slot is not None
        slot.give_back()
    spoken.stt.faults.append(SttError("broken"))
    assert (await check(spoken, slug, token=token)).json() == {"data": {"text": None}}
    assert (await check(spoken, slug, token=token)).json() == {"data": {"text": SENTENCES[0]}}


async def test_a_microphone_check_needs_the_candidates_credentials(spoken: SpokenHouse) -> None:
    slug, token = await ready(spoken)
    other, _ = await ready(spoken)
    for where, who in ((slug, None), (slug, "inv_garbage"), (other, token)):
        assert (await check(spoken, where, token=who)).status_code == 401
    assert (await check(spoken, "", token=token)).status_code == 404


@pytest.mark.parametrize(("pcm", "status"), [(b"", 400), (bytes(33), 400), (bytes(32 * 8001), 413)])
async def test_sound_of_a_wrong_size_is_refused(spoken: SpokenHouse, pcm: bytes, status: int) -> None:
    slug, token = await ready(spoken)
    assert (await check(spoken, slug, pcm, token)).status_code == status


async def test_a_written_interview_has_no_stt(spoken: SpokenHouse) -> None:
    slug, token = await ready(spoken, voiceEnabled=False)
    assert (await check(spoken, slug, token=token)).status_code == 409


async def test_no_service_hears_a_check_that_its_candidate_did_not_agree_to(spoken: SpokenHouse) -> None:
    slug, token = await ready(spoken)
    context = spoken.house.server.rooms.context
    object.__setattr__(context, "settings", context.settings.model_copy(update={"stt": "deepgram"}))
    refused = await check(spoken, slug, token=token)
    assert (refused.status_code, refused.json()["error"]["message"]) == (409, SPEECH_NOT_AGREED)


async def test_no_stt_hears_a_candidate_who_asked_to_type_only(spoken: SpokenHouse) -> None:
    slug, token = await ready(spoken, adjustments=["text_only"])
    refused = await check(spoken, slug, token=token)
    assert (refused.status_code, refused.json()["error"]["message"]) == (409, TYPES_ONLY)
    off = await (await spoken.enter(token)).switch_on()
    assert (off["on"], off["reason"], off["message"]) == (False, "off", TYPES_ONLY)
