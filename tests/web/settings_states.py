"""States of the pages of keys, settings, usage and the audit log, with a faked API."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page, expect

from aural.api.examples import INTERVIEW_ID
from aural.audit import examples as audit_examples
from aural.organizations import examples as organization_examples
from aural.privacy import examples as privacy_examples
from aural.usage import examples as usage_examples
from tests.web import dashboard_states
from tests.web.dashboard_fake import Reply, me, refusal
from tests.web.dashboard_states import Do
from tests.web.page_states import State

KEY = organization_examples.KEY
KEYS = [
    KEY,
    {**KEY, "id": "k2", "name": "Warehouse of answers", "scopes": [], "projects": None, "lastUsedAt": None},
    {**KEY, "id": "k4", "name": "Staging", "prefix": "dlv_test_9Lq2Xw7", "mode": "TEST", "projects": None},
    {**KEY, "id": "k3", "name": "Old", "state": "REVOKED", "revokedAt": KEY["createdAt"], "expiresAt": None},
]
MADE = {**KEY, "key": "dlv_4fK9s2LxQ0aZt7YbfK9s2LxQ0aZt7Yb4fK9s2"}
FAILED_TRIAL = {
    **organization_examples.TRIAL,
    "isWell": False,
    "findings": [{"isWell": False, "text": "https://models.example.com/v1 refuses the key. Check the key."}],
    "words": None,
}
USAGE = {
    "plan": "team",
    "templates": {"used": 25, "limit": 25},
    "session_hours": {"used": 84.5, "limit": 100},
    "ai_tokens": {"used": 1_250_000, "limit": None},
    "seats": {"used": 3, "limit": 10},
    "recording_bytes": {"used": 5_368_709_120, "limit": 107_374_182_400},
}
PLANS = [
    usage_examples.PLAN,
    {**usage_examples.PLAN, "name": "team", "isChosen": True, "templates": 25, "sessionHours": 100},
]
LINES = [
    audit_examples.ENTRY,
    {**audit_examples.ENTRY, "id": "e2", "operation": "signIn", "what": "Sign in", "count": 1, "objectId": None},
    {
        **audit_examples.ENTRY,
        "id": "e3",
        "operation": "createKey",
        "who": "Applicant tracking",
        "keyId": "k1",
        "count": 1,
        "what": "Create an API key",
        "detail": {"name": "Old", "role": "OWNER"},
        "address": None,
    },
]
BROKEN_CHAIN = {
    **audit_examples.VERDICT,
    "isIntact": False,
    "checked": 41,
    "broken": {"number": 42, "entryId": audit_examples.ENTRY["id"], "why": "CHANGED"},
}
KEPT = [
    privacy_examples.OWN_RETENTION,
    {
        **privacy_examples.OWN_RETENTION,
        "interviewId": "i2",
        "title": "Researchers, autumn",
        "transcriptDays": None,
        "mediaDays": None,
    },
]
HOLDS = [
    privacy_examples.HOLD,
    {**privacy_examples.HOLD, "id": "h2", "what": "INTERVIEW", "interviewId": "i2", "candidateId": None, "name": None},
]
NOBODY = {
    **privacy_examples.ERASURES,
    **{name: {"candidates": 0, "sessions": 0} for name in ("tonight", "soon", "held")},
    "requests": dict.fromkeys(("tonight", "soon", "undecided", "held"), 0),
    "interviews": [],
}
SILENT = {"code": "CONFLICT", "message": "The speech engine takes too long.", "requestId": "req_3"}
MUTE = {"engine": "off", "languages": [], "problem": "The embedded voice is not installed: pip install 'aural[voice]'."}
REPLIES: dict[str, Reply | list[Reply]] = {
    "GET /keys": Reply(KEYS),
    "GET /keys/scopes": Reply([{"name": "interviews:read"}, {"name": "candidates:write"}]),
    "POST /keys": Reply(MADE),
    "GET /settings/model": Reply(organization_examples.ENGINE, headers={"ETag": '"1"'}),
    "PATCH /settings/model": Reply(organization_examples.ENGINE, headers={"ETag": '"2"'}),
    "POST /settings/model/try": Reply(organization_examples.TRIAL),
    "GET /settings/voice/sample": refusal(409, SILENT),
    "GET /settings/brand": Reply(organization_examples.BRAND, headers={"ETag": '"1"'}),
    "GET /settings/languages": Reply({"interview": "de", "report": None}, headers={"ETag": '"1"'}),
    "GET /settings/retention": Reply(privacy_examples.RETENTION, headers={"ETag": '"1"'}),
    "PATCH /settings/retention": Reply(privacy_examples.RETENTION, headers={"ETag": '"2"'}),
    "GET /settings/fairness": Reply({"asksSelfIdentification": False}, headers={"ETag": '"1"'}),
    "GET /settings/retention/interviews": Reply(KEPT),
    "GET /settings/erasures": Reply(privacy_examples.ERASURES),
    f"GET /interviews/{INTERVIEW_ID}/erasures": Reply(privacy_examples.ERASURES),
    f"GET /interviews/{INTERVIEW_ID}/retention": Reply(privacy_examples.INTERVIEW_RETENTION),
    "GET /holds": Reply(HOLDS),
    "GET /usage": Reply(USAGE),
    "GET /usage/months": Reply([usage_examples.MONTH, {**usage_examples.MONTH, "month": "2026-03", "projects": []}]),
    "GET /usage/plans": Reply(PLANS),
    "GET /audit": Reply(LINES),
    "GET /audit/chain": Reply(audit_examples.VERDICT),
}


def at(path: str, wait_for: str, do: Do | None = None, *, who: str = "OWNER", **replies: Any) -> State:
    """`replies` are keyed by short names of operations."""
    changed = {NAMES[name]: reply for name, reply in replies.items()}
    return dashboard_states.at(path, wait_for, do, me=me(who), replies={**REPLIES, **changed})


NAMES = {
    "saved": "PATCH /settings/model",
    "trial": "POST /settings/model/try",
    "voice": "GET /settings/voice",
    "brand": "GET /settings/brand",
    "languages": "GET /settings/languages",
    "own_times": "GET /settings/retention/interviews",
    "erasures": "GET /settings/erasures",
    "holds": "GET /holds",
    "log": "GET /audit",
    "chain": "GET /audit/chain",
}


def press(*names: str, then: str) -> Do:
    async def do(page: Page) -> None:
        for name in names:
            await page.get_by_role("button", name=name).first.click()
        await page.get_by_text(then).first.wait_for()

    return do


async def make_key(page: Page) -> None:
    await page.get_by_role("button", name="Create key").click()
    await page.get_by_label("Name").fill("Applicant tracking")
    await page.get_by_role("button", name="Create the key").click()
    await page.get_by_text("Copy the key now").wait_for()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    assert await page.get_by_label("Key", exact=True).input_value() == MADE["key"]  # neither closes the dialog


async def choose_test_data(page: Page) -> None:
    await press("Create key", then="If none are selected, the key works for all projects")(page)
    await page.get_by_role("radio", name="Test data").check()
    await page.get_by_role("group", name="Projects").wait_for(state="hidden")


async def change_model(page: Page) -> None:
    await page.get_by_label("Model name").fill("another-model")
    await page.get_by_text("Unsaved changes").wait_for()


async def leave_unsaved(page: Page) -> None:
    await change_model(page)
    await page.get_by_role("link", name="Brand").click()
    await page.get_by_text("Leave without saving?").wait_for()


async def choose_page_by_menu(page: Page) -> None:
    """Goes to another page of the settings in a narrow window, by keyboard, and lands on its heading."""
    await page.set_viewport_size({"width": 360, "height": 780})
    await page.get_by_role("button", name="Settings: Model").focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("menuitemradio", name="Model")).to_be_focused()
    await expect(page.get_by_role("menuitemradio", checked=True)).to_have_text("Model")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Settings: Voice").wait_for()
    await expect(page.get_by_role("heading", name="Voice", level=1)).to_be_focused()


async def save_refused(page: Page) -> None:
    await change_model(page)
    await page.get_by_role("button", name="Save changes").click()
    await page.get_by_text("Someone else changed these settings").wait_for()


async def choose_faint_accent(page: Page) -> None:
    await page.get_by_label("Accent color").fill("#ffdd00")
    ground = page.get_by_role("listitem").filter(has_text="Too faint")
    assert await ground.evaluate("box => box.scrollWidth <= box.clientWidth"), "the words run out of their box"


async def type_no_days(page: Page) -> None:
    await page.get_by_role("textbox", name="Number of days", exact=True).fill("0")
    await page.get_by_text("Enter a whole number from 1 to 3,650.").wait_for()


async def choose_ollama(page: Page) -> None:
    await page.get_by_role("radio", name="Ollama").check()
    await page.get_by_text("AURAL_MODEL_NETWORKS").wait_for()


STALE = refusal(412, {"code": "PRECONDITION_FAILED", "message": "It has changed.", "requestId": "req_2"})
MODEL, BRAND, LANGUAGES = "/settings/model", "/settings/brand", "/settings/languages"
VOICE = "/settings/voice"
RETENTION = "/settings/retention"
TRY = press("Test the model", then="The model asks")
STATES: dict[str, State] = {
    "keys": at("/developers/keys", "Warehouse of answers"),
    "keys_form": at(
        "/developers/keys", "Old", press("Create key", then="If none are selected, the key works for all projects")
    ),
    "keys_form_test": at("/developers/keys", "Old", choose_test_data),
    "keys_form_problems": at("/developers/keys", "Old", press("Create key", "Create the key", then="There is a prob")),
    "keys_made": at("/developers/keys", "Old", make_key),
    "keys_revoke": at("/developers/keys", "Old", press("Revoke", then="This key was last used")),
    "model": at(MODEL, "Model name"),
    "model_local": at(MODEL, "Model name", choose_ollama),
    "model_tried": at(MODEL, "Model name", TRY),
    "model_trial_failing": at(
        MODEL, "Model name", press("Test the model", then="refuses the key"), trial=Reply(FAILED_TRIAL)
    ),
    "model_leaving": at(MODEL, "Model name", leave_unsaved),
    "model_changed_meanwhile": at(MODEL, "Model name", save_refused, saved=STALE),
    "settings_menu": at(MODEL, "Model name", choose_page_by_menu),
    "voice": at(VOICE, "6 of 8 slots are free"),
    "voice_member": at(VOICE, "6 of 8 slots are free", who="MEMBER"),
    "voice_silent": at(VOICE, "6 of 8 slots are free", press("Play a sample", then="takes too long")),
    "voice_off": at(
        VOICE,
        "not installed",
        voice=Reply({**organization_examples.VOICE, "mouth": MUTE, "ear": MUTE, "places": None}),
    ),
    "brand": at(BRAND, "Enough contrast"),
    "brand_faint": at(BRAND, "Enough contrast", choose_faint_accent),
    "languages": at(LANGUAGES, "Existing interviews keep their language"),
    "retention": at(RETENTION, "Researchers, autumn"),
    "fairness": at("/settings/fairness", "Ask a lawyer first"),
    "retention_empty": at(
        RETENTION, "No candidates will be erased", own_times=Reply([]), holds=Reply([]), erasures=Reply(NOBODY)
    ),
    "retention_no_days": at(RETENTION, "Researchers, autumn", type_no_days),
    "retention_own": at(RETENTION, "Researchers, autumn", press("Change retention for", then="Delete recordings")),
    "retention_lift": at(RETENTION, "Matter 2026-114", press("Lift", then="permanently")),
    "retention_hold": at(RETENTION, "Matter 2026-114", press("Place a legal hold", then="Enter words from the title.")),
    "usage": at("/usage", "Used up"),
    "audit": at("/audit", "name: Old, role: Owner"),
    "audit_member": at("/audit", "nothing at this address", who="MEMBER"),
    "audit_none_match": at("/audit?from=2026-01-01", "No entries match", log=Reply([])),
    "audit_verified": at(
        "/audit", "4 times within a few minutes", press("Verify the chain", then="entries are unchanged")
    ),
    "audit_broken": at(
        "/audit",
        "4 times within a few minutes",
        press("Verify the chain", then="was changed after it was written"),
        chain=Reply(BROKEN_CHAIN),
    ),
}
