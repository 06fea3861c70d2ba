"""The judging model that the environment configures, for benches that use it."""

from __future__ import annotations

import asyncio
import sys

from aural.engine.plan import Plan
from aural.interviewer.judging.checker import Checker
from aural.interviewer.model.interviewer import ModelInterviewer
from aural.settings import SettingsError, read_settings


def configured_checker() -> Checker:
    """Exits with a message if no model is set."""
    try:
        settings = read_settings()
    except SettingsError as error:
        sys.exit(str(error))
    if not settings.model:
        sys.exit("No model is set. Set AURAL_MODEL and the settings that docs/models.md lists for its provider.")
    return asyncio.run(ModelInterviewer.from_settings(settings).checker(Plan("", "", ()), ()))


def warn_of_failures(checker: Checker | None) -> None:
    """Exits with a message if the model failed on an answer: part of the figures then comes from the rules alone."""
    if checker is not None:
        print(f"tokens: {checker.spent}", file=sys.stderr)
        if checker.has_failed:
            sys.exit("Some answers from the model are missing or unusable.")
