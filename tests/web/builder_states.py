"""Each state of the builder and of the question library, with an API that the test fakes."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import Page

from aural.candidates.examples import CANDIDATE_ACROSS
from tests.web.authoring_states import BASE, CONCERNS, ESTIMATE, NOWHERE, at, press
from tests.web.dashboard_fake import HELD, INTERVIEWS, QUESTIONS, Reply, refusal
from tests.web.page_states import State
from tests.web.waiting import SLOW

Json = dict[str, Any]
BUILD, READ = "/interviews/i1/build", "GET /interviews/i1"
LIBRARY, LISTED = "/library", "GET /library"
SEEN = "Hint for the candidate"
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
CRITERION_NAMES = (
    "API design",
    "Failure handling",
    "Works with others",
    "Explains trade-offs",
    "Writes code that lasts",
)
MANY_CRITERIA: Json = {**WHOLE, "assessmentCriteria": [{**CRITERIA[0], "name": name} for name in CRITERION_NAMES]}
DRAFT: Json = {**WHOLE, "isActive": False, "isDraft": True, "publishedAt": None, "publicSlug": None}
EMPTY_DRAFT: Json = {**DRAFT, "questions": [], "_count": {"questions": 0, "sessions": 0}}
CLOSED: Json = {**WHOLE, "isActive": False}
WITHOUT_TOKENS: Json = CONCERNS | {"estimate": ESTIMATE | {"interviewsLeft": 0}}
PUBLISH = "POST /interviews/{id}/publish"
PREPARED: Json = {**WHOLE, "questions": [{**QUESTIONS[0], "hasOwnProbes": True, "followUpDepth": "LIGHT"}]}
IN_GERMAN: Json = {**WHOLE, "voiceEnabled": True, "language": "de"}
QUESTION = "GET /questions/{id}"
LAST = "GET /interviews/{id}/last-change"
QUICKER = {"by": "Noor Haddad", "at": "2027-11-14T10:03:00.000Z"}
THEIRS = {**QUESTIONS[0], "text": "Tell me about a failure that you saw coming."}


def conflict() -> Json:
    """Another user changes the question between reading and saving."""
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
    await page.get_by_text("Noor Haddad saved a different version on 14 Nov 2027").wait_for()


async def see_code(page: Page) -> None:
    await page.locator("#starter-code .cm-line").first.wait_for()


async def see_language(page: Page) -> None:
    await (
        page.get_by_label("Interview language").locator("option:checked", has_text="English").wait_for(state="attached")
    )


async def open_criterion(page: Page) -> None:
    await page.locator("summary").filter(has_text="API design").click()
    await page.get_by_label("What level 4 looks like").wait_for()


async def add_criterion(page: Page) -> None:
    await page.get_by_role("button", name="Add a criterion").click()
    await page.get_by_label("Criterion name").and_(page.locator(":focus")).wait_for()


async def rename(page: Page) -> None:
    await page.get_by_role("button", name="Rename").click()
    await page.get_by_label("Title", exact=True).fill("Backend engineer, second conversation")
    await page.keyboard.press("Enter")
    await page.get_by_text("The title was not saved.").wait_for()


def publish(then: str) -> Any:
    async def do(page: Page) -> None:
        await page.get_by_role("button", name="Publish").click()
        await page.get_by_role("dialog").get_by_role("button", name="Publish").click()
        await page.get_by_text(then).wait_for()

    return do


def published(**changes: Any) -> Json:
    """The interview before and after it is published."""
    seen = [Reply(DRAFT, headers={"ETag": '"1"'}), Reply({**WHOLE, **changes}, headers={"ETag": '"2"'})]
    return {READ: seen, PUBLISH: Reply({"id": "i1", "publicSlug": "interview-1", "url": ""})}


def placeholders() -> Json:
    """A new question and a new option that still have their placeholder texts."""
    questions = [{**QUESTIONS[0], "text": "New question"}, {**QUESTIONS[1], "options": ["First option", "Redis"]}]
    found = [("PLACEHOLDER", "q1"), ("PLACEHOLDER_OPTION", "q2")]
    concerns = [{**NOWHERE, "code": code, "questionId": question} for code, question in found]
    checks = {**CONCERNS, "concerns": concerns}
    return {READ: Reply({**WHOLE, "questions": questions}), "GET /interviews/{id}/checks": Reply(checks)}


def search(words: str) -> Any:
    """Opens the search with its keyboard shortcut, and types."""

    async def do(page: Page) -> None:
        await page.keyboard.press("Control+k")
        await page.get_by_label("Search interviews, candidates and pages").fill(words)
        results = page.get_by_role("menu", name="Results")
        settled = results.get_by_text("No results.").or_(results.get_by_role("menuitem", name="Backend engineer"))
        await settled.first.wait_for()
        if words == "e":
            await page.get_by_text(re.compile("Leo Brandt|could not be searched")).first.wait_for()

    return do


async def open_keys(page: Page) -> None:
    await page.keyboard.press("?")
    await page.get_by_role("dialog", name="Keyboard shortcuts").wait_for()


FOUND: Json = {"GET /candidates": Reply([{**CANDIDATE_ACROSS, "id": "c1", "name": "Leo Brandt"}])}


async def refine(page: Page) -> None:
    await page.get_by_text("Make changes in plain words").click()
    await page.get_by_label("What should change?").fill("Ask for one night only")
    await page.get_by_role("button", name="Preview changes").click()
    await page.get_by_role("button", name="Apply this change").wait_for()


def open_step(name: str) -> Any:
    """Opens one of the three steps that the builder has on a phone."""

    async def do(page: Page) -> None:
        await page.set_viewport_size({"width": 360, "height": 780})
        await page.get_by_role("button", name=name).click()

    return do


async def write_and_go_back(page: Page) -> None:
    """Writes on a phone, and goes back to the outline, where the form is hidden."""
    await open_step("2. Edit")(page)
    await page.get_by_label("Question", exact=True).fill("Tell me about an outage that you ended.")
    await page.get_by_role("button", name="1. Outline").click()


def write_until(told: str) -> Any:
    async def do(page: Page) -> None:
        await write_and_go_back(page)
        await page.get_by_role("navigation", name="Steps").get_by_text(told).wait_for()

    return do


async def leave_before_saving(page: Page) -> None:
    """Goes to another page while a change that the server won't save is still waiting."""
    await page.get_by_label("Question", exact=True).fill("What did you learn from it?")
    await page.get_by_role("link", name="Interviews").first.click()
    await page.get_by_role("region", name="Unsaved changes").wait_for()


async def write_follow_up(page: Page) -> None:
    """Writes a follow-up that is not complete yet."""
    await page.get_by_role("button", name="Edit follow-up 3").click()
    await page.get_by_label("What to ask").fill("")
    await page.get_by_text("The follow-up isn’t saved until you do").wait_for()


def saving(reply: Reply) -> Json:
    return OWN | {QUESTION: Reply(QUESTIONS[0], headers={"ETag": '"1"'}), "PATCH /questions/{id}": reply}


BUILDER_STATES: dict[str, State] = {
    "builder": at(BUILD, SEEN, replies=OWN),
    "builder_edit_step": at(BUILD, "To move a follow-up", open_step("2. Edit"), replies=OWN),
    "builder_step_saving": at(BUILD, "To move a follow-up", write_until("Saving"), replies=saving(HELD)),
    "builder_step_saved": at(BUILD, "To move a follow-up", write_until("Saved "), replies=saving(Reply(QUESTIONS[0]))),
    "builder_step_unsaved": at(BUILD, "To move a follow-up", write_until("Not saved yet"), replies=saving(refusal())),
    "builder_follow_up": at(BUILD, SEEN, write_follow_up, replies=OWN),
    "builder_own_follow_ups": at(BUILD, "Written for this question", replies=OWN | {READ: Reply(PREPARED)}),
    "builder_code": at(f"{BUILD}?question=q3", SEEN, see_code, replies=OWN),
    "builder_assessment": at(
        f"{BUILD}?tab=criteria", "For each question, select", replies=OWN | {READ: Reply(MANY_CRITERIA)}
    ),
    "builder_criterion": at(f"{BUILD}?tab=assessment", "For each question, select", open_criterion, replies=OWN),
    "builder_criterion_added": at(f"{BUILD}?tab=assessment", "For each question, select", add_criterion, replies=OWN),
    "builder_settings": at(f"{BUILD}?tab=rules", "Minutes per pause", see_language, replies=OWN),
    "builder_no_voice": at(BUILD, "no voice for German", replies=OWN | {READ: Reply(IN_GERMAN)}),
    "builder_mode": at(BUILD, SEEN, press("Mode: Voice or chat", "With video"), replies=OWN),
    "builder_rename": at(BUILD, SEEN, press("Rename", "Save the title"), replies=OWN),
    "builder_rename_failing": at(BUILD, SEEN, rename, replies=OWN | {"PATCH /interviews/{id}": refusal()}),
    "builder_draft": at(BUILD, SEEN, replies=OWN | {READ: Reply(DRAFT)}),
    "builder_closed": at(BUILD, SEEN, replies=OWN | {READ: Reply(CLOSED)}),
    "builder_placeholders": at(
        BUILD, "still has its placeholder text. Write your question", replies=OWN | placeholders()
    ),
    "publish": at(BUILD, SEEN, press("Publish", "Who can take this interview?"), replies=OWN | {READ: Reply(DRAFT)}),
    "publish_nothing": at(
        BUILD, "No questions yet", press("Publish", "has no questions"), replies=OWN | {READ: Reply(EMPTY_DRAFT)}
    ),
    "publish_without_tokens": at(
        BUILD,
        SEEN,
        press("Publish", "Estimated usage per interview"),
        replies=OWN | {READ: Reply(DRAFT), "GET /interviews/{id}/checks": Reply(WITHOUT_TOKENS)},
    ),
    "publish_failing": at(
        BUILD, SEEN, publish("was not published"), replies=OWN | {READ: Reply(DRAFT), PUBLISH: refusal()}
    ),
    "published": at(BUILD, SEEN, publish("is live."), replies=OWN | published(requireInvite=False)),
    "published_by_invitation": at(BUILD, SEEN, publish("Each of them"), replies=OWN | published(requireInvite=True)),
    "shared_again": at(BUILD, SEEN, press("Share", "Link for candidates"), replies=OWN),
    "search": at(BUILD, SEEN, search("e"), replies=OWN | FOUND),
    "search_nothing": at(BUILD, SEEN, search("astronaut"), replies=OWN | {"GET /candidates": Reply([])}),
    "search_failing": at(BUILD, SEEN, search("e"), replies=OWN | {"GET /candidates": refusal()}),
    "shortcuts": at(BUILD, SEEN, open_keys, replies=OWN),
    "builder_viewer": at(BUILD, SEEN, who="VIEWER", replies=OWN),
    "builder_loading": at(BUILD, SLOW, replies={READ: HELD}),
    "builder_unknown": at("/interviews/i9/build", "nothing at this address"),
    "builder_conflict": at(BUILD, SEEN, write_over_somebody, replies=OWN | conflict()),
    "builder_left_unsaved": at(BUILD, SEEN, leave_before_saving, replies=saving(refusal())),
    "builder_refine": at(BUILD, SEEN, refine, replies=OWN | {"POST /drafts/refine": Reply(REFINED)}),
    "builder_library": at(BUILD, SEEN, press("Add from the library", "Open the library"), replies=OWN),
    "library": at(LIBRARY, "Which of these", replies=OWN),
    "library_none_match": at(f"{LIBRARY}?q=astronaut", "No questions match", replies={LISTED: Reply([])}),
    "library_change": at(LIBRARY, "Which of these", press("Edit: Which", "Separated by commas"), replies=OWN),
    "library_deleted": at(
        LIBRARY,
        "Which of these",
        press("Delete: Which", "removed from the library"),
        replies=OWN | {"DELETE /library/{id}": Reply({}), LISTED: [Reply(KEPT), Reply([KEPT[0], *KEPT[2:]])]},
    ),
}
