"""A cursor returns the position it was created from, and no other text is a cursor."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aural.api.cursors import read_cursor, write_cursor
from aural.api.openapi import build_document
from aural.api.routes import OPERATIONS
from aural.guard.secrets import Secrets
from aural.mcp.arguments import input_schema
from aural.mcp.tools import TOOLS
from aural.platform.errors import BadRequestError
from aural.store.listing import CHARACTERS
from tests.clocks import START

SECRETS = Secrets("a secret of a test, and of nothing else")
SCOPE = "listInterviews acme"
POSITION = (START, "01976f3e-5d2a-7c11-9f10-3a5b6c7d8e9f")


def is_read(token: str, scope: str = SCOPE, secrets: Secrets = SECRETS) -> bool:
    try:
        read_cursor(secrets, scope, token)
    except BadRequestError:
        return False
    return True


def sign_as_cursor(payload: bytes) -> str:
    """The cursor that `write_cursor` would give for a payload that it never writes."""
    mac = SECRETS.digest(f"cursor\0{SCOPE}\0{payload.decode()}")[:16]
    return urlsafe_b64encode(mac + payload).decode().rstrip("=")


@given(created_at=st.integers(-1, 2**62), row_id=st.text(max_size=25))
def test_a_cursor_gives_back_its_position(created_at: int, row_id: str) -> None:
    token = write_cursor(SECRETS, SCOPE, (created_at, row_id))
    assert read_cursor(SECRETS, SCOPE, token) == (created_at, row_id)


def test_a_cursor_can_be_used_in_an_address_as_it_is() -> None:
    for number in range(50):
        token = write_cursor(SECRETS, SCOPE, (START + number, "ü" * (number % 7)))
        assert token.replace("-", "").replace("_", "").isalnum()


def test_a_cursor_works_for_one_list_under_one_secret() -> None:
    token = write_cursor(SECRETS, SCOPE, POSITION)
    assert is_read(token)
    assert not is_read(token, "listInterviews other")
    assert not is_read(token, secrets=Secrets("another"))


def test_the_error_for_a_refused_cursor_names_the_parameter() -> None:
    with pytest.raises(BadRequestError) as caught:
        read_cursor(SECRETS, SCOPE, "null")
    assert [detail["path"] for detail in caught.value.extra["details"]] == ["cursor"]


def test_a_cursor_with_any_character_changed_removed_or_added_is_refused() -> None:
    token = write_cursor(SECRETS, SCOPE, POSITION)
    for at, character in enumerate(token):
        assert not is_read(token[:at] + ("A" if character != "A" else "B") + token[at + 1 :])
        assert not is_read(token[:at] + token[at + 1 :])
        assert not is_read(token[:at] + "!" + token[at:])
    for added in ("=", "==", "A", "\n", " "):
        assert not is_read(token + added)


def test_a_cursor_carries_128_bits_of_its_signature() -> None:
    raw = urlsafe_b64decode(write_cursor(SECRETS, SCOPE, POSITION) + "==")
    assert raw[16:].decode() == f"{POSITION[0]}.{POSITION[1]}"
    assert raw[:16] == SECRETS.digest(f"cursor\0{SCOPE}\0{raw[16:].decode()}")[:16]


def test_a_cursor_for_the_longest_name_is_accepted() -> None:
    name = "\N{GRINNING FACE}" * CHARACTERS
    longest = write_cursor(SECRETS, SCOPE, (f"1{name}", POSITION[1]))
    assert is_read(longest)
    assert len(longest) <= 400


def test_a_cursor_has_at_most_400_characters() -> None:
    longest = write_cursor(SECRETS, SCOPE, (START, "x" * 270))
    assert len(longest) == 400
    assert is_read(longest)
    assert not is_read(write_cursor(SECRETS, SCOPE, (START, "x" * 271)))


@pytest.mark.parametrize("payload", [b"", b"soon.id", b".id"])
def test_a_signed_text_that_is_not_a_position_is_refused(payload: bytes) -> None:
    assert not is_read(sign_as_cursor(payload))


@pytest.mark.parametrize("token", ["", "A", "null", "é", "\ud800", "A" * 199, urlsafe_b64encode(b"\xff" * 30).decode()])
def test_any_other_text_is_refused(token: str) -> None:
    assert not is_read(token)


def test_the_longest_cursor_is_within_the_documented_length() -> None:
    parameters = build_document(OPERATIONS, "https://aural.example.com")["components"]["parameters"]
    assert parameters["cursor"]["schema"]["maxLength"] == 400
    paged = [tool for tool in TOOLS if tool.operation.paging != "never"]
    assert paged
    for tool in paged:
        assert input_schema(tool)["properties"]["cursor"]["maxLength"] == 400
