"""Executes the steps of Containerfile in a Debian root, for machines without a container engine. Run it as root.

Create ROOT with `debootstrap --variant=minbase trixie ROOT`. Each RUN is executed in it (chroot), each COPY copies, and
then the server runs as USER until HEALTHCHECK succeeds, with the root mounted read-only and /data and /tmp writable.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parents[1]
_SECONDS = 120
# No capabilities and no new privileges; a read-only root, in which only /data and /tmp are writable.
_START = """
mount --bind "$1" "$1" && mount --bind "$1/data" "$1/data" && mount -t tmpfs tmpfs "$1/tmp"
mount -o remount,bind,ro "$1" && mount -t proc proc "$1/proc"
account="--reuid=${2%:*} --regid=${2#*:} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all"
ip link set lo up
cd / && exec chroot "$1" setpriv $account "${@:3}"
"""


def read_steps(text: str) -> list[tuple[str, str]]:
    """The instructions with their arguments; continued lines are joined and comments left out."""
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    joined = re.sub(r"\\\n\s*", " ", lines)
    return [(line.partition(" ")[0], line.partition(" ")[2].strip()) for line in joined.splitlines() if line.strip()]


def run_step(root: Path, instruction: str, said: str) -> None:
    if instruction == "RUN":
        subprocess.run(["chroot", root, "/bin/sh", "-c", said], check=True)
    elif instruction == "COPY":
        *sources, target = shlex.split(said)
        for source in sources:
            for path in HERE.glob(source):
                shutil.copy(path, root / target.lstrip("/"))


def is_healthy(server: int, root: Path, said: str) -> bool:
    """Whether HEALTHCHECK succeeds in the server's own network, where no other server can answer in its place."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="utf-8").split()
    if not children:
        return False
    command = ["nsenter", "--target", children[0], "--net", "chroot", root, *json.loads(said.partition("CMD ")[2])]
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0


def main() -> int:
    root = Path(sys.argv[1]).resolve()
    steps = read_steps((HERE / "Containerfile").read_text(encoding="utf-8"))
    if "--start" not in sys.argv:
        for step in steps:
            sys.stdout.write(f"{' '.join(step)[:100]}\n")
            sys.stdout.flush()
            run_step(root, *step)
    said = dict(steps)
    command = [*json.loads(said["ENTRYPOINT"]), *json.loads(said["CMD"])]
    start = [
        "unshare",
        "--mount",
        "--net",
        "--pid",
        "--fork",
        "--kill-child",
        "bash",
        "-ec",
        _START,
        "start",
        str(root),
    ]
    settings = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    settings |= dict(word.split("=", 1) for word in said["ENV"].split())
    server = subprocess.Popen([*start, said["USER"], *command], env=settings)
    try:
        until = time.monotonic() + _SECONDS
        while not (healthy := is_healthy(server.pid, root, said["HEALTHCHECK"])) and time.monotonic() < until:
            if server.poll() is not None:
                break
            time.sleep(1)
    finally:
        server.kill()  # unshare ignores SIGTERM; when it is killed, so is the server
        server.wait()
    sys.stdout.write("The server is healthy.\n" if healthy else "The server isn't healthy.\n")
    return 0 if healthy else 1


if __name__ == "__main__":
    sys.exit(main())
