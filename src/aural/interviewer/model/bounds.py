"""Types for texts and lists in a model's output, which are cut to a length instead of refused."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from aural.engine.answers.sentences import beginning_of
from aural.guard.http.bodies import storable


def bounded(length: int) -> BeforeValidator:
    """Cuts a text or list from a model down to its beginning."""

    # A model that writes too much loses the end: the beginning of a true quote is a true quote.
    def cut(value: object) -> object:
        if isinstance(value, str):
            return beginning_of(storable(value), length)
        return value[:length] if isinstance(value, list) else value

    return BeforeValidator(cut)


Quote = Annotated[str, bounded(300), Field(max_length=300)]
Quotes = Annotated[list[Quote], bounded(3), Field(max_length=3)]
Sentences = Annotated[str, bounded(800), Field(max_length=800)]
Sentence = Annotated[str, bounded(240), Field(max_length=240)]
