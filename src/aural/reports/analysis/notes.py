"""Notes for a report's reader on how the session went, such as stops of the clock and reported problems."""

from __future__ import annotations

from collections.abc import Iterable

from aural.engine.log import Answered, CandidateRequested, Entry, MessageSent
from aural.engine.plan import Plan
from aural.engine.state import KEEPS_THE_TURN, fold
from aural.engine.stopwatch import Stop
from aural.engine.timeline import in_turn

_STOPS = {
    "pause": "paused",
    "problem": "stopped for a reported problem",
    "disconnected": "was without a connection",
}


def set_aside(entries: Iterable[Entry]) -> frozenset[int]:
    """The `seq` of each answer in a turn with a reported problem. The candidate was promised that these don't count."""
    aside: set[int] = set()
    answers: list[int] = []
    has_problem = False
    for entry in in_turn(entries):
        if isinstance(entry, MessageSent) and entry.move not in KEEPS_THE_TURN:
            answers, has_problem = [], False
        elif isinstance(entry, Answered):
            answers.append(entry.seq)
        elif isinstance(entry, CandidateRequested) and entry.wish == "problem":
            has_problem = True
        if has_problem:
            aside.update(answers)
    return frozenset(aside)


def intents_of(entries: Iterable[Entry]) -> dict[int, str]:
    """How the interviewer understood each answer's turn, by the answer's `seq`. Omits turns that it didn't analyze, and
    answers that came late.
    """
    intents: dict[int, str] = {}
    answers: list[int] = []
    for entry in in_turn(entries):
        if isinstance(entry, Answered):
            answers.append(entry.seq)
        elif isinstance(entry, MessageSent) and entry.move not in KEEPS_THE_TURN:
            intents |= dict.fromkeys(answers if entry.intent is not None else (), str(entry.intent))
            answers = []
    return intents


def notes_of(plan: Plan, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Each stop of the clock with its length, and the number of reported problems; empty if there were none."""
    stops = fold(plan, entries).stopwatch.stops
    told = (_about(why, [stop for stop in stops if stop.why == why]) for why in _STOPS)
    problems = sum(1 for entry in entries if isinstance(entry, CandidateRequested) and entry.wish == "problem")
    return tuple(note for note in (*told, _about_problems(problems, len(set_aside(entries)))) if note)


def about_corrections(changed: int, left_out: int, revision: int) -> list[str]:
    """Notes on the answers that the candidate corrected or left out."""
    notes = [f"This judges the answers as corrected (revision {revision})."] if changed else []
    if left_out:
        which = "one answer" if left_out == 1 else f"{left_out} answers"
        notes.append(f"The candidate left {which} out of judging.")
    return notes


def about_length(answers: int, *, is_summary_cut: bool) -> tuple[str, ...]:
    """Notes on text that was too long to show to the model. `answers`: how many questions had their answers cut."""
    whose = "one question" if answers == 1 else f"{answers} questions"
    rated = f"The answers to {whose} were too long for the model: the end of them was not rated." if answers else ""
    summed = "The interview was too long for the model: the summary leaves out the end of its longest answers."
    return tuple(note for note in (rated, summed if is_summary_cut else "") if note)


def about_withheld(passages: int) -> tuple[str, ...]:
    """A note on passages about protected matters, which are in the transcript but not in the report."""
    if not passages:
        return ()
    left_out = "One passage was" if passages == 1 else f"{passages} passages were"
    why = "because the candidate may be disclosing something protected there, such as health, family or religion"
    return (f"{left_out} left out of this report {why}; the transcript keeps every word.",)


def about_orders(answers: int) -> list[str]:
    """A note on answers that contain an instruction to the AI."""
    if not answers:
        return []
    if answers == 1:
        passages, left_out = "One answer contains a passage that reads", "it was left out and counts"
    else:
        passages, left_out = f"{answers} answers contain passages that read", "they were left out and count"
    return [f"{passages} like an instruction to the interviewer; {left_out} neither way."]


def about_dropped(claims: int) -> tuple[str, ...]:
    """A note on the model's sentences that were left out because they don't follow from their quotes."""
    if not claims:
        return ()
    if claims == 1:
        return ("1 claim by the model was left out of this report because it does not follow from its quotes.",)
    return (f"{claims} claims by the model were left out of this report because they do not follow from their quotes.",)


def about_unexplained(sentences: int) -> tuple[str, ...]:
    """A note on explanations of levels that were left out because they don't follow from the interview."""
    if not sentences:
        return ()
    whose = "1 explanation of a level was" if sentences == 1 else f"{sentences} explanations of levels were"
    it = "it does" if sentences == 1 else "they do"
    return (f"{whose} left out of this report: {it} not follow from what was said.",)


def _about(why: str, stops: list[Stop]) -> str:
    long = [stop.seconds for stop in stops if stop.seconds > 0]
    if not long:
        return ""
    lengths = ", ".join(_length(seconds) for seconds in long)
    return f"The session {_STOPS[why]} {_times(len(long))} ({lengths}); this time does not count."


def _about_problems(problems: int, answers: int) -> str:
    if not problems:
        return ""
    reported = f"The candidate reported {'a problem' if problems == 1 else f'{problems} problems'}"
    return (
        f"{reported}; {answers} answer{' was' if answers == 1 else 's were'} set aside for it."
        if answers
        else f"{reported}."
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _length(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
