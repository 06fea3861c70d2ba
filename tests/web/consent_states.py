"""States of the consent page if a language model is connected."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

from tests.web.consent_fake import CONSENT
from tests.web.page_states import State, to_consent
from tests.web.room_fake import INVITED, FakeRoom, OpenPage

MODEL_ITEM: dict[str, Any] = {
    "key": "model",
    "isRequired": False,
    "needsAnswer": True,
    "text": "A language model may read my answers: OpenAI asks the questions. Anthropic helps write the report.",
    "refusal": "Then a built-in interviewer asks, and no outside AI reads your answers. The report quotes you only.",
}
WITH_MODEL = INVITED | {"consent": CONSENT | {"items": [CONSENT["items"][0], MODEL_ITEM, *CONSENT["items"][1:]]}}


async def consent_to_a_model(open_page: OpenPage) -> Page:
    page = await to_consent(open_page, FakeRoom(entry=WITH_MODEL))
    await page.get_by_role("radio", name="No, continue without it").check()
    return page


async def consent_to_a_model_problem(open_page: OpenPage) -> Page:
    """The question about the model needs a yes or a no: leaving it open is not an answer."""
    page = await to_consent(open_page, FakeRoom(entry=WITH_MODEL))
    await page.get_by_role("checkbox", name="an AI interviews me").check()
    await page.get_by_role("button", name="I agree, continue").click()
    await page.get_by_role("link", name="Say yes or no to the language model.").wait_for()
    return page


STATES: dict[str, State] = {state.__name__: state for state in (consent_to_a_model, consent_to_a_model_problem)}
