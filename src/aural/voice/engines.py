"""The engines that every voice session of this process shares."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from aural.engine.plan import Plan
from aural.voice.stt.protocol import SpeechToText
from aural.voice.tts.protocol import TextToSpeech

# Smart-turn looks at the last eight seconds.
TURN_MODEL_MS = 8000
MOST_TERMS = 40
_NAME = re.compile(r"\b(?:[A-Z][\w+#.]*[A-Z0-9+#][\w+#]*|[A-Z]{2,}\w*)\b")
_CAPITALIZED = re.compile(r"(?<=[a-z,;:] )[A-Z][\w'-]{2,}(?: [A-Z][\w'-]+)*")


class Activity(Protocol):
    """One microphone's voice activity detector."""

    interviewer_speaks: bool  # while True, the sound may be the interviewer's echo

    def hear(self, pcm: bytes) -> list[float]:
        """Returns the probability of speech in each window of 32 ms that this sound completes."""
        ...

    def close(self) -> None:
        """Frees the detector. `hear` must not be called again."""
        ...


@dataclass(frozen=True, slots=True)
class Engines:
    """`predict_turn_end` returns smart-turn's prediction for the speech before a pause; None if it isn't available.

    `acknowledge` returns the next short word that covers a slow reply, given the last one and the language.
    """

    stt: SpeechToText
    tts: TextToSpeech
    new_activity: Callable[[], Activity]
    predict_turn_end: Callable[[bytes], Awaitable[float | None]]
    acknowledge: Callable[[str | None, str], str]


def terms_of(plan: Plan) -> tuple[str, ...]:
    """Names in the interview's texts that an STT engine would not expect: products, acronyms, proper names."""
    parts = [plan.title, plan.objective or "", plan.organization]
    parts += [c.name for c in plan.criteria] + [f.text for f in plan.approved_facts]
    parts += [f"{q.text} {q.description or ''} {' '.join(q.options or ())}" for q in plan.questions]
    text = "\n".join(parts)
    found = [*_NAME.findall(text), *_CAPITALIZED.findall(text)]
    return tuple(dict.fromkeys(term.strip(".") for term in found))[:MOST_TERMS]
