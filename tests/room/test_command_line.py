"""What commands refuse, `aural talk` as typed by a person, and what a room prepares for its first candidate."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import uuid
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from aural.cli.answerers import PersonAnswerer
from aural.cli.main import main
from aural.cli.talk import Link, Talk
from aural.platform.clock import iso
from tests.room.conftest import AdjustableClock, Frame, House
from tests.serving import COMMAND
from tests.waiting import PATIENCE_SECONDS


def run(folder: Path, *arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, [*arguments, "--data-dir", str(folder)])
    assert done.exit_code == code, done.output
    return done.output if code else done.stdout


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("keys", "create"), ("doctor",)])
def test_a_database_with_another_secret_key_is_refused_with_the_reason(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    run(mine, "keys", "create")
    told = run(other, *command, "--database-url", f"sqlite:///{mine / 'aural.db'}", code=1)
    assert "another secret key" in told.splitlines()[-1]


def test_creating_another_key_keeps_the_organizations_plan(tmp_path: Path) -> None:
    run(tmp_path, "keys", "create", "--organization", "Acme", "--plan", "free")
    key = run(tmp_path, "keys", "create", "--organization", "Acme")
    assert len(key.split()) == 1
    run(tmp_path, "keys", "create", "--organization", "New", "--create")
    connection = sqlite3.connect(tmp_path / "aural.db")
    plans = dict(connection.execute("SELECT name, plan FROM organizations"))
    connection.close()
    assert plans == {"Acme": "free", "New": "self-hosted"}


async def test_the_first_turn_is_prepared_only_once_after_a_candidate_enters(house: House) -> None:
    began = asyncio.Event()
    count = 0

    async def warm_up() -> None:
        nonlocal count
        count += 1
        began.set()

    object.__setattr__(house.server.rooms.context, "warm_up", warm_up)
    assert not began.is_set()
    await house.begin(await house.interview())
    house.http.cookies.clear()
    await house.begin(await house.interview())
    await began.wait()
    assert count == 1


@pytest.mark.parametrize("link", ["http://127.0.0.1:99999/i/x", "http://[/i/x", "ftp://host/i/x", "nonsense"])
def test_an_invalid_link_is_reported(link: str) -> None:
    done = CliRunner().invoke(main, ["talk", link])
    assert done.exit_code == 4
    assert "That isn't an interview link." in done.output


def test_an_unknown_scope_is_reported_with_the_known_ones_and_nothing_is_stored(tmp_path: Path) -> None:
    told = run(tmp_path, "keys", "create", "--scopes", "interviews:read, interview:write", code=2)
    assert "'interview:write'" in told
    assert "interviews:write" in told
    assert not (tmp_path / "aural.db").exists()
    assert run(tmp_path, "keys", "create", "--scopes", "interviews:read, usage:read").startswith("dlv_")


def test_a_key_for_a_project_keeps_its_scopes_and_its_expiry(tmp_path: Path) -> None:
    run(tmp_path, "keys", "create", "--project", "Pilot", "--expires", "2099-01-31", "--scopes", "interviews:read")
    connection = sqlite3.connect(tmp_path / "aural.db")
    ((expires_at, scopes, projects),) = connection.execute("SELECT expires_at, scopes, project_ids FROM api_keys")
    connection.close()
    assert iso(expires_at) == "2099-01-31T23:59:59.999Z"
    assert json.loads(scopes) == ["interviews:read"]
    assert len(json.loads(projects)) == 1


def test_a_test_key_is_created_listed_and_revoked(tmp_path: Path) -> None:
    run(tmp_path, "keys", "create", "--organization", "Acme")
    key = run(tmp_path, "keys", "create", "--organization", "Acme", "--test").strip()
    assert key.startswith("dlv_test_")
    newest, first = run(tmp_path, "keys", "list").splitlines()
    assert newest.startswith("dlv_test_")
    assert not first.startswith("dlv_test_")
    assert "  Acme  " in newest
    assert f"Revoked {key[:16]}…" in run(tmp_path, "keys", "revoke", key)


def test_starting_the_server_does_not_load_modules_that_few_requests_need() -> None:
    slow = {"email_validator", "asyncpg", "alembic", "pydantic_ai", "mcp", "yaml"}
    code = f"import sys, aural.app; print({slow} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


# --- `aural talk`, typed by a person ----------------------------------------------------------------------------------

PLAIN = {"followUpEnabled": False}
PICK = {"text": "Which one?", "type": "SINGLE_CHOICE", "options": ["Tabs", "Spaces"], **PLAIN}
MANY = {"text": "Which of them?", "type": "MULTIPLE_CHOICE", "options": ["Red", "Green", "Blue"], **PLAIN}
CODE = {"text": "Write it.", "type": "CODING", "starterCode": "function last(list) {\n}", **PLAIN}
DRAW = {"text": "Draw it.", "type": "WHITEBOARD", **PLAIN}
WORDS = {"text": "Tell me about it.", "description": "Anything counts.", **PLAIN}


@dataclass
class Said:
    """The result of `aural talk`: its exit code and outputs, and the session as the API shows it."""

    code: int
    shown: str
    told: str
    session: Frame

    @property
    def answers(self) -> list[tuple[str, Any]]:
        return [(m["content"], m["data"]) for m in self.session["messages"] if m["role"] == "user"]


async def type_in(
    house: House, interview: Frame, *lines: str, options: tuple[str, ...] = (), is_apart: bool = False
) -> Said:
    """Types these lines at `aural talk`, after consenting; then the input ends.

    `is_apart` runs it in a separate process, as people do. Otherwise it runs in a thread of this process, which saves
    the imports.
    """
    invite = await house.invite(interview, name="Mina Sol", email="mina@example.com")
    arguments = ["talk", invite["inviteUrl"], *options]
    typed = "".join(f"{line}\n" for line in ("y", *lines))
    async with asyncio.timeout(PATIENCE_SECONDS):
        if is_apart:
            code, shown, told = await run_apart(arguments, typed)
        else:
            done = await asyncio.to_thread(CliRunner().invoke, main, arguments, input=typed)
            code, shown, told = done.exit_code, done.stdout, done.stderr
    sessions = await house.get(f"/interviews/{interview['id']}/sessions")
    session = await house.get(f"/sessions/{sessions[0]['id']}")
    return Said(code, shown, told, session)


async def run_apart(arguments: list[str], typed: str) -> tuple[int, str, str]:
    """The exit code and both outputs of the installed command."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AURAL_")}
    process = await asyncio.create_subprocess_exec(
        COMMAND, *arguments, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment
    )
    try:
        shown, told = await process.communicate(typed.encode())
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode is not None
    return process.returncode, shown.decode(), told.decode()


async def test_a_candidate_answers_every_type_of_question_at_the_terminal(house: House) -> None:
    interview = await house.interview({**PICK, "timeLimitSeconds": 180}, MANY, CODE, DRAW, WORDS)
    code = ("function last(list) {", "", "  return list.at(-1)", "}", ".")
    lines = ("2", "3, 1", *code, "Two boxes and an arrow.", "I built it.", "That is all.")
    said = await type_in(house, interview, *lines, is_apart=True)
    assert (said.code, said.told) == (0, "")
    assert said.answers == [
        ("Spaces", {"choice": ["Spaces"]}),
        ("Red; Blue", {"choice": ["Red", "Blue"]}),
        ("\n".join(code[:-1]), {"code": {"language": "javascript", "text": "\n".join(code[:-1])}}),
        (
            "Two boxes and an arrow.",
            {"whiteboard": {"text": "Two boxes and an arrow.", "board": None, "scene": None, "picture": None}},
        ),
        ("I built it.", None),
        ("That is all.", None),
    ]
    for shown in (
        "1. Tabs",
        "(3 minutes for this question)",
        "function last(list) {\n",
        "JavaScript",
        "Anything counts.",
    ):
        assert shown in said.shown


async def test_text_that_is_not_a_number_is_offered_as_a_custom_answer(house: House) -> None:
    interview = await house.interview({**PICK, "followUpEnabled": True}, MANY, followUpDepth="MODERATE")
    lines = (
        "3",
        "1, 2",
        "Whatever the team uses",
        "n",
        "Neither of them",
        "",
        "Who reads this?",
        "4",
        "Only grey",
        "y",
        "/end",
    )
    said = await type_in(house, interview, *lines)
    assert said.code == 0
    assert said.answers == [
        ("Neither of them", {"other": "Neither of them"}),
        ("Who reads this?", None),  # a follow-up has no options
        ("4", None),
        ("Only grey", {"other": "Only grey"}),
    ]
    assert said.shown.count("Something else, in your own words:") == 3
    assert said.shown.count("Type a number from 1 to 2") == 3  # once with the question, and after each invalid choice


class Typed(PersonAnswerer):
    """A person who types these lines; the frame `moves_on` arrives while the last of them is typed."""

    def __init__(self, *lines: str, moves_on: Frame | None = None) -> None:
        super().__init__(apart=True)
        self.lines, self.moves_on = list(lines), moves_on

    async def _ask(self, prompt: str = "> ") -> str:
        line = self.lines.pop(0)
        if not self.lines and self.moves_on is not None:
            self.see(self.moves_on)
        return line


def room_of(name: str, **question: Any) -> Frame:
    plain = {"description": None, "clock": None, "options": None, "starterCode": None, "type": "OPEN_ENDED"}
    return {"state": "asking", "question": {"id": name, "order": 0, "codeLanguage": "python", **plain, **question}}


ASKED = {"kind": "question", "move": "next", "content": "Which?"}
NEXT = room_of("q2")


@pytest.mark.parametrize(
    ("question", "lines", "named"),
    [
        ({}, ["I built it."], "q1"),
        ({}, ["/say /etc/hosts"], "q1"),
        ({"options": ["A", "B"], "type": "SINGLE_CHOICE"}, ["2"], "q1"),
        ({"type": "WHITEBOARD"}, ["Two boxes."], "q1"),
        # The interview moves on while the person types. An answer begun on one question stays with it; otherwise it is
        # for the question shown.
        ({"options": ["A", "B"], "type": "SINGLE_CHOICE"}, ["Neither", "y"], "q1"),
        ({"type": "CODING"}, ["x = 1", "."], "q1"),
        ({}, ["I built it."], "q2"),
    ],
)
async def test_an_answer_contains_the_id_of_its_question(question: Frame, lines: list[str], named: str) -> None:
    moves_on = NEXT if len(lines) > 1 or named == "q2" else None
    frame = await Typed(*lines, moves_on=moves_on).answer(room_of("q1", **question), ASKED)
    assert (frame["type"], frame["questionId"]) == ("answer", named)


async def test_a_command_is_obeyed_when_a_choice_is_to_be_confirmed() -> None:
    asked = room_of("q1", options=["A", "B"], type="SINGLE_CHOICE")
    assert await Typed("Neither", "/end").answer(asked, ASKED) == {"type": "request", "kind": "end"}


async def test_an_answer_after_the_last_question_contains_no_question_id() -> None:
    closing: Frame = {"state": "closing", "question": None}
    assert await Typed("That is all.").answer(closing, ASKED) == {"type": "answer", "text": "That is all."}


async def test_commands_are_listed_and_typed_and_the_time_left_is_shown(house: House) -> None:
    interview = await house.interview(CODE, WORDS, PICK, timeLimitMinutes=30)
    lines = (
        "/help", "/dance", "/say How much time is left?", "/skip", "/skip", "/pause", "/continue",
        "/problem The page is grey.", "/continue", "/back", "/code", "let x = 1", ".", "/say /etc/hosts", "/end",
    )  # fmt: skip
    said = await type_in(house, interview, *lines)
    assert said.code == 0
    for wish in ("/repeat", "/skip", "/back", "/minute", "/pause", "/continue", "/extend", "/problem TEXT", "/end"):
        assert wish in said.shown
    assert "There is no command /dance." in said.shown
    assert "About 30 minutes are left, and this is question 1 of 3." in said.shown
    assert "Paused for 10 minutes at most; 2 more pauses after this one." in said.shown
    assert [problem["text"] for problem in said.session["problems"]] == ["The page is grey."]
    assert [answer[0] for answer in said.answers] == ["How much time is left?", "let x = 1", "/etc/hosts"]
    assert said.session["status"] == "COMPLETED"


async def test_the_prompts_are_in_the_language_of_the_interview(house: House) -> None:
    interview = await house.interview(PICK, CODE, language="zh-Hans")
    said = await type_in(house, interview, "/help", "/dance", "都不是", "n", "1", "/pause", "/continue", "/end")
    for shown in (
        *(
            "直接输入你的回答。",
            "没有 /dance 这个命令。",
            "跳过这道题",
            "其他，用你自己的话：“都不是”",
            "要发送吗？[Y/n]",
        ),
        *("输入 1 到 2 之间的一个数字", "最多暂停 10 分钟；之后还可以暂停 2 次。输入 /continue 继续。"),
    ):
        assert shown in said.shown
    for english in ("Type ", "Something else", "you:", "Send it?", "Paused"):
        assert english not in said.shown


async def test_with_json_output_nothing_else_is_on_the_standard_output(house: House) -> None:
    lines = ("I built it.", "That is all.")
    said = await type_in(house, await house.interview(WORDS), *lines, options=("--json",), is_apart=True)
    result = json.loads(said.shown)
    assert (said.code, result["status"], result["factsRevealed"]) == (0, "COMPLETED", [])
    assert "I built it." in [message["content"] for message in result["messages"]]
    assert "Tell me about it." in said.told


async def test_a_candidate_whose_input_ends_can_continue_later_with_the_same_link(house: House) -> None:
    said = await type_in(house, await house.interview(WORDS, PICK), "I built it.")
    assert said.code == 3
    assert "Continue later with the same link" in said.told
    assert said.session["status"] == "IN_PROGRESS"


async def test_code_begun_before_the_interview_moved_on_belongs_to_its_question(
    house: House, clock: AdjustableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = await house.interview({**CODE, "timeLimitSeconds": 60}, WORDS)
    invite = await house.invite(interview, name="Mina Sol", email="mina@example.com")
    heard: asyncio.Queue[Frame] = asyncio.Queue()
    person = PersonAnswerer()
    talk = Talk(Link.parse(invite["inviteUrl"]), person, heard.put_nowait, on_room=person.see)

    async def run_out(kind: str) -> None:
        """Lets a minute pass, up to the interviewer's next message."""
        clock.pass_seconds(61)
        assert talk.socket is not None
        await talk.socket.send(json.dumps({"type": "request", "id": str(uuid.uuid4()), "kind": "continue"}))
        while (await heard.get())["kind"] != kind:
            pass

    async def read_lines() -> AsyncIterator[str]:
        while (await heard.get())["kind"] != "question":
            pass
        yield "let x = 1"
        await run_out("notice")
        await run_out("question")
        for line in (".", "I built it.", "That is all."):
            yield line

    lines = read_lines()
    monkeypatch.setattr("click.confirm", lambda *_, **__: True)
    monkeypatch.setattr("aural.cli.answerers._read_line", lines.__anext__)
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await talk.run() == 0
    said = {m["content"]: m["questionId"] for m in talk.messages if m["role"] == "user"}
    code, words = (question["id"] for question in interview["questions"])
    assert said == {"let x = 1": code, "I built it.": words, "That is all.": None}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--expires", "0d"), "The expiry must be at least one day away."),
        (("--expires", "2020-01-31"), "The expiry is in the past. Choose a later date."),
        (("--expires", "soon"), "Write the expiry as a date, such as 2027-01-31, or in days, such as 30d."),
        (("--name", " "), "The name must not be blank."),
        (("--organization", ""), "The name of the organization must not be blank."),
        (("--test", "--project", "Pilot"), "A test key accesses all test data. Leave out --project."),
    ],
)
def test_a_key_with_impossible_options_is_refused_in_a_sentence(
    tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    assert run(tmp_path, "keys", "create", *options, code=2) == f"Error: {sentence}\n"
    assert not (tmp_path / "aural.db").exists()
