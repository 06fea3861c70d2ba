"""docs/operations.md lists every log and every name in the server's log (ASVS 16.1.1), and SECURITY.md says how soon
dependencies are updated (ASVS 15.1.1).
"""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Iterator

from aural.store import schema
from tests.house.source import ROOT, list_python, name_module, walk_tree

PAGE = (ROOT / "docs/operations.md").read_text().partition("### Inventory of logs\n")[2].partition("\n## ")[0]
ROWS = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in PAGE.splitlines() if line.startswith("| ")]
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
# Tables that record what users did or what happened, by the log that they belong to.
LOGS = {
    "audit log": {"audit_chains", "audit_entries"},
    "views": {"access_log", "share_views"},
    "deliveries": {"webhook_attempts", "webhook_deliveries", "webhook_events"},
}


def find_loggers(module: str, text: str) -> Iterator[str]:
    """The names under which a module logs, and every other way in which it writes to the log."""
    for node in walk_tree(text):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called == "logging.getLogger" and not isinstance(node.args[0], ast.Name):
            yield str(ast.literal_eval(node.args[0]))
        elif called == "logging.getLogger":
            yield {"__name__": module}.get(ast.unparse(node.args[0]), "uvicorn")
        elif called in {f"logging.{level}" for level in LEVELS}:
            yield called


def test_each_name_in_the_servers_log_is_listed() -> None:
    found = {name for path in list_python("src") for name in find_loggers(name_module(path), path.read_text())}
    ours = {".".join(name.split(".")[:2]) for name in found - {"fontTools", "pypdf"}}  # these two are silenced
    listed = [name for row in ROWS for name in re.findall(r"^`([\w.]+)`$", row[0])]
    assert sorted(ours) == listed


def test_a_logger_is_found() -> None:
    assert list(find_loggers("aural.a", "logging.getLogger(__name__)")) == ["aural.a"]
    assert list(find_loggers("aural.a", "logging.getLogger('b')\nlogging.warning('c')")) == ["b", "logging.warning"]


def test_the_server_prints_nothing_besides_its_log() -> None:
    """Commands may print, but the server's own modules log."""
    printing = {
        name_module(path)
        for path in list_python("src")
        for node in walk_tree(path.read_text())
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "click.echo", "sys.stderr.write")
    }
    assert {
        name for name in printing if not re.match(r"aural\.(cli|as_code|guard\.\w+\.__main__|mcp\.stdio)\b", name)
    } == set()


def test_each_log_is_described() -> None:
    logs = {row[0]: row[1:] for row in ROWS if not row[0].startswith("`")}
    assert [len(cells) for name, cells in logs.items() if name not in ("log", "name")] == [6] * 7
    assert [name for name, cells in logs.items() if not all(cells)] == []
    assert logs.keys() >= LOGS.keys()
    kept = {name for name in schema.metadata.tables if re.search(r"audit|access_log|share_views|webhook_[ade]", name)}
    assert kept == set().union(*LOGS.values())


def test_security_md_states_how_soon_each_severity_and_dependency_is_fixed() -> None:
    text = (ROOT / "SECURITY.md").read_text()
    (times,) = re.findall(r"\| (\d+) days for high, (\d+) for medium and low severity \|", text)
    assert [int(days) for days in times] == [30, 90]
    assert "Vulnerable dependencies are updated within the same periods, counted from the publication" in text
    assert re.search(r"Other new versions are adopted within 90 days, and not in the first 7 days after", text)


def test_the_example_sends_logs_to_another_host_over_tls() -> None:
    (block,) = re.findall(r"```systemd\n(\[Upload\]\n.*?)```", (ROOT / "docs/operations.md").read_text(), re.DOTALL)
    upload = configparser.ConfigParser()
    upload.read_string(block)
    assert upload["Upload"]["URL"].startswith("https://")
    assert upload["Upload"]["TrustedCertificateFile"] != "-"  # which would trust any server
