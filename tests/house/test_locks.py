"""Lock files name no host, agree with each other, and cover every dependency: docs/decisions/0006."""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from itertools import chain
from typing import Any

import pytest

from tests.house.source import ROOT, list_imports, read_modules

LOCKS = ["dev", "run", "models", "node"]
NPM = ["web", "clients/typescript", "bench/lighthouse", "bench/referees"]
ADDRESS = re.compile(r"://|--(?:extra-)?index-url|--find-links|--trusted-host|@ file", re.IGNORECASE)
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\]+?))? \\$", re.MULTILINE)


def read_lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def read_pins(name: str) -> set[tuple[str, ...]]:
    return {(match[1], match[2]) for match in PIN.finditer(read_lock(name))}


def read_project(folder: str = ".") -> dict[str, Any]:
    return tomllib.loads((ROOT / folder / "pyproject.toml").read_text())


def list_direct(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=;~! ]", requirement)[0].lower() for requirement in requirements}


def read_npm(folder: str) -> dict[str, Any]:
    lock: dict[str, Any] = json.loads((ROOT / folder / "package-lock.json").read_text())
    return lock


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host(name: str) -> None:
    assert ADDRESS.findall(read_lock(name)) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes(name: str) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", read_lock(name), flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.partition(" ")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_version_that_users_install_is_also_pinned_for_the_tests() -> None:
    assert read_pins("run") < read_pins("models") < read_pins("dev")


def test_the_locks_cover_every_direct_dependency() -> None:
    project = read_project()
    assert list_direct(project["project"]["dependencies"]) <= {name for name, _ in read_pins("run")}
    extras = project["project"]["optional-dependencies"]
    assert list_direct(extras["anthropic"] + extras["google"]) <= {name for name, _ in read_pins("models")}
    assert list_direct(project["dependency-groups"]["dev"]) <= {name for name, _ in read_pins("dev")}


@pytest.mark.parametrize("folder", NPM)
def test_the_npm_lock_names_no_host(folder: str) -> None:
    text = (ROOT / folder / "package-lock.json").read_text()
    assert '"resolved"' not in text
    packages = read_npm(folder)["packages"]
    urls = [key for key, entry in packages.items() if "://" in json.dumps({**entry, "funding": None})]
    assert urls == []


@pytest.mark.parametrize("folder", NPM)
def test_the_npm_lock_contains_nothing_superfluous(folder: str) -> None:
    """npm writes such entries, but an older npm refuses them: `make lock` removes them."""
    assert [key for key, entry in read_npm(folder)["packages"].items() if entry.get("extraneous")] == []


@pytest.mark.parametrize("folder", NPM)
def test_every_npm_package_has_a_hash(folder: str) -> None:
    packages = {key: entry for key, entry in read_npm(folder)["packages"].items() if key and not entry.get("inBundle")}
    assert [key for key, entry in packages.items() if "integrity" not in entry] == []


@pytest.mark.parametrize("folder", NPM)
def test_the_npm_lock_matches_the_package_file(folder: str) -> None:
    package = json.loads((ROOT / folder / "package.json").read_text())
    root = read_npm(folder)["packages"][""]
    assert root["dependencies"] == package["dependencies"]
    assert root.get("devDependencies") == package.get("devDependencies")


def test_every_direct_dependency_has_its_reason() -> None:
    project, client = read_project(), read_project("clients/python")
    packages = [json.loads((ROOT / folder / "package.json").read_text()) for folder in NPM]
    names = set().union(*(list_direct(each["project"]["dependencies"]) for each in (project, client)))
    for group in [
        *project["dependency-groups"].values(),
        *project["project"].get("optional-dependencies", {}).values(),
        *client["project"]["optional-dependencies"].values(),
    ]:
        names |= list_direct(group)
    names |= {name for package in packages for name in package["dependencies"] | package.get("devDependencies", {})}
    rows = re.findall(r"^\| `([^`]+)` \| \S.+ \|$", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE)
    assert sorted(names - set(rows)) == [], "no reason is given"
    assert sorted(set(rows) - names) == [], "no longer a dependency"
    assert len(rows) == len(set(rows))


def test_an_upgrade_uses_no_version_of_the_last_seven_days() -> None:
    shown = subprocess.run(["make", "-n", "lock", "UPGRADE=1"], cwd=ROOT, check=True, capture_output=True, text=True)
    resolving = [
        line for line in shown.stdout.splitlines() if "pip compile" in line or " install --package-lock" in line
    ]
    assert len(resolving) == 8
    wanted = {"compile": '--exclude-newer "7 days"', "install": "--min-release-age=7"}
    assert [line for line in resolving if not any(kind in line and age in line for kind, age in wanted.items())] == []


def test_every_import_is_declared() -> None:
    """Another package's next version may no longer bring an undeclared one. Only what an extra brings is promised."""
    project = read_project()["project"]
    wanted = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    declared = list_direct(wanted).union(*map(_list_of_extras, wanted))
    distributions = importlib.metadata.packages_distributions()
    imported = {
        name.partition(".")[0] for module, text in read_modules().items() for name in list_imports(module, text)
    }
    foreign = imported - sys.stdlib_module_names - {"aural"}
    assert len(foreign) > 20
    missing = {name for name in foreign if not _normal(distributions.get(name, [name])) & declared}
    assert sorted(missing) == []


def _normal(names: list[str]) -> set[str]:
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def _list_of_extras(requirement: str) -> set[str]:
    """The packages of the extras that a requirement names: openai for "pydantic-ai-slim[openai]"."""
    extras = re.match(r"([^\[]+)\[([^]]+)\]", requirement)
    if extras is None:
        return set()
    needs = [need.replace('"', "'") for need in importlib.metadata.requires(extras[1]) or []]
    return list_direct([need for need in needs for extra in extras[2].split(",") if f"extra == '{extra}'" in need])
