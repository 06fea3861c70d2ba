"""Candidates see the organization's brand, and are correctly informed of the model in use."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable

from PIL import Image

from tests.mail_server import MailServer, words_of
from tests.room.conftest import House

OpenHouse = Callable[..., Awaitable[House]]


async def test_the_landing_page_has_the_name_the_accent_and_the_logo(house: House) -> None:
    published = await house.interview()
    made = io.BytesIO()
    Image.new("RGB", (40, 40), "#b05a1e").save(made, "PNG")
    logo = await house.api.post("/settings/brand/logo", content=made.getvalue(), headers={"Content-Type": "image/png"})
    assert logo.status_code == 200, logo.text
    await house.api.patch("/settings/brand", json={"name": "Harbour", "accent": "#b05a1e"})
    shown = (await house.entry(published["publicSlug"]))["interview"]
    assert (shown["organizationName"], shown["brand"]["accent"]) == ("Harbour", "#b05a1e")
    assert shown["brand"]["tints"]["dark"] == {"accent": "#b05a1e", "ink": "#ffffff"}
    picture = await house.http.get(shown["brand"]["logo"])
    assert picture.headers["Content-Type"] == "image/png"
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert (await house.http.get("/room/v1/logos/nobody")).status_code == 404


async def test_emails_and_their_preview_have_the_name_of_the_brand(open_house: OpenHouse, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url)
    await house.api.patch("/settings/brand", json={"name": "Harbour"})
    interview = await house.interview(is_open=False)
    mina = await house.invite(interview, email="mina@example.com")
    preview = await house.post(f"/interviews/{interview['id']}/letter-preview", {"kind": "invitation"})
    assert preview["subject"] == "Your interview “Room test” at Harbour"
    await house.post(f"/candidates/{mina['id']}/send")
    letter = await mail.letter()
    assert letter["Subject"] == "Your interview “Room test” at Harbour"
    assert "Acme" not in words_of(letter)


async def test_the_consent_version_depends_on_whether_a_model_is_used(house: House) -> None:
    published = await house.interview()
    before = (await house.entry(published["publicSlug"]))["consent"]["version"]
    chosen = {"engine": "OWN", "model": "some-model", "address": "https://models.example.com/v1"}
    assert (await house.api.patch("/settings/model", json=chosen)).status_code == 200
    after = (await house.entry(published["publicSlug"]))["consent"]["version"]
    assert before != after
    await house.api.patch("/settings/model", json={"engine": "GUIDED"})
    assert (await house.entry(published["publicSlug"]))["consent"]["version"] == before


async def test_another_process_uses_a_newly_chosen_model(house: House) -> None:
    from aural.interviewer.model.interviewer import ModelInterviewer
    from aural.interviewers import Interviewers

    server = house.server
    other = Interviewers(server.settings, server.database, server.clock, server.secrets)
    organization = (await house.get("/me"))["organization"]["id"]
    assert await other.of(organization) is other.guided
    chosen = {"engine": "OWN", "model": "some-model", "address": "https://models.example.com/v1", "key": "sk-1"}
    await house.api.patch("/settings/model", json=chosen)
    first = await other.of(organization)
    assert isinstance(first, ModelInterviewer)
    assert await other.of(organization) is first
    await house.api.patch("/settings/model", json={"model": "better-model"})
    assert await other.of(organization) is not first
    await house.api.patch("/settings/model", json={"engine": "GUIDED"})
    assert await other.of(organization) is other.guided
    await other.close()
