"""Remembers what the interviewer said last, as long as its echo may still arrive at the microphone."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass

from aural.voice.pipeline.microphone import Microphone
from aural.voice.pipeline.speaking import Utterance

# From the end of the interviewer's sound, as reported by the client, to the end of its echo: mostly the delay of a
# wireless loudspeaker. An answer of two words that begins after the interviewer's end takes longer.
ECHO_MS = 300
_MOST = 4  # utterances: an acknowledgement can be so short that the echo of the words before it is still to come


@dataclass(frozen=True, slots=True)
class _Spoken:
    text: str
    last: int  # the last sound frame that had come when the utterance ended
    echo_ms: int


class Said:
    """The latest utterances, dated by the numbers of the frames of `stream`, which stay the same across reconnects."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        self._latest: deque[_Spoken] = deque(maxlen=_MOST)

    def ended(self, utterance: Utterance, last: int, *, is_cut: bool) -> None:
        """Notes that an utterance ended when `last` had come. `is_cut`: the connection is lost, and the client plays
        the rest of the sound that it has."""
        if utterance.began_at is None:
            return
        text = utterance.heard() if utterance.is_stopped else utterance.text
        self._latest.append(_Spoken(text, last, ECHO_MS + (_rest_ms(utterance) if is_cut else 0)))

    def heard_by(self, microphone: Microphone, at_ms: int) -> str:
        """The words whose echo may have arrived as late as `at_ms`; empty if there are none."""
        late = [said.text for said in self._latest if microphone.number_at(at_ms - said.echo_ms) <= said.last]
        return " ".join(late)


def _rest_ms(utterance: Utterance) -> int:
    """How much sound the client still has to play."""
    assert utterance.began_at is not None
    believed = int((asyncio.get_running_loop().time() - utterance.began_at) * 1000)
    return max(0, utterance.sent_ms - max(utterance.played_ms, believed))
