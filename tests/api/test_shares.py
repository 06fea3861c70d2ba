"""Links to read a report without an account: what they show, to whom, for how long, and who opened them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from aural.store import schema
from tests.api.seeds import REPORT, seed_report, seed_session, seed_share
from tests.api.world import Client, Json, World, paths_of

UNTIL = "2026-06-10T09:00:00Z"
ALL = ["summary", "criteria", "findings", "themes", "transcript"]
SECRETS = ("alex@example.com", "integrity", "candidateId", "origin", "messageId", "notes")
# All that a stranger may learn from a link.
ALLOWED = {
    *(
        "title",
        "purpose",
        "organizationName",
        "participantName",
        "language",
        "finishedAt",
        "expiresAt",
        "reportStatus",
        "parts",
    ),
    "preliminary",
    *("summary", "criteria", "findings", "themes", "transcript"),
}


async def seed_told(world: World, **fields: Any) -> str:
    """A finished session with a report that names its candidate."""
    session = await seed_session(world, await world.interview(), participant_name="Mina Sol", **fields)
    words = {"summary": "Mina leads calmly.", "insights": ["Sol said so."], "themes": ["calm"]}
    await seed_report(world, session, "READY", **words)
    return session


async def share(world: World, session: str, **fields: Any) -> Json:
    made: Json = await world.member.data("POST", f"/sessions/{session}/shares", {"expiresAt": UNTIL, **fields})
    return made


def token_of(made: Json) -> str:
    return str(made["url"]).rpartition("/")[2]


async def opened(world: World, token: str) -> Json:
    read: Json = await world.with_key(None).data("GET", f"/shared/{token}")
    return read


async def wall(world: World, token: str) -> Json:
    error = await world.with_key(None).error(404, "GET", f"/shared/{token}")
    return {name: value for name, value in error.items() if name != "requestId"}


async def test_a_link_shows_the_chosen_parts_and_exactly_what_is_allowed(world: World) -> None:
    session = await seed_told(world)
    made = await share(world, session, parts=["transcript", "summary"], showsNames=True)
    assert made["url"].startswith(f"{world.settings.public_url}/shared/")
    response = await world.with_key(None).get(f"/shared/{token_of(made)}")
    read = response.json()["data"]
    assert set(read) == ALLOWED
    assert read["summary"] == {"text": "Mina leads calmly.", "quotes": ["We"], "chosen": [[]]}
    assert [turn["speaker"] for turn in read["transcript"]] == ["interviewer", "candidate", "interviewer"]
    assert set(read["transcript"][0]) == {"speaker", "text", "made", "chosen", "seconds"}
    assert (read["participantName"], read["criteria"], read["findings"], read["themes"]) == ("Mina Sol",) + (None,) * 3
    assert not [secret for secret in (*SECRETS, session) if secret in response.text]
    assert (response.headers["X-Robots-Tag"], response.headers["Referrer-Policy"]) == (
        "noindex, nofollow, noarchive",
        "no-referrer",
    )
    assert response.headers["Cache-Control"] == "no-store"


async def test_without_names_the_name_is_removed_from_every_text(world: World) -> None:
    session = await seed_told(world)
    read = await opened(world, token_of(await share(world, session, parts=ALL)))
    assert read["participantName"] == "The candidate"
    assert (read["summary"]["text"], read["findings"][0]["text"]) == ("[name] leads calmly.", "[name] said so.")
    (criterion,) = read["criteria"]
    assert criterion == {
        "name": "Design",
        "level": None,
        "isScored": True,
        "ratings": [None, 2, None],
        "quotes": [],
        "chosen": [],
        "why": None,
        "wouldRaise": None,
        "human": [],
    }
    assert "Mina" not in str(read)


async def test_a_link_shows_the_options_chosen_along_with_a_reason(world: World) -> None:
    session = await seed_session(world, await world.interview(), participant_name="Mina Sol")
    where = {"supports": "insights/0", "messageId": "m", "start": 0, "end": 9}
    quote = {"id": "e1", "quote": "Message 2", "chosen": ["A", "Mina's own"]}
    await seed_report(world, session, "READY", insights=["Keeps it simple."], evidence=[where | quote])
    read = await opened(world, token_of(await share(world, session, parts=ALL)))
    assert [turn["chosen"] for turn in read["transcript"]] == [[], ["A"], []]
    finding = {"text": "Keeps it simple.", "quotes": ["Message 2"], "chosen": [["A", "[name]'s own"]]}
    assert read["findings"] == [finding]


async def test_a_link_shows_human_ratings_and_the_ais_reasons_without_the_name(world: World) -> None:
    session = await seed_session(world, await world.interview(), participant_name="Mina Sol")
    told = {"criterion": "Design", "level": 2, "ratings": [2, 2, 2], "evidence": []}
    await seed_report(world, session, "READY", scores=[told | {"why": "Mina names none.", "wouldRaise": "A cost."}])
    rating = {"criterion": "Design", "verdict": "LEVEL", "level": 3, "reason": "Mina named one later."}
    await world.member.data("POST", f"/sessions/{session}/ratings", rating)
    read = await opened(world, token_of(await share(world, session, parts=["criteria"])))
    (criterion,) = read["criteria"]
    (human,) = criterion["human"]
    assert (criterion["why"], criterion["wouldRaise"]) == ("[name] names none.", "A cost.")
    assert (human["level"], human["reason"]) == (3, "[name] named one later.")
    assert (bool(human["by"]), set(human)) == (True, {"level", "by", "reason", "ratedAt"})


async def test_expired_revoked_and_unknown_links_get_the_same_answer(world: World) -> None:
    session = await seed_told(world)
    unknown = await wall(world, "nothing-of-ours")
    gone = await share(world, session)
    await world.member.data("DELETE", f"/shares/{gone['id']}")
    assert await wall(world, token_of(gone)) == unknown
    kept = await share(world, session)
    await opened(world, token_of(kept))
    world.clock.pass_seconds(20 * 86_400)
    assert await wall(world, token_of(kept)) == unknown
    listed = await world.viewer.data("GET", f"/sessions/{session}/shares")
    assert not any(row["isConsentWithdrawn"] for row in listed)
    assert [(row["status"], row["viewCount"], "url" in row) for row in listed] == [
        ("EXPIRED", 1, False),
        ("REVOKED", 0, False),
    ]


async def test_a_withdrawn_consent_closes_the_link(world: World) -> None:
    session = await seed_told(world)
    _, token = await seed_share(world, session)
    async with world.database.transaction() as transaction:
        rows = schema.sessions
        await transaction.run(update(rows).where(rows.c.id == session).values(end_reason="CONSENT_WITHDRAWN"))
    assert await wall(world, token) == await wall(world, "nothing-of-ours")
    (listed,) = await world.viewer.data("GET", f"/sessions/{session}/shares")
    assert (listed["status"], listed["revokedAt"], listed["isConsentWithdrawn"]) == ("REVOKED", None, True)
    revoked = await world.member.data("DELETE", f"/shares/{listed['id']}")
    assert (revoked["status"], revoked["revokedAt"] is None) == ("REVOKED", False)


async def test_a_report_cannot_be_shared_after_consent_was_withdrawn(world: World) -> None:
    session = await seed_told(world, end_reason="CONSENT_WITHDRAWN")
    reviewer = await world.sign_in(await world.join("MEMBER"))  # who would have to rate first, and can't
    for client in (world.member, reviewer):
        error = await client.error(409, "POST", f"/sessions/{session}/shares", {"expiresAt": UNTIL})
        assert "withdrawn consent" in error["message"]
    assert await world.viewer.data("GET", f"/sessions/{session}/shares") == []


async def test_each_opening_is_listed_without_the_full_address(world: World) -> None:
    session = await seed_told(world)
    made = await share(world, session)
    world.address = "203.0.113.77"
    for _ in range(3):
        world.clock.pass_seconds(60)
        await opened(world, token_of(made))
    first = await world.viewer.get(f"/shares/{made['id']}/views?limit=2")
    assert [view["network"] for view in first.json()["data"]] == ["203.0.113.0/24"] * 2
    rest = await world.viewer.data("GET", f"/shares/{made['id']}/views?cursor={first.json()['cursor']}")
    assert (len(rest), rest[0]["viewedAt"]) == (1, "2026-05-28T20:27:40.000Z")
    (listed,) = await world.viewer.data("GET", f"/sessions/{session}/shares")
    assert (listed["viewCount"], listed["lastViewedAt"]) == (3, "2026-05-28T20:29:40.000Z")


async def test_openings_are_limited_per_minute_and_address(world: World) -> None:
    session = await seed_told(world)
    _, token = await seed_share(world, session)
    someone = world.with_key(None)
    answers = [(await someone.get(f"/shared/{token}")).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"expiresAt": "2020-01-01T00:00:00Z"}, "expiresAt"),
        ({"expiresAt": "2029-01-01T00:00:00Z"}, "expiresAt"),
        ({"expiresAt": "2026-06-10T09:00:00"}, "expiresAt"),
        ({"expiresAt": "tomorrow please"}, "expiresAt"),
        ({"parts": []}, "parts"),
        ({"parts": ["integrity"]}, "parts.0"),
    ],
)
async def test_an_invalid_expiry_or_part_is_refused(world: World, fields: Json, path: str) -> None:
    session = await seed_told(world)
    error = await world.owner.error(400, "POST", f"/sessions/{session}/shares", {"expiresAt": UNTIL, **fields})
    assert paths_of(error) == [path]


async def test_a_running_session_cannot_be_shared_and_a_viewer_cannot_share(world: World) -> None:
    running = await seed_session(world, await world.interview(), status="IN_PROGRESS", end_reason=None)
    await world.owner.error(409, "POST", f"/sessions/{running}/shares", {"expiresAt": UNTIL})
    ended = await seed_told(world)
    await world.viewer.error(403, "POST", f"/sessions/{ended}/shares", {"expiresAt": UNTIL})
    assert [await world.owner.data("GET", f"/sessions/{session}/shares") for session in (running, ended)] == [[], []]


async def test_only_a_hash_of_the_token_is_stored(world: World) -> None:
    made = await share(world, await seed_told(world))
    for table in schema.metadata.sorted_tables:
        from sqlalchemy import select

        assert token_of(made) not in repr(await world.database.read.rows(select(table))), table.name


# --- side by side ---------------------------------------------------------------------------------------------------


async def compared(client: Client, *ids: str, **more: str) -> Json:
    read: Json = await client.data("GET", "/comparisons", params={"ids": ",".join(ids), **more})
    return read


async def test_sessions_are_compared_in_the_requested_order(world: World) -> None:
    interview = await world.interview()
    scores = [{"criterion": name, "level": 3, "ratings": [3, 3], "evidence": ["e1"]} for name in ("Design", "Care")]
    quoted = [{**REPORT["evidence"][0], "supports": "criteria/Care", "quote": "Mina Sol checks twice"}]
    quoted.append(quoted[0] | {"supports": "insights/0", "quote": "I, Mína Sól, split it"})
    one = await seed_session(world, interview, participant_name="Mina Sol")
    await seed_report(world, one, "READY", scores=scores, evidence=quoted)
    other = await seed_session(world, interview, participant_name="Ben")
    await seed_report(world, other, "READY", scores=scores[:1])
    read = await compared(world.viewer, other, one)
    assert [person["label"] for person in read["people"]] == ["Ben", "Mina Sol"]
    assert [criterion["name"] for criterion in read["criteria"]] == ["Design", "Care"]
    care = read["criteria"][1]["cells"]
    assert (care[0], care[1]["quotes"], care[1]["level"]) == (None, ["Mina Sol checks twice"], 3)
    hidden = await compared(world.viewer, other, one, hidesNames="true")
    assert [person["label"] for person in hidden["people"]] == ["Person A", "Person B"]
    assert "Mina" not in str(hidden)
    assert hidden["people"][1]["findings"][0]["quotes"] == ["I, [name], split it"]
    assert hidden["criteria"][1]["cells"][1]["quotes"] == ["[name] checks twice"]


async def test_two_to_four_sessions_can_be_compared(world: World) -> None:
    interview = await world.interview()
    ids = [await seed_session(world, interview, messages=0) for _ in range(5)]
    for wrong in (ids[:1], ids, [ids[0], ids[0]], []):
        assert paths_of(await world.owner.error(400, "GET", "/comparisons", params={"ids": ",".join(wrong)})) == ["ids"]
    read = await compared(world.owner, *ids[:4])
    assert [person["isScored"] for person in read["people"]] == [False] * 4
    practice = await world.interview(purpose="PRACTICE")
    own = [await seed_session(world, practice, messages=0) for _ in range(2)]
    assert paths_of(await world.owner.error(400, "GET", "/comparisons", params={"ids": ",".join(own)})) == ["ids"]
    for someone in (world.stranger, world.neighbour):
        await someone.error(404, "GET", "/comparisons", params={"ids": ",".join(ids[:2])})
