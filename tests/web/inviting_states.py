"""States of the pages for inviting people, one candidate, and the sessions behind a figure, with a faked API."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

from aural.candidates import examples
from aural.organizations import view_endpoints
from aural.reports.examples import SHARE, VIEW
from tests.web.dashboard_fake import NOT_FOUND, FakeApi, Reply, interview, open_dashboard, refusal
from tests.web.dashboard_states import Do, at
from tests.web.page_states import State
from tests.web.report_states import ONE, REPLIES, ROWS
from tests.web.room_fake import OpenPage

PAGE, LIST = "/interviews/i1/candidates", "GET /interviews/{id}/candidates"
COUNTS, LETTERS = "GET /interviews/{id}/candidate-counts", "GET /interviews/{id}/letters"
IMPORTING, RESUMES = f"{PAGE}/import", f"{PAGE}/resumes"
BEHIND, SESSIONS = "/interviews/i1/insights/sessions?theme=queues", "GET /interviews/{id}/sessions"
BATCH, VIEWS = "POST /candidates/batch", "GET /views"
READ, CHANGED = "POST /interviews/{id}/imports", "PATCH /imports/{id}"


def person(number: int, status: str, **changes: Any) -> dict[str, Any]:
    return {**examples.CANDIDATE, "id": f"c{number}", "status": status, "name": f"Candidate {number}"} | changes


def across(number: int, **changes: Any) -> dict[str, Any]:
    return {**examples.CANDIDATE_ACROSS, "id": f"c{number}"} | changes


PEOPLE = [
    person(1, "NOT_INVITED", name="Mina Okafor", invitedAt=None, mailStatus="QUEUED"),
    person(
        2, "INVITED", name="Ada Lovelace-Byron of the northern branch", email="a-very-long-address@northern.example"
    ),
    person(3, "OPENED", name=None, email="nameless@example.com"),
    person(4, "IN_INTERVIEW", sessionId="s3"),
    person(5, "DONE", sessionId="s1", expiresAt=None),
    person(6, "LEFT", mailStatus="UNKNOWN", mailError="It may have arrived."),
    person(7, "EXPIRED"),
    person(8, "REVOKED", mailStatus="FAILED", mailError="The mail server does not accept the email."),
]
MANY = [person(number, "INVITED") for number in range(9, 101)]
VIEW_OF_LIST = {
    **view_endpoints.EXAMPLE,
    "interviewId": None,
    "isShared": False,
    "name": "Not opened yet",
    "query": "status=INVITED",
}
SAVED = [
    VIEW_OF_LIST,
    {**VIEW_OF_LIST, "id": "v2", "name": "Invited in November, email failed", "isShared": True, "query": "sort=name"},
]
NO_ADDRESS = "This candidate has no email address. Add one, or copy the personal link."
REFUSED = {
    "done": 6,
    "results": [{"id": f"c{number}", "done": True, "code": None, "message": None} for number in range(1, 7)]
    + [{"id": f"c{number}", "done": False, "code": "CONFLICT", "message": NO_ADDRESS} for number in (7, 8)],
}
COUNTED = {"NOT_INVITED": 1, "INVITED": 1, "OPENED": 1, "IN_INTERVIEW": 1, "DONE": 1, "LEFT": 1, "EXPIRED": 1}
SESSION = examples.CANDIDATE_ACROSS["sessions"][0]
DETAIL = {
    **examples.CANDIDATE_DETAIL,
    "status": "DONE",
    "retakes": 1,
    "sessions": [SESSION, {**SESSION, "id": "s2", "status": "ABANDONED", "endReason": "CONSENT_WITHDRAWN"}],
}
COLUMN: dict[str, Any] = {"index": 2, "name": "Shoe size", "samples": ["38", "a very long value " * 5], "guess": None}
READ_LIST = {**examples.IMPORT, "columns": [*examples.IMPORT["columns"], COLUMN], "rowCount": 214}
NOBODY_KNOWN = [
    {**examples.IMPORT["preview"][0], "sameLine": None},
    {**examples.IMPORT["preview"][0], "line": 9, "sameLine": 2},
]
PROBLEMS = [
    *examples.IMPORT["problems"],
    {
        **examples.IMPORT["problems"][0],
        "line": 4,
        "name": None,
        "email": None,
        "reasons": [
            {"field": "email", "code": "NOBODY", "message": ""},
            {"field": "phone", "code": "TOO_LONG", "message": ""},
        ],
    },
]
CHECKED = {**READ_LIST, "ready": 210, "toFix": 2, "alreadyHere": 2, "problems": PROBLEMS, "known": NOBODY_KNOWN}
DONE = {**CHECKED, "isDone": True, "createdCount": 210, "writtenCount": 214, "ready": 0}
PROPOSAL: dict[str, Any] = {
    "fileName": "mina.pdf",
    "name": "Mina Sol",
    "email": "mina@example.com",
    "phone": None,
    "isAlreadyHere": True,
    "text": "Mina Sol",
    "isCut": False,
}
UNREADABLE = {"code": "BAD_REQUEST", "message": "This file is no table that can be read.", "requestId": "req_5"}
ABOUT: dict[str, Any] = {
    "GET /interviews/{id}": Reply(interview(1, title="Backend engineer, first conversation")),
    LIST: Reply(PEOPLE),
    COUNTS: Reply(COUNTED | {"REVOKED": 1}),
    LETTERS: Reply(examples.LETTERS),
    "GET /candidates/{id}": Reply(DETAIL),
    "GET /candidates": Reply([across(1), across(2, name=None, interviewTitle="Why members leave the library")]),
    READ: Reply(READ_LIST),
    CHANGED: Reply(CHECKED),
    "POST /interviews/{id}/resumes": [Reply(PROPOSAL), refusal(400, UNREADABLE)],
    SESSIONS: Reply(ROWS[:2]),
    BATCH: Reply(REFUSED),
    VIEWS: Reply(SAVED),
}


def on(path: str, wait_for: str, do: Do | None = None, **replies: Reply) -> State:
    """Opens the page at an address, and waits until it shows `wait_for`. `replies` are keyed by the names of the
    requests above.
    """
    changed = {globals()[name]: reply for name, reply in replies.items()}
    return at(path, wait_for, do, replies=ABOUT | changed)


def press(*names: str) -> Do:
    async def do(page: Page) -> None:
        for name in names:
            await page.get_by_role("button", name=name).first.click()

    return do


async def add_one(page: Page) -> None:
    await page.get_by_role("button", name="Add candidates").click()
    await page.get_by_role("dialog").get_by_label("Name").fill("Mina Sol")


async def paste_badly(page: Page) -> None:
    await page.get_by_role("button", name="Add candidates").click()
    await page.get_by_role("tab", name="Paste a list").click()
    lines = ["Mina Sol, mina@example.com", "nonsense", "Ada, ada@example", "Mina S, mina@example.com"]
    await page.get_by_label("One person per line").fill("\n".join(lines))
    await page.get_by_role("button", name="Add these candidates").click()
    await page.get_by_text("Fix or remove these lines first: 2, 3, and 4").first.wait_for()


async def select_all(page: Page) -> None:
    await page.get_by_role("checkbox", name="Select all shown").locator("visible=true").check()
    await page.get_by_text("8 selected").first.wait_for()


async def ask_to_erase_all(page: Page) -> None:
    await select_all(page)
    await page.get_by_role("button", name="Erase", exact=True).click()
    await page.get_by_label("Type 8 to confirm").wait_for()


async def invite_all(page: Page) -> None:
    await select_all(page)
    await page.get_by_role("button", name="Invite", exact=True).click()
    await page.get_by_role("button", name="Send 8 invitations").click()
    await (
        page.get_by_text("Done: 6 of 8")
        .or_(page.get_by_text("The action stopped before everyone was done."))
        .first.wait_for()
    )


async def open_views(page: Page) -> None:
    await page.get_by_role("button", name="View: Not opened yet").click()
    await page.get_by_role("menu").wait_for()


async def save_view(page: Page) -> None:
    await page.get_by_role("button", name="Views").click()
    await page.get_by_role("menuitem", name="Save as a new view").click()
    await page.get_by_role("dialog").wait_for()


async def ask_to_erase(page: Page) -> None:
    await page.get_by_role("button", name="Actions for Mina Okafor").click()
    await page.get_by_role("menuitem", name="Erase").click()
    await page.get_by_role("dialog").wait_for()


async def choose_file(page: Page) -> None:
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": b"Name"}
    await page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    await page.get_by_text("Shoe size").or_(page.get_by_text("could not be read")).first.wait_for()


async def check(page: Page) -> None:
    await choose_file(page)
    await page.get_by_role("button", name="Check the rows").click()
    await page.get_by_text("Line 4").first.wait_for()
    await page.get_by_text("these rows won’t be added").click()


async def finish(page: Page) -> None:
    await choose_file(page)
    await page.get_by_role("button", name="Check the rows").click()
    await page.get_by_text("210 candidates were added.").wait_for()


async def read_resumes(page: Page) -> None:
    files = [{"name": name, "mimeType": "application/pdf", "buffer": b"%PDF"} for name in ("mina.pdf", "broken.pdf")]
    await page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    await page.get_by_text("could not be read").wait_for()


async def share(open_page: OpenPage) -> Page:
    shares = [SHARE | {"sessionId": "s1"}, SHARE | {"id": "h2", "status": "REVOKED", "viewCount": 0}]
    replies = {
        f"{ONE}/shares": Reply(shares),
        "GET /shares/{id}/views": Reply([VIEW]),
    }
    page = await open_dashboard(open_page, FakeApi(replies=REPLIES | replies), "/sessions/s1")
    await page.get_by_role("button", name="Share or download").click()
    await page.get_by_role("dialog").get_by_role("button", name="Opened").first.click()
    await page.get_by_role("list", name="Opened by").wait_for()
    return page


async def take_back(open_page: OpenPage) -> Page:
    page = await share(open_page)
    await page.get_by_role("button", name="Revoke the link").click()
    await page.get_by_text("will no longer be able to read the report").wait_for()
    return page


NONE = Reply([])
ONE_CANDIDATE, EVERYONE = "GET /candidates/{id}", "GET /candidates"
INVITING_STATES: dict[str, State] = {
    "candidates": on(PAGE, "Mina Okafor"),
    "candidates_none_match": on(f"{PAGE}?status=DONE", "No candidates match", LIST=NONE),
    "candidates_many": on(
        PAGE, "100 of 10,000", LIST=Reply([*PEOPLE, *MANY], cursor="next"), COUNTS=Reply(COUNTED | {"DONE": 9_994})
    ),
    "candidates_filtered": on(f"{PAGE}?mailStatus=FAILED&activeFrom=2026-11-01&sort=name&order=asc", "Last email"),
    "candidates_selected": on(PAGE, "Mina Okafor", select_all),
    "candidates_erasing_many": on(PAGE, "Mina Okafor", ask_to_erase_all),
    "candidates_invited": on(PAGE, "Mina Okafor", invite_all),
    "candidates_invited_badly": on(PAGE, "Mina Okafor", invite_all, BATCH=refusal(503)),
    "candidates_views": on(f"{PAGE}?status=INVITED", "Mina Okafor", open_views),
    "candidates_saving_view": on(f"{PAGE}?status=DONE&q=Mina", "Mina Okafor", save_view),
    "candidates_pasted": on(PAGE, "Mina Okafor", paste_badly),
    "candidates_adding": on(PAGE, "Mina Okafor", add_one),
    "candidates_erasing": on(PAGE, "Mina Okafor", ask_to_erase),
    "candidates_everywhere": on("/candidates", "Why members leave"),
    "candidates_nowhere": on("/candidates", "No candidates yet", EVERYONE=NONE),
    "candidate": on("/candidates/c1", "Consent withdrawn"),
    "candidate_unknown": on("/candidates/c1", "nothing at this address", ONE_CANDIDATE=refusal(404, NOT_FOUND)),
    "import": on(IMPORTING, "Drop a CSV"),
    "import_unreadable": on(IMPORTING, "Drop a CSV", choose_file, READ=refusal(400, UNREADABLE)),
    "import_columns": on(IMPORTING, "Drop a CSV", choose_file),
    "import_checked": on(IMPORTING, "Drop a CSV", check),
    "import_done": on(IMPORTING, "Drop a CSV", finish, CHANGED=Reply(DONE)),
    "resumes": on(RESUMES, "Drop résumés here", read_resumes),
    "letters": on(f"{PAGE}/letters", "Remind after"),
    "letters_without_mail": on(f"{PAGE}/letters", "send email", LETTERS=Reply(examples.LETTERS | {"mail": False})),
    "sharing": share,
    "sharing_taking_back": take_back,
    "sessions_of_interview": on("/interviews/i1/sessions", "Mina Okafor"),
    "sessions_behind": on(BEHIND, "Mina Okafor"),
    "sessions_behind_none": on(BEHIND, "No sessions count toward this figure", SESSIONS=NONE),
}
