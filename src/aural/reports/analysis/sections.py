"""The sections of a report that list claims. docs/recipes.md says how to add one.

A model writes the claims, as `interviewer/prompts/judge.toml` asks it to; `judging/judge.py` and `guided/extract.py`
also have code of their own for `insights` and `themes`. Checks, storage, files and links treat all sections alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SectionName = Literal["insights", "themes"]
"""One word: the name in the API, in `supports` of the evidence, and in the database."""
SectionPart = Literal["findings", "themes"]
"""The name in shared links and files."""


@dataclass(frozen=True, slots=True)
class Section:
    """`heading`: the heading in files. `example`: a claim for the API reference.

    `kind`: what `interviewer/prompts/check.toml` calls its claims.
    """

    part: SectionPart
    heading: str
    example: str
    kind: Literal["claim", "theme"] = "claim"


SECTIONS: dict[SectionName, Section] = {
    "insights": Section("findings", "Findings", example="Clear tradeoff discussion"),
    "themes": Section("themes", "Themes", example="APIs", kind="theme"),
}
