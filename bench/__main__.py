"""Measures every figure that the README claims: `make bench`, or `make bench BENCH=start` for one of them."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

# name: (module and its arguments), in the order from quick to slow
BENCHES: dict[str, list[str]] = {
    "start": ["bench.start"],
    "referees": ["bench.referees"],
    "tts": ["bench.tts"],
    "patterns": ["bench.patterns"],
    "hostile-rules": ["bench.hostile_rules"],
    "holds": ["bench.holds"],
    "livez": ["bench.livez"],
    "slow-clients": ["bench.slow_clients"],
    "reading": ["bench.reading"],
    "combined": ["bench.combined"],
    "gaps": ["bench.gaps"],
    "stt": ["bench.stt"],
    "interviews": ["bench.interviews"],
    "llama": ["bench.interviews", "--llama"],
    "api": ["bench.api"],
    "load": ["bench.load"],
    "crash": ["bench.campaign", "--only", "kills", "--share", "0.12"],
    "crash-postgres": ["bench.campaign", "--only", "kills-postgres", "--share", "0.3"],
    "tasks": ["bench.tasks"],
    "room": ["bench.room"],
    "lists": ["bench.lists"],
    "lists-postgres": ["bench.lists", "--postgres"],
    "pages": ["bench.pages"],
    "pages-postgres": ["bench.pages", "--postgres"],
    "drops": ["bench.drops"],
    "voice": ["bench.voice"],
    "voice-load": ["bench.voice_load"],
    "voice-losses": ["bench.voice_losses"],
    "recording": ["bench.recording"],
    "drops-postgres": ["bench.drops", "--postgres", "--drops", "300"],
    "faults": ["bench.faults"],
}
# These take a file or a folder as their argument, and print only their results for it.
TAKE_A_FILE = {
    "judging": "bench.judging",
    "reading": "bench.reading",
    "wordings": "bench.wordings",
    "report": "bench.report",
    "evidence": "bench.evidence",
    "injections": "bench.injections",
    "combined": "bench.combined",
    "disclosures": "bench.disclosures",
}
# These parse their own options. Lighthouse runs only by name, because npm's registry must be reachable.
ALONE = {"campaign": "bench.campaign", "lighthouse": "bench.lighthouse"}


def summary(module: str) -> str:
    """The first sentence of a module's docstring, without the command that follows it."""
    folder = Path(__file__).parents[1].joinpath(*module.split("."))
    source = folder / "__main__.py" if folder.is_dir() else folder.with_suffix(".py")
    docstring = ast.get_docstring(ast.parse(source.read_bytes())) or ""
    return " ".join(docstring.split("\n\n")[0].split(": `")[0].split(". ")[0].split()).rstrip(".")


def usage() -> str:
    """What `python -m bench --help` prints."""
    kinds: dict[str, dict[str, list[str]]] = {
        "Measurements, from quick to slow; without a NAME, all of them run:": BENCHES,
        "Only with a FILE or folder:": {n: [m] for n, m in TAKE_A_FILE.items() if n not in BENCHES},
        "Only alone; these have options of their own (`python -m bench campaign --help`):": {
            n: [m] for n, m in ALONE.items()
        },
    }
    parts = [
        "usage: python -m bench [NAME ...]\n       python -m bench NAME FILE\n       python -m bench NAME [OPTION ...]"
    ]
    for title, benches in kinds.items():
        lines = [
            textwrap.fill(
                " ".join([summary(module), *([f"({' '.join(options)})"] if options else [])]),
                100,
                initial_indent=f"  {name:<17}",
                subsequent_indent=" " * 19,
            )
            for name, [module, *options] in benches.items()
        ]
        parts.append("\n".join([title, *lines]))
    return "\n\n".join(parts)


def main() -> None:
    if sys.argv[1:] and sys.argv[1] in {"-h", "--help"}:
        print(usage())
        return
    if sys.argv[1:] and sys.argv[1] in ALONE:
        # Replaces this process, so that the bench alone gets the signals.
        os.execv(sys.executable, [sys.executable, "-m", ALONE[sys.argv[1]], *sys.argv[2:]])
    wanted = sys.argv[1:] or list(BENCHES)
    if wanted[0] in TAKE_A_FILE and wanted[1:] and not set(wanted[1:]) & set(BENCHES):
        sys.exit(subprocess.run([sys.executable, "-m", TAKE_A_FILE[wanted[0]], *wanted[1:]], check=False).returncode)
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        sys.exit(f"Unknown bench: {', '.join(unknown)}. `python -m bench --help` lists them.")
    failed = []
    for name in wanted:
        print(f"\n=== {name}", flush=True)
        began = time.monotonic()
        if subprocess.run([sys.executable, "-m", *BENCHES[name]], check=False).returncode:
            failed.append(name)
        print(f"    ({time.monotonic() - began:.0f} s)", flush=True)
    if failed:
        sys.exit(f"Not finished: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
