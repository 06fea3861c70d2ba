"""Each state of drafting and rehearsing, with a faked API."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

from tests.web import waiting
from tests.web.dashboard_fake import HELD, Reply, interview, refusal
from tests.web.dashboard_states import Do, at
from tests.web.page_states import State

Json = dict[str, Any]

NEW, REHEARSE = "/interviews/new", "/interviews/i1/rehearse"
MODEL = {"source": "model", "name": "qwen3-32b", "version": "draft-1", "fallback": None}
GUIDED = {"source": "template", "name": "guided", "version": "drafting-1", "fallback": "no_model"}
TEXTS = (
    "Tell me about a night on which the dough did not do what you wanted.",
    "Walk me through how you planned the work of your last week, from the order to the oven.",
    "Describe a disagreement with somebody on your shift, and how it went on.",
)

ANCHORS = [{"level": level, "text": f"What level {level} looks like."} for level in (1, 2, 3, 4)]


LEFT_OUT = [
    {"part": "QUESTION", "text": "What did you bake? And who helped you?", "reasons": ["DOUBLE"]},
    {"part": None, "text": None, "reasons": ["UNREADABLE"]},
]


def events(origin: Json, *, ends: bool = True, left_out: int = 0) -> Reply:
    start = {"type": "start", "origin": origin, "isCut": False, "isTranslated": True}
    head = {"type": "interview", "interview": {"title": "Baker: first conversation", "objective": "How they work."}}
    criterion = {"name": "Own part", "description": "Says what they did themselves.", "anchors": ANCHORS}
    made: list[Json] = [start, head, {"type": "criterion", "criterion": criterion}]
    for text in TEXTS:
        shown = {"text": text, "type": "OPEN_ENDED", "description": None, "options": None}
        made.append({"type": "question", "question": {**shown, "criteria": ["Own part"], "probes": []}})
    if ends:
        parts = LEFT_OUT[:left_out]
        made.append({"type": "end", "reason": "DONE", "leftOut": left_out, "leftOutParts": parts, "tokens": 900})
    return Reply(events=made)


def drafting(then: str) -> Do:
    async def do(page: Page) -> None:
        await page.get_by_label("What do you want to learn?").fill("Whether somebody can plan a night's work")
        await page.get_by_role("button", name="Draft the interview").click()
        await page.get_by_text(then).first.wait_for()

    return do


async def accept_edit_drop(page: Page) -> None:
    await drafting(TEXTS[2])(page)
    await page.get_by_role("button", name="Accept question 1").click()
    await page.get_by_role("button", name="Drop question 2").click()
    await page.get_by_role("button", name="Edit question 3").click()
    await page.get_by_label("Question", exact=True).first.wait_for()


async def draft_nothing(page: Page) -> None:
    await page.get_by_role("button", name="Draft the interview").click()
    await page.get_by_role("link", name="Describe what you want to learn, or add source material.").wait_for()
    await page.get_by_text("Questions will appear here").wait_for()


async def stop(page: Page) -> None:
    await drafting("Drafting")(page)
    await waiting.press_anew(page.get_by_role("button", name="Stop and keep this draft"))
    await page.get_by_text("Stopped before the first question arrived").first.wait_for()
    await page.get_by_role("button", name="Draft the interview").wait_for()


async def read_a_bad_page(page: Page) -> None:
    await page.get_by_label("Web page address").fill("http://10.0.0.1/jobs")
    await page.get_by_role("button", name="Read the page").click()
    await page.get_by_label("Web page address").and_(page.locator("[aria-invalid=true]")).wait_for()


def said(role: str, text: str, seconds: int) -> Json:
    kind = "question" if role == "assistant" else "answer"
    return {"role": role, "kind": kind, "move": None, "text": text, "questionId": "q1", "seconds": seconds}


def result(kind: str, **changes: Any) -> Json:
    transcript = [said("assistant", TEXTS[0], 0), said("user", "It depends, really. We had good processes.", 31)]
    return {
        "kind": kind,
        "minutes": 11.5,
        "end": "FINISHED",
        "asked": 3,
        "answered": 3,
        "skipped": 0,
        "requiredMissed": [],
        "criteriaCovered": ["Own part"],
        "followUps": 4,
        "followUpBudget": 6,
        "repeats": 0,
        "redirects": 0,
        "levels": None,
        "transcript": transcript,
    } | changes


RESULTS = [
    result("STRONG", levels=[{"criterion": "Own part", "level": 4}, {"criterion": "Learns", "level": None}]),
    result(
        "VAGUE", minutes=9.2, levels=[{"criterion": "Own part", "level": 1}, {"criterion": "Learns", "level": None}]
    ),
    result("SILENT", minutes=20, end="NO_ANSWER", answered=0, requiredMissed=["q1", "q2"], criteriaCovered=[]),
    result("OFF_TOPIC", redirects=3),
    result("HOSTILE", repeats=1),
    result("INJECTING", redirects=2),
]


def rehearsal(status: str = "DONE", done: int = 6, **changes: Any) -> Json:
    return {
        "id": "r1",
        "interviewId": "i1",
        "status": status,
        "kinds": [one["kind"] for one in RESULTS],
        "isPlayed": False,
        "done": done,
        "origin": {"source": "model"},
        "error": None,
        "createdAt": "2026-11-14T09:36:00.000Z",
        "updatedAt": "2026-11-14T09:37:00.000Z",
    } | changes


def rehearsing(newest: Json | None, results: list[Json] | None = None, *, questions: int = 1) -> dict[str, Any]:
    criteria = [{"name": name, "description": "", "anchors": [], "questionIds": []} for name in ("Own part", "Learns")]
    detail = {**interview(1, title="Baker", assessmentCriteria=criteria), "questions": [{"id": "q1"}] * questions}
    replies = {"GET /interviews/i1": Reply(detail)}
    replies["GET /interviews/i1/rehearsals"] = Reply([] if newest is None else [newest])
    if newest is not None:
        replies["GET /rehearsals/r1"] = Reply({**newest, "results": results or []})
    return {"replies": replies}


async def start(page: Page) -> None:
    await page.get_by_role("button", name="Start the rehearsal").click()
    await page.get_by_text("could not be started").wait_for()


async def open_transcript(page: Page) -> None:
    await page.locator("summary").first.click()
    await page.get_by_text("Interviewer").first.wait_for()


FAILED = rehearsal("FAILED", 0, error="The rehearsal could not be completed. Start it again.", origin=None)
NOT_PUBLIC = (
    "That address isn't on the public internet, so it is not fetched. Paste the text instead, or ask the operator to "
    "allow it with AURAL_OUTBOUND_NETWORKS."
)
INSIDE = {
    "code": "BAD_REQUEST",
    "message": NOT_PUBLIC,
    "requestId": "r",
    "details": [{"path": "url", "message": NOT_PUBLIC}],
}
UNDER_WAY = {"code": "CONFLICT", "message": "A rehearsal of this interview is running.", "requestId": "req_2"}
NO_GOAL = {
    "code": "BAD_REQUEST",
    "message": "goal is required.",
    "requestId": "req_3",
    "details": [{"path": "goal", "message": "is required if there is neither a document nor a url"}],
}
MODEL_DRAFT = {"replies": {"POST /drafts": events(MODEL, left_out=2)}}
NO_TOKENS = {**GUIDED, "fallback": "no_tokens"}
DRAFTING_STATES: dict[str, State] = {
    "new_interview": at(NEW, "Questions will appear here"),
    "draft_by_a_model": at(NEW, "Questions will appear here", drafting(TEXTS[2]), **MODEL_DRAFT),
    "draft_without_a_model": at(
        NEW, "appear here", drafting("No model is connected"), replies={"POST /drafts": events(GUIDED)}
    ),
    "draft_over_quota": at(NEW, "appear here", drafting("are used up"), replies={"POST /drafts": events(NO_TOKENS)}),
    "draft_looked_at": at(NEW, "appear here", accept_edit_drop, **MODEL_DRAFT),
    "draft_under_way": at(NEW, "appear here", drafting("Drafting"), replies={"POST /drafts": HELD}),
    "draft_stopped": at(NEW, "appear here", stop, replies={"POST /drafts": HELD}),
    "draft_broken_off": at(
        NEW, "appear here", drafting("Interrupted"), replies={"POST /drafts": events(MODEL, ends=False)}
    ),
    "draft_failed": at(NEW, "appear here", drafting("could not be created"), replies={"POST /drafts": refusal()}),
    "draft_without_a_goal": at(NEW, "appear here", draft_nothing, replies={"POST /drafts": refusal(400, NO_GOAL)}),
    "draft_bad_address": at(
        NEW, "appear here", read_a_bad_page, replies={"POST /documents/page": refusal(400, INSIDE)}
    ),
    "rehearse_first": at(REHEARSE, "No rehearsals yet", **rehearsing(None)),
    "rehearse_refused": at(
        REHEARSE,
        "No rehearsals yet",
        start,
        replies=rehearsing(None)["replies"] | {"POST /interviews/i1/rehearsals": refusal(409, UNDER_WAY)},
    ),
    "rehearse_running": at(REHEARSE, "2 of 6 finished", **rehearsing(rehearsal("RUNNING", 2), RESULTS[:2])),
    "rehearse_done": at(REHEARSE, "candidates have finished", open_transcript, **rehearsing(rehearsal(), RESULTS)),
    "rehearse_failed": at(REHEARSE, "Start it again", **rehearsing(FAILED)),
    "rehearse_no_question": at(REHEARSE, "Write the questions", **rehearsing(None, questions=0)),
    "rehearse_unknown": at("/interviews/i9/rehearse", "nothing at this address"),
}
