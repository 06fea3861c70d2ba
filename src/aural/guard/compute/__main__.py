"""Calls functions one after another, each with its own limit on processor time, until the server closes the pipe.

A call is a pickle preceded by its length in 8 bytes. The answer has the same form: whether the call failed, and its
result or exception.
"""

from __future__ import annotations

import os
import pickle
import resource
import sys
from contextlib import suppress
from typing import BinaryIO

MEMORY_BYTES = 2 << 30  # of address space: the libraries of the sentence model reserve far more than they use
SECONDS = 120  # of processor time; the hardest step of the longest interview takes 12
LATER_THAN_OTHERS = 5  # niceness: the server comes first, because candidates are waiting for it
LENGTH_BYTES = 8


def main() -> None:
    os.nice(LATER_THAN_OTHERS)
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # the system doesn't have this limit
            resource.setrlimit(what, (most, most))
    orders, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # so that output of a library can't get into the answers
    while head := orders.read(LENGTH_BYTES):
        _answer(orders.read(int.from_bytes(head)), answers)


def _answer(order: bytes, answers: BinaryIO) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + 1 + SECONDS
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    written = _written(order)
    answers.write(len(written).to_bytes(LENGTH_BYTES) + written)
    answers.flush()


def _written(order: bytes) -> bytes:
    result: tuple[bool, object]
    try:
        function, arguments = pickle.loads(order)  # noqa: S301  the server pickled it
        result = False, function(*arguments)
    except Exception as error:  # noqa: BLE001  the caller in the server raises it again
        result = True, error
    try:
        return pickle.dumps(result)
    except Exception:  # noqa: BLE001  a result that can't be pickled: only its type is sent
        return pickle.dumps((True, RuntimeError(type(result[1]).__name__)))


if __name__ == "__main__":
    main()
