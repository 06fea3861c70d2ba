"""The limits on what strangers and callers may use: one declaration per limit, read by the code that enforces it.

`docs/settings.md` lists them all; a test compares the two. Limits that a deployment or a plan chooses (requests per
key, recordings, hours) are settings or values of the plan, and aren't declared here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal["session", "link", "address", "network", "account", "organization", "integration", "webhook"]
Unit = Literal["requests", "sessions", "bytes", "characters", "files", "entries", "signals", "emails", "jobs", "tokens"]
Refusal = Literal["429", "413", "409", "dropped", "waits", "counted", "guided"]

MINUTE_SECONDS = 60
RESERVED_SECONDS = 5 * 60
"""How long hours stay reserved for a session that was started but not answered."""


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `most` units per scope: within `seconds` or, if that is None, at any one time.

    `refusal`: the status returned beyond the limit; over the socket, the frame is refused with the same message.
    `dropped`: anything beyond the limit is acknowledged but has no effect. `waits`: it is done later. `guided`: the
    guided interviewer continues the conversation instead of a model.
    """

    scope: Scope
    unit: Unit
    most: int
    seconds: int | None
    what: str
    refusal: Refusal

    @property
    def span(self) -> str:
        match self.seconds:
            case None:
                return "at a time"
            case 60:
                return "a minute"
            case 86_400:
                return "a day"
            case seconds:
                return f"in {seconds // 60} minutes"


# --- starting -------------------------------------------------------------------------------------------------------

UNANSWERED_OF_ADDRESS = Budget(
    "address",
    "sessions",
    75,
    None,
    "Sessions of one organization that were started from a public link and not answered, in their first five minutes",
    "429",
)
UNANSWERED_OF_LINK = Budget(
    "link",
    "sessions",
    300,
    None,
    "Sessions that were started from a public link and not answered, in their first five minutes",
    "429",
)

SHARE_OF_ADDRESS = 3 / 4
"""The share of a plan's unused hours that running sessions from one address can reserve by public links."""
SHARE_OF_PUBLIC_LINKS = 9 / 10
"""The share that they can reserve from all addresses together. The rest is for people with a personal link."""

# --- the socket -----------------------------------------------------------------------------------------------------

TICKETS_OF_SESSION = Budget(
    "session", "requests", 120, 60, "Tickets for the socket; a page that keeps losing its connection takes 50", "429"
)
FRAMES_OF_SESSION = Budget("session", "requests", 1_200, 60, "Text frames over the socket; a page sends 200", "429")
FRAME_CHARACTERS_OF_SESSION = Budget(
    "session", "characters", 32_000_000, 60, "Text frames over the socket; a page may send them again", "429"
)
SOUNDS_OF_SESSION = Budget(
    "session", "requests", 60_000, 60, "Audio frames over the socket; a voice sends 1,500 to 3,000", "waits"
)
SOUND_BYTES_OF_SESSION = Budget(
    "session", "bytes", 64 << 20, 60, "Audio frames over the socket; a voice sends 2 MiB", "waits"
)

# --- what candidates store ------------------------------------------------------------------------------------------

SAVES_OF_SESSION = Budget("session", "requests", 240, 60, "Saves of code and drawings", "429")
DRAWING_BYTES_OF_SESSION = Budget(
    "session", "bytes", 64 << 20, None, "Drawings, including those shown in answers", "413"
)
KEYSTROKE_PARTS_OF_SESSION = Budget("session", "requests", 120, 60, "Batches of keystrokes", "429")
KEYSTROKES_OF_SESSION = Budget("session", "entries", 200_000, None, "Keystrokes", "413")
KEYSTROKE_BYTES_OF_SESSION = Budget("session", "bytes", 8 << 20, None, "Keystrokes", "413")
ANSWERS_OF_SESSION = Budget("session", "entries", 1_000, None, "Answers", "409")
ANSWER_CHARACTERS_OF_SESSION = Budget(
    "session", "characters", 2_000_000, None, "Answers, with their code and the words on drawings, and requests", "409"
)
ENTRIES_OF_SESSION = Budget(
    "session", "entries", 10_000, None, "The log, if an answer, a request or a run is added", "409"
)
ENDS_OF_SESSION = Budget("session", "entries", 100, None, "Requests to end, if the log is full", "409")
RUNS_OF_SESSION = Budget("session", "entries", 500, None, "Runs of code", "409")
RUN_CHARACTERS_OF_SESSION = Budget("session", "characters", 5_000_000, None, "Runs of code, with their output", "409")
SIGNALS_OF_SESSION = Budget("session", "signals", 2_000, None, "Integrity signals", "dropped")
SIGNAL_CHARACTERS_OF_SESSION = Budget("session", "characters", 2_000_000, None, "Integrity signals", "dropped")
WATCHES_OF_SESSION = Budget(
    "session", "entries", 1_000, None, "Periods in which the page watched for signals", "dropped"
)
COPIES_OF_SESSION = Budget(
    "session", "requests", 60, 60, "A candidate's own transcript and data, to read or download", "429"
)
COOKIES_OF_CANDIDATE = Budget(
    "session", "entries", 50, None, "Browsers that remember the candidate; the oldest is forgotten", "dropped"
)

# --- models ---------------------------------------------------------------------------------------------------------

TOKENS_OF_SESSION = Budget(
    "session", "tokens", 5_000_000, None, "Model tokens for the conversation; an hour uses about 250,000", "guided"
)

# --- email ---------------------------------------------------------------------------------------------------------

PROBLEM_EMAILS_OF_SESSION = Budget(
    "session", "emails", 1, 600, "Notices of a reported problem; each problem is stored and shown anyway", "dropped"
)

NOTICES_OF_LINK = Budget(
    "link",
    "emails",
    5,
    60,
    "Notices of problems and requests of visitors; each problem and request is stored and shown anyway",
    "dropped",
)
NOTICES_OF_PERSON = Budget(
    "session", "emails", 3, 60, "Notices of problems and requests of a candidate with a personal link", "dropped"
)

# --- signing in -----------------------------------------------------------------------------------------------------

TRIES_OF_ACCOUNT_AND_ADDRESS = Budget(
    "account",
    "requests",
    10,
    60,
    "Sign-ins from one address; a browser in which the person has signed in before is counted separately",
    "429",
)
FIRST_TRIES_OF_NETWORK = Budget(
    "account",
    "requests",
    3,
    60,
    "Sign-ins from one network that don't count toward the account's limit below",
    "counted",
)
TRIES_OF_ACCOUNT = Budget("account", "requests", 100, 60, "Further sign-ins, except in known browsers", "429")
RESETS_OF_ACCOUNT = Budget("account", "emails", 3, 60, "Links for a new password", "429")
WRONG_KEYS_OF_ADDRESS = Budget(
    "address", "requests", 20, 60, "Requests with a wrong API key; good keys still work", "429"
)
WRONG_KEYS_OF_NETWORK = Budget(
    "network", "requests", 200, 60, "Requests with a wrong API key from an IPv4 /24 or an IPv6 /48", "429"
)
REQUESTS_OF_PERSON = Budget("account", "requests", 600, 60, "API requests from a signed-in browser", "429")

# --- everything else ------------------------------------------------------------------------------------------------

SLICES_OF_SESSION = Budget("session", "requests", 600, 60, "Slices of recordings; three tracks take 180", "429")
CODES_OF_CANDIDATE = Budget(
    "session", "emails", 10, 86_400, "Codes that identify a candidate, with five tries each", "429"
)
CODES_OF_ADDRESS = Budget("address", "requests", 300, 60, "Codes that candidates request or type", "429")
CODE_EMAILS_OF_ADDRESS = Budget(
    "address", "emails", 75, 60, "Codes to email addresses that candidates have typed and not yet proved", "429"
)
CODE_EMAILS_OF_ORGANIZATION = Budget(
    "organization", "emails", 300, 60, "Codes to email addresses that candidates have typed and not yet proved", "429"
)
REQUESTS_OF_ADDRESS = Budget("address", "requests", 75, 60, "Requests for a person, a review or an adjustment", "429")
REQUESTS_A_DAY_OF_ADDRESS = Budget(
    "address", "requests", 500, 86_400, "Requests for a person, a review or an adjustment to one organization", "429"
)
CAPTIONS_OF_ADDRESS = Budget("address", "requests", 300, 60, "Microphone tests before an interview", "429")
VIEWS_OF_ADDRESS = Budget("address", "requests", 30, 60, "Reports opened by a shared link", "429")
MEDIA_READS_OF_ADDRESS = Budget("address", "requests", 600, 60, "Parts of recordings; each jump is a request", "429")
CALLS_OF_INTEGRATION = Budget("integration", "requests", 600, 60, "Calls by an applicant tracking system", "429")
MODEL_TRIALS_OF_ORGANIZATION = Budget("organization", "requests", 6, 60, "Tests of a model", "429")
VOICE_SAMPLES_OF_ORGANIZATION = Budget("organization", "requests", 12, 60, "Samples of a voice", "429")
SIMULATIONS_OF_ORGANIZATION = Budget("organization", "requests", 30, 60, "Simulated candidates in test mode", "429")
INVITATIONS_OF_ORGANIZATION = Budget("organization", "entries", 500, None, "Open invitations to the team", "409")
DELIVERIES_OF_ENDPOINT = Budget("webhook", "jobs", 2, None, "Deliveries under way; others wait", "waits")
DELIVERIES_OF_ORGANIZATION = Budget(
    "organization", "jobs", 8, None, "Webhook deliveries under way; others wait", "waits"
)


def describe_budgets() -> list[tuple[str, str, str, str]]:
    """Each limit: its scope, its amount and period, the item it limits, and its refusal, as in docs/settings.md."""
    found = [value for value in globals().values() if isinstance(value, Budget)]
    return [(one.scope, f"{_figure(one)} {one.span}", one.what, one.refusal) for one in found]


def _figure(budget: Budget) -> str:
    if budget.unit == "bytes" and budget.most % (1 << 10) == 0:
        mebibytes, rest = divmod(budget.most, 1 << 20)
        return f"{budget.most >> 10:,} KiB" if rest else f"{mebibytes:,} MiB"
    return f"{budget.most:,} {budget.unit if budget.most != 1 else budget.unit.removesuffix('s')}"
