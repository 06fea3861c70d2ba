"""What an organization chooses for itself: its model, whose key nobody reads again, its brand and its languages."""

from __future__ import annotations

import base64
import io
from ipaddress import ip_network
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

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


async def test_the_providers_key_is_kept_encrypted_and_never_told(world: World) -> None:
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


async def test_a_key_goes_to_no_other_address_than_the_one_it_was_given_for(world: World) -> None:
    """Else an admin could have it sent to a server of their own."""
    await choose(world, **OWN)
    assert (await choose(world, model="other"))["hasKey"] is True
    assert (await choose(world, address=ADDRESS + "/"))["hasKey"] is True
    assert (await choose(world, address="https://elsewhere.example.com/v1"))["hasKey"] is False
    moved = await choose(world, address=ADDRESS, key="sk-new")
    assert moved["hasKey"] is True
    assert (await choose(world, key=None))["hasKey"] is False


async def test_a_model_of_ones_own_needs_a_name_and_an_address_that_is_one(world: World) -> None:
    assert paths_of(await world.owner.error(400, "PATCH", "/settings/model", {"engine": "OWN"})) == ["model"]
    for address in ("ftp://example.com", "https://user:password@example.com", "https://", "https://e.com/?a", "x"):
        error = await world.owner.error(400, "PATCH", "/settings/model", {"address": address})
        assert paths_of(error) == ["address"], address
    await world.member.error(403, "PATCH", "/settings/model", {"engine": "GUIDED"})
    await world.neighbour.error(403, "PATCH", "/settings/model", {"engine": "GUIDED"})


async def test_two_who_change_at_once_do_not_overwrite_each_other(world: World) -> None:
    etag = (await world.owner.get("/settings/model")).headers["ETag"]
    await world.owner.data("PATCH", "/settings/brand", {"name": "First"})
    headers = {"If-Match": etag}
    await world.owner.error(412, "PATCH", "/settings/model", {"engine": "GUIDED"}, headers=headers)
    assert (await world.owner.data("GET", "/settings/model"))["engine"] == "DEPLOYMENT"


async def test_nobody_is_sent_into_this_machine_or_its_network(world: World) -> None:
    """The address is resolved, checked, and connected to as checked; what is refused says why."""
    async with FaultyProvider().running() as address:
        for host in (f"{address}/well/v1", "http://localhost:1/v1", "http://169.254.169.254/v1", "http://[::1]:1/v1"):
            wanted = {"model": "some-model", "address": host}
            trial = await world.owner.data("POST", "/settings/model/try", wanted)
            assert trial["isWell"] is False
            assert "inside a network" in trial["findings"][0]["text"], host
            world.clock.pass_seconds(60)


async def test_a_trial_shows_the_words_the_time_and_the_tokens_and_counts_them(world: World) -> None:
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
    assert (await world.owner.data("GET", "/settings/model"))["engine"] == "DEPLOYMENT"  # nothing was chosen


async def test_a_trial_that_fails_says_what_to_do_in_the_pages_words(world: World) -> None:
    world.settings.__dict__["outbound_networks"] = (ip_network("127.0.0.0/8"),)
    async with FaultyProvider().running() as address:
        wanted = {"model": "some-model", "address": f"{address}/401/v1", "key": "sk-wrong"}
        trial = await world.owner.data("POST", "/settings/model/try", wanted)
    assert [finding["isWell"] for finding in trial["findings"]] == [False]
    assert "refuses the key. Check the key." in trial["findings"][0]["text"]
    assert "sk-wrong" not in str(trial)


async def test_an_accent_must_be_seen_in_both_themes(world: World) -> None:
    brand = await world.owner.data("PATCH", "/settings/brand", {"name": "Harbour", "accent": "#B05A1E"})
    assert (brand["name"], brand["accent"], brand["inkOnAccent"]) == ("Harbour", "#b05a1e", "#ffffff")
    for colour, theme in (("#ffdd00", "light"), ("#101040", "dark")):
        error = await world.owner.error(400, "PATCH", "/settings/brand", {"accent": colour})
        assert f"in the {theme} theme" in error["details"][0]["message"]
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
async def test_a_logo_is_drawn_anew_and_small(world: World, kind: str) -> None:
    response = await send(world, picture(kind), f"image/{kind.lower()}")
    assert response.status_code == 200, response.text
    head, _, content = response.json()["data"]["logo"].partition(",")
    assert head == "data:image/png;base64"
    drawn = Image.open(io.BytesIO(base64.b64decode(content)))
    assert (drawn.format, drawn.size) == ("PNG", (480, 120))
    assert (await world.owner.data("DELETE", "/settings/brand/logo"))["logo"] is None


async def test_what_is_no_good_picture_is_refused_in_words(world: World) -> None:
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
    """A file of some bytes that says it has 50,000 × 50,000 pixels."""
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)

    side = (50_000).to_bytes(4)
    head = chunk(b"IHDR", side + side + bytes([8, 2, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


async def test_new_interviews_begin_in_the_organizations_language(world: World) -> None:
    assert (await world.interview())["language"] == "en"
    await world.owner.data("PATCH", "/settings/languages", {"interview": "de", "report": "en"})
    assert (await world.interview())["language"] == "de"
    assert (await world.interview(language="fr"))["language"] == "fr"
    await world.owner.error(400, "PATCH", "/settings/languages", {"interview": "no such language"})


async def test_another_logo_is_another_version(world: World) -> None:
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


async def test_a_trial_needs_tokens_that_are_left(free: World) -> None:
    async with free.database.transaction() as transaction:
        await usage.add_tokens(transaction, free.acme.id, 500_000, free.clock.now())
    error = await free.owner.error(403, "POST", "/settings/model/try", {"model": "m", "address": "http://localhost:1"})
    assert (error["code"], error["limit"]) == ("PLAN_LIMIT_EXCEEDED", "ai_tokens")
    assert (error["current"], error["max"]) == (500_000, 500_000)


async def test_a_models_name_is_forgotten_where_it_is_not_chosen(world: World) -> None:
    await choose(world, **OWN)
    assert paths_of(await world.owner.error(400, "PATCH", "/settings/model", {"model": None})) == ["model"]
    assert paths_of(await world.owner.error(400, "POST", "/settings/model/try", {"model": None})) == ["model"]
    assert (await choose(world, engine="GUIDED"))["model"] == "some-model"
    assert (await choose(world, model=None))["model"] is None
