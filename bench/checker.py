"""The judging model that the environment names, for benches that check with it."""

from __future__ import annotations

import asyncio
import sys

from aural.engine.plan import Plan
from aural.interviewer.judging.checker import Checker
from aural.interviewer.model.interviewer import ModelInterviewer
from aural.settings import SettingsError, read_settings


def configured_checker() -> Checker:
    """Exits with a sentence where no model is set."""
    try:
        settings = read_settings()
    except SettingsError as error:
        sys.exit(str(error))
    if not settings.model:
        sys.exit("No model is set. Set AURAL_MODEL and what docs/models.md says for its provider.")
    return asyncio.run(ModelInterviewer.from_settings(settings).checker(Plan("", "", ()), ()))


def warn_of_failures(checker: Checker | None) -> None:
    """Exits with a sentence where an answer is missing: the figures are the rules' in part."""
    if checker is not None:
        print(f"tokens: {checker.spent}", file=sys.stderr)
        if checker.has_failed:
            sys.exit("Some answers of the model are missing or can't be used.")
