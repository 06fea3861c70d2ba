"""Each state of the builder and of the question library, with the API played by the test."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

from tests.web.authoring_states import BASE, at, press
from tests.web.dashboard_fake import HELD, INTERVIEWS, QUESTIONS, Reply, refusal
from tests.web.page_states import State
from tests.web.waiting import SLOW

Json = dict[str, Any]
BUILD, READ = "/interviews/i1/build", "GET /interviews/i1"
LIBRARY, LISTED = "/library", "GET /library"
SEEN = "Candidate view"
CRITERIA = [
    {
        "name": "API design",
        "description": "Splits a service where its load splits.",
        "anchors": [{"level": 1, "text": "Names no boundary."}, {"level": 4, "text": "Weighs two and says why."}],
        "questionIds": ["q1", "q3"],
    }
]
FACTS = [{"topic": "Pay", "text": "From 52,000 euros a year."}]
WHOLE: Json = {**INTERVIEWS[0], "assessmentCriteria": CRITERIA, "approvedFacts": FACTS, "questions": QUESTIONS}
PREPARED: Json = {**WHOLE, "questions": [{**QUESTIONS[0], "hasOwnProbes": True, "followUpDepth": "LIGHT"}]}
IN_GERMAN: Json = {**WHOLE, "voiceEnabled": True, "language": "de"}
QUESTION = "GET /questions/{id}"
LAST = "GET /interviews/{id}/last-change"
QUICKER = {"by": "Noor Haddad", "at": "2027-11-14T10:03:00.000Z"}
THEIRS = {**QUESTIONS[0], "text": "Tell me about a failure that you saw coming."}


def conflict() -> Json:
    """Somebody writes between the look and the save."""
    error = {"code": "PRECONDITION_FAILED", "message": "It changed.", "requestId": "r"}
    seen = [Reply(QUESTIONS[0], headers={"ETag": '"1"'}), Reply(THEIRS, headers={"ETag": '"2"'})]
    return {QUESTION: seen, "PATCH /questions/{id}": refusal(412, error), LAST: Reply(QUICKER)}


REFINED: Json = {
    "origin": {"source": "model", "name": "qwen3-32b", "version": "draft-1", "fallback": None},
    "changes": [
        {
            "action": "CHANGE",
            "part": "QUESTION",
            "place": 0,
            "fromPlace": None,
            "before": {
                "text": QUESTIONS[0]["text"],
                "description": None,
                "type": None,
                "options": None,
                "anchors": None,
            },
            "after": {
                "text": "Tell me about a night on which a system you looked after failed.",
                "description": None,
                "type": "OPEN_ENDED",
                "options": None,
                "anchors": None,
            },
            "why": "One night is easier to remember than any time.",
        }
    ],
    "leftOut": 0,
    "tokens": 40,
}


def kept(number: int, **changes: Any) -> Json:
    said = {name: value for name, value in QUESTIONS[number - 1].items() if name not in ("id", "interviewId", "order")}
    return {**said, "id": f"l{number}", "tags": ["design", "first call"][: number % 3]} | changes


KEPT = [kept(number) for number in (1, 2, 3, 4)]
OWN: Json = BASE | {
    READ: Reply(WHOLE),
    LISTED: Reply(KEPT),
    "GET /library/l2": Reply(KEPT[1], headers={"ETag": '"1"'}),
}


async def write_over_somebody(page: Page) -> None:
    await page.get_by_label("Question", exact=True).fill("Tell me about an outage that you ended.")
    await page.get_by_text("Noor Haddad changed this on 14 Nov 2027").wait_for()


async def see_code(page: Page) -> None:
    await page.locator("#starter-code .cm-line").first.wait_for()


async def see_language(page: Page) -> None:
    await page.get_by_role("button", name="Language of the interview").filter(has_text="English").wait_for()


async def refine(page: Page) -> None:
    await page.get_by_text("Change it in plain words").click()
    await page.get_by_label("Change it: say").fill("Ask for one night only")
    await page.get_by_role("button", name="Preview changes").click()
    await page.get_by_role("button", name="Apply this change").wait_for()


def open_step(name: str) -> Any:
    """One of the three steps that the builder has on a phone."""

    async def do(page: Page) -> None:
        await page.set_viewport_size({"width": 360, "height": 780})
        await page.get_by_role("button", name=name).click()

    return do


async def write_and_go_back(page: Page) -> None:
    """On a phone, to the outline, where the form is out of sight."""
    await open_step("2. Edit")(page)
    await page.get_by_label("Question", exact=True).fill("Tell me about an outage that you ended.")
    await page.get_by_role("button", name="1. Outline").click()


def write_until(told: str) -> Any:
    async def do(page: Page) -> None:
        await write_and_go_back(page)
        await page.get_by_role("navigation", name="Steps").get_by_text(told).wait_for()

    return do


async def write_follow_up(page: Page) -> None:
    """One that is not whole yet."""
    await page.get_by_role("button", name="Edit follow-up 3").click()
    await page.get_by_label("What to ask").fill("")
    await page.get_by_text("Until then, this isn’t saved").wait_for()


def saving(reply: Reply) -> Json:
    return OWN | {QUESTION: Reply(QUESTIONS[0], headers={"ETag": '"1"'}), "PATCH /questions/{id}": reply}


BUILDER_STATES: dict[str, State] = {
    "builder": at(BUILD, SEEN, replies=OWN),
    "builder_edit_step": at(BUILD, "Alt and an arrow", open_step("2. Edit"), replies=OWN),
    "builder_preview_step": at(f"{BUILD}?question=q2", "Alt and an arrow", open_step("3. Preview"), replies=OWN),
    "builder_step_saving": at(BUILD, "Alt and an arrow", write_until("Saving"), replies=saving(HELD)),
    "builder_step_saved": at(BUILD, "Alt and an arrow", write_until("Saved "), replies=saving(Reply(QUESTIONS[0]))),
    "builder_step_unsaved": at(BUILD, "Alt and an arrow", write_until("Not saved yet"), replies=saving(refusal())),
    "builder_follow_up": at(BUILD, SEEN, write_follow_up, replies=OWN),
    "builder_own_follow_ups": at(BUILD, "Written for this question", replies=OWN | {READ: Reply(PREPARED)}),
    "builder_code": at(f"{BUILD}?question=q3", SEEN, see_code, replies=OWN),
    "builder_criteria": at(f"{BUILD}?tab=criteria", "Questions used", replies=OWN),
    "builder_interviewer": at(f"{BUILD}?tab=interviewer", "What happens next", see_language, replies=OWN),
    "builder_rules": at(f"{BUILD}?tab=rules", "Minutes per pause", replies=OWN),
    "builder_rules_no_voice": at(f"{BUILD}?tab=rules", "No voice for German", replies=OWN | {READ: Reply(IN_GERMAN)}),
    "builder_viewer": at(BUILD, SEEN, who="VIEWER", replies=OWN),
    "builder_loading": at(BUILD, SLOW, replies={READ: HELD}),
    "builder_unknown": at("/interviews/i9/build", "nothing at this address"),
    "builder_conflict": at(BUILD, SEEN, write_over_somebody, replies=OWN | conflict()),
    "builder_refine": at(BUILD, SEEN, refine, replies=OWN | {"POST /drafts/refine": Reply(REFINED)}),
    "builder_library": at(BUILD, SEEN, press("Add from the library", "Open the library"), replies=OWN),
    "library": at(LIBRARY, "Which of these", replies=OWN),
    "library_none_match": at(f"{LIBRARY}?q=astronaut", "No questions match", replies={LISTED: Reply([])}),
    "library_change": at(LIBRARY, "Which of these", press("Change: Which", "Separated by commas"), replies=OWN),
    "library_deleted": at(
        LIBRARY,
        "Which of these",
        press("Delete: Which", "removed from the library"),
        replies=OWN | {"DELETE /library/{id}": Reply({}), LISTED: [Reply(KEPT), Reply([KEPT[0], *KEPT[2:]])]},
    ),
}
