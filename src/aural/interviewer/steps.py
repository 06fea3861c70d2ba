"""The steps of a report's analysis: in a thread, or in a child process if one answer or all of them are long.

Never on the event loop, where other candidates would wait. `guard/computing.py` says why a thread isn't enough.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar, TypeVarTuple

from aural.guard.computing import are_long, compute
from aural.reports.analysis.evidence import Source
from aural.reports.analysis.judgement import Line

Given = TypeVarTuple("Given")
Result = TypeVar("Result")


async def run_step(function: Callable[[*Given], Result], *arguments: *Given) -> Result:
    """Returns `function(*arguments)`. The function must be a module's, and everything must be picklable.

    Raises what the function raises, and ComputingError.
    """
    texts = (text for argument in arguments if isinstance(argument, list | tuple) for text in _texts_of(argument))
    if are_long(texts):
        return await compute("reports", function, *arguments)
    return await asyncio.to_thread(function, *arguments)


def _texts_of(argument: Iterable[object]) -> Iterator[str]:
    """The texts of a transcript, or of sources that a report may quote."""
    for one in argument:
        if isinstance(one, Line):
            yield one.content
            yield from _strings(one.data)
        elif isinstance(one, Source):
            yield one.content


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
