"""The client's frames: each wrong field is refused with its sentence, whatever else the frame contains."""

from __future__ import annotations

import orjson
import pytest
from pydantic import ValidationError

from aural.platform.ids import new_id
from aural.room.protocol.client import CLIENT_FRAMES, AnswerFrame, FrameError, read_client_frame, read_hello, read_id

ID = "0A9643d6-1a2b-7c3d-8e4f-5a6b7c8d9e0f"


def refusal(**frame: object) -> str:
    with pytest.raises(FrameError) as caught:
        read_client_frame(orjson.dumps(frame).decode())
    return str(caught.value)


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        ({"type": "answers", "id": ID}, "There is no frame of the type 'answers'."),
        ({"type": "answer"}, "The frame needs an id: a UUID that stays the same when sent again."),
        ({"type": "answer", "id": f"{ID}\n"}, "The frame needs an id: a UUID that stays the same when sent again."),
        ({"type": "answer", "id": ID, "text": 1}, "The answer must be text."),
        ({"type": "answer", "id": ID, "choice": "A"}, "Choose from the options of the question."),
        ({"type": "answer", "id": ID, "code": "x"}, "code must be an object with language and text."),
        ({"type": "answer", "id": ID, "code": {"text": 1}}, "The code must be text."),
        (
            {"type": "answer", "id": ID, "whiteboard": {"board": 1}},
            "board must be the id of a saved drawing, or null.",
        ),
        (
            {"type": "run", "id": ID, "outcome": "ok", "milliseconds": True},
            "milliseconds must be a whole number, 0 or more.",
        ),
        ({"type": "run", "id": ID, "milliseconds": 1}, "outcome is one of ok, error, timeout, memory, stopped."),
        (
            {"type": "voice", "on": True, "stream": f"{ID}\n"},
            "voice needs a stream: a UUID that stays the same as long as the sound continues.",
        ),
        ({"type": "speed", "value": 2}, "The speed must be a number from 0.7 to 1.3."),
        (
            {"type": "played", "utterance": -1, "milliseconds": 0},
            "played needs an utterance and its milliseconds, both whole numbers, 0 or more.",
        ),
        (
            {"type": "signal", "id": ID, "kind": "away", "ago": -1},
            "ago must be a whole number of milliseconds, at most an hour.",
        ),
    ],
)
def test_an_invalid_frame_is_refused_with_a_specific_message(frame: dict[str, object], sentence: str) -> None:
    assert refusal(**frame) == sentence


def test_a_refusal_contains_the_id_of_the_frame() -> None:
    with pytest.raises(FrameError) as caught:
        read_client_frame(orjson.dumps({"type": "answer", "id": ID, "text": 1}).decode())
    assert caught.value.frame_id == ID.lower() == read_id(f'{{"type": "answer", "id": "{ID}"}}')


def test_a_thousand_wrong_options_are_one_error() -> None:
    with pytest.raises(ValidationError) as caught:
        CLIENT_FRAMES.validate_python({"type": "answer", "id": new_id(), "choice": [1] * 1000})
    assert caught.value.error_count() == 1


def test_null_is_the_same_as_an_omitted_field() -> None:
    read = read_client_frame(orjson.dumps({"type": "answer", "id": ID, "text": None, "code": None}).decode())
    assert isinstance(read, AnswerFrame)
    assert (read.id, read.text, read.code, read.choice) == (ID.lower(), "", None, None)


def test_the_first_frame_is_hello() -> None:
    with pytest.raises(FrameError, match="must be hello"):
        read_hello('{"type": "ping"}')
    assert read_hello(f'{{"type": "hello", "ticket": "t", "client": "{ID}"}}').protocol == ""
