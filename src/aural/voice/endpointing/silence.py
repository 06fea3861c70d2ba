"""The endpointing delay: how long a silence may last before the turn is over. Pure.

There are two predictors: how the speech sounded (smart-turn) and its words (the transcript). Neither is reliable alone,
so a turn ends soon only if both agree and the candidate has not yet proved them wrong in this turn. Otherwise the delay
is longer than nearly all pauses within a turn. Waiting costs a second; interrupting costs the candidate's thought.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aural import lang
from aural.engine.answers.sentences import length_of, plain, sentence_texts
from aural.voice.endpointing.backchannels import asks_back, asks_for_time, closes, is_direct
from aural.voice.endpointing.unfinished import classify_ending, is_clause

# Milliseconds of silence. Silero detects the end of speech about 60 ms late, which adds to these.
CLOSED_MS = 800  # "that's all"
AGREED_MS = 1_020  # longer than a pause of one second, and reported within 1.2 s of the end
UNDECIDED_MS = 2_300  # longer than a pause of two seconds, whose soft edges no detector hears
UNFINISHED_MS = 2_500  # "and then we", "um": the candidate is searching for words
SEARCHING_MS = 3_000  # the same, and the speech sounds unfinished too
HOLD_MS = 75_000  # "give me a minute"

COMPLETE = 0.5  # smart-turn's own threshold: at or above it, the speech sounds complete
SOUNDS_OPEN = 0.2  # smart-turn: below this, the speech sounds unfinished
FEW_WORDS = 4  # fewer words aren't a whole answer, unless they are a direct one
FEW_WORDS_WITHOUT_VERB = 7  # nor are fewer than this without a verb
FEW_STORY_WORDS = 12  # nor are fewer than this a whole story
LONG_PAUSE_MS = 600  # a pause this long that looked like an end proves the predictors wrong if speech continues

Shape = Literal["series", "story", "any"]


@dataclass(frozen=True, slots=True)
class EndpointingSignals:
    """The signals at a pause. None: the predictor has not answered, or can't."""

    completeness: float | None
    text: str | None  # the words of the turn so far
    language: str
    question: str = ""  # what the interviewer said last
    is_new: bool = True  # whether the last sound brought new words
    was_wrong: bool = False  # whether this turn continued after a pause that looked like its end


@dataclass(frozen=True, slots=True)
class EndpointingDelay:
    milliseconds: int
    reason: Literal["agreed", "silence"]
    is_hold: bool = False  # the candidate asked for time to think


def choose_endpointing_delay(signals: EndpointingSignals) -> EndpointingDelay:
    text, language = signals.text, signals.language
    if text is None:
        return EndpointingDelay(UNDECIDED_MS, "silence")
    if asks_for_time(text, language):
        return EndpointingDelay(HOLD_MS, "silence", is_hold=True)
    if closes(text, language):
        return EndpointingDelay(AGREED_MS if _sounds_open(signals) else CLOSED_MS, "agreed")
    if not signals.is_new or classify_ending(text, language) == "unfinished":
        return EndpointingDelay(SEARCHING_MS if _sounds_open(signals) else UNFINISHED_MS, "silence")
    if looks_complete(signals) and not signals.was_wrong and _is_whole(signals, text):
        return EndpointingDelay(AGREED_MS, "agreed")
    return EndpointingDelay(UNDECIDED_MS, "silence")


def looks_complete(signals: EndpointingSignals) -> bool:
    """Whether both predictors say that the turn is complete."""
    if signals.completeness is None or signals.text is None:
        return False
    if signals.completeness < COMPLETE:
        return False
    return classify_ending(signals.text, signals.language) == "finished" or is_direct(signals.text, signals.language)


def _sounds_open(signals: EndpointingSignals) -> bool:
    return signals.completeness is not None and signals.completeness < SOUNDS_OPEN


def _is_whole(signals: EndpointingSignals, text: str) -> bool:
    """Whether the text can be a whole answer to this question."""
    language = signals.language
    if asks_back(text, language) or is_direct(text, language):
        return True
    words = length_of(" ".join(dict.fromkeys(sentence_texts(text))))  # STT engines sometimes repeat a sentence
    shape = expected_shape(signals.question, language)
    if shape == "any":
        return words >= (FEW_WORDS if is_clause(text, language) else FEW_WORDS_WITHOUT_VERB)
    return shape == "story" and words >= FEW_STORY_WORDS


def expected_shape(question: str, language: str) -> Shape:
    """The shape of the answer that a question asks for, which decides how much one complete sentence proves.

    The last sentence of the question decides. A `series` has many possible ends, a `story` takes several sentences.
    """
    last = plain("".join(sentence_texts(question)[-1:]))
    own = lang.of_text(language, last)
    if own.pattern("expected_answers", "series").search(last):
        return "series"
    return "story" if own.pattern("expected_answers", "story").search(last) else "any"
