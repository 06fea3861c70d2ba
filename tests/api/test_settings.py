"""An organization's own settings: its model, whose key is never shown again, its brand and its languages."""

from __future__ import annotations

import base64
import io
from ipaddress import ip_network
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from aural.engine.authoring.colors import contrast, lowest_contrasts
from aural.store import schema
from aural.usage import repository as usage
from tests.api.world import Json, World, paths_of
from tests.faulty_provider import FaultyProvider

ADDRESS = "https://models.example.com/v1"
OWN = {"engine": "OWN", "model": "some-model", "address": ADDRESS, "key": "sk-very-secret"}


async def choose(world: World, **fields: Any) -> Json:
    chosen: Json = await world.owner.data("PATCH", "/settings/model", fields)
    return chosen


async def stored_key(world: World) -> bytes | None:
    table = schema.organization_settings
    row = await world.database.read.row(select(table).where(table.c.organization_id == world.acme.id))
    return None if row is None else row.model_key


async def test_the_providers_key_is_stored_encrypted_and_never_returned(world: World) -> None:
    before = await world.viewer.data("GET", "/settings/model")
    assert (before["engine"], before["thinks"], before["hasKey"]) == ("DEPLOYMENT", None, False)
    chosen = await choose(world, **OWN)
    assert (chosen["thinks"], chosen["hasKey"], chosen["address"]) == ("some-model", True, ADDRESS)
    assert "very-secret" not in str(await world.owner.data("GET", "/settings/model"))
    kept = await stored_key(world)
    assert kept is not None
    assert b"very-secret" not in kept
    assert world.secrets.unseal(bytes(kept), "model key", world.acme.id) == "sk-very-secret"
    assert (await world.stranger.data("GET", "/settings/model"))["engine"] == "DEPLOYMENT"


async def test_a_key_is_sent_only_to_the_address_it_was_given_for(world: World) -> None:
    """Otherwise an admin could have it sent to a server of their own."""
    await choose(world, **OWN)
    assert (await choose(world, model="other"))["hasKey"] is True
    assert (await choose(world, address=ADDRESS + "/"))["hasKey"] is True
    assert (await choose(world, address="https://elsewhere.example.com/v1"))["hasKey"] is False
    moved = await choose(world, address=ADDRESS, key="sk-new")
    assert moved["hasKey"] is True
    assert (await choose(world, key=None))["hasKey"] is False


async def test_a_key_is_sent_only_to_the_provider_it_was_given_for(world: World) -> None:
    """Without an address, the name of the model decides which provider gets the key."""
    await choose(world, engine="OWN", model="gpt-5.2", key="sk-openai")
    assert (await choose(world, model="gpt-5.2-mini"))["hasKey"] is True
    assert (await choose(world, model="anthropic:claude-sonnet-5-5"))["hasKey"] is False
    assert (await choose(world, model="google:gemini-3.8-flash", key="g-1"))["hasKey"] is True


async def test_a_custom_model_needs_a_name_and_a_valid_address(world: World) -> None:
    assert paths_of(await world.owner.error(400, "PATCH", "/settings/model", {"engine": "OWN"})) == ["model"]
    for address in ("ftp://example.com", "https://user:password@example.com", "https://", "https://e.com/?a", "x"):
        error = await world.owner.error(400, "PATCH", "/settings/model", {"address": address})
        assert paths_of(error) == ["address"], address
    await world.member.error(403, "PATCH", "/settings/model", {"engine": "GUIDED"})
    await world.neighbour.error(403, "PATCH", "/settings/model", {"engine": "GUIDED"})


async def test_a_change_to_one_setting_invalidates_the_etags_of_the_others(world: World) -> None:
    etag = (await world.owner.get("/settings/model")).headers["ETag"]
    await world.owner.data("PATCH", "/settings/brand", {"name": "First"})
    headers = {"If-Match": etag}
    await world.owner.error(412, "PATCH", "/settings/model", {"engine": "GUIDED"}, headers=headers)
    assert (await world.owner.data("GET", "/settings/model"))["engine"] == "DEPLOYMENT"


async def test_a_model_can_be_saved_again_after_a_lost_response(world: World) -> None:
    """The response to the first request was lost, so the second one has the ETag from before it."""
    stale = {"If-Match": (await world.owner.get("/settings/model")).headers["ETag"]}
    chosen = {"engine": "OWN", "model": "gpt-5.2", "address": "https://models.example.com/v1", "key": "sk-1"}
    first = await world.owner.patch("/settings/model", json=chosen, headers=stale)
    again = await world.owner.patch("/settings/model", json=chosen, headers=stale)
    assert (again.status_code, again.headers["ETag"]) == (200, first.headers["ETag"])
    assert again.json()["data"]["hasKey"] is True
    for other in ({**chosen, "key": "sk-2"}, {**chosen, "key": None}, {**chosen, "model": "gpt-5.2-mini"}):
        await world.owner.error(412, "PATCH", "/settings/model", other, headers=stale)
    assert (await choose(world, address="https://other.example.com", key="sk-1"))["hasKey"] is True


async def test_no_request_is_sent_into_this_machine_or_its_network(world: World) -> None:
    """The address is resolved and checked, and the checked address is used. A refusal says why."""
    async with FaultyProvider().running() as address:
        for host in (f"{address}/well/v1", "http://localhost:1/v1", "http://169.254.169.254/v1", "http://[::1]:1/v1"):
            wanted = {"model": "some-model", "address": host}
            trial = await world.owner.data("POST", "/settings/model/try", wanted)
            assert trial["isWell"] is False
            assert "AURAL_MODEL_NETWORKS" in trial["findings"][0]["text"], host
            world.clock.pass_seconds(60)


async def test_the_operator_can_allow_local_models_and_nothing_else(world: World) -> None:
    world.settings.__dict__["model_networks"] = (ip_network("127.0.0.0/8"),)
    assert (await world.owner.data("GET", "/settings/model"))["allowsPrivateAddresses"] is True
    async with FaultyProvider().running() as address:
        wanted = {"model": "llama3.3", "address": f"{address}/well/v1"}
        trial = await world.owner.data("POST", "/settings/model/try", wanted)
        assert "the machine that Aural runs on" not in trial["findings"][0]["text"]
        assert trial["tokens"] > 0
    webhook = {"url": "https://127.0.0.1:1/", "events": ["session.completed"]}
    await world.owner.error(400, "POST", "/webhooks", webhook)


async def test_a_refused_local_address_names_the_setting_that_allows_it(world: World) -> None:
    for host, words in (("127.0.0.1:11434", "AURAL_MODEL_NETWORKS=127.0.0.1"), ("192.0.2.7", "AURAL_MODEL_NETWORKS")):
        wanted = {"model": "llama3.3", "address": f"http://{host}/v1"}
        trial = await world.owner.data("POST", "/settings/model/try", wanted)
        assert words in trial["findings"][0]["text"]


async def test_a_trial_shows_the_models_text_and_counts_its_tokens(world: World) -> None:
    world.settings.__dict__["outbound_networks"] = (ip_network("127.0.0.0/8"),)
    provider = FaultyProvider()
    words = "You said the short rounds left no time. How many larger pieces did you finish since?"
    provider.text = lambda body: words if body.get("stream") else '{"added": "an index", "sureness": "high"}'
    async with provider.running() as address:
        wanted = {"engine": "OWN", "model": "some-model", "address": f"{address}/well/v1", "key": "sk-1"}
        trial = await world.owner.data("POST", "/settings/model/try", wanted)
    assert trial["isWell"] is True
    assert (trial["words"], trial["fallback"]) == (words, None)
    assert trial["tokens"] > 0
    assert (await world.owner.data("GET", "/usage"))["ai_tokens"]["used"] == trial["tokens"]
    assert (await world.owner.data("GET", "/settings/model"))["engine"] == "DEPLOYMENT"  # the trial changed no setting


async def test_a_failed_trial_explains_what_to_do_without_revealing_the_key(world: World) -> None:
    world.settings.__dict__["outbound_networks"] = (ip_network("127.0.0.0/8"),)
    async with FaultyProvider().running() as address:
        wanted = {"model": "some-model", "address": f"{address}/401/v1", "key": "sk-wrong"}
        trial = await world.owner.data("POST", "/settings/model/try", wanted)
    assert [finding["isWell"] for finding in trial["findings"]] == [False]
    assert "refuses the key. Check the key." in trial["findings"][0]["text"]
    assert "sk-wrong" not in str(trial)


async def test_an_accent_has_a_tint_that_is_visible_in_each_theme(world: World) -> None:
    brand = await world.owner.data("PATCH", "/settings/brand", {"name": "Harbour", "accent": "#B05A1E"})
    assert (brand["name"], brand["accent"], brand["inkOnAccent"]) == ("Harbour", "#b05a1e", "#ffffff")
    assert brand["tints"]["light"] == brand["tints"]["dark"] == {"accent": "#b05a1e", "ink": "#ffffff"}
    for colour, changed in (("#ffdd00", "light"), ("#003366", "dark"), ("#7a1f5c", "dark")):
        brand = await world.owner.data("PATCH", "/settings/brand", {"accent": colour})
        assert brand["accent"] == colour
        for theme, tint in brand["tints"].items():
            assert lowest_contrasts(tint["accent"])[theme] >= 3
            assert contrast(tint["accent"], tint["ink"]) >= 4.5
            assert (tint["accent"] != colour) == (theme == changed)
    await world.owner.error(400, "PATCH", "/settings/brand", {"accent": "red"})
    back = await world.owner.data("PATCH", "/settings/brand", {"name": None, "accent": None})
    assert (back["name"], back["accent"]) == (world.acme.name, None)


def picture(kind: str, size: tuple[int, int] = (1200, 300)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "#b05a1e").save(made, kind)
    return made.getvalue()


async def send(world: World, content: bytes, media_type: str = "image/png") -> Any:
    return await world.owner.post("/settings/brand/logo", content=content, headers={"Content-Type": media_type})


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
async def test_a_logo_is_redrawn_and_small(world: World, kind: str) -> None:
    response = await send(world, picture(kind), f"image/{kind.lower()}")
    assert response.status_code == 200, response.text
    head, _, content = response.json()["data"]["logo"].partition(",")
    assert head == "data:image/png;base64"
    drawn = Image.open(io.BytesIO(base64.b64decode(content)))
    assert (drawn.format, drawn.size) == ("PNG", (480, 120))
    assert (await world.owner.data("DELETE", "/settings/brand/logo"))["logo"] is None


async def test_an_unsuitable_picture_is_refused_with_the_reason(world: World) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    assert (await send(world, svg, "image/svg+xml")).status_code == 415
    for content, said in (
        (svg, "a PNG, JPEG or WebP"),
        (picture("GIF"), "a PNG, JPEG or WebP"),
        (picture("PNG")[:200], "damaged"),
        (_bomb(), "16 million"),
        (b"", "empty"),
    ):
        response = await send(world, content)
        assert response.status_code == 400
        assert said in response.json()["error"]["message"]
    assert (await send(world, b"x" * ((2 << 20) + 1))).status_code == 413
    assert (await world.owner.data("GET", "/settings/brand"))["logo"] is None


def _bomb() -> bytes:
    """A small file that claims to have 50,000 × 50,000 pixels."""
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)

    side = (50_000).to_bytes(4)
    head = chunk(b"IHDR", side + side + bytes([8, 2, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


async def test_new_interviews_start_in_the_organizations_language(world: World) -> None:
    assert (await world.interview())["language"] == "en"
    await world.owner.data("PATCH", "/settings/languages", {"interview": "de", "report": "en"})
    assert (await world.interview())["language"] == "de"
    assert (await world.interview(language="fr"))["language"] == "fr"
    await world.owner.error(400, "PATCH", "/settings/languages", {"interview": "no such language"})


async def test_a_new_logo_changes_the_etag(world: World) -> None:
    seen = [(await world.owner.get("/settings/brand")).headers["ETag"]]
    for width in (1200, 1201):
        response = await send(world, picture("PNG", (width, 300)))
        seen.append(response.headers["ETag"])
    stale = {"If-Match": seen[1]}
    await world.owner.error(412, "DELETE", "/settings/brand/logo", headers=stale)
    await world.owner.error(412, "PATCH", "/settings/brand", {"name": "A"}, headers=stale)
    for match in (seen[2], "*"):  # the second time there is none to remove
        response = await world.owner.delete("/settings/brand/logo", headers={"If-Match": match})
        assert response.json()["data"]["logo"] is None
        seen.append(response.headers["ETag"])
    assert len(set(seen)) == 4
    assert seen[3] == seen[4]


async def test_a_trial_needs_remaining_tokens(free: World) -> None:
    async with free.database.transaction() as transaction:
        await usage.add_tokens(transaction, free.acme.id, 500_000, free.clock.now())
    error = await free.owner.error(403, "POST", "/settings/model/try", {"model": "m", "address": "http://localhost:1"})
    assert (error["code"], error["limit"]) == ("PLAN_LIMIT_EXCEEDED", "ai_tokens")
    assert (error["current"], error["max"]) == (500_000, 500_000)


async def test_a_models_name_can_be_deleted_only_while_it_is_not_in_use(world: World) -> None:
    await choose(world, **OWN)
    assert paths_of(await world.owner.error(400, "PATCH", "/settings/model", {"model": None})) == ["model"]
    assert paths_of(await world.owner.error(400, "POST", "/settings/model/try", {"model": None})) == ["model"]
    assert (await choose(world, engine="GUIDED"))["model"] == "some-model"
    assert (await choose(world, model=None))["model"] is None
