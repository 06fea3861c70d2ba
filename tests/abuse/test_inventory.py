"""The server answers a fixed list of addresses, no other origin, and no method that echoes a request."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from aural.app import Server
from aural.settings import SettingsError, load_settings
from tests.room.conftest import House
from tests.room.conftest import clock as clock
from tests.room.conftest import house as house
from tests.room.conftest import open_house as open_house
from tests.waiting import PATIENCE_SECONDS

# Addresses besides the REST API, which is listed in its OpenAPI document.
ADDRESSES = {
    "/": "GET",
    "/assets/{name:path}": "GET",
    "/docs": "GET",
    "/docs/{name:path}": "GET",
    "/favicon.svg": "GET",
    "/healthz": "GET",
    "/i/invite/{token}": "GET",
    "/i/{slug}": "GET",
    "/i/{slug}/{page}": "GET",
    "/integrations/ashby/assessment.cancel": "POST",
    "/integrations/ashby/assessment.list": "POST",
    "/integrations/ashby/assessment.start": "POST",
    "/integrations/greenhouse/list_tests": "GET",
    "/integrations/greenhouse/response_error": "POST",
    "/integrations/greenhouse/send_test": "POST",
    "/integrations/greenhouse/test_status": "GET",
    "/livez": "GET",
    "/llms-full.txt": "GET",
    "/llms.txt": "GET",
    "/mcp": "",
    "/media/{token}": "GET",
    "/media/{token}/mark": "GET",
    "/metrics": "GET",
    "/readyz": "GET",
    "/room/v1/address": "POST",
    "/room/v1/captions": "POST",
    "/room/v1/entry": "POST",
    "/room/v1/erase": "POST",
    "/room/v1/export": "GET",
    "/room/v1/files/{file_id}": "GET",
    "/room/v1/identify": "POST",
    "/room/v1/integrity/{item_id}": "PUT",
    "/room/v1/keystrokes/{question_id}": "POST",
    "/room/v1/logos/{slug}": "GET",
    "/room/v1/recordings": "GET POST",
    "/room/v1/recordings/files/{recording}": "GET",
    "/room/v1/recordings/files/{recording}/mark": "GET",
    "/room/v1/recordings/{take}": "GET PATCH",
    "/room/v1/recordings/{take}/end": "POST",
    "/room/v1/remark": "PUT",
    "/room/v1/requests": "POST",
    "/room/v1/rights": "GET",
    "/room/v1/self-identification": "GET PUT",
    "/room/v1/sessions": "POST",
    "/room/v1/socket": "socket",
    "/room/v1/tickets": "POST",
    "/room/v1/transcript": "GET",
    "/room/v1/transcript/send": "POST",
    "/room/v1/transcript/{seq:int}": "PUT",
    "/room/v1/withdraw": "POST",
    "/room/v1/work": "GET",
    "/room/v1/work/{question_id}": "PUT",
    "/sandbox": "GET",
    "/{path:path}": "GET",
}
PUBLIC = {"/room/v1/entry", "/room/v1/sessions", "/room/v1/logos/{slug}", "/room/v1/requests", "/room/v1/socket"}


def list_addresses(application: Starlette) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for route in application.routes:
        methods = {"socket"} if isinstance(route, WebSocketRoute) else getattr(route, "methods", None) or set()
        found.setdefault(getattr(route, "path", "?"), set()).update(methods - {"HEAD"})
    return {path: " ".join(sorted(methods)) for path, methods in found.items()}


async def test_the_server_has_exactly_the_listed_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Starlette] = []

    class Noted(Starlette):
        def __init__(self, **given: object) -> None:
            super().__init__(**given)  # type: ignore[arg-type]
            made.append(self)

    monkeypatch.setattr("aural.app.Starlette", Noted)
    server = Server(load_settings(data_dir=tmp_path, stt="off", tts="off"))
    server.asgi()
    (application,) = made
    assert list_addresses(application) == ADDRESSES
    assert not application.debug
    await server.close()


async def test_no_other_origin_is_allowed_and_no_method_echoes_a_request(house: House) -> None:
    asked = {"Origin": "https://example.com", "Access-Control-Request-Method": "POST", "Cookie": "a=secret-cookie"}
    async with httpx2.AsyncClient(base_url=house.url, verify=False, timeout=PATIENCE_SECONDS) as client:
        for path in ("/api/v1/interviews", "/room/v1/entry", "/mcp", "/docs", "/", "/metrics", "/media/x"):
            for method in ("OPTIONS", "GET", "POST", "TRACE"):
                answer = await client.request(method, path, headers=asked)
                assert not [name for name in answer.headers if name.startswith("access-control-")], (method, path)
                assert "secret-cookie" not in answer.text
                assert method != "TRACE" or answer.status_code in (401, 404, 405), path


async def test_an_api_key_grants_no_access_to_a_candidates_addresses(house: House) -> None:
    slug = (await house.interview())["publicSlug"]
    unknown = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e"
    headers = {"Authorization": f"Bearer {house.key}"}
    tried = 0
    for address, methods in ADDRESSES.items():
        if not address.startswith("/room/v1/") or address in PUBLIC:
            continue
        path = address.replace("{seq:int}", "1")
        for name in ("file_id", "item_id", "question_id", "recording", "take"):
            path = path.replace(f"{{{name}}}", unknown)
        for method in methods.split():
            body = {"slug": slug} if method != "GET" else None
            answer = await house.http.request(method, f"{path}?slug={slug}", headers=headers, json=body)
            assert answer.status_code in (400, 401, 404), (method, address, answer.text)
            tried += answer.status_code == 401
    assert tried > 15


@pytest.mark.parametrize("secret", ["", "short", "a" * 31])
def test_secret_keys_are_generated_and_a_short_one_prevents_startup(secret: str, tmp_path: Path) -> None:
    if secret:
        with pytest.raises(SettingsError, match="AURAL_SECRET_KEY"):
            load_settings(data_dir=tmp_path, secret_key=secret)
        return
    made = {load_settings(data_dir=tmp_path / name).secret_key for name in ("a", "b")}
    assert len(made) == 2
    assert all(len(secret_key) >= 32 for secret_key in made)
