"""Runs the steps of a report's analysis in a thread, or in a child process if the answers are long.

A step never runs on the event loop, where it would delay other candidates. `guard/computing.py` explains why a thread
isn't always enough.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar, TypeVarTuple

from aural.guard.computing import are_long, compute
from aural.reports.analysis.evidence import Source
from aural.reports.analysis.judgement import Line

Given = TypeVarTuple("Given")
Result = TypeVar("Result")


async def run_step(function: Callable[[*Given], Result], *arguments: *Given) -> Result:
    """Returns `function(*arguments)`. The function must be at module level, and the values must be picklable.

    Raises whatever the function raises, and ComputingError.
    """
    texts = (text for argument in arguments if isinstance(argument, list | tuple) for text in _texts_of(argument))
    if are_long(texts):
        return await compute("reports", function, *arguments)
    return await asyncio.to_thread(function, *arguments)


def _texts_of(argument: Iterable[object]) -> Iterator[str]:
    """The texts in a transcript, or in sources that a report may quote."""
    for one in argument:
        if isinstance(one, Line):
            yield one.content
            yield from _strings(one.data)
        elif isinstance(one, Source):
            yield one.content


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
