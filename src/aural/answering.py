"""Who answers in `aural talk`: somebody at the terminal, or a persona that is read from a file."""

from __future__ import annotations

import asyncio
import sys
from typing import Any, Protocol

import click

from aural.scripted import Candidate

Frame = dict[str, Any]


class LeftError(Exception):
    """The person stopped; the same link goes on later."""


class Answerer(Protocol):
    """Who answers. Called when it is the candidate's turn; gives the fields of an answer or request frame."""

    name: str
    email: str

    @property
    def revealed(self) -> list[str]: ...
    def introduce(self, entry: Frame) -> None: ...
    async def answer(self, room: Frame, spoken: Frame) -> Frame: ...


class ScriptedAnswerer:
    """A persona of tests/data/personas, by the rule of its candidate.py. Questions are matched by order."""

    def __init__(self, candidate: Candidate) -> None:
        self._candidate = candidate
        self._persona = candidate.persona
        self.name = str(self._persona["candidate"]["name"])
        self.email = f"{self._persona['id']}@example.com"
        self.revealed = candidate.revealed
        self._opened: set[str] = set()

    def introduce(self, entry: Frame) -> None:
        """A scripted candidate consents and gives its name."""

    async def answer(self, room: Frame, spoken: Frame) -> Frame:
        if room["state"] == "closing" or room["question"] is None:
            return {"type": "answer", "text": self._persona["exhausted"]["text"]}
        order = room["question"]["order"]
        question = self._persona["questions"][order]
        if spoken["kind"] == "question" or question["id"] not in self._opened:
            self._opened.add(question["id"])
            return _frame_of(self._candidate.open(question["id"]))
        return {"type": "answer", "text": self._candidate.reply(spoken["content"], spoken["move"])}


def _frame_of(answer: dict[str, Any]) -> Frame:
    frame: Frame = {"type": "answer", "text": answer["text"]}
    if answer.get("selected"):
        frame["choice"] = answer["selected"]
    artifact = answer.get("artifact")
    if artifact is not None and artifact["kind"] == "code":
        frame["code"] = {"language": "", "text": artifact["text"]}
    elif artifact is not None:
        frame["whiteboard"] = {"text": artifact["text"]}
    return frame


class PersonAnswerer:
    """Somebody at the terminal. Name and e-mail are asked for where the invite does not give them."""

    def __init__(self) -> None:
        self.name = ""
        self.email = ""
        self.revealed: list[str] = []

    def introduce(self, entry: Frame) -> None:
        """Shows what it is about, asks for consent and for what the invite does not say. Raises LeftError."""
        interview, consent, participant = entry["interview"], entry["consent"], entry["participant"] or {}
        click.echo(f"{interview['title']} · {interview['organizationName']}\n\n{consent['title']}\n")
        for paragraph in consent["paragraphs"]:
            click.echo(click.wrap_text(paragraph, 100) + "\n")
        try:
            if not click.confirm(consent["agreement"]):
                raise LeftError
            if participant.get("needsName", True):
                self.name = click.prompt("Your name")
            if participant.get("needsEmail", True):
                self.email = click.prompt("Your e-mail")
        except click.Abort as error:
            raise LeftError from error

    async def answer(self, room: Frame, spoken: Frame) -> Frame:
        question = room["question"]
        options = (question or {}).get("options")
        if options and spoken["kind"] == "question":
            for number, option in enumerate(options, 1):
                click.echo(f"   {number}. {option}")
        try:
            while not (text := await _ask()).strip():
                pass
        except (EOFError, KeyboardInterrupt) as error:
            raise LeftError from error
        if text.startswith("/"):
            return {"type": "request", "kind": text[1:].strip()}
        frame: Frame = {"type": "answer", "text": text}
        if options and spoken["kind"] == "question" and text.strip().isdigit() and 0 < int(text) <= len(options):
            frame |= {"choice": [options[int(text) - 1]], "text": ""}
        return frame


async def _ask() -> str:
    """A line of standard input. At a terminal without a thread, which would keep Ctrl-C waiting for Enter."""
    if not sys.stdin.isatty():
        return await asyncio.to_thread(input, "> ")
    click.echo("> ", nl=False)
    loop, typed = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(sys.stdin, typed.set)
    try:
        await typed.wait()
    finally:
        loop.remove_reader(sys.stdin)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")
