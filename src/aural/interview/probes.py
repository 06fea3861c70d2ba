"""Which follow-ups an answer leaves open, best first, each with the words that it would quote."""

from __future__ import annotations

from dataclasses import dataclass

from aural.interview import lexicon
from aural.interview.features import Features
from aural.interview.focus import FocusFinder
from aural.interview.moves import Probe, ProbeName
from aural.interview.stretches import Stretch, is_past

LONG = 70  # words: from here on an answer is either complete or a ramble
NAMES: tuple[ProbeName, ...] = ("own-part", "narrow", "example", "detail", "elaborate-why", "number", "trade-off")


@dataclass(frozen=True, slots=True)
class Weighing:
    """Features of the newest answer, and of all that was said to the question."""

    last: Features
    whole: Features
    rounds: int  # former answers to the same question


def find_probes(w: Weighing, finder: FocusFinder) -> tuple[Probe, ...]:
    """Empty where nothing is left to ask."""
    if is_complete(w.whole, w.rounds > 0):
        return ()
    scores = weigh_probes(w)
    ranked = sorted((n for n in NAMES if scores[n] > 0.0), key=lambda n: -scores[n])
    taken: set[str] = set()
    return tuple(_with_focus(n, finder, taken) for n in ranked)


def is_ramble(f: Features) -> bool:
    """Many threads and no order: long sentences strung together, few figures."""
    if f.words < 60:
        return False
    strung = f.words_per_sentence > 38
    loose = f.fillers + f.ands / 4 >= 4
    bare = f.numbers <= 1 + f.words / 90
    return (strung and (loose or bare)) or (loose and bare and f.words_per_sentence > 26)


def is_complete(f: Features, has_earlier: bool) -> bool:
    """Reason, own part, figures, price, consequence: most of them said, and at length."""
    if is_ramble(f) or f.words < (55 if has_earlier else 50):
        return False
    return completeness(f) >= (6.3 if has_earlier else 3.5)


def completeness(f: Features) -> float:
    signs = min(2, f.reasons) * 0.5 + min(3, f.numbers) * 0.4 + min(2, f.contrasts) * 0.35 + min(2, f.results) * 0.4
    signs += 0.4 if f.me else 0.0
    return signs + min(3.0, max(0.0, (f.words - 40) / 22))


def weigh_probes(w: Weighing) -> dict[ProbeName, float]:
    """How much each follow-up would bring. Zero: not worth asking."""
    f, whole = w.last, w.whole
    thin = _thinness(f)
    told = f.past / max(1, f.words) * 12  # about 1 for a case told in the past
    habit = max(0.0, 1.0 - told)
    late = min(w.rounds, 3)  # later rounds go for what was not said at all yet
    return {
        "own-part": _own_part(f, whole),
        "narrow": 4.0 if is_ramble(f) else 0.6 * thin + (0.3 if f.words > 60 else 0.0),
        "example": 0.4 + 2.4 * thin + 1.1 * habit * (1 if f.words > 4 else 0.4) - (0.8 if told > 1 else 0.0),
        "detail": 1.5
        - 0.9 * thin * (f.words > 3)
        + 0.08 * min(6, f.names + f.fresh / 5)
        + (0.5 if f.words <= 3 else 0.0)
        - 0.3 * late,
        "elaborate-why": _why(f, whole, thin, told) + (0.15 * late if not whole.reasons else 0.0),
        "number": _figure(f, whole) + (0.15 * late if not whole.numbers else 0.0),
        "trade-off": _price(f, whole, thin) + (0.1 * late if not whole.contrasts else 0.0),
    }


def _thinness(f: Features) -> float:
    """1 for general talk, 0 for an answer with something in it."""
    if f.words <= 3:
        return 0.5
    size = max(0.0, 1.0 - max(0, f.words - 6) / 20)
    share = f.generic / max(1, f.content)
    return max(
        0.0, min(1.0, 0.75 * size + 0.8 * share - 0.12 * f.numbers - 0.10 * f.names - 0.04 * max(0, f.fresh - 4))
    )


def _own_part(f: Features, whole: Features) -> float:
    if f.we and not whole.me:
        return 3.5 + 0.2 * min(f.we, 3)
    return 0.15 + (0.4 if whole.we > 2 * whole.me else 0.0)


def _why(f: Features, whole: Features, thin: float, told: float) -> float:
    score = 1.0 + 0.35 * min(told, 1.5) - 0.5 * thin - 0.6 * min(2, whole.reasons)
    return max(0.2, score)


def _figure(f: Features, whole: Features) -> float:
    wants = 0.9 * min(2, f.effects) + 0.8 * min(2, f.vague_sizes)
    return max(0.15, 0.3 + wants - 0.35 * min(3, f.numbers) - (0.6 if f.words < 12 else 0.0))


def _price(f: Features, whole: Features, thin: float) -> float:
    return max(0.15, 0.3 + 0.9 * min(1, f.contrasts) - 0.8 * thin)


def _with_focus(name: ProbeName, finder: FocusFinder, taken: set[str]) -> Probe:
    focus = _focus_in(name, finder, taken)
    if focus is not None:
        taken.add(focus)
    return Probe(name, focus)


def _focus_in(name: ProbeName, finder: FocusFinder, taken: set[str]) -> str | None:
    wanted = _WANTED.get(name)
    found = finder.clause(wanted) if wanted else finder.sentence() if name == "example" else None
    if found and found not in taken:
        return found
    fresh = [n for n in finder.nouns(8) if not any(n in t or t in n for t in taken)]
    if fresh:
        return fresh[0]
    return finder.noun() or finder.clause()


def _wants_figure(s: Stretch) -> float:
    text = " ".join(s.words)
    hits = sum(1 for w in s.words if w in lexicon.EFFECTS or w in lexicon.VAGUE_SIZES)
    hits += sum(1 for p in lexicon.VAGUE_SIZE_PHRASES if p in text)
    return 1.2 * hits


def _wants_price(s: Stretch) -> float:
    limits = sum(1 for w in s.words if w in lexicon.LIMITS)
    return (1.5 if s.after in lexicon.CONTRASTS else 0.0) + (0.4 * limits if limits else 0.0)


def _wants_reason(s: Stretch) -> float:
    chosen = sum(1 for w in s.words if w in lexicon.CHOICES)
    own = any(w in lexicon.FIRST_PERSON for w in s.words[:2])
    return 0.5 * chosen + (0.7 if own and any(is_past(w) for w in s.words) else 0.0)


def _wants_owner(s: Stretch) -> float:
    return 1.0 if any(w in lexicon.FIRST_PLURAL for w in s.words) or "我们" in s.text else 0.0


_WANTED = {"number": _wants_figure, "trade-off": _wants_price, "elaborate-why": _wants_reason, "own-part": _wants_owner}
