"""What a candidate in the faked room reads and agrees to before the interview."""

from __future__ import annotations

from typing import Any

CONSENT: dict[str, Any] = {
    "version": "2026-11-1",
    "language": "en",
    "languages": ["en", "zh"],
    "title": "Before we begin",
    "paragraphs": [
        (
            "Aural is an AI. It asks the questions of this interview, listens and may ask follow-up questions. "
            "No person is in the conversation."
        ),
        (
            "What you write is stored as a transcript, with the times. Harbour Cooperative receives it together with a "
            "report in which every statement is a quote of your own words."
        ),
        "A person at Harbour Cooperative reads it and decides. Nobody is rejected automatically.",
        (
            "Your feelings are not read from your face or voice, and nobody is identified by them. In this interview "
            "you only type."
        ),
        (
            "You may skip a question, pause, stop at any time, and come back later by the same link. You may ask "
            "Harbour Cooperative to correct or erase what is kept about you."
        ),
    ],
    "agreement": (
        "I agree that an AI interviews me and that Harbour Cooperative receives the transcript and the report."
    ),
    "items": [
        {
            "key": "interview",
            "isRequired": True,
            "needsAnswer": False,
            "text": (
                "I agree that an AI interviews me and that Harbour Cooperative receives the transcript and the report."
            ),
            "refusal": "Then there is no interview here, and nothing is stored. You can ask for a person instead.",
        },
        {
            "key": "keystrokes",
            "isRequired": False,
            "needsAnswer": False,
            "text": "I agree that my typing in code questions is stored key by key.",
            "refusal": "Then only the code itself is stored. Nothing else changes.",
        },
    ],
}
DISCLOSURE: dict[str, Any] = {
    "measured": [
        "Your words only: how far your answers speak to the questions.",
        "The time you take is noted. It is not scored.",
    ],
    "watched": [],
    "readers": ["People at Harbour Cooperative who may open this interview.", "No outside AI service."],
    "never": [
        "Feelings or identity are never read from a face or a voice.",
        "Nobody is rejected automatically. A person decides.",
    ],
}
