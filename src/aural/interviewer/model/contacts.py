"""Finds the contact details in a résumé with a model.

The text must contain each value that the model returns. Rules replace values that are missing or made up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from aural.engine.authoring.resumes import Contact, list_emails, read_contact, stands_as_name, stands_as_phone
from aural.interviewer.model.model import Model, ModelError
from aural.interviewer.prompts import Fence, prompt
from aural.interviewer.protocol import Origin

CONTACT_SECONDS = 20.0
MOST_CHARACTERS = 8_000  # contact details are at the top

Stands = Callable[[str, str], bool]
Short = Annotated[str, BeforeValidator(lambda value: value[:200] if isinstance(value, str) else value)]
Address = Annotated[str, BeforeValidator(lambda value: value[:254] if isinstance(value, str) else value)]


class ContactForm(BaseModel):
    name: Short | None = Field(None, max_length=200)
    email: Address | None = Field(None, max_length=254)
    phone: Short | None = Field(None, max_length=200)


async def find_contact(model: Model, text: str, seconds: float = CONTACT_SECONDS) -> tuple[Contact, Origin, int]:
    """The contact details, their origin, and the tokens used. If the model fails, the rules alone find the details."""
    by_rules, fence, read = read_contact(text), Fence(), text[:MOST_CHARACTERS]
    marks = {"opening": fence.opening, "closing": fence.closing, "canary": fence.canary}
    system = prompt("contact").fill("system", **marks)
    user = prompt("contact").fill("user", document=fence.around([read]))
    try:
        form, tokens = await model.fill(system, user, ContactForm, seconds=seconds)
    except ModelError as error:
        return by_rules, Origin("template", "guided", "1", error.why), error.tokens
    contact = Contact(
        _kept(form.name, stands_as_name, read) or by_rules.name,
        _email(form.email, read) or by_rules.email,
        _kept(form.phone, stands_as_phone, read) or by_rules.phone,
    )
    return contact, Origin("model", model.choice.name, prompt("contact").version), tokens


def _kept(copied: str | None, stands: Stands, text: str) -> str | None:
    found = " ".join((copied or "").split())
    return found if found and stands(found, text) else None


def _email(copied: str | None, text: str) -> str | None:
    found = (copied or "").strip().lower()
    return found if found in list_emails(text) else None
