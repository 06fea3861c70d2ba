"""Interviews with improvised candidates instead of scripted ones: a writer answers as each character would.

    python -m bench.improvised FOLDER [--model ADDRESS] [--only NAME …]

plays one interview with each character of `improvised.toml`. When it is a character's turn, FOLDER/NAME.turn.json has
what the interviewer said, and in the first turn also who the character is. The bench then waits for the answer in
FOLDER/NAME.said (plain text). With `--model`, a server that speaks the OpenAI protocol analyzes the answers and phrases
the questions; otherwise the guided interviewer does. At the end, each transcript is in FOLDER/NAME.session.json, for
raters who don't know which interviewer it was. `docs/quality.md` says how they rate.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar

from aural.app import Server
from aural.cli.accounts import create_key
from aural.cli.rehearse import rehearse
from aural.interviewer.model.interviewer import ModelInterviewer
from aural.room.access.entry import Who
from aural.sessions.conversation.live import LiveSession
from aural.settings import load_settings
from aural.store.migrate import migrate
from tests.talk.taking import TakingClock, open_api, publish

CHARACTERS = Path(__file__).with_suffix(".toml")
PERSONAS = Path(__file__).parent.parent / "tests" / "data" / "personas"
PATIENCE = 590.0  # seconds to wait for a model whose answers are written by hand
LOOK_AGAIN = 0.5


@dataclass
class Character:
    """`persona`: the persona whose interview and facts are used; `manner`: how the character talks, which isn't
    scripted.
    """

    name: str
    persona: str
    manner: str


class Improvised:
    """An answerer that waits for each answer in a file."""

    revealed: ClassVar[list[str]] = []

    def __init__(self, character: Character, persona: dict[str, Any], folder: Path) -> None:
        self.name, self.email = character.name, f"{character.name.lower()}@example.com"
        self._place = folder / character.name
        self._brief = {"manner": character.manner, "role": persona["role"], "title": persona["interview"]["title"]}
        self._facts = [fact["reveal"] for question in persona["questions"] for fact in question["facts"]]
        self._turn = 0

    def introduce(self, entry: dict[str, Any]) -> None:
        """Does nothing: the brief is in the first turn."""

    async def answer(self, room: dict[str, Any], spoken: dict[str, Any]) -> dict[str, Any]:
        self._turn += 1
        turn = {"turn": self._turn, "said": spoken["content"], "question": (room["question"] or {}).get("text")}
        whole = turn | ({"brief": self._brief, "facts": self._facts} if self._turn == 1 else {})
        _write(self._place.with_suffix(".turn.json"), json.dumps(whole, ensure_ascii=False, indent=1))
        said = self._place.with_suffix(".said")
        while not said.exists():  # noqa: ASYNC110 there is no event for a new file
            await asyncio.sleep(LOOK_AGAIN)
        text = said.read_text(encoding="utf-8").strip()
        said.unlink()
        return {"text": text}


def _write(path: Path, text: str) -> None:
    beside = path.with_suffix(".part")
    beside.write_text(text, encoding="utf-8")
    beside.rename(path)


async def play(characters: list[Character], folder: Path, model: str | None) -> None:
    settings: dict[str, Any] = {}
    if model is not None:
        settings = {"model": "hand", "model_base_url": model, "model_api_key": "x"}
    url = f"sqlite:///{folder / 'aural.db'}"
    migrate(url)
    loaded = load_settings(data_dir=folder, database_url=url, rate_limit_per_minute=0, **settings)
    async with asyncio.TaskGroup() as tasks:
        server = Server(loaded.listening_on("127.0.0.1", 8000), TakingClock())
        key = await create_key(server.database, loaded, organization="Improvised")
        for character in characters:
            tasks.create_task(_play_one(server, key, character, folder))
    await server.close()


async def _play_one(server: Server, key: str, character: Character, folder: Path) -> None:
    persona = json.loads((PERSONAS / f"{character.persona}.json").read_text(encoding="utf-8"))
    persona["interview"]["followUpDepth"] = "MODERATE"  # up to two follow-ups per question, the same for all
    async with open_api(server, key) as api:
        slug = await publish(api, persona)
    with_model = server.interviewers.model
    interviewer = (
        server.interviewers.guided if with_model is None else ModelInterviewer(with_model.model, word_seconds=PATIENCE)
    )
    answerer = Improvised(character, persona, folder)
    room = await rehearse(server.rooms.context, interviewer, Who(slug, None, None), answerer)
    _write(
        folder / f"{character.name}.session.json", json.dumps(_session(room, character, persona), ensure_ascii=False)
    )
    print(f"{character.name}: {len(room.messages)} messages", flush=True)


def _session(room: LiveSession, character: Character, persona: dict[str, Any]) -> dict[str, Any]:
    lines = [
        {"role": m.role, "kind": m.kind, "move": m.move, "text": m.content, "origin": m.origin} for m in room.messages
    ]
    facts = [fact for question in persona["questions"] for fact in question["facts"]]
    return {"character": asdict(character), "interview": persona["interview"], "lines": lines, "facts": facts}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", metavar="ADDRESS")
    parser.add_argument("--only", nargs="*", metavar="NAME")
    parser.add_argument(
        "--turned", type=int, default=0, metavar="N", help="give each character the interview of the Nth after it"
    )
    given = parser.parse_args()
    told = tomllib.loads(CHARACTERS.read_text(encoding="utf-8"))["character"]
    personas = [one["persona"] for one in told]
    for at, one in enumerate(told):
        one["persona"] = personas[(at + given.turned) % len(told)]
    characters = [Character(**one) for one in told if not given.only or one["name"] in given.only]
    if not characters:
        sys.exit(f"{CHARACTERS.name} has none of these characters.")
    given.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(play(characters, given.folder.absolute(), given.model))


if __name__ == "__main__":
    main()
