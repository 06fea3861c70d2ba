"""A candidate's recorder without a browser, which begins takes, sends slices, and ends takes."""

from __future__ import annotations

import hashlib
import uuid
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

import httpx2

from tests.room.conftest import Client, Frame, House

WEBM = "video/webm;codecs=vp8,opus"
TYPE = "application/offset+octet-stream"


def digest_of(content: bytes) -> str:
    return f"sha-256=:{b64encode(hashlib.sha256(content).digest()).decode()}:"


class Recorder:
    def __init__(self, house: House, interview: Frame, token: str) -> None:
        self.house, self.interview, self.slug = house, interview, interview["publicSlug"]
        self.token, self.headers = token, {"Authorization": f"Bearer {token}"}

    async def begin(self, track: str = "camera", mime: str = WEBM, take: str | None = None, **more: Any) -> str:
        take = take or str(uuid.uuid4())
        response = await self.try_begin(track, mime, take, **more)
        assert response.status_code == 200, response.text
        assert response.json()["data"]["take"] == take
        return take

    async def try_begin(self, track: str, mime: str, take: str, **more: Any) -> httpx2.Response:
        body = {"slug": self.slug, "take": take, "track": track, "mimeType": mime, **more}
        return await self.house.http.post("/room/v1/recordings", json=body, headers=self.headers, timeout=60)

    async def send(self, take: str, offset: int, content: bytes, **headers: str) -> httpx2.Response:
        given = {"Upload-Offset": str(offset), "Content-Digest": digest_of(content), "Content-Type": TYPE}
        given |= {name.replace("_", "-"): value for name, value in headers.items()} | self.headers
        path = f"/room/v1/recordings/{take}?slug={self.slug}"
        return await self.house.http.patch(path, content=content, headers=given, timeout=60)

    async def send_all(self, take: str, slices: list[bytes]) -> int:
        """Sends the slices, and returns the number of bytes that the server has stored."""
        offset = 0
        for content in slices:
            response = await self.send(take, offset, content)
            assert response.status_code == 200, response.text
            offset += len(content)
            assert response.headers["upload-offset"] == str(offset)
        return offset

    async def end(self, take: str, size: Any) -> httpx2.Response:
        body = {"slug": self.slug, "bytes": size}
        path = f"/room/v1/recordings/{take}/end"
        return await self.house.http.post(path, json=body, headers=self.headers, timeout=60)

    async def get(self, take: str = "", method: str = "GET") -> httpx2.Response:
        path = f"/room/v1/recordings{'/' if take else ''}{take}?slug={self.slug}"
        return await self.house.http.request(method, path, headers=self.headers, timeout=60)

    async def record(self, slices: list[bytes], track: str = "camera", mime: str = WEBM) -> str:
        """Records a take from beginning to end."""
        take = await self.begin(track, mime)
        ended = await self.end(take, await self.send_all(take, slices))
        assert ended.status_code == 200, ended.text
        return take


async def at_recorder(
    house: House, items: tuple[str, ...] = ("camera", "screen"), adjustments: Sequence[str] = (), **settings: Any
) -> tuple[Client, Recorder]:
    """A candidate in a video interview with these settings, who has agreed to these tracks."""
    interview = await house.interview(videoEnabled=True, **settings)
    consent = await house.consent(interview["publicSlug"])
    assert consent is not None
    agreed = {**consent, "items": ["interview", *items]}
    client, token = await house.begin(interview, consent=agreed, adjustments=list(adjustments))
    return client, Recorder(house, interview, token)


def reason_of(response: httpx2.Response) -> tuple[int, str | None]:
    return response.status_code, response.json()["error"].get("reason")
