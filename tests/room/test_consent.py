"""What a candidate is told and asked before it begins: true for this interview, short, and kept item by item."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from aural.room.consent import LANGUAGES, ConsentText, Facts, consent_text
from aural.store import schema
from tests.room.conftest import House

CODING = {"text": "Reverse a list.", "type": "CODING"}
ALL_FACTS = [Facts("Aural", "Acme", *flags) for flags in product((False, True), repeat=4)]


def shown(text: ConsentText) -> str:
    return "\n".join((text.title, *text.paragraphs, *(item.text for item in text.items)))


def grade(text: str) -> float:
    """Flesch-Kincaid: the school year in which a text is read with ease."""
    sentences = re.findall(r"[.!?](?:\s|$)", text)
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.lower())))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@pytest.mark.parametrize("facts", ALL_FACTS)
def test_the_text_is_short_and_easy(facts: Facts) -> None:
    text = consent_text("en", facts)
    paragraphs = "\n".join((*text.paragraphs, *(item.text for item in text.items)))
    assert len(shown(text).split()) <= 200
    assert grade(paragraphs) <= 8
    assert len(re.findall(r"[\u4e00-\u9fff]", shown(consent_text("zh", facts)))) <= 400


@pytest.mark.parametrize("facts", ALL_FACTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_say_the_same_things_and_leave_no_hole(facts: Facts, language: str) -> None:
    text, english = consent_text(language, facts), consent_text("en", facts)
    assert len(text.paragraphs) == len(english.paragraphs)
    assert [item.key for item in text.items] == [item.key for item in english.items]
    for name in ("measured", "readers", "never"):
        assert len(getattr(text.disclosure, name)) == len(getattr(english.disclosure, name)) > 0
    assert bool(text.disclosure.watched) == facts.is_watched
    assert len(text.disclosure.watched) == len(english.disclosure.watched)
    assert "{" not in repr(text)


def test_the_text_says_what_holds_here() -> None:
    plain = consent_text("en", Facts("Aural", "Acme", has_pauses=False))
    full = consent_text("en", Facts("Aural", "Acme", has_code=True, has_pauses=True, has_model=True))
    assert "pause" not in shown(plain)
    assert "pause" in shown(full)
    assert [item.key for item in plain.items] == ["interview"]
    assert [item.key for item in full.items] == ["interview", "keystrokes"]
    assert "No outside AI service." in plain.disclosure.readers
    assert any("language model" in reader for reader in full.disclosure.readers)


def test_other_words_are_another_version() -> None:
    versions = {consent_text(language, facts).version for language in LANGUAGES for facts in ALL_FACTS}
    assert len(versions) == len(LANGUAGES) * len(ALL_FACTS)
    renamed = consent_text("en", Facts("Aural", "Another company"))
    assert renamed.version != consent_text("en", Facts("Aural", "Acme")).version


async def test_the_landing_tells_what_is_measured_and_by_whom_it_is_read(house: House) -> None:
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
    assert "Rubric" not in str(door)


async def test_a_question_that_was_added_since_is_not_agreed_to(house: House) -> None:
    interview = await house.interview()
    consent = await house.consent(interview["publicSlug"])
    await house.post(f"/interviews/{interview['id']}/questions", CODING)
    refused = await house.start(interview["publicSlug"], consent=consent)
    assert refused.status_code == 400
    assert refused.json()["error"]["details"][0]["path"] == "consent.version"


async def kept(house: House, column: Any) -> list[str]:
    return sorted(row[0] for row in await house.server.database.read.rows(select(column)))


async def test_each_item_is_agreed_to_by_itself(house: House) -> None:
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


async def test_more_time_takes_every_limit_away_and_no_reviewer_sees_it(house: House) -> None:
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


async def test_more_time_may_be_asked_for_on_the_way_and_is_heard_at_once(house: House) -> None:
    interview = await house.interview(timeLimitMinutes=5)
    client, token = await house.begin(interview)
    assert client.heard[-1]["room"]["clock"] is not None
    await house.start(interview["publicSlug"], token, consent=None, adjustments=["more_time"])
    assert (await client.next("room"))["room"]["clock"] is None
    again = await house.enter(token, take_over=True)
    assert (await again.my_turn())["room"]["clock"] is None
