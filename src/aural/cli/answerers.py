"""The candidates of `aural talk`: a person at the terminal, or a persona from a file."""

from __future__ import annotations

import asyncio
import re
import sys
from typing import Any, Protocol

import click

from aural import lang
from aural.cli.scripted import Candidate

Frame = dict[str, Any]

_TAKE_TEXT = ("problem", "say")
_LOCAL = ("code", "say", "help")  # all other commands are requests to the server
_COMMAND = re.compile(r"/([a-z]+)(?:\s+(.*))?$", re.DOTALL)
_NUMBERS = re.compile(r"\d+(?:[\s,，、;]+\d+)*[\s,，、;.]*$")
_CODE_ENDS = "."


class LeftError(Exception):
    """The person left. The same link continues the interview later."""


class Answerer(Protocol):
    """Answers for the candidate. On the candidate's turn, it returns the fields of an answer or a request frame."""

    name: str
    email: str

    @property
    def revealed(self) -> list[str]: ...
    def introduce(self, entry: Frame) -> list[str] | None:
        """Returns the items of consent that the candidate agrees to, or None to agree to the text as a whole."""
        ...

    async def answer(self, room: Frame, spoken: Frame) -> Frame: ...


class ScriptedAnswerer:
    """A persona such as those in tests/data/personas, which follows scripted.py. Questions are matched by order."""

    def __init__(self, candidate: Candidate) -> None:
        self._candidate = candidate
        self._persona = candidate.persona
        self.name = str(self._persona["candidate"]["name"])
        self.email = f"{self._persona['id']}@example.com"
        self.revealed = candidate.revealed
        self._opened: set[str] = set()

    def introduce(self, entry: Frame) -> None:
        """Agrees to the text as a whole."""

    async def answer(self, room: Frame, spoken: Frame) -> Frame:
        if room["state"] == "closing" or room["question"] is None:
            return self._nothing_more()
        # Like the web page: a late answer is stored with the question that it answers.
        return self._reply(room, spoken) | {"questionId": room["question"]["id"]}

    def _reply(self, room: Frame, spoken: Frame) -> Frame:
        order = room["question"]["order"]
        if order >= len(self._persona["questions"]):  # the interview has more questions than the persona
            return self._nothing_more()
        question = self._persona["questions"][order]
        if spoken["kind"] == "question" or question["id"] not in self._opened:
            self._opened.add(question["id"])
            return _frame_of(self._candidate.open(question["id"]))
        return {"type": "answer", "text": self._candidate.reply(spoken["content"], spoken["move"])}

    def _nothing_more(self) -> Frame:
        return {"type": "answer", "text": self._persona["exhausted"]["text"]}


def _frame_of(answer: Frame) -> Frame:
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
    """A person at the terminal. Asks for name and email unless the invite has them.

    `apart`: writes everything to standard error, because standard output is needed for something else.
    """

    def __init__(self, *, apart: bool = False) -> None:
        self.name = ""
        self.email = ""
        self._language = lang.DEFAULT
        self.revealed: list[str] = []
        self._apart = apart
        self._room: Frame = {"state": None, "question": None}
        self._is_follow_up = False

    def enter(self, entry: Frame) -> None:
        self._language = entry["interview"]["language"]

    def introduce(self, entry: Frame) -> list[str]:
        """Introduces the interview, asks for consent, and asks for a missing name and email. Raises LeftError."""
        interview, consent, participant = entry["interview"], entry["consent"], entry["participant"] or {}
        self.show(f"{interview['title']} · {interview['organizationName']}\n\n{consent['title']}\n")
        for paragraph in consent["paragraphs"]:
            self.show(click.wrap_text(paragraph, 100) + "\n")
        try:
            if not click.confirm(consent["agreement"], err=self._apart):
                raise LeftError
            chosen = [item for item in consent["items"] if item.get("needsAnswer")]
            agreed = [item["key"] for item in chosen if self._agrees_to(item)]
            if participant.get("needsName", True):
                self.name = click.prompt(self.text("name"), err=self._apart)
            if participant.get("needsEmail", True):
                self.email = click.prompt(self.text("email"), err=self._apart)
        except click.Abort as error:
            raise LeftError from error
        self.show(f"\n{self.text('begin')}")
        return ["interview", *agreed]

    def _agrees_to(self, item: Frame) -> bool:
        """Asks about one item, without a default: Enter alone isn't an answer."""
        self.show(f"\n{item['text']}\n{self.text('refusal', item['refusal'])}")
        return click.confirm(self.text("agree"), default=None, err=self._apart)

    def show(self, text: str) -> None:
        click.echo(text, err=self._apart)

    def show_message(self, message: Frame) -> None:
        lines = message["content"].replace("\n", "\n       ")
        if message["role"] == "user":
            self.show(f"\n  {self.text('you', lines)}")
        elif message["kind"] == "notice":
            self.show(f"\n* {message['content']}")
        else:
            self.show(f"\n{message['content']}")

    def text(self, key: str, *values: object) -> str:
        """A text for the candidate in the interview's language, or in English if the language has no folder."""
        return lang.of(self._language).text("terminal", key).format(*values)

    def see(self, room: Frame) -> None:
        """Shows changes in the room: the choices, code and time of a new question, and a stopped clock."""
        before, self._room = self._room, room
        question, last = room["question"], before["question"]
        if question is not None and question["id"] != (last or {}).get("id"):
            self._is_follow_up = False
            self._show_question(question)
        if room["state"] != before["state"] and room["state"] in ("paused", "problem"):
            gap = " " if lang.is_spaced(self._language) else ""
            self.show(f"\n* {self._why_stopped(room)}{gap}{self.text('resume')}")

    def _show_question(self, question: Frame) -> None:
        if question["description"]:
            self.show(click.wrap_text(question["description"], 100, "   ", "   "))
        if question["clock"] is not None:
            time = self._spelled(question["clock"]["remainingSeconds"])
            self.show(f"   {self.text('time_limit', time)}")
        for number, option in enumerate(question["options"] or (), 1):
            self.show(f"   {number}. {option}")
        if question["starterCode"]:
            self.show("\n" + _indented(question["starterCode"], "    ") + "\n")
        hint = self._hint(question)
        if hint:
            self.show(f"   {hint}")

    async def answer(self, room: Frame, spoken: Frame) -> Frame:
        if room is not self._room:
            self.see(room)
        if spoken["kind"] in ("question", "follow_up"):  # after a reply, the last question is still open
            self._is_follow_up = spoken["kind"] == "follow_up"
        if spoken["move"] in ("repeat", "clarify") and room["question"] is not None and not self._is_follow_up:
            self._show_question(room["question"])
        try:
            while True:
                frame = await self._understand(await self._ask())
                if frame is not None:
                    return frame
        except (EOFError, KeyboardInterrupt) as error:
            raise LeftError from error

    async def _understand(self, line: str) -> Frame | None:
        """The frame that a typed line means in the room's current state, or None if the person must type again."""
        question, command = self._room["question"], _COMMAND.match(line.strip())
        if not line.strip():
            return None
        if command is not None:
            return await self._obey(command[1], (command[2] or "").strip())
        if question is not None and not self._is_follow_up:
            if question["options"]:
                return await self._choose(question, line.strip())
            if question["type"] == "CODING":
                return await self._take_code(question, [line])
            if question["type"] == "WHITEBOARD":
                return self._answered(whiteboard={"text": line.strip()})
        return self._answered(text=line)

    async def _obey(self, command: str, rest: str) -> Frame | None:
        meanings = lang.of(self._language).value("terminal", "commands")
        if command in meanings and command not in _LOCAL:
            return {"type": "request", "kind": command} | ({"text": rest} if rest else {})
        if command == "say" and rest:
            return self._answered(text=rest)
        if command == "code":
            question = self._room["question"]
            if question is not None and question["type"] == "CODING":
                self.show(f"   {self._hint(question)}")
                return await self._take_code(question, [])
            self.show(f"   {self.text('no_code')}")
            return None
        if command not in ("help", "say"):
            self.show(f"   {self.text('no_command', command)}")
        for name, meaning in meanings.items():
            typed = f"/{name} {self.text('words')}" if name in _TAKE_TEXT else f"/{name}"
            self.show(f"   {typed:<14} {meaning}")
        return None

    async def _choose(self, question: Frame, typed: str) -> Frame | None:
        options, is_single = question["options"], question["type"] == "SINGLE_CHOICE"
        if not _NUMBERS.match(typed):
            self.show(f"   {self.text('other', typed)}")
            reply = (await self._ask(f"   {self.text('send')} ")).strip()
            if _COMMAND.match(reply):
                return await self._understand(reply)
            agreed = not reply or reply.lower() in lang.every_text("requests", "skipping.yes")
            # Answers this question, even if the interviewer has asked another one meanwhile.
            return self._answered(other=typed) | {"questionId": question["id"]} if agreed else None
        numbers = [int(number) for number in re.findall(r"\d+", typed)]
        if any(not 0 < number <= len(options) for number in numbers) or (is_single and len(set(numbers)) != 1):
            self.show(f"   {self._hint(question)}")
            return None
        return self._answered(choice=[options[number - 1] for number in dict.fromkeys(numbers)])

    async def _take_code(self, question: Frame, lines: list[str]) -> Frame | None:
        """Reads code up to a line with a single dot. It answers this question, even if another is asked meanwhile."""
        while not lines or lines[-1].strip() != _CODE_ENDS:
            lines.append(await self._ask("| "))
        text = "\n".join(lines[:-1])
        if not text.strip():
            return None
        return self._answered(code={"language": question["codeLanguage"], "text": text}) | {
            "questionId": question["id"]
        }

    def _answered(self, **parts: object) -> Frame:
        """An answer to the question on the screen."""
        question = self._room["question"]
        named = {} if question is None else {"questionId": question["id"]}
        return {"type": "answer", "text": "", **parts, **named}

    def _hint(self, question: Frame) -> str:
        """A hint on how to answer this type of question in the terminal; empty for an answer in words."""
        kind = question["type"]
        if kind not in lang.of(self._language).value("terminal", "hints"):
            return ""
        language = "JavaScript" if question["codeLanguage"] == "javascript" else "Python"
        return self.text(f"hints.{kind}", language if kind == "CODING" else len(question["options"] or ()))

    def _why_stopped(self, room: Frame) -> str:
        if room["state"] == "problem":
            return self.text("stopped.problem")
        left = room["pausesLeft"]
        return self.text(f"stopped.paused{'_one' if left == 1 else ''}", self._spelled(room["pauseSeconds"]), left)

    def _spelled(self, seconds: int) -> str:
        """A duration: in seconds if it is under two minutes but not exactly one, otherwise in whole minutes."""
        if seconds >= 120 or seconds == 60:
            minutes = round(seconds / 60)
            return self.text(f"durations.minute{'' if minutes == 1 else 's'}", minutes)
        return self.text("durations.seconds", seconds)

    async def _ask(self, prompt: str = "> ") -> str:
        click.echo(prompt, nl=False, err=self._apart)
        return await _read_line()


def _indented(text: str, indent: str) -> str:
    return "\n".join(f"{indent}{line}" for line in text.rstrip().split("\n"))


async def _read_line() -> str:
    """Reads a line of standard input, without its line end. Raises EOFError.

    At a terminal, it uses no thread, since a blocked thread would delay Ctrl-C.
    """
    if not sys.stdin.isatty():
        line: str = await asyncio.to_thread(sys.stdin.readline)
    else:
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
