"""The pages know each message of the server about a field of their forms, so that they can say it in any language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from aural.accounts.endpoints import SetupIn
from aural.accounts.profile_endpoints import DeleteMeIn, MeIn, PasswordChange, SignOutIn
from aural.accounts.reset_endpoints import PasswordIn, ResetIn
from aural.api.validation import Input, problems_of
from aural.authoring.schemas import DraftIn
from aural.candidates.email_template_endpoints import LettersChange, check_letters
from aural.candidates.schemas import CandidateIn
from aural.guard.auth.new_passwords import find_problem
from aural.guard.outbound import fetch
from aural.guard.outbound.addresses import problem_of
from aural.integrations.endpoints import IntegrationIn
from aural.organizations.brand_endpoints import BrandChange, LanguagesChange
from aural.organizations.endpoints import OrganizationIn
from aural.organizations.invitation_endpoints import InvitationIn
from aural.organizations.join_endpoints import JoinIn
from aural.organizations.key_endpoints import KeyIn
from aural.organizations.model_endpoints import EngineChange
from aural.organizations.project_endpoints import ProjectIn
from aural.privacy.retention_endpoints import RetentionChange
from aural.webhooks.delivery_endpoints import ReplayIn
from aural.webhooks.endpoints import WebhookIn

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "web" / "src" / "dashboard" / "form" / "fieldSentences.ts").read_text(encoding="utf-8")
PATTERNS = [re.compile(found.replace("(?<", "(?P<").replace("\\/", "/")) for found in re.findall(r"/(\^.+\$)/,", PAGE)]
FORMS: dict[type[Input], tuple[str, ...]] = {
    SetupIn: ("code", "name", "email", "password", "organization"),
    MeIn: ("name", "email", "password"),
    PasswordChange: ("oldPassword", "password"),
    SignOutIn: ("password",),
    DeleteMeIn: ("password",),
    ResetIn: ("email",),
    PasswordIn: ("password", "token"),
    JoinIn: ("name", "email", "password"),
    OrganizationIn: ("name",),
    ProjectIn: ("name",),
    InvitationIn: ("email",),
    KeyIn: ("name",),
    EngineChange: ("model", "address", "key"),
    BrandChange: ("name", "accent"),
    LanguagesChange: ("interview", "report"),
    RetentionChange: ("transcriptDays", "mediaDays", "integrityDays"),
    CandidateIn: ("name", "email", "phone", "notes"),
    LettersChange: ("invitationSubject", "invitationText", "reminderSubject", "reminderText", "doneNoteTo"),
    WebhookIn: ("url", "description"),
    IntegrationIn: ("vendorKey", "projectId"),
    ReplayIn: ("from", "to"),
    DraftIn: ("document", "url", "minutes", "language"),
}
FIELDS = {name for names in FORMS.values() for name in names}
# The packages whose messages reach these forms. Other paths of the same name are elsewhere, or only for programs.
PLACES = ("accounts", "api/reach.py", "candidates", "integrations", "organizations", "webhooks")
FOR_PROGRAMS = {
    *("is not the name of this organization", "is not an organization that you may claim", "is for ASHBY only"),
}
TEXTS = ("", " ", "x" * 300_000, "\x00", "\ud800", "not this", "ä b@c", "#12", "a\nb")
NUMBERS = (0, -1, 10**9)


def is_known(message: str) -> bool:
    quoted = f'"{message}": ' in PAGE or f"\n  {message}: " in PAGE
    return quoted or any(pattern.fullmatch(message) for pattern in PATTERNS)


def list_by_models() -> set[str]:
    """What the models say about texts and numbers that a person can enter."""
    found: set[str] = set()
    for model, names in FORMS.items():
        for name in names:
            for value in NUMBERS if name.endswith(("Days", "minutes")) else TEXTS:
                problems = problems_of(model, {name: value})[1]
                found |= {text for path, text in problems if path.partition(".")[0] == name}
    return found


def list_by_code() -> set[str]:
    """The messages about these fields that the source names, such as `("vendorKey", "is required …")`."""
    found: set[str] = set()
    for place in PLACES:
        path = ROOT / "src" / "aural" / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            found |= _messages(ast.parse(file.read_text(encoding="utf-8")))
    return found - FOR_PROGRAMS


def _messages(tree: ast.Module) -> set[str]:
    constants = {
        one.targets[0].id: one.value.value
        for one in tree.body
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name) and isinstance(one.value, ast.Constant)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Tuple(elts=[ast.Constant(value=str(field)), said]) if field in FIELDS:
                text = constants.get(said.id) if isinstance(said, ast.Name) else _text(said)
                found |= {text} if isinstance(text, str) else set()
    return found


def _text(node: ast.expr) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) or "5" for part in parts)
    return None


ADDRESSES = [problem_of(url) for url in ("http://a:x", "ftp://a", "http://a:b@c", "http://a?b")]
PASSWORDS = [find_problem("password123", ()), find_problem("alex-aural-alex", ["Alex"])]
LETTERS = [text for _, text in check_letters({}, {"invitationText": "{neme}"})]
URLS = [
    *(fetch._PAGE.form, fetch._PAGE.inside, fetch._PAGE.unknown, fetch._RECEIVER.form, fetch._RECEIVER.inside),
    *(fetch._UNENCRYPTED, fetch._AWAY, fetch._SLOW, fetch._LARGE, fetch._LED, fetch._PACKED),
    "The page's server answers with status 404. Check the address.",
    "Looking up the name of that address takes too long. Try again.",
]


@pytest.mark.parametrize("message", sorted({*list_by_models(), *list_by_code()}))
def test_each_message_about_a_field_is_known(message: str) -> None:
    assert is_known(message)


@pytest.mark.parametrize("message", [*ADDRESSES, *PASSWORDS, *LETTERS, *URLS])
def test_each_refusal_of_an_address_a_password_or_a_template_is_known(message: str | None) -> None:
    assert is_known(str(message))


def test_a_text_with_further_rules_has_characters_and_no_items() -> None:
    assert problems_of(BrandChange, {"accent": "#b05a1e0"})[1] == [("accent", "must have at most 7 characters")]
    assert problems_of(CandidateIn, {"phone": "1" * 51})[1] == [("phone", "must have at most 50 characters")]
    assert problems_of(EngineChange, {"key": ""})[1] == [("key", "must not be blank")]
    assert problems_of(PasswordIn, {"password": "short", "token": "t"})[1] == [
        ("password", "must have at least 12 characters")
    ]
