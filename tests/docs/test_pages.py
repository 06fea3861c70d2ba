"""What the pages say matches the code: links, commands, options, make targets, settings, JSON."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from aural.cli.main import main
from aural.settings import Settings
from aural.settings.former_names import FORMER_FIELDS

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAMES = [str(path.relative_to(ROOT)) for path in PAGES]
NO_SETTINGS = {
    "AURAL_TEST_POSTGRES_URL",
    "AURAL_TEST_FUZZ_EXAMPLES",
    "AURAL_TEST_SHUFFLE",
    "AURAL_URL",
    "AURAL_API_KEY",
}  # variables of the tests, and of commands that call a server

REMOVED = {"AURAL_RTC", "AURAL_RTC_ICE_SERVERS"}  # named only by the changelog and the decisions

each_page = pytest.mark.parametrize("text", [path.read_text() for path in PAGES], ids=NAMES)


def list_blocks(text: str, *languages: str) -> Iterator[str]:
    for language, block in re.findall(r"^ *```(\w*)\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL):
        if language in languages:
            yield block


def list_commands(text: str) -> Iterator[list[str]]:
    """Each `aural …` and `make …` line of the shell blocks, as words without the program's folder."""
    for block in list_blocks(text, "sh", "bash", "console", ""):
        for line in block.replace("\\\n", " ").splitlines():
            if re.match(r"\s*(?:\$ )?(?:\S+=\S* )*(?:\S*/)?(?:aural|make)(?: |$)", line):
                words = shlex.split(line.replace("$ ", "", 1), comments=True)
                while "=" in words[0]:
                    words.pop(0)
                yield [Path(words[0]).name, *words[1:]]


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_every_link_leads_to_a_file(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL))
    files = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in files if not (path.parent / link).exists()] == []


def test_the_docs_contain_json_blocks_and_commands_to_check() -> None:
    """Otherwise the tests of the pages' content would check nothing."""
    pages = [path.read_text() for path in PAGES]
    assert sum(len(list(list_blocks(text, "json"))) for text in pages) > 10
    assert {program for text in pages for program, *_ in list_commands(text)} == {"aural", "make"}


@each_page
def test_every_json_block_is_json(text: str) -> None:
    for block in list_blocks(text, "json"):
        json.loads(block)


@each_page
def test_every_aural_command_and_option_exists(text: str) -> None:
    for program, *words in list_commands(text):
        if program == "aural":
            assert find_unknown(words) == []


def find_unknown(words: list[str]) -> list[str]:
    command: click.Command = main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name = words.pop(0)
        if name not in command.commands:
            return [name]
        command = command.commands[name]
    known = {option for parameter in command.params for option in parameter.opts} | {"--help", "--version"}
    return [word for word in words if word.startswith("--") and word.partition("=")[0] not in known]


@each_page
def test_every_make_target_exists(text: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = [word for program, *words in list_commands(text) if program == "make" for word in words]
    named += re.findall(r"`make ([a-z-]+)", text)
    assert {word for word in named if re.fullmatch("[a-z-]+", word)} - targets == set()


@pytest.mark.parametrize(("name", "text"), [(name, (ROOT / name).read_text()) for name in NAMES], ids=NAMES)
def test_every_setting_exists(name: str, text: str) -> None:
    settings = {f"AURAL_{name.upper()}" for name in [*Settings.model_fields, *FORMER_FIELDS]} | NO_SETTINGS
    if name == "CHANGELOG.md" or name.startswith("docs/decisions/"):
        settings |= REMOVED
    assert set(re.findall(r"\bAURAL_[A-Z][A-Z_]*[A-Z]\b", text)) - settings == set()


def test_a_wrong_command_is_found() -> None:
    page = "```sh\n.venv/bin/aural serve --prot 1\naural sing\nKEY=1 make run PORT=8001 # starts\n```"
    commands = list(list_commands(page))
    assert commands == [["aural", "serve", "--prot", "1"], ["aural", "sing"], ["make", "run", "PORT=8001"]]
    assert [find_unknown(words) for program, *words in commands if program == "aural"] == [["--prot"], ["sing"]]
