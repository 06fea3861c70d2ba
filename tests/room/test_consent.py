"""The texts and questions before an interview are true for this interview, short, and stored item by item."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select, update

from aural.candidates.access_repository import find_interview_by_slug
from aural.interviewer.divided import DividedInterviewer
from aural.interviewer.model.interviewer import ModelInterviewer
from aural.lang import codes
from aural.privacy.consent_repository import MODEL_USES
from aural.reports.analysis.sections import SECTIONS
from aural.reports.jobs import NOT_AGREED
from aural.room.access.consent import ConsentText, Facts, Service, consent_text
from aural.room.access.services import services_of
from aural.store import schema
from tests.faulty_provider import FaultyProvider
from tests.room.conftest import ANSWER, Client, House

CODING = {"text": "Reverse a list.", "type": "CODING"}
OPENAI, OTHERS = (
    (Service("OpenAI", "interviewing"), Service("OpenAI", "judging")),
    (
        Service("llm.example.com", "interviewing"),
        Service("Anthropic", "judging"),
        Service("Deepgram", "hearing"),
        Service("ElevenLabs", "speaking"),
    ),
)
ALL_FACTS = [
    Facts("Aural", "Acme", *flags, services=services, is_redacted=bool(services), purpose=purpose, kept_days=days)
    for flags in product((False, True), repeat=4)
    for services in ((), OPENAI, OTHERS)
    for purpose, days in (("HIRING", 365), ("RESEARCH", None))
]


def shown(text: ConsentText) -> str:
    return "\n".join((text.title, *text.paragraphs, *(item.text for item in text.items)))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: the school year whose pupils can read the text easily."""
    sentences = re.findall(r"[.!?](?:\s|$)", text)
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.lower())))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@pytest.mark.parametrize("facts", ALL_FACTS)
def test_the_consent_text_is_short_and_easy_to_read(facts: Facts) -> None:
    text = consent_text("en", facts)
    paragraphs = "\n".join((*text.paragraphs, *(item.text for item in text.items)))
    assert len(shown(text).split()) <= 200 + 9 * len(facts.services)  # each service is named
    assert grade(paragraphs) <= 8
    assert len(re.findall(r"[\u4e00-\u9fff]", shown(consent_text("zh", facts)))) <= 400


@pytest.mark.parametrize("facts", ALL_FACTS)
@pytest.mark.parametrize("language", codes())
def test_both_languages_have_the_same_parts_and_no_placeholders(facts: Facts, language: str) -> None:
    text, english = consent_text(language, facts), consent_text("en", facts)
    assert len(text.paragraphs) == len(english.paragraphs)
    assert [item.key for item in text.items] == [item.key for item in english.items]
    for name in ("measured", "readers", "never"):
        assert len(getattr(text.disclosure, name)) == len(getattr(english.disclosure, name)) > 0
    assert bool(text.disclosure.watched) == facts.is_watched
    assert len(text.disclosure.watched) == len(english.disclosure.watched)
    assert "{" not in repr(text)


@pytest.mark.parametrize(("language", "judged", "not_judged"), [("en", "how far your answers", "not judged"),
                                                                ("zh", "切合问题", "不会评判")])  # fmt: skip
def test_a_study_says_that_answers_are_not_judged(language: str, judged: str, not_judged: str) -> None:
    for purpose in ("HIRING", "PRACTICE", "RESEARCH"):
        measured = consent_text(language, Facts("Aural", "Acme", purpose=purpose)).disclosure.measured[0]
        assert (judged in measured, not_judged in measured) == (purpose != "RESEARCH", purpose == "RESEARCH")


def test_the_consent_text_matches_the_interview() -> None:
    plain = consent_text("en", Facts("Aural", "Acme", has_pauses=False))
    full = consent_text("en", Facts("Aural", "Acme", has_code=True, has_pauses=True, services=OPENAI))
    assert "pause" not in shown(plain)
    assert "pause" in shown(full)
    assert [item.key for item in plain.items] == ["interview"]
    assert [item.key for item in full.items] == ["interview", "model", "keystrokes"]
    assert [item.needs_answer for item in full.items] == [False, True, False]
    assert "No outside AI service." in plain.disclosure.readers


def test_each_provider_is_named_with_its_use() -> None:
    one, several = (consent_text("en", Facts("Aural", "Acme", services=services)) for services in (OPENAI, OTHERS))
    told = "OpenAI asks the questions and helps write the report."
    assert one.items[1].text == f"A language model may read my answers: {told}"
    assert f"If you agree to a language model: {told}" in one.disclosure.readers
    assert "llm.example.com asks the questions. Anthropic helps write the report." in several.items[1].text
    heard = "Deepgram turns your voice into text. ElevenLabs speaks the interviewer’s words."
    assert any(heard in paragraph for paragraph in several.paragraphs)
    assert not any("No outside AI" in reader for reader in several.disclosure.readers)
    here = consent_text("zh", Facts("Aural", "Acme", services=(Service("127.0.0.1", "judging"),)))
    assert "本服务器 用于撰写报告。" in here.items[1].text


@pytest.mark.parametrize(
    ("given", "voiced", "found"),
    [
        ({}, False, []),
        ({"stt": "deepgram", "tts": "embedded"}, True, [("Deepgram", "hearing")]),
        ({"stt": "deepgram"}, False, []),
        (
            {"stt": "openai", "stt_base_url": "http://stt.example.com:9000/v1", "tts": "openai"},
            True,
            [("stt.example.com", "hearing"), ("OpenAI", "speaking")],
        ),
        (
            {
                "model": "google:gemini-3.8-flash",
                "model_judge": "o9",
                "model_judge_base_url": "https://eu.example.com/v1",
            },
            False,
            [("Google", "interviewing"), ("eu.example.com", "judging")],
        ),
    ],
)
async def test_connected_providers_are_named(
    open_house: Callable[..., Awaitable[House]], given: Any, voiced: bool, found: list[tuple[str, str]]
) -> None:
    house = await open_house(**given)
    interview = await house.interview(voiceEnabled=voiced)
    row = await find_interview_by_slug(house.server.database.read, interview["publicSlug"])
    assert row is not None
    voice: Any = SimpleNamespace(serves=lambda _language: True)
    services = services_of(replace(house.server.rooms.context, voice=voice), row)
    assert [(service.provider, service.use) for service in services] == found
    own = {"engine": "OWN", "model": "anthropic:claude-sonnet-5-5", "address": "https://models.example.com/v1"}
    await house.api.patch("/settings/model", json=own)
    row = await find_interview_by_slug(house.server.database.read, interview["publicSlug"])
    assert row is not None
    of_models = [one for one in services_of(house.server.rooms.context, row) if one.use in MODEL_USES]
    assert {one.provider for one in of_models} == {"models.example.com"}


def test_a_change_of_provider_or_use_changes_the_version() -> None:
    changed = [
        *(OPENAI, OTHERS, OPENAI[:1], (*OPENAI, OTHERS[2])),
        *((OPENAI[0], Service("Anthropic", "judging")), (Service("Anthropic", "interviewing"), OPENAI[1])),
    ]
    versions = {consent_text("en", Facts("Aural", "Acme", services=services)).version for services in changed}
    assert len(versions) == len(changed)


def test_a_change_of_wording_language_or_company_changes_the_version() -> None:
    versions = {consent_text(language, facts).version for language in codes() for facts in ALL_FACTS}
    assert len(versions) == len(codes()) * len(ALL_FACTS)
    renamed = consent_text("en", Facts("Aural", "Another company"))
    assert renamed.version != consent_text("en", Facts("Aural", "Acme")).version


async def test_the_landing_page_shows_contact_consent_items_what_is_measured_and_who_reads_it(house: House) -> None:
    criteria = [{"name": "Rubric name", "description": "Rubric wording"}]
    told = {"nextSteps": "We write within a week.", "contactEmail": "jobs@example.com"}
    interview = await house.interview(CODING, assessmentCriteria=criteria, **told)
    door = await house.entry(interview["publicSlug"], language="zh")
    assert door["interview"]["contact"] == "jobs@example.com"
    assert door["interview"]["nextSteps"] == "We write within a week."
    assert door["interview"]["canRun"] is True
    assert door["interview"]["pauses"] == {"count": 3, "seconds": 600}
    assert door["adjustments"] == ["more_time", "text_only"]
    assert [item["key"] for item in door["consent"]["items"]] == ["interview", "keystrokes"]
    assert door["consent"]["agreement"] == door["consent"]["items"][0]["text"]
    assert "代码" in "".join(door["disclosure"]["measured"])
    english = (await house.entry(interview["publicSlug"]))["disclosure"]["readers"]
    assert english == ["People at Acme who may open this interview.", "No outside AI service."]
    organization, services = door["disclosure"]["readers"]
    assert "Acme" in organization
    assert "Acme" not in services
    assert "Rubric" not in str(door)


async def test_consent_to_the_text_before_a_question_was_added_is_refused(house: House) -> None:
    interview = await house.interview()
    consent = await house.consent(interview["publicSlug"])
    await house.post(f"/interviews/{interview['id']}/questions", CODING)
    refused = await house.start(interview["publicSlug"], consent=consent)
    assert refused.status_code == 400
    assert refused.json()["error"]["details"][0]["path"] == "consent.version"


async def kept(house: House, column: Any) -> list[str]:
    return sorted(row[0] for row in await house.server.database.read.rows(select(column)))


async def test_each_consent_item_is_agreed_to_separately(house: House) -> None:
    interview = await house.interview(CODING)
    slug = interview["publicSlug"]
    consent = await house.consent(slug)
    assert consent is not None
    for items in ([], ["keystrokes"], ["interview", "video"], "interview", [["interview"]]):
        refused = await house.start(slug, consent=consent | {"items": items})
        assert refused.status_code == 400, items
        assert refused.json()["error"]["details"][0]["path"] == "consent.items"
    await house.start(slug, consent=consent)
    assert await kept(house, schema.consents.c.item) == ["interview"]
    house.http.cookies.clear()
    await house.start(slug, consent=consent | {"items": ["interview", "keystrokes"]})
    assert await kept(house, schema.consents.c.item) == ["interview", "interview", "keystrokes"]


async def test_more_time_removes_every_limit_and_no_reviewer_sees_it(house: House) -> None:
    question = {"text": "Why?", "timeLimitSeconds": 60}
    interview = await house.interview(question, timeLimitMinutes=5)
    slug = interview["publicSlug"]
    for adjustments in (["no_such"], "more_time", [{}], ["captions"]):
        assert (await house.start(slug, adjustments=adjustments)).status_code == 400
    client, _token = await house.begin(interview, adjustments=["more_time", "more_time"])
    room = client.heard[-1]["room"]
    assert room["clock"] is None
    assert room["question"]["timeLimitSeconds"] is None
    assert await kept(house, schema.accommodations.c.item) == ["more_time"]
    session = (await house.get(f"/interviews/{interview['id']}/sessions"))[0]
    assert "more_time" not in str(await house.get(f"/sessions/{session['id']}"))


async def test_more_time_may_be_requested_during_the_interview_and_applies_at_once(house: House) -> None:
    interview = await house.interview(timeLimitMinutes=5)
    client, token = await house.begin(interview)
    assert client.heard[-1]["room"]["clock"] is not None
    await house.start(interview["publicSlug"], token, consent=None, adjustments=["more_time"])
    assert (await client.next("room"))["room"]["clock"] is None
    again = await house.enter(token, take_over=True)
    assert (await again.my_turn())["room"]["clock"] is None


def model_answer(body: dict[str, Any]) -> str:
    """A model's answer to each kind of request: analysis, ratings, or summary."""
    asked = json.dumps(body)
    if "proposals" in asked:
        return json.dumps({"intent": "answer", "has_content": True, "words": "Thank you, that is clear."})
    quotes = ["I rewrote the billing service in March"]
    if "ratings" in asked:
        return json.dumps({"ratings": [{"criterion": 1, "quotes": quotes, "level": 3}]})
    return json.dumps(
        {"summary": {"text": "Rewrote billing.", "quotes": quotes}, **dict.fromkeys(SECTIONS, ()), "sentiment": None}
    )


@pytest.fixture
async def provider() -> AsyncIterator[FaultyProvider]:
    made = FaultyProvider()
    made.text = model_answer
    async with made.running():
        yield made


async def begin_with(house: House, interview: Any, items: list[str] | None) -> tuple[Client, str]:
    house.http.cookies.clear()
    consent = await house.consent(interview["publicSlug"])
    assert consent is not None
    client, token = await house.begin(interview, consent=consent | ({} if items is None else {"items": items}))
    await client.answer(ANSWER)
    await client.next("ack")
    await client.my_turn()
    return client, token


async def end(client: Client) -> None:
    await client.wish("end")
    await client.closed()


async def newest(house: House, interview: Any) -> Any:
    sessions = await house.get(f"/interviews/{interview['id']}/sessions")
    return await house.reported(sessions[0]["id"])


async def test_a_candidate_who_declines_the_model_is_interviewed_and_judged_without_it(
    open_house: Callable[..., Awaitable[House]], provider: FaultyProvider
) -> None:
    server = {"model": "m", "model_base_url": f"{provider.address}/well/v1", "model_word_seconds": 60}
    house = await open_house(**server)
    interview = await house.interview(assessmentCriteria=[{"name": "Care", "description": "Takes care"}])
    client, _ = await begin_with(house, interview, ["interview"])
    await end(client)
    report = await newest(house, interview)
    assert provider.requests == []
    assert report["scores"] is None
    assert report["reportReason"].endswith(NOT_AGREED)
    for agreed in (["interview", "model"], None):  # without items, the candidate agrees to the whole text
        provider.requests.clear()
        client, _ = await begin_with(house, interview, agreed)
        assert client.messages[-1]["content"].startswith("Thank you, that is clear.")
        await end(client)
        assert (await newest(house, interview))["scores"][0]["level"] == 3


async def test_a_session_uses_only_the_providers_that_its_candidate_agreed_to(
    open_house: Callable[..., Awaitable[House]], provider: FaultyProvider, database_url: str
) -> None:
    """Starts another server on the same database, whose operator has moved one of the two uses to another provider."""
    at_first = {"model": "m", "model_base_url": f"{provider.address}/well/v1", "model_word_seconds": 60}
    house = await open_house(**at_first)
    interview = await house.interview(assessmentCriteria=[{"name": "Care", "description": "Takes care"}])
    client, token = await begin_with(house, interview, None)
    before = await house.consent(interview["publicSlug"])
    moved = {"model_judge": "judge", "model_judge_base_url": provider.address.replace("127.0.0.1", "localhost")}
    later = await open_house(**at_first | moved, key=house.key)
    assert await later.consent(interview["publicSlug"]) != before
    interviewers = later.server.interviewers
    ((organization_id, session_id),) = await later.server.database.read.rows(
        select(schema.sessions.c.organization_id, schema.sessions.c.id)
    )
    interviewer = await interviewers.of(organization_id, session_id)
    assert isinstance(interviewer, DividedInterviewer)
    assert (interviewer._interviewing, interviewer._judging) == (interviewers.model, interviewers.guided)
    assert await interviewers.of(organization_id) is interviewers.model
    await end(client)
    del token


async def test_a_session_from_before_providers_were_named_continues_with_the_connected_ones(
    open_house: Callable[..., Awaitable[House]], provider: FaultyProvider
) -> None:
    house = await open_house(model="m", model_base_url=f"{provider.address}/well/v1")
    client, _ = await begin_with(house, await house.interview(), ["interview"])
    database = house.server.database
    ((organization_id, session_id),) = await database.read.rows(
        select(schema.sessions.c.organization_id, schema.sessions.c.id)
    )
    assert await house.server.interviewers.of(organization_id, session_id) is not house.server.interviewers.model
    async with database.transaction() as transaction:
        await transaction.run(update(schema.consents).values(services=None))
    assert await house.server.interviewers.of(organization_id, session_id) is house.server.interviewers.model
    await end(client)


@pytest.mark.parametrize(("agreed", "is_named"), [(["interview"], False), (["interview", "model"], True)])
async def test_an_erasure_names_the_model_only_if_the_candidate_agreed_to_it(
    open_house: Callable[..., Awaitable[House]], provider: FaultyProvider, agreed: list[str], *, is_named: bool
) -> None:
    house = await open_house(model="m", model_base_url=f"{provider.address}/well/v1", model_word_seconds=60)
    interview = await house.interview()
    client, _ = await begin_with(house, interview, agreed)
    await end(client)
    erased = await house.call("erase", {"slug": interview["publicSlug"], "confirm": True})
    assert ("language model" in str(erased.json()["data"]["receipt"]["notReached"])) is is_named


async def test_promised_redaction_continues_after_the_setting_has_changed(
    open_house: Callable[..., Awaitable[House]], provider: FaultyProvider, database_url: str
) -> None:
    model = {"model": "m", "model_base_url": f"{provider.address}/well/v1", "model_word_seconds": 60}
    house = await open_house(**model, model_redact="on")
    client, _ = await begin_with(house, await house.interview(), None)
    later = await open_house(**model, key=house.key)
    ((organization_id, session_id),) = await later.server.database.read.rows(
        select(schema.sessions.c.organization_id, schema.sessions.c.id)
    )
    interviewer = await later.server.interviewers.of(organization_id, session_id)
    assert isinstance(interviewer, ModelInterviewer)
    assert interviewer.redacts
    assert not (await later.server.interviewers.of(organization_id)).redacts  # type: ignore[attr-defined]
    await end(client)


async def test_names_given_by_an_invitation_never_reach_the_model(
    open_house: Callable[..., Awaitable[House]], provider: FaultyProvider
) -> None:
    house = await open_house(
        model="m", model_base_url=f"{provider.address}/well/v1", model_redact="on", model_word_seconds=60
    )
    interview = await house.interview(assessmentCriteria=[{"name": "Care", "description": "Takes care"}])
    invited = await house.invite(interview, name="Mina Sol", email="mina@example.com")
    token = invited["inviteUrl"].partition("token=")[2]
    assert "recognize" in str((await house.entry(interview["publicSlug"], token))["disclosure"]["readers"])
    await house.start(interview["publicSlug"], token)
    client = await house.enter(token)
    await client.my_turn()
    await client.answer(f"{ANSWER} It is what Sol does, says mina@example.com.")
    await client.next("ack")
    await client.my_turn()
    await end(client)
    assert (await newest(house, interview))["scores"][0]["level"] == 3
    sent = json.dumps(provider.requests)
    assert "what [name" in sent
    assert not re.search(r"\bmina\b|\bsol\b", sent, re.IGNORECASE)
