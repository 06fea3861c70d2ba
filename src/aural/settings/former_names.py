"""Former names of settings. They still work in this version, and `aural serve` warns about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FORMER_FIELDS = {
    "ear": "stt",
    "ear_base_url": "stt_base_url",
    "ear_api_key": "stt_api_key",
    "ear_model": "stt_model",
    "mouth": "tts",
    "mouth_base_url": "tts_base_url",
    "mouth_api_key": "tts_api_key",
    "mouth_model": "tts_model",
    "mouth_voice": "tts_voice",
    "mouth_languages": "tts_languages",
}


@dataclass(frozen=True, slots=True)
class FormerVariable:
    """A variable that is set under its former name. `is_ignored`: the new name is set too, and wins."""

    variable: str
    field: str
    value: str
    is_ignored: bool

    def __str__(self) -> str:
        renamed = f"{self.variable} to AURAL_{self.field.upper()}"
        return f"{renamed} (both are set: {self.variable} is ignored)" if self.is_ignored else renamed


def find_former_variables(environment: Mapping[str, str]) -> list[FormerVariable]:
    """An empty variable counts as not set, under either name."""
    given = {name.upper(): value for name, value in environment.items() if value}
    return [
        FormerVariable(f"AURAL_{former.upper()}", field, value, f"AURAL_{field.upper()}" in given)
        for former, field in FORMER_FIELDS.items()
        if (value := given.get(f"AURAL_{former.upper()}"))
    ]


def warn_of_former_variables(environment: Mapping[str, str]) -> str | None:
    """One warning about all former names in use, or None."""
    renamed = ", ".join(map(str, find_former_variables(environment)))
    return f"Rename these settings: {renamed}. The former names stop working in the next version." if renamed else None
