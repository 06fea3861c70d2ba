"""The prompts, as versioned files. A change to a prompt needs a new version, which is stored with each message."""

from __future__ import annotations

import hmac
import secrets
import string
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Prompt:
    version: str
    parts: dict[str, str]

    def fill(self, part: str, **values: str) -> str:
        """The part with its `$names` filled in. Raises KeyError if a name has no value."""
        return string.Template(self.parts[part]).substitute(values).strip()


@cache
def prompt(name: str) -> Prompt:
    """The prompt in `NAME.toml` in this folder."""
    data = tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return Prompt(data.pop("version"), data)


_KEY = secrets.token_bytes(32)  # only in this process, so that nothing that is stored reveals the marks


class Fence:
    """Marks that can't be guessed, so that a candidate's text can't close the fence or contain the canary."""

    def __init__(self) -> None:
        self._mark(secrets.token_hex(16))

    @classmethod
    def of(cls, conversation: str) -> Fence:
        """The same marks for each request about a conversation, so that a model's server can cache the text."""
        fence = cls()
        fence._mark(hmac.new(_KEY, conversation.encode(), "sha256").hexdigest()[:32])
        return fence

    def _mark(self, digits: str) -> None:
        self.opening, self.closing = f"<<<{digits[:16]}", f"{digits[:16]}>>>"
        self.canary = f"ref-{digits[16:]}"

    def around(self, lines: Iterable[str]) -> str:
        return "\n".join([self.opening, *lines, self.closing])

    def leaks_into(self, text: str) -> bool:
        """Whether the text shows something that only the prompt contains."""
        return any(secret in text for secret in (self.opening[3:], self.canary, self.canary[4:]))
