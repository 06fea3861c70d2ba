"""A candidate corrects the transcript: both versions are stored, the corrected words are judged, and the report says
so.
"""

from __future__ import annotations

from typing import Any

from tests.room.conftest import ANSWER, AdjustableClock, Frame, House

SAID = ANSWER
MEANT = ANSWER.replace("March", "May").replace("hours", "whole days")
A_DAY = 86_400


async def finished(house: House) -> tuple[Frame, int, str]:
    """Finishes an interview with its first report, and returns (interview, seq of the answer, session id)."""
    interview = await house.interview()
    await house.finish(interview)
    read = (await transcript(house, interview))["messages"]
    seq = next(message["seq"] for message in read if message["content"] == SAID)
    session_id = (await house.get(f"/interviews/{interview['id']}/sessions"))[0]["id"]
    await house.reported(session_id)
    return interview, seq, session_id


async def transcript(house: House, interview: Frame) -> Frame:
    response = await house.http.get("/room/v1/transcript", params={"slug": interview["publicSlug"]})
    assert response.status_code == 200, response.text
    data: Frame = response.json()["data"]
    return data


async def correct(house: House, interview: Frame, seq: int, **made: Any) -> Any:
    body = {"slug": interview["publicSlug"], "content": None, "note": None, "isLeftOut": False, "reason": None, **made}
    return await house.call(f"transcript/{seq}", body, method="PUT")


async def send(house: House, interview: Frame) -> Any:
    return await house.call("transcript/send", {"slug": interview["publicSlug"]})


async def message_of(house: House, session_id: str, seq: int) -> tuple[Frame, Frame]:
    session = await house.get(f"/sessions/{session_id}")
    return session, next(message for message in session["messages"] if message["seq"] == seq)


async def test_corrections_are_a_draft_until_they_are_sent_and_then_judged(house: House) -> None:
    interview, seq, session_id = await finished(house)
    before, _ = await message_of(house, session_id, seq)
    assert (before["reportStatus"], before["reportRevision"], before["correctedAt"]) == ("READY", 1, None)
    assert (await correct(house, interview, seq, content=MEANT, note="May, not March.")).status_code == 200
    assert (await message_of(house, session_id, seq))[0] == before
    kept = next(m for m in (await transcript(house, interview))["messages"] if m["seq"] == seq)
    assert (kept["content"], kept["correction"]["content"]) == (SAID, MEANT)
    assert (await send(house, interview)).status_code == 200
    await house.reported(session_id, revision=2)
    session, message = await message_of(house, session_id, seq)
    assert (session["reportStatus"], session["reportRevision"]) == ("READY", 2)
    assert "as corrected (revision 2)" in session["reportReason"]
    assert (message["content"], message["originalContent"], message["note"]) == (MEANT, SAID, "May, not March.")
    quotes = [item for item in session["evidence"] if item["messageId"] == message["id"]]
    assert quotes
    assert all(MEANT[item["start"] : item["end"]] == item["quote"] for item in quotes)
    assert session["correctedAt"] is not None


async def test_a_report_is_preliminary_until_it_judges_the_checked_transcript(house: House) -> None:
    interview, seq, session_id = await finished(house)
    session = await house.get(f"/sessions/{session_id}")
    until = (await transcript(house, interview))["until"]
    assert (session["preliminary"], session["preliminaryUntil"]) == (True, until)
    assert [report["preliminary"] for report in await house.get(f"/sessions/{session_id}/reports")] == [True]
    await correct(house, interview, seq, content=MEANT)
    assert (await house.get(f"/sessions/{session_id}"))["preliminary"] is True
    await send(house, interview)
    await house.reported(session_id, revision=2)
    session = await house.get(f"/sessions/{session_id}")
    assert (session["preliminary"], session["preliminaryUntil"]) == (False, None)
    assert [report["preliminary"] for report in await house.get(f"/sessions/{session_id}/reports")] == [False, False]


async def test_a_report_is_final_a_day_after_the_end_and_earlier_reads_are_outdated(
    house: House, clock: AdjustableClock
) -> None:
    interview, _seq, session_id = await finished(house)
    path = f"/sessions/{session_id}"
    tag = (await house.api.get(path)).headers["ETag"]
    clock.pass_seconds(A_DAY + 1)
    read = await house.api.get(path)
    assert (read.json()["data"]["preliminary"], read.headers["ETag"] == tag) == (False, False)
    (listed,) = await house.get(f"/interviews/{interview['id']}/sessions")
    assert (listed["preliminary"], listed["preliminaryUntil"]) == (False, None)


async def test_corrections_that_are_never_sent_count_after_a_day(house: House, clock: AdjustableClock) -> None:
    interview, seq, session_id = await finished(house)
    await correct(house, interview, seq, content=MEANT)
    clock.pass_seconds(A_DAY + 1)
    assert (await correct(house, interview, seq, content="Too late.")).status_code == 409
    house.server.worker.wake()
    await house.reported(session_id, revision=2)
    session, message = await message_of(house, session_id, seq)
    assert (session["reportRevision"], message["content"], message["originalContent"]) == (2, MEANT, SAID)


async def test_sending_is_final_and_without_corrections_changes_nothing(house: House) -> None:
    interview, seq, session_id = await finished(house)
    before = await house.get(f"/sessions/{session_id}")
    assert (await send(house, interview)).status_code == 200
    assert (await transcript(house, interview))["isSent"] is True
    for refused in (await send(house, interview), await correct(house, interview, seq, content=MEANT)):
        assert refused.status_code == 409
    final = {"preliminary": False, "preliminaryUntil": None}
    assert await house.get(f"/sessions/{session_id}") == before | final
    door = await house.entry(interview["publicSlug"])
    assert (door["state"], door["canReview"]) == ("completed", False)


async def test_an_answer_that_is_left_out_is_not_judged_and_the_report_says_so(house: House) -> None:
    interview, seq, session_id = await finished(house)
    assert (await correct(house, interview, seq, isLeftOut=True, reason="I misheard.")).status_code == 200
    await send(house, interview)
    await house.reported(session_id, revision=2)
    session, message = await message_of(house, session_id, seq)
    assert session["reportStatus"] == "NOT_SCORABLE"
    assert "left one answer out" in session["reportReason"]
    assert (message["content"], message["isLeftOut"], session["evidence"]) == (SAID, True, [])


async def test_a_remark_reaches_the_reader_and_does_not_change_the_report(house: House) -> None:
    interview, _seq, session_id = await finished(house)
    said = {"slug": interview["publicSlug"], "text": "I was nervous."}
    assert (await house.call("remark", said, method="PUT")).status_code == 200
    assert (await house.get(f"/sessions/{session_id}"))["remark"] is None
    await send(house, interview)
    session = await house.get(f"/sessions/{session_id}")
    assert (session["remark"], session["reportRevision"], session["reportStatus"]) == ("I was nervous.", 1, "READY")


async def test_a_correction_can_be_undone(house: House) -> None:
    interview, seq, session_id = await finished(house)
    await correct(house, interview, seq, content=MEANT)
    await correct(house, interview, seq)
    await send(house, interview)
    session, message = await message_of(house, session_id, seq)
    assert (session["reportRevision"], message["content"], message["originalContent"]) == (1, SAID, None)


async def test_fields_that_did_not_change_stay_as_another_tab_has_saved_them(house: House) -> None:
    interview, seq, _ = await finished(house)

    async def change(*changed: str, **fields: Any) -> Frame:
        """Corrects from a page that doesn't know the other tab's corrections. It sends its complete value."""
        assert (await correct(house, interview, seq, changed=changed, **fields)).status_code == 200
        read = (await transcript(house, interview))["messages"]
        found: Frame | None = next(message["correction"] for message in read if message["seq"] == seq)
        return {} if found is None else {name: value for name, value in found.items() if name != "at"}

    left_out, used = {"isLeftOut": True, "reason": "Private"}, {"isLeftOut": False, "reason": None}
    both = {"content": MEANT, "note": "Misheard."}
    await change("content", content=MEANT)
    assert await change("note", note="Misheard.") == both | used
    assert await change("isLeftOut", **left_out) == both | left_out
    assert await change() == both | left_out
    assert await change("isLeftOut") == both | used
    assert await change("reason", **left_out) == both | left_out
    assert await change("isLeftOut", "reason", "content", note="Old.") == {"content": None, "note": "Misheard."} | used
    assert await change("note", content="Withdrawn in the other tab.") == {}
    assert await change("note", note="New.", content="Withdrawn.") == {"content": None, "note": "New."} | used
    for wrong in ("note", [7], [["note"]], ["at"], {}):
        assert (await correct(house, interview, seq, changed=wrong)).status_code == 400, wrong


async def test_a_correction_that_names_no_changed_fields_replaces_the_earlier_one(house: House) -> None:
    interview, seq, _ = await finished(house)
    await correct(house, interview, seq, content=MEANT)
    await correct(house, interview, seq, note="Misheard.")
    found = next(
        message["correction"] for message in (await transcript(house, interview))["messages"] if message["seq"] == seq
    )
    assert (found["content"], found["note"]) == (None, "Misheard.")


async def test_only_the_candidate_corrects_and_only_their_own_answers(house: House) -> None:
    interview, seq, _session_id = await finished(house)
    asked = next(m["seq"] for m in (await transcript(house, interview))["messages"] if m["role"] == "assistant")
    assert (await correct(house, interview, asked, content="Another question.")).status_code == 404
    assert (await correct(house, interview, 999, content="x")).status_code == 404
    for wrong in ({"content": " "}, {"content": 7}, {"isLeftOut": "yes"}, {"content": "x" * 20_001}):
        assert (await correct(house, interview, seq, **wrong)).status_code == 400, wrong
    other = await house.interview()
    assert (await correct(house, other, seq, content="x")).status_code == 401  # another interview's cookie
    house.http.cookies.clear()
    assert (await correct(house, interview, seq, content="x")).status_code == 401
    await house.begin(interview)
    assert (await correct(house, interview, seq, content="x")).status_code == 409  # not finished
