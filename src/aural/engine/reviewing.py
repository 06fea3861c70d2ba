"""Checks a reviewer's ratings, and decides when a blind reviewer may see the AI's levels."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

RatingVerdict = Literal["AGREE", "LEVEL", "NO_EVIDENCE", "SET_ASIDE"]


def problem_of(
    verdict: RatingVerdict, level: int | None, reason: str | None, *, criterion: str, levels: Mapping[str, int | None]
) -> tuple[str, str] | None:
    """The invalid field, and why; None if all is well. `levels`: the AI's levels that this reviewer can see."""
    if (verdict == "LEVEL") != (level is not None):
        return "level", "is needed with the verdict LEVEL, and with no other"
    if verdict == "AGREE" and criterion not in levels:
        return "verdict", "cannot be AGREE: there is no level of the AI here that you can see. Give your own"
    if not reason and (verdict == "SET_ASIDE" or _differs(verdict, level, criterion, levels)):
        return "reason", "is needed where you set a criterion aside, or where your level is not the AI's"
    return None


def _differs(verdict: RatingVerdict, level: int | None, criterion: str, levels: Mapping[str, int | None]) -> bool:
    return verdict in ("LEVEL", "NO_EVIDENCE") and criterion in levels and levels[criterion] != level


def is_complete(criteria: Collection[str], rated: Collection[str]) -> bool:
    """Whether every criterion has a rating, so that the AI's levels can't influence any of them."""
    return bool(criteria) and set(criteria) <= set(rated)
