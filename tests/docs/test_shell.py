"""The examples of a page run in their order, as a reader would run them: in one shell, with Python and Node."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from aural.documentation.sources import SECTIONS
from aural.settings import read_settings
from tests.docs.languages import NODE, environment_of
from tests.serving import COMMAND, Served, run, serving
from tests.waiting import PATIENCE_SECONDS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SHOWN_RECEIVER = "https://hooks.example.com/aural"
RECEIVER = "https://127.0.0.1:1/aural"  # no server listens there; this server has a worker, which sends what is due
SHOWN_URL = "http://127.0.0.1:8000"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
# Blocks of other kinds: JSON and settings are read below or in test_pages.py, YAML in tests/as_code. `console` needs
# another machine, a network or a server that keeps running; test_pages.py checks that its commands exist. The rest are
# for other programs.
KNOWN = {"sh", "python", "ts", "json", "yaml", "ini", "systemd", "console", "text", "sql", "nginx", "caddy"}
PAGES = [name for names in SECTIONS.values() for name in names]
RUN = [name for name in PAGES if "```sh\n" in (DOCS / f"{name}.md").read_text()]


def read_blocks(page: Path) -> list[tuple[str, str]]:
    return FENCE.findall(page.read_text())


def write_script(blocks: list[tuple[str, str]], folder: Path) -> str:
    """Joins all blocks into one script, so that a block may use the shell variables of those before it."""
    lines = ["set -eu"]
    for number, (language, code) in enumerate(blocks):
        if language == "sh":
            lines.append(code)
        elif language in ("python", "ts"):
            path = folder / f"block{number}.{'py' if language == 'python' else 'mts'}"
            path.write_text(code)
            lines.append(f"'{sys.executable if language == 'python' else NODE}' '{path}'")
    return "\n".join(lines)


def run_script(script: str, served: Served, folder: Path) -> str:
    """Runs the script in a folder that looks like a checkout, and returns what it printed."""
    folder.mkdir(exist_ok=True)
    (folder / "src").symlink_to(ROOT / "src")
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / ".venv/bin/aural").symlink_to(COMMAND)
    script = script.replace(SHOWN_URL, served.url).replace(SHOWN_RECEIVER, RECEIVER)
    environment = environment_of(folder) | {"AURAL_DATA_DIR": str(served.data_dir)}
    done = subprocess.run(["sh", "-c", script], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data_dir = tmp_path_factory.mktemp("data")
    run("keys", "create", "--data-dir", str(data_dir))  # creates the only organization
    with serving(data_dir, AURAL_OUTBOUND_NETWORKS="127.0.0.1") as served:
        yield served


@pytest.mark.parametrize("name", RUN)
def test_the_examples_of_a_page_run(name: str, served: Served, tmp_path: Path) -> None:
    printed = run_script(write_script(read_blocks(DOCS / f"{name}.md"), tmp_path), served, tmp_path)
    if name == "guide":
        assert len(re.findall("^- .+: “.+”$", printed, re.MULTILINE)) >= 4  # from Python and from Node
        assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_readme_leads_a_new_user_to_a_report(tmp_path: Path) -> None:
    """The user copies the link and the key that `make run` has printed, and the ids from the answers."""
    with serving(tmp_path) as served:
        demo = run("demo", "--data-dir", str(tmp_path), "--port", served.url.rpartition(":")[2])
        (link, key) = re.findall(r"http\S+/i/\S+|dlv_\w+", demo)
        copied = {f"{SHOWN_URL}/i/…": link, "dlv_…": key}
        talk, read, write = (code for language, code in read_blocks(ROOT / "README.md") if language == "sh")
        talked = run_script(fill(talk, copied), served, tmp_path / "a")
        assert re.search("interview is finished|end of the interview", talked)
        copied |= find_ids(served, key, link)
        printed = run_script(fill(read, copied), served, tmp_path / "b")
        assert re.search(rf'"id":"{copied["SESSION_ID"]}",[^{{}}]*"status":"COMPLETED"', printed)
        exports = f"export AURAL_URL={served.url} AURAL_API_KEY={key}\n"
        assert link in run_script(exports + fill(write, copied), served, tmp_path / "c")


def fill(script: str, copied: dict[str, str]) -> str:
    for shown, real in copied.items():
        script = script.replace(shown, real)
    return script


def find_ids(served: Served, key: str, link: str) -> dict[str, str]:
    headers = {"Authorization": f"Bearer {key}"}
    with httpx2.Client(base_url=f"{served.url}/api/v1", headers=headers, timeout=PATIENCE_SECONDS) as client:
        interviews = client.get("/interviews").json()["data"]
        interview_id = next(each["id"] for each in interviews if link.endswith(each["publicSlug"]))
        session_id = client.get(f"/interviews/{interview_id}/sessions").json()["data"][0]["id"]
    return {"INTERVIEW_ID": interview_id, "SESSION_ID": session_id}


@pytest.mark.parametrize(
    "page", [*(DOCS / f"{name}.md" for name in PAGES), ROOT / "README.md"], ids=lambda page: page.stem
)
def test_every_block_names_its_language(page: Path) -> None:
    assert {language for language, _ in read_blocks(page)} <= KNOWN
    assert page.read_text().count("```") == 2 * len(read_blocks(page))


def list_settings() -> Iterator[tuple[str, str]]:
    for name in PAGES:
        for language, block in read_blocks(DOCS / f"{name}.md"):
            if language == "ini":
                yield from (tuple(line.split("=", 1)) for line in block.splitlines())  # type: ignore[misc]


def test_the_settings_in_the_examples_are_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = dict(list_settings())
    for name, value in shown.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert settings.public_url == shown["AURAL_PUBLIC_URL"]
    assert settings.model_fields_set >= {name.removeprefix("AURAL_").lower() for name in shown}


def test_the_systemd_unit_is_valid(tmp_path: Path) -> None:
    (text,) = (block for language, block in read_blocks(DOCS / "deployment.md") if language == "systemd")
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(text)
    assert unit["Service"]["ExecStart"].startswith("/opt/aural/bin/aural serve ")
    analyze = shutil.which("systemd-analyze")
    if analyze is not None:  # a Mac has no such tool
        path = tmp_path / "aural.service"
        path.write_text(text.replace("/opt/aural/bin/aural", str(COMMAND)))
        done = subprocess.run([analyze, "verify", str(path)], capture_output=True, text=True)
        assert [line for line in done.stderr.splitlines() if "aural.service" in line] == []
