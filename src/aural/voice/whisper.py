"""Whisper by CTranslate2 on a window as short as the speech: a third of the processor time at the same error rate.

Runs in the child process of the embedded ear only.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer

RATE = 16_000
# Whisper falls into loops where the window ends with the speech: 3 s of silence prevent nearly all, 1 s does not
# (3.1 % and 18.9 % word error rate on the same clips).
PAD_SECONDS = 3.0
WINDOW_SECONDS = 30.0
LONGEST_SECONDS = WINDOW_SECONDS - 2
# Nobody speaks more tokens than this; a loop does.
TOKENS_PER_SECOND, SPARE_TOKENS = 12, 10
# Whisper's own figure for a text that repeats itself (Radford et al. 2022, section 4.5).
MOST_COMPRESSION = 2.4
PROMPT_TOKENS = 100

Samples = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    words: list[tuple[str, int, int, float]]  # text, from and to in milliseconds, confidence 0 to 1
    no_speech: float
    mean_logprob: float
    again: bool  # the stock window was needed


class Whisper:
    """One model, for as many threads at once as it was made with."""

    def __init__(self, folder: Path, lanes: int) -> None:
        if not (folder / "tokenizer.json").is_file():
            raise FileNotFoundError(f"{folder} holds no tokenizer.json")  # it would be downloaded otherwise
        self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1, num_workers=lanes)

    @property
    def is_multilingual(self) -> bool:
        return bool(self._model.model.is_multilingual)

    def decode(self, pcm: bytes, language: str, terms: str, *, with_words: bool) -> Decoded:
        """At most `LONGEST_SECONDS` of PCM16. Greedy, in this language."""
        samples = np.frombuffer(pcm, np.int16).astype(np.float32) / 32768
        tokenizer = Tokenizer(self._model.hf_tokenizer, self.is_multilingual, task="transcribe", language=language)
        prompt = self._prompt(tokenizer, terms)
        encoded, result = self._generate(samples, PAD_SECONDS, tokenizer, prompt)
        tokens = result.sequences_ids[0]
        again = self._loops(tokens, len(samples), tokenizer)
        if again:
            encoded, result = self._generate(samples, None, tokenizer, prompt)
            tokens = _cut_loop(result.sequences_ids[0])
        tokens = [token for token in tokens if token < tokenizer.eot]
        words = self._align(encoded, tokens, len(samples), tokenizer) if with_words and tokens else []
        score = result.scores[0] * len(tokens) / (len(tokens) + 1)  # as Whisper's own threshold has it
        return Decoded(tokenizer.decode(tokens).strip(), words, result.no_speech_prob, score, again)

    def _prompt(self, tokenizer: Tokenizer, terms: str) -> list[int]:
        before = [tokenizer.sot_prev, *tokenizer.encode(" " + terms)[:PROMPT_TOKENS]] if terms else []
        return [*before, *tokenizer.sot_sequence, tokenizer.no_timestamps]

    def _generate(self, samples: Samples, pad: float | None, tokenizer: Tokenizer, prompt: list[int]) -> tuple[Any, Any]:
        """`pad` None: the stock window."""
        seconds = len(samples) / RATE
        missing = (WINDOW_SECONDS - seconds) if pad is None else min(pad, WINDOW_SECONDS - seconds)
        padded = np.pad(samples, (0, max(0, int(missing * RATE))))
        features = self._model.feature_extractor(padded, padding=0)[None]
        encoded = self._model.model.encode(ctranslate2.StorageView.from_array(np.ascontiguousarray(features)))
        most = len(prompt) + int(seconds * TOKENS_PER_SECOND) + SPARE_TOKENS
        (result,) = self._model.model.generate(
            encoded,
            [prompt],
            beam_size=1,
            max_length=min(448, most),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=[-1, *tokenizer.non_speech_tokens],
        )
        return encoded, result

    def _loops(self, tokens: list[int], samples: int, tokenizer: Tokenizer) -> bool:
        most = int(samples / RATE * TOKENS_PER_SECOND) + SPARE_TOKENS
        return len(tokens) >= most - 1 or _cut_loop(tokens) != tokens or _compression(tokenizer.decode(tokens)) > MOST_COMPRESSION

    def _align(
        self, encoded: Any, tokens: list[int], samples: int, tokenizer: Tokenizer
    ) -> list[tuple[str, int, int, float]]:
        frames = min(samples // 160, encoded.shape[1] * 2)
        (found,) = self._model.find_alignment(tokenizer, [tokens], encoded, frames)
        return [
            (word["word"].strip(), int(word["start"] * 1000), int(word["end"] * 1000), round(float(word["probability"]), 3))
            for word in found
        ]


def _compression(text: str) -> float:
    data = text.encode()
    return len(data) / len(zlib.compress(data)) if data else 0.0


def _cut_loop(tokens: list[int]) -> list[int]:
    """The tokens up to the end of the first round of a loop: a stretch of 1 to 12 tokens, said 4 times without a break."""
    for at in range(len(tokens)):
        for length in range(1, 13):
            stretch = tokens[at : at + length]
            if len(stretch) == length and tokens[at : at + 4 * length] == stretch * 4:
                return tokens[: at + length]
    return tokens
