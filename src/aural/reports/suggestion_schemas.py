"""A report's suggestions as the API returns them."""

from __future__ import annotations

from aural.api.validation import Json, Output
from aural.reports.analysis.suggestions import Kind, Suggestion


class SuggestionOut(Output):
    """A topic to come back to, with the message and the question that it is about.

    `gap`: a criterion without a quote, or a question without a full answer. `contradiction`: one that the interviewer
    asked about. `side-question`: a question or complaint that was passed on to you.
    """

    kind: Kind
    text: str
    message_id: str | None
    question_id: str | None
    criterion: str | None


def suggestion_json(suggestion: Suggestion) -> Json:
    return {
        "kind": suggestion.kind,
        "text": suggestion.text,
        "messageId": suggestion.message_id,
        "questionId": suggestion.question_id,
        "criterion": suggestion.criterion,
    }
