"""States of the pages that list sessions, and of a session's report, with a faked API."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

from tests.web.dashboard_fake import NOT_FOUND, Reply, me, refusal
from tests.web.dashboard_states import Do, at
from tests.web.page_states import State
from tests.web.record_fake import NOTED

SAID = (
    "The first thing I opened was the consumer lag, and it was climbing while the database sat at about thirty per "
    "cent, so I knew it wasn’t reads, it was one consumer that had stopped. I called Samira, who was on call."
)

PAUSED = "I paused the sale producer so nothing new went in, and then we drained what was there by hand."
NAMES = ("Diagnosis under pressure", "Learns from failure", "Cost awareness")
QUESTIONS = (
    "Tell me about an outage.",
    "What did it cost, and how did you find out?",
    "What would you do differently?",
)
LIVE = {"state": "ANSWERING", "question": 3, "questions": 7, "questionId": "q3", "text": "What changed afterwards?"}


def quote(number: int, supports: str, message: str, words: str) -> dict[str, Any]:
    start = (SAID if message == "m2" else PAUSED).index(words)
    place = {"messageId": message, "start": start, "end": start + len(words), "quote": words}
    return {"id": f"e{number}", "supports": supports, **place}


EVIDENCE = [
    quote(1, "summary", "m2", "The first thing I opened was the consumer lag"),
    quote(2, "summary", "m4", "I paused the sale producer so nothing new went in"),
    quote(3, "insights/0", "m2", "it was one consumer that had stopped"),
    quote(4, f"criteria/{NAMES[0]}", "m2", "The first thing I opened was the consumer lag"),
    quote(5, f"criteria/{NAMES[1]}", "m4", "we drained what was there by hand"),
    quote(6, f"criteria/{NAMES[0]}", "m4", "I paused the sale producer") | {"made": "def double(x):\n    return 2 * x"},
]
SCORES = [
    {"criterion": NAMES[0], "level": 3, "ratings": [3, 3, 4], "evidence": ["e4", "e6"]},
    {"criterion": NAMES[1], "level": 2, "ratings": [2, 2, 2], "evidence": ["e5"]},
    {"criterion": NAMES[2], "level": None, "ratings": [None, None, 2], "evidence": []},
]


def session(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"s{number}",
        "candidateId": f"c{number}",
        "status": "COMPLETED",
        "endReason": "FINISHED",
        "reportStatus": "READY",
        "reportReason": None,
        "reportRevision": 1,
        "preliminary": False,
        "preliminaryUntil": None,
        "participantName": "Mina Okafor",
        "participantEmail": "mina@example.com",
        "summary": "Found the cause of a checkout outage by reading consumer lag before the database, and stopped it.",
        "insights": ["Works from evidence to cause."],
        "themes": [],
        "sentiment": "neutral",
        "scores": SCORES,
        "evidence": EVIDENCE,
        "language": "en",
        "totalDurationSeconds": 1867,
        "startedAt": "2026-11-14T10:04:00.000Z",
        "completedAt": "2026-11-14T10:36:00.000Z",
        "createdAt": "2026-11-14T10:04:00.000Z",
        "updatedAt": "2026-11-14T10:36:00.000Z",
        "_count": {"messages": 4},
        "interviewId": "i1",
        "interviewTitle": "Backend engineer, first conversation",
        "live": None,
        "hasProblem": False,
        "decision": None,
        "isReviewed": True,
        "levelsHidden": False,
        "humanLevels": [],
        "purpose": "HIRING",
    } | changes


def message(seq: int, content: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"m{seq}",
        "seq": seq,
        "role": "user" if seq % 2 == 0 else "assistant",
        "content": content,
        "timestamp": f"2026-11-14T10:{12 + seq}:41.000Z",
        "questionId": "q1",
        "kind": "answer" if seq % 2 == 0 else "question",
        "move": None,
        "origin": None,
        "data": None,
        "originalContent": None,
        "note": None,
        "isLeftOut": False,
    } | changes


UNSURE = [
    {"text": word, "startMs": 0, "endMs": 1, "confidence": 0.3 if word in ("sale", "hand.") else 0.9}
    for word in PAUSED.split()
]
MESSAGES = [
    message(1, "What did you look at first, and how did you know it was the queue and not the database?"),
    message(2, SAID, originalContent=SAID.replace("Samira", "Sam")),
    message(3, "And what did you do once you knew?", questionId="q2"),
    message(4, PAUSED, questionId="q2", data={"speech": {"confidence": 0.7, "words": UNSURE}}),
]


def suggestion(kind: str, text: str, **changes: Any) -> dict[str, Any]:
    return {"kind": kind, "text": text, "messageId": None, "questionId": None, "criterion": None} | changes


def detail(**changes: Any) -> dict[str, Any]:
    own = {
        "messages": MESSAGES,
        "interview": {"id": "i1", "title": "Backend engineer, first conversation", "objective": None},
        "remark": "I was nervous at the beginning.",
        "correctedAt": "2026-11-14T11:00:00.000Z",
        "problems": [
            {
                "at": "2026-11-14T10:16:00.000Z",
                "text": "There was an echo.",
                "questionId": "q1",
                "seconds": 42,
                "resolvedAt": "2026-11-14T10:16:42.000Z",
            }
        ],
        "candidateQuestions": [{"messageId": "m4", "text": "Is there an on-call rota?", "answeredWith": None}],
        "suggestions": [
            suggestion("gap", f"No quote was found for “{NAMES[2]}”.", criterion=NAMES[2]),
            suggestion("contradiction", "The interviewer asked about a contradiction: “Who called?”", messageId="m3"),
            suggestion("side-question", "The candidate asked: “Is there an on-call rota?”", messageId="m4"),
        ],
    }
    return session(**own | changes)


BACKGROUND: dict[str, Any] = {
    "questions": [
        {"id": f"q{number}", "text": text, "type": "OPEN_ENDED", "isRequired": True}
        for number, text in enumerate(QUESTIONS, 1)
    ],
    "criteria": [
        {
            "name": name,
            "description": "What a good answer shows.",
            "anchors": [
                {"level": level, "text": text}
                for level, text in ((1, "Names no part of their own."), (4, "Says what they did, and what it cost."))
            ],
            "questionIds": questions,
        }
        for name, questions in zip(NAMES, ([], ["q1", "q2"], ["q2", "q3"]), strict=True)
    ],
    "reportOrigin": {"source": "model", "name": "gpt-5.2", "version": "judge/3", "fallback": None},
    "reportMadeAt": "2026-11-14T10:37:00.000Z",
    "setAside": [],
    "stops": [{"why": "pause", "at": "2026-11-14T10:20:00.000Z", "seconds": 65}],
    "consents": [
        {"item": item, "version": "2026-11", "givenAt": "2026-11-14T10:03:00.000Z", "withdrawnAt": None}
        for item in ("interview", "integrity")
    ],
    "requests": [],
}
RATING: dict[str, Any] = {
    "id": "r1",
    "criterion": NAMES[1],
    "verdict": "LEVEL",
    "level": 3,
    "reason": "The alert changed, and the process did too.",
    "person": "R. Haddad",
    "isMine": False,
    "isCurrent": True,
    "createdAt": "2026-11-15T09:00:00.000Z",
}
COMMENT: dict[str, Any] = {
    "id": "k1",
    "messageId": "m4",
    "text": "Ask about the rollout in the next talk.",
    "person": "Dana Whitfield",
    "isMine": True,
    "createdAt": "2026-11-15T09:30:00.000Z",
    "editedAt": None,
}
DECISION: dict[str, Any] = {
    "id": "d1",
    "verdict": "HOLD",
    "reason": "Wait for the second talk.",
    "person": "R. Haddad",
    "isMine": False,
    "preliminary": True,
    "createdAt": "2026-11-15T10:00:00.000Z",
}
WORK = [
    {
        "questionId": "q1",
        "code": {"language": "python", "text": "def double(x):\n    return 2 * x\n"},
        "whiteboard": None,
        "savedAt": "2026-11-14T10:30:00.000Z",
    }
]
ONE = "GET /sessions/s1"
REPLIES: dict[str, Any] = {
    ONE: Reply(detail()),
    f"{ONE}/background": Reply(BACKGROUND),
    f"{ONE}/ratings": Reply([RATING]),
    f"{ONE}/comments": Reply([COMMENT]),
    f"{ONE}/decisions": Reply([DECISION]),
    f"{ONE}/work": Reply(WORK),
    f"{ONE}/reports": Reply([]),
    f"{ONE}/integrity": Reply(NOTED | {"isWatched": True, "commentsUntil": None}),
    f"{ONE}/keystrokes": Reply([{"questionId": "q1", "events": [[1, 0, 0, "def double(x):"], [900, 14, 14, "\n"]]}]),
    "POST /sessions/s1/ratings": refusal(),
}
PRELIMINARY = {"preliminary": True, "preliminaryUntil": "2026-11-15T10:36:00.000Z"}
EMPTY: dict[str, Any] = {"summary": None, "insights": [], "themes": [], "scores": None, "evidence": []}
HIDDEN = EMPTY | {"levelsHidden": True, "sentiment": None, "suggestions": []}
ROWS = [
    session(1, hasProblem=True, decision="ADVANCE", **PRELIMINARY),
    session(2, participantName="Ada Lovelace-Byron of the northern branch", isReviewed=False, **HIDDEN),
    session(3, participantName="Ben Ode", status="IN_PROGRESS", reportStatus=None, endReason=None, live=LIVE, **EMPTY),
    session(4, participantName=None, status="ABANDONED", reportStatus="NOT_SCORABLE", isReviewed=False, **EMPTY),
    session(5, participantName="Cleo", reportStatus="FAILED", decision="DECLINE", **EMPTY),
    session(6, participantName="Dev", reportStatus="RUNNING", **EMPTY),
    session(7, participantName="Ewa", endReason="CONSENT_WITHDRAWN", reportStatus="NOT_SCORABLE", **EMPTY),
]
LISTS: dict[str, Any] = {"GET /sessions": Reply(ROWS)}
PAGE, SUMMARY = "/sessions/s1", "Found the cause"


def report_at(path: str, wait_for: str, do: Do | None = None, role: str = "OWNER", **replies: Any) -> State:
    """Opens the page at an address, and waits until it shows `wait_for`. `replies` are keyed by the end of the
    request's path.
    """
    changed = {next(name for name in REPLIES if name.endswith(word)): reply for word, reply in replies.items()}
    return at(path, wait_for, do, me=me(role), replies=REPLIES | LISTS | changed)


async def read_on(page: Page) -> None:
    for words in ("Python", "Paused for 1 min 5 s.", "2 times, 55 s"):
        await page.get_by_text(words, exact=True).wait_for()


async def rate(page: Page) -> None:
    """Chooses a level that differs from the AI's, which is saved once there is a reason."""
    row = page.get_by_role("article", name=NAMES[0])
    await row.get_by_role("radio", name="2", exact=True).check()
    await row.get_by_text("Say why your level differs").wait_for()


#: Checks that the text about saving covers no other text.
IS_CLEAR = """() => {
    const box = (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return range.getBoundingClientRect();
    };
    const spans = [...document.querySelectorAll("article span")];
    const failed = spans.find((span) => span.innerText.startsWith("Not saved"));
    if (!failed) return false;
    const [words, label] = [failed, failed.closest("article").querySelector("legend")].map(box);
    return words.left > label.right || words.top > label.bottom;
}"""


async def rate_blind(page: Page) -> None:
    row = page.get_by_role("article", name=NAMES[0])
    await row.get_by_role("radio", name="2", exact=True).check()
    await row.get_by_text("Saving").wait_for()
    await page.wait_for_function(IS_CLEAR)


async def choose_quote(page: Page) -> None:
    await page.get_by_role("button", name="Quote 1,").first.click()
    await page.locator("mark[data-chosen]").wait_for(state="attached")


async def decide(page: Page) -> None:
    await page.get_by_role("button", name="Record your decision").click()
    await page.get_by_role("button", name="Record under my name").click()
    await page.get_by_text("Choose a decision").wait_for()


async def decide_early(page: Page) -> None:
    await decide(page)
    await page.get_by_text("This will be recorded with your decision").wait_for()


async def show_typing(page: Page) -> None:
    await page.get_by_role("button", name="Show typing replay").click()
    await page.get_by_role("slider", name="Position in the replay").wait_for()


async def delete_comment(page: Page) -> None:
    await page.get_by_role("button", name="Delete", exact=True).click()
    await page.get_by_text("can’t be restored").wait_for()


def without(status: str, reason: str | None = None) -> Reply:
    return Reply(detail(reportStatus=status, reportReason=reason, **EMPTY))


def given(number: int) -> dict[str, Any]:
    """A rating of the first criterion by one of many people."""
    level = number % 4 + 1
    more = {"id": f"r{number}", "criterion": NAMES[0], "level": level, "person": f"Reviewer {number}"}
    return RATING | more | {"reason": f"Reason {number}."}


async def print_it(page: Page) -> None:
    await page.emulate_media(media="print")
    await page.get_by_role("article", name=NAMES[0]).wait_for()


LONG_NAMES = [f"Criterion {number}: works from evidence to cause under pressure" for number in range(1, 9)]
LONG: dict[str, Any] = {
    "scores": [
        {
            "criterion": name,
            "level": place % 4 + 1,
            "ratings": [2, 3, 4],
            "evidence": [],
            "why": SAID,
            "wouldRaise": PAUSED,
        }
        for place, name in enumerate(LONG_NAMES)
    ],
    "summary": " ".join([SAID] * 4),
}
LONG_BACKGROUND = BACKGROUND | {
    "criteria": [{"name": name, "description": PAUSED, "anchors": [], "questionIds": []} for name in LONG_NAMES],
    "questions": [
        {"id": f"q{number}", "text": f"{number}. {SAID}", "type": "OPEN_ENDED", "isRequired": True}
        for number in range(1, 13)
    ],
}
ODD_TAG = "de-DE-u-co-phonebk"  # browsers know no name for it, but one for "de-DE"
RUNNING = detail(status="IN_PROGRESS", reportStatus=None, endReason=None, live=LIVE, **EMPTY)
REPORT_STATES: dict[str, State] = {
    "report": report_at(PAGE, SUMMARY),
    "report_rating": report_at(PAGE, SUMMARY, rate),
    "report_quote": report_at(PAGE, SUMMARY, choose_quote),
    "report_transcript": report_at(f"{PAGE}?tab=transcript", "consumer lag"),
    "report_details": report_at(f"{PAGE}?tab=details", "judge/3", read_on),
    "report_typing": report_at(PAGE, SUMMARY, show_typing),
    "report_blind": report_at(PAGE, "You rate first", rate_blind, s1=Reply(detail(**HIDDEN)), ratings=Reply([])),
    "report_people": report_at(PAGE, "12 people", ratings=Reply([given(number) for number in range(1, 13)])),
    "report_long": report_at(
        PAGE, LONG_NAMES[7], s1=Reply(detail(**LONG)), background=Reply(LONG_BACKGROUND), ratings=Reply([])
    ),
    "report_printed": report_at(PAGE, SUMMARY, print_it),
    "report_deciding": report_at(PAGE, SUMMARY, decide),
    "report_preliminary": report_at(
        PAGE, "Preliminary.", decide_early, s1=Reply(detail(**PRELIMINARY) | {"correctedAt": None})
    ),
    "report_comment_deleting": report_at(PAGE, SUMMARY, delete_comment),
    "report_viewer": report_at(PAGE, "You can view this", role="VIEWER"),
    "report_not_scored": report_at(
        PAGE, "Not scored.", s1=Reply(detail(scores=None, reportReason="Written without a model: nothing is scored."))
    ),
    "report_waiting": report_at(PAGE, "waiting to be written", s1=without("PENDING")),
    "report_running": report_at(PAGE, "is being written", s1=without("RUNNING")),
    "report_not_scorable": report_at(PAGE, "too little", s1=without("NOT_SCORABLE", "There is too little to judge.")),
    "report_failed": report_at(PAGE, "Try again", s1=without("FAILED", "The model did not answer.")),
    "report_language": report_at(PAGE, "German (Germany)", s1=Reply(detail(language=ODD_TAG))),
    "report_live": report_at(PAGE, "Question 3 of 7", role="VIEWER", s1=Reply(RUNNING)),
    "report_part_failing": report_at(PAGE, "ratings could not be loaded", ratings=refusal()),
    "report_unknown": report_at(PAGE, "nothing at this address", s1=refusal(404, NOT_FOUND)),
}
