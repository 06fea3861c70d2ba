"""Runs Whisper with CTranslate2 on a window as short as the speech: a third of the CPU time at the same error rate.

Runs only in the child process of the embedded STT engine.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer

RATE = 16_000
# Whisper falls into loops if the window ends with the speech. 3 s of silence prevent nearly all of them, 1 s does not
# (3.1 % and 18.9 % word error rate on the same clips).
# Speech that still loops is decoded again with more silence, and finally in the stock window.
PADS_SECONDS = (3.0, 6.0, 30.0)
WINDOW_SECONDS = 30
LONGEST_SECONDS = WINDOW_SECONDS - 2
# No one speaks more tokens per second than this, but loops have more.
TOKENS_PER_SECOND, SPARE_TOKENS = 12, 10
# Whisper's own figure for a text that repeats itself (Radford et al. 2022, section 4.5).
MOST_COMPRESSION = 2.4
PROMPT_TOKENS = 100

AlignedWord = tuple[str, int, int, float]  # text, from and to in milliseconds, confidence 0 to 1
Samples = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    words: list[AlignedWord]
    no_speech: float
    mean_logprob: float

    @property
    def confidence(self) -> float | None:
        """The mean over the words; None without words, as in a sketch."""
        return sum(word[3] for word in self.words) / len(self.words) if self.words else None

    @property
    def is_speech(self) -> bool:
        """False if Whisper invented the text over noise or silence ("you", "Thank you.", one of the terms).

        Over noise, hum, tones, knocks and silence the mean log probability was -0.64 to -5, nearly always below -1.2.
        Speech (tests/data/speech, even with as much noise as speech) has -1.1 and more. A single short word may have
        low confidence ("OK": 0.1), but then `no_speech` is low too. Words are aligned without the prompt, so a term
        that was never said has low confidence (0.2 and less).
        """
        if not self.text.strip(" .,!?-…") or self.mean_logprob < -1.2:
            return False
        sure = 1.0 if self.confidence is None else self.confidence
        if self.no_speech > 0.6:
            return self.mean_logprob > -0.6 and sure > 0.4
        return sure > (0.25 if self.no_speech > 0.4 else 0.05)


class Whisper:
    """One model, for `lanes` threads at once."""

    def __init__(self, folder: Path, lanes: int) -> None:
        if not (folder / "tokenizer.json").is_file():
            raise FileNotFoundError(f"{folder} contains no tokenizer.json")  # otherwise, it would be downloaded
        self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1, num_workers=lanes)

    @property
    def is_multilingual(self) -> bool:
        return bool(self._model.model.is_multilingual)

    def decode(self, pcm: bytes, language: str, terms: str, *, sketch: bool = False) -> Decoded:
        """Decodes at most `LONGEST_SECONDS` of PCM16 greedily in this language. A sketch is cheap and has no words."""
        samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], np.int16).astype(np.float32) / np.float32(32768)
        tokenizer = Tokenizer(self._model.hf_tokenizer, self.is_multilingual, task="transcribe", language=language)
        prompt = self._prompt(tokenizer, terms)
        for window in _list_windows(len(samples) / RATE):
            encoded, result = self._generate(samples, window, prompt)
            tokens = [token for token in result.sequences_ids[0] if token < tokenizer.eot]
            if sketch or not _loops(tokens, len(samples) / RATE, tokenizer.decode(tokens)):
                break
        tokens = _cut_loop(tokens, 2 if sketch else 4)
        words = [] if sketch or not tokens else self._align(encoded, tokens, len(samples), tokenizer)
        # The mean as for Whisper's own threshold: over the tokens and the end token.
        mean = result.scores[0] * len(tokens) / (len(tokens) + 1)
        return Decoded(tokenizer.decode(tokens).strip(), words, result.no_speech_prob, mean)

    def _prompt(self, tokenizer: Tokenizer, terms: str) -> list[int]:
        before = [tokenizer.sot_prev, *tokenizer.encode(" " + terms)[:PROMPT_TOKENS]] if terms else []
        return [*before, *tokenizer.sot_sequence, tokenizer.no_timestamps]

    def _generate(self, samples: Samples, window: int, prompt: list[int]) -> tuple[Any, Any]:
        padded = np.pad(samples, (0, max(0, window * RATE - len(samples))))
        features = self._model.feature_extractor(padded, padding=0)[None]
        encoded = self._model.model.encode(ctranslate2.StorageView.from_array(np.ascontiguousarray(features)))
        (result,) = self._model.model.generate(
            encoded,
            [prompt],
            beam_size=1,
            max_length=min(448, len(prompt) + _most_tokens(len(samples) / RATE)),
            return_scores=True,
            return_no_speech_prob=True,
        )
        return encoded, result

    def _align(self, encoded: Any, tokens: list[int], samples: int, tokenizer: Tokenizer) -> list[AlignedWord]:
        frames = min(samples // 160, encoded.shape[1] * 2)
        (found,) = self._model.find_alignment(tokenizer, [tokens], encoded, frames)
        words: list[AlignedWord] = []
        for word in found:
            text = word["word"].strip()
            if words and not any(letter.isalnum() for letter in text):
                words[-1] = (words[-1][0] + text, *words[-1][1:])  # punctuation belongs to the word before it
            elif text:
                words.append((text, _ms(word["start"]), _ms(word["end"]), round(float(word["probability"]), 3)))
        return words


def _list_windows(seconds: float) -> list[int]:
    """The window lengths to try, in whole seconds, because the libraries below cache 1 MB for each length."""
    return sorted({min(WINDOW_SECONDS, math.ceil(seconds + pad)) for pad in PADS_SECONDS})


def _ms(seconds: Any) -> int:
    return int(float(seconds) * 1000)


def _compression(text: str) -> float:
    data = text.encode()
    return len(data) / len(zlib.compress(data)) if data else 0.0


def _most_tokens(seconds: float) -> int:
    return int(seconds * TOKENS_PER_SECOND) + SPARE_TOKENS


def _loops(tokens: list[int], seconds: float, text: str) -> bool:
    if len(tokens) >= _most_tokens(seconds) - 1 or _compression(text) > MOST_COMPRESSION:
        return True
    if _cut_loop(tokens, 3) != tokens or _cut_loop(tokens, 2, shortest=4) != tokens:
        return True
    words = [word.strip(".,!?") for word in text.casefold().split()]
    return len(words) % 2 == 0 and words[: len(words) // 2] == words[len(words) // 2 :] != []


def _cut_loop(tokens: list[int], rounds: int, shortest: int = 1) -> list[int]:
    """The tokens up to the end of a loop's first round. A loop repeats a stretch `rounds` times without a break."""
    for at in range(len(tokens)):
        for length in range(shortest, 1 + (len(tokens) - at) // rounds):
            if tokens[at : at + rounds * length] == tokens[at : at + length] * rounds:
                return tokens[: at + length]
    return tokens
