"""Every place that creates, stores or delivers sound is listed, and marks it or gives a reason why not (decision 0043).

A new place fails here: mark what it stores (guard/files/marking.py), then add it to the table below and to the
decision.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import ROOT, read_modules, walk_tree

MARKS = "aural.guard.files.marking"
# The callers that ask a TTS engine for sound, and what they do with it.
SPEAKERS = {
    "aural.voice.tts.sentences": "passes it on, and keeps it by kept_sounds",
    "aural.voice.pipeline.speaking": "streams it, with `synthetic` in its frame",
    "aural.voice.offer": "hands it out as a WAV file, marked",
}
# The functions that write or store sound files.
WRITERS = {
    "aural.voice.tts.cache": "marked: `mark` is a part of it",
    "aural.voice.tts.choice": "gives kept_sounds its mark",
    "aural.voice.offer": "marked",
    "aural.voice.stt.openai": "the candidate's words on their way to a service, never stored",
    "aural.guard.remux.joining": "the joined file, before jobs.recordings marks it",
    "aural.recordings.jobs": "marked where the interviewer spoke",
    "aural.room.recording.slices": "what the candidate's page sends, never given back; gone once it is joined",
    "aural.cli.doctor": "a few bytes, to see whether the storage works",
}
_MARKED_BY_IMPORT = {"aural.voice.tts.choice", "aural.voice.offer", "aural.recordings.jobs"}


def _calls(text: str) -> Iterator[tuple[str, ast.Call]]:
    """Each call by its last two names: `self._media.put` becomes `_media.put`."""
    for node in walk_tree(text):
        if isinstance(node, ast.Call):
            yield ".".join(_names(node.func)[-2:]), node


def _names(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Attribute):
        return [*_names(node.value), node.attr]
    return [node.id] if isinstance(node, ast.Name) else [""]


def _speaks(name: str) -> bool:
    owner, _, last = name.rpartition(".")
    return last in ("speak", "whole") or (last == "make" and owner.strip("_") == "maker")


def _writes(name: str, call: ast.Call) -> bool:
    owner, _, last = name.rpartition(".")
    if name in ("wave.open", "av.open"):
        return any(isinstance(each, ast.Constant) and each.value in ("w", "wb") for each in call.args)
    return (last == "put" and "media" in owner) or last in ("to_wave", "make_wav", "KeptSounds")


def _modules(*, writing: bool) -> set[str]:
    return {
        module
        for module, text in read_modules().items()
        if any(_writes(name, call) if writing else _speaks(name) for name, call in _calls(text))
    }


def test_every_request_for_synthetic_speech_is_listed() -> None:
    assert _modules(writing=False) == set(SPEAKERS)


def test_every_writer_of_sound_marks_it_or_has_a_reason() -> None:
    assert _modules(writing=True) == set(WRITERS)
    texts = read_modules()
    for module in _MARKED_BY_IMPORT:
        assert f"from {MARKS} import" in texts[module], module


def test_the_decision_names_each_listed_module() -> None:
    (page,) = (ROOT / "docs" / "decisions").glob("0043-*.md")
    text = page.read_text()
    for module in {*SPEAKERS, *WRITERS}:
        assert module.removeprefix("aural.").replace(".", "/") in text, module
