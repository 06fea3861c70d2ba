"""Speaks the sample sessions that have a voice: `python -m tools.sample_audio`. Needs the embedded voice.

Writes `samples/voices/NAME.webm` (both voices, as a microphone next to a loudspeaker hears them) and `NAME.json` (who
speaks when). Run it when the words of this session, or the phrases of the interviewer, change. The candidate's
voice is the interviewer's at another pitch and speed, because the package has one voice.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import httpx2
import numpy as np
from hibari import Hibari

from aural.app import Server
from aural.cli.demo import seed
from aural.cli.recorded import RecordedSession, list_sessions, sentences_in
from aural.settings import load_settings
from aural.voice.tts.engine import RATE, VOICE, trim

VOICES = Path(__file__).parents[1] / "src/aural/samples/voices"
OPUS_RATE = 48_000
BITS_A_SECOND = 14_000
# Silence in seconds: before the interviewer speaks, before the candidate answers, and between sentences.
BEFORE_INTERVIEWER, BEFORE_CANDIDATE, BETWEEN = 0.9, 1.3, 0.12
Wave = np.ndarray[Any, np.dtype[np.float32]]


class Track:
    """The sound so far, and who speaks when."""

    def __init__(self) -> None:
        self._parts: list[Wave] = []
        self._samples = 0
        self.turns: list[dict[str, Any]] = []

    @property
    def _ms(self) -> int:
        return round(self._samples * 1000 / RATE)

    def wait(self, seconds: float) -> None:
        self._add(np.zeros(round(seconds * RATE), np.float32))

    def say(self, role: str, text: str, waves: list[Wave]) -> None:
        turn: dict[str, Any] = {"role": role, "text": text, "startMs": self._ms}
        spans = []
        for wave in waves:
            start = self._ms
            self._add(wave)
            spans.append([start, self._ms])
            self.wait(BETWEEN)
        self.turns.append(turn | ({"sentences": spans} if role == "user" else {}))

    def _add(self, wave: Wave) -> None:
        self._parts.append(wave)
        self._samples += len(wave)

    def sound(self) -> Wave:
        return np.concatenate(self._parts)


def speak(voice: Hibari, sentence: str, *, pitch: float = 1.0, speed: float = 1.0) -> Wave:
    """`pitch` below 1 is lower: the wave is stretched, and spoken faster to make up for it."""
    wave: Wave = trim(voice(sentence, speed=speed, seed=0))
    places = np.arange(0, len(wave) - 1, pitch)
    stretched: Wave = np.interp(places, np.arange(len(wave)), wave).astype(np.float32)
    return stretched


def write(path: Path, wave: Wave) -> None:
    doubled = np.interp(np.arange(0, len(wave) - 1, RATE / OPUS_RATE), np.arange(len(wave)), wave)
    pcm = (np.clip(doubled * 0.8, -1, 1) * 32767).astype("<i2")
    with av.open(str(path), "w", format="webm", options={"fflags": "+bitexact"}) as file:
        file.metadata["comment"] = f"Synthetic speech (hibari-tts {VOICE})"
        stream = file.add_stream("libopus", rate=OPUS_RATE, layout="mono", options={"application": "voip"})
        stream.bit_rate = BITS_A_SECOND
        for at in range(0, len(pcm), OPUS_RATE):
            frame = av.AudioFrame.from_ndarray(pcm[None, at : at + OPUS_RATE], format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = OPUS_RATE, at, Fraction(1, OPUS_RATE)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))


async def words_of(names: set[str]) -> dict[str, list[tuple[str, str]]]:
    """The messages (role, text) of these people's sessions, played as if they were typed."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(data_dir=Path(folder)).listening_on("127.0.0.1", 8000)
        await seed(settings)
        key = json.loads((Path(folder) / "demo.json").read_text())["key"]
        server = Server(settings)
        transport, headers = httpx2.ASGITransport(app=server.asgi()), {"Authorization": f"Bearer {key}"}
        async with httpx2.AsyncClient(transport=transport, base_url=settings.public_url, headers=headers) as api:
            found = {}
            for one in (await api.get("/api/v1/sessions?limit=100")).json()["data"]:
                if one["participantName"] in names:
                    said = (await api.get(f"/api/v1/sessions/{one['id']}")).json()["data"]["messages"]
                    found[one["participantName"]] = [(m["role"], m["content"]) for m in said]
        await server.close()
        return found


def make(voice: Hibari, session: RecordedSession, messages: list[tuple[str, str]]) -> None:
    track, answers = Track(), iter(session.answers)
    for role, content in messages:
        is_candidate = role == "user"
        track.wait(BEFORE_CANDIDATE if is_candidate else BEFORE_INTERVIEWER)
        answer = next(answers) if is_candidate else {}
        said = sentences_in(answer.get("said") or (answer["text"] if is_candidate else content))
        how = session.data["voice"] if is_candidate else {}
        waves = [speak(voice, sentence, **how) for sentence in said]
        track.say(role, answer["text"] if is_candidate else content, waves)
    track.wait(1)
    write(VOICES / f"{session.id}.webm", track.sound())
    (VOICES / f"{session.id}.json").write_text(
        json.dumps({"voice": f"hibari-tts {VOICE}", "turns": track.turns}, ensure_ascii=False) + "\n"
    )


def main() -> None:
    spoken = [session for session in list_sessions() if "voice" in session.data]
    for session in spoken:
        (VOICES / f"{session.id}.json").unlink(missing_ok=True)
    messages = asyncio.run(words_of({session.data["name"] for session in spoken}))
    voice = Hibari(voice=VOICE, threads=1)
    for session in spoken:
        make(voice, session, messages[session.data["name"]])
        print(f"{session.id}: {(VOICES / f'{session.id}.webm').stat().st_size / 1024:.0f} kB")


if __name__ == "__main__":
    main()
