"""The versioned text that a candidate agrees to. It is generated from the facts of the interview, so it is always true.

A version ends in a digest of the exact words, including names. The digest later proves what a candidate agreed to. It
also prevents candidates from agreeing to a text that has changed since they read it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from aural import lang
from aural.engine.people import in_words_of
from aural.engine.purposes import gives_levels
from aural.engine.recordings import Track
from aural.privacy.consent_repository import INTEGRITY, INTERVIEW, MODEL, MODEL_USES

KEYSTROKES = "keystrokes"
FACES = "faces"
_HERE = ("localhost", "127.0.0.1", "::1")  # a program on this machine isn't another service
_DIGEST_CHARACTERS = 8


Use = Literal["interviewing", "judging", "hearing", "speaking"]


@dataclass(frozen=True, slots=True)
class Service:
    """A service outside this server that receives a candidate's words or sound. `provider`: its name or its host."""

    provider: str
    use: Use


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that the text depends on. `services`: the services connected to this server that this interview uses.

    `is_redacted`: names and addresses are replaced before a language model gets them.
    """

    ai_name: str
    organization: str
    has_code: bool = False
    has_pauses: bool = True
    is_watched: bool = False
    is_spoken: bool = False  # it can be: then speech becomes part of the transcript
    counts_faces: bool = False
    tracks: tuple[Track, ...] = ()  # the tracks that may be recorded, each of which is an item of the text
    services: tuple[Service, ...] = ()
    is_redacted: bool = False
    purpose: str = "HIRING"
    kept_days: int | None = None  # None: until someone erases the candidate

    def hold(self) -> set[str | None]:
        """The conditions that are true for this interview. Lines of the text with another condition are left out."""
        holding: set[str | None] = {
            None,
            "hiring" if self.purpose == "HIRING" else "no_hiring",  # only hiring ends in a decision about the person
            "levels" if gives_levels(self.purpose) else "no_levels",
            "kept" if self.kept_days is None else "kept_days",
            "pauses" if self.has_pauses else "no_pauses",
            "services" if self.services else "no_services",
            "spoken" if self.is_spoken else "typed",
        }
        holding |= {"recording", *self.tracks} if self.tracks else {"no_recording"}
        if self.is_watched:
            holding.add("integrity_camera" if "camera" in self.tracks else "integrity_only")
        uses = {service.use for service in self.services}
        has_model = not uses.isdisjoint(MODEL_USES)
        optional = {"code": self.has_code, INTEGRITY: self.is_watched, FACES: self.counts_faces, MODEL: has_model}
        optional |= {"speech": not uses <= set(MODEL_USES), "redacted": has_model and self.is_redacted}
        return holding | {name for name, holds in optional.items() if holds}


@dataclass(frozen=True, slots=True)
class Item:
    """One item to agree to, and what happens if the candidate refuses."""

    key: str
    text: str
    refusal: str

    @property
    def is_required(self) -> bool:
        return self.key == INTERVIEW

    @property
    def needs_answer(self) -> bool:
        """Whether the page must ask for yes or no, without preselecting either."""
        return self.key == MODEL


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Explains what is measured, what else is noted, who reads it, and what is never done."""

    measured: tuple[str, ...]
    watched: tuple[str, ...]
    readers: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsentText:
    version: str
    language: str
    title: str
    paragraphs: tuple[str, ...]
    items: tuple[Item, ...]
    disclosure: Disclosure

    @property
    def agreement(self) -> str:
        """The text of the item that a candidate must agree to."""
        return next(item.text for item in self.items if item.is_required)


_HOLE = re.compile(r"\{(\w+)\}")
# Placeholders in a line. Each is replaced by the list of the services that have one of these uses.
_LISTS: dict[str, tuple[Use, ...]] = {"models": ("interviewing", "judging"), "speech": ("hearing", "speaking")}


def _told(services: tuple[Service, ...], uses: tuple[Use, ...], words: dict[str, str]) -> str:
    """Lists each provider once, with all of its uses."""
    does: dict[str, list[str]] = {}
    for service in services:
        if service.use in uses:
            does.setdefault(service.provider, []).append(service.use)
    told = []
    for provider, of_it in does.items():
        name = words["here"] if provider in _HERE else provider
        told.append(words["one"].replace("{provider}", name).replace("{does}", words["-".join(of_it)]))
    return words["between"].join(told)


def consent_text(language: str, facts: Facts) -> ConsentText:
    """The text in this language, or in English if it isn't translated."""
    own = lang.of(language)
    data, holding = own.table("consent"), facts.hold()

    values = {"ai_name": facts.ai_name, "organization": facts.organization}
    values["days"] = data["days"]["one" if facts.kept_days == 1 else "other"].format(facts.kept_days)
    values |= {name: _told(facts.services, uses, data["services"]) for name, uses in _LISTS.items()}

    def filled(text: str) -> str:
        return _HOLE.sub(lambda found: values[found[1]], in_words_of(facts.purpose, text))

    def lines(given: Iterable[dict[str, str]]) -> tuple[str, ...]:
        return tuple(filled(line["text"]) for line in given if line.get("when") in holding)

    title, paragraphs = filled(data["title"]), lines(data["paragraphs"])
    wanted = [item for item in data["items"] if item.get("when") in holding]
    items = tuple(Item(item["key"], filled(item["text"]), filled(item["refusal"])) for item in wanted)
    disclosure = Disclosure(**{name: lines(given) for name, given in data["disclosure"].items()})
    words = repr((title, paragraphs, items, disclosure)).encode("utf-8", "surrogatepass")
    version = f"{data['version']}.{hashlib.sha256(words).hexdigest()[:_DIGEST_CHARACTERS]}"
    return ConsentText(version, own.code, title, paragraphs, items, disclosure)
