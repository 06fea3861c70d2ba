"""Trains the classifier of `guided/classifier.py` and prints its accuracy on people outside the training data.

    python -m tools.train_classifier --interviews interviews.jsonl --biogas data-raw

reads bench/training/replies (written for training), half of the personas, half of the interviews about AI (Anthropic
Interviewer, CC BY 4.0) and half of those about biogas in Malawi (Global-Health-Engineering/biogasoutcomes, CC BY 4.0),
and writes src/aural/interviewer/data/classifier.en.npz. The other halves are never trained on. It needs jax, optax and
scikit-learn and takes about a quarter of an hour.

Every threshold comes from rows outside the training data: from other writers and other interviews.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from aural.engine.answers.features import count_features
from aural.interviewer.guided.classifier import CONTENT_SHARE, LABELS, MAX_LEAD, counts_of, terms_of
from aural.interviewer.guided.embedding import SIZE, embed, tokens_of
from tools.term_weights import fit_terms, odds_by_terms, saved_terms

ROOT = Path(__file__).parent.parent
WRITTEN = ROOT / "bench" / "training" / "replies"
PERSONAS = ROOT / "tests" / "data" / "personas"
DEVELOPMENT_ROLES = ("backend", "customer-support", "nurse", "research-participant")
LABEL_OF = {"off-topic": "off-topic", "hostile": "hostile", "injecting": "instruction", "asks-back": "asks-back"}
TARGET = ROOT / "src" / "aural" / "interviewer" / "data" / "classifier.en.npz"
ALARMS = ("hostile", "distress", "off-topic", "instruction")
# For each alarm, the shares of false alarms that its threshold allows in rows outside the training data.
ALLOWED = {"ai": 0.0007, "biogas": 0.0035, "plain": 0.03, "look-alike": 0.02}
# The same for all other labels.
ALLOWED_OTHERS = {"ai": 0.002, "biogas": 0.002, "plain": 0.005, "look-alike": 0.008}
# Some real answers ask for the question again or for its meaning, but they aren't labeled.
ALLOWED_ASKING = {"ai": 0.005, "biogas": 0.005, "plain": 0.005, "look-alike": 0.008}
ASKING = ("asks-back", "rephrase", "repeat")
# A false alarm of these labels withholds nothing, so it matters less.
ALLOWED_HARMLESS = {"plain": 0.01, "look-alike": 0.01}
HARMLESS = ("done", "correction")
FOLDS = 5
EPOCHS, BATCH, RATE, PENALTY, DROPPED, LONGEST = 12, 64, 2e-3, 1e-3, 0.1, 128
REAL_WEIGHT = 0.35  # of a real answer, relative to a written reply: both are as frequent, but real answers differ less
SHORT, SHORT_WEIGHT = 12, 1.0  # words; short answers are the ones most often misread
MEAN_SCALE, PAIR_SCALE = 4.0, 40.0  # scale unit vectors of 384 numbers to about the size of the other inputs
Array = np.ndarray[Any, Any]


@dataclass
class Row:
    """One reply. `label` is None for a real answer: it is content, but no one has checked it for requests.

    `group` is the writer or the interview that it comes from.
    """

    topic: str
    group: str
    question: str
    last_words: str
    text: str
    label: str | None = None
    note: str = ""
    states: Array = field(default_factory=lambda: np.zeros((0, SIZE)))
    before: Array = field(default_factory=lambda: np.zeros(SIZE))
    counts: Array = field(default_factory=lambda: np.zeros(0))

    def encode(self) -> None:
        tokens, before = tokens_of(self.text), embed(self.last_words.strip() or self.question)
        if tokens is None or before is None:
            raise SystemExit("The sentence model is missing: run `make setup`.")
        self.states, self.before = tokens.states.astype(np.float16), before
        self.counts = np.array(counts_of(count_features(self.question, self.text, "en")), np.float32)

    @property
    def terms(self) -> list[str]:
        return terms_of(self.text)

    @property
    def kind(self) -> str:
        if self.label == "content":
            return self.note.split(" ")[0] if self.note else "plain"
        return self.label or self.topic

    @property
    def wanted(self) -> Array:
        parts = ("content",) if self.label is None else self.label.split("+")
        return np.array([label in parts for label in LABELS], np.float32)

    @property
    def is_known(self) -> Array:
        """1 for each label that is certain for this row."""
        known = LABELS if self.label is not None else ("content", *ALARMS)
        return np.array([label in known for label in LABELS], np.float32)

    @property
    def weight(self) -> float:
        if self.label is not None:
            return 1.0
        return SHORT_WEIGHT if len(self.text.split()) <= SHORT else REAL_WEIGHT

    @property
    def is_in_training(self) -> bool:
        return self.label is not None or zlib.crc32((self.topic + self.group).encode()) % 2 == 0


# the data


def written() -> Iterator[Row]:
    for path in sorted(WRITTEN.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            r = json.loads(line)
            yield Row("written", path.stem, r["question"], r["lastWords"], r["text"], r["label"], r["note"])


def personas() -> Iterator[Row]:
    """The scripted answers of the roles to which rules and weights may be fitted."""
    for path in sorted(PERSONAS.glob("*-*.json")):
        persona = json.loads(path.read_text(encoding="utf-8"))
        if persona["role"] in DEVELOPMENT_ROLES:
            for question in persona["questions"]:
                for answer in question["answers"]:
                    label, text = LABEL_OF.get(answer["behaviour"], "content"), question["text"]
                    yield Row("personas", persona["id"], text, text, answer["text"], label)


def interviews_about_ai(path: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        turns = [(turn["role"] == "assistant", turn["text"]) for turn in given["turns"]]
        yield from list(_answers("ai", given["id"], turns))[1:-1]  # without "Shall we begin?" and the farewell


def interviews_about_biogas(folder: Path) -> Iterator[Row]:
    said = re.compile(
        r"\*\*\s*(Interviewer|Interviewee)[^*\n:]{0,12}:?\s*\*\*:?\s*(.*?)(?=\n\s*\*\*\s*Interview|\Z)", re.S
    )
    for path in sorted(folder.glob("[0-9]*.md")):
        turns: list[tuple[bool, str]] = []
        for who, words in said.findall(path.read_text(encoding="utf-8")):
            is_asking, text = who == "Interviewer", re.sub(r"[*\\]|\[.*?\]\{.*?\}", "", words).strip()
            if turns and turns[-1][0] == is_asking:
                text = f"{turns.pop()[1]} {text}"
            turns.append((is_asking, text))
        yield from _answers("biogas", path.stem[:2], turns)


def _answers(topic: str, group: str, turns: Sequence[tuple[bool, str]]) -> Iterator[Row]:
    for (is_asking, asked), (asks_again, said) in itertools.pairwise(turns):
        if is_asking and not asks_again and asked.strip() and said.strip():
            question = last_question_of(asked)
            yield Row(topic, group, question, question, " ".join(said.split()))


def last_question_of(words: str, longest: int = 60) -> str:
    """The last paragraph that asks something, shortened to its last words."""
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", words) if p.strip()]
    asking = [p for p in paragraphs if "?" in p] or paragraphs
    return " ".join(asking[-1].split()[-longest:])


# the half of the classifier that attends to token states


def fit_head(rows: Sequence[Row], seed: int = 0) -> dict[str, Array]:
    import jax  # type: ignore[import-not-found]
    import jax.numpy as jnp  # type: ignore[import-not-found]
    import optax  # type: ignore[import-not-found]

    chance, count = np.random.default_rng(seed), len(LABELS)
    keys = jax.random.split(jax.random.PRNGKey(seed), 2)
    weights: Any = {
        "attend": 0.02 * jax.random.normal(keys[0], (count, SIZE)),
        "say": 0.02 * jax.random.normal(keys[1], (count, SIZE)),
        "mean": jnp.zeros((count, SIZE)),
        "pair": jnp.zeros((count, SIZE)),
        "counts": jnp.zeros((count, len(rows[0].counts))),
        "bias": jnp.full(count, -2.0),
    }
    steps = EPOCHS * -(-len(rows) // BATCH)
    optimizer = optax.adam(optax.cosine_decay_schedule(RATE, steps))

    def loss(weights: Any, inputs: Any, wanted: Any, matters: Any) -> Any:
        errors = optax.sigmoid_binary_cross_entropy(head_odds(weights, inputs, jnp), wanted) * matters
        sizes = sum((value**2).sum() for name, value in weights.items() if name != "bias")
        return errors.sum() / BATCH + PENALTY * sizes

    @jax.jit  # type: ignore[untyped-decorator]
    def step(weights: Any, state: Any, *batch: Any) -> Any:
        updates, state = optimizer.update(jax.grad(loss)(weights, *batch), state)
        return optax.apply_updates(weights, updates), state

    state = optimizer.init(weights)
    for _ in range(EPOCHS):
        for chosen, inputs in batches(rows, chance):
            inputs["is_there"] *= chance.random(inputs["is_there"].shape) > DROPPED
            wanted = _padded([rows[i].wanted for i in chosen])
            matters = _padded([rows[i].is_known * rows[i].weight for i in chosen])
            weights, state = step(weights, state, inputs, wanted, matters)
    return {name: np.asarray(value) for name, value in weights.items()}


def head_odds(weights: Any, inputs: Any, xp: Any = np) -> Any:
    """Log-odds as an array of (rows, labels): the sums of `classify_reply` for many rows at once, on NumPy or JAX."""
    states, there = inputs["states"].astype("float32"), inputs["is_there"]
    asked = xp.einsum("bnd,ld->bln", states, weights["attend"]) + xp.where(there[:, None, :] > 0, 0.0, -1e9)
    share = xp.exp(asked - asked.max(axis=-1, keepdims=True))
    share = share / share.sum(axis=-1, keepdims=True)
    heard = (share * xp.einsum("bnd,ld->bln", states, weights["say"])).sum(-1)
    mean = (states * there[..., None]).sum(1) / xp.maximum(there.sum(1), 1)[:, None]
    mean = mean / (xp.sqrt((mean**2).sum(1, keepdims=True)) + 1e-9)
    pair = (mean * PAIR_SCALE * inputs["before"]) @ weights["pair"].T
    return (
        heard
        + (mean * MEAN_SCALE) @ weights["mean"].T
        + pair
        + inputs["counts"] @ weights["counts"].T
        + weights["bias"]
    )


def batches(
    rows: Sequence[Row], chance: np.random.Generator | None = None
) -> Iterator[tuple[list[int], dict[str, Array]]]:
    """Batches of rows of about the same length. The last batch is padded with empty rows, so all have one shape."""
    jitter = np.zeros(len(rows)) if chance is None else chance.random(len(rows)) * 8
    order = np.argsort([len(row.states) + j for row, j in zip(rows, jitter, strict=True)])
    chunks = [order[i : i + BATCH].tolist() for i in range(0, len(order), BATCH)]
    if chance is not None:
        chance.shuffle(chunks)
    for chosen in chunks:
        length = -(-min(LONGEST, max(len(rows[i].states) for i in chosen)) // 16) * 16
        states, there = np.zeros((BATCH, length, SIZE), np.float16), np.zeros((BATCH, length), np.float32)
        for at, i in enumerate(chosen):
            kept = rows[i].states[:length]
            states[at, : len(kept)], there[at, : len(kept)] = kept, 1
        before, counts = _padded([rows[i].before for i in chosen]), _padded([rows[i].counts for i in chosen])
        yield chosen, {"states": states, "is_there": there, "before": before, "counts": counts}


def _padded(vectors: Sequence[Array]) -> Array:
    stacked = np.stack(vectors)
    return np.concatenate([stacked, np.zeros((BATCH - len(stacked), *stacked.shape[1:]), stacked.dtype)])


def odds_by_head(weights: dict[str, Array], rows: Sequence[Row]) -> Array:
    import jax

    run, found = jax.jit(lambda inputs: head_odds(weights, inputs, jax.numpy)), np.zeros((len(rows), len(LABELS)))
    for chosen, inputs in batches(rows):
        found[chosen] = np.asarray(run(inputs))[: len(chosen)]
    return found


# thresholds and accuracy


def out_of_fold(rows: Sequence[Row]) -> Array:
    groups = sorted({(row.topic, row.group) for row in rows})
    np.random.default_rng(0).shuffle(groups)
    fold_of = {tuple(group): i % FOLDS for i, group in enumerate(groups)}
    folds = np.array([fold_of[row.topic, row.group] for row in rows])
    found = np.zeros((len(rows), len(LABELS)))
    for fold in range(FOLDS):
        kept, left = [r for r, f in zip(rows, folds, strict=True) if f != fold], np.flatnonzero(folds == fold)
        tested = [rows[i] for i in left.tolist()]
        found[left] = odds_by_head(fit_head(kept), tested) + odds_by_terms(fit_terms(kept), tested)
    return found


def margins_of(odds: Array, thresholds: Array | None = None) -> Array:
    """The margins of each label except content, as in `classify_reply`."""
    named = odds[:, 1:]
    margins = named - CONTENT_SHARE * odds[:, :1] - (0 if thresholds is None else thresholds)
    best, second = named.max(axis=1, keepdims=True), np.sort(named, axis=1)[:, -2:-1]
    lead = named - np.where(named == best, second, best) + MAX_LEAD
    return margins if thresholds is None else np.minimum(margins, lead)


def _allowed(label: str) -> dict[str, float]:
    if label in ALARMS:
        return ALLOWED
    if label in ASKING:
        return ALLOWED_ASKING
    return ALLOWED_HARMLESS if label in HARMLESS else ALLOWED_OTHERS


def find_thresholds(rows: Sequence[Row], odds: Array) -> Array:
    """The least thresholds at which no kind of content has more false alarms than allowed."""
    margins, kinds = margins_of(odds), np.array([row.kind for row in rows])
    found = []
    for i, label in enumerate(LABELS[1:]):
        allowed = _allowed(label)
        found.append(max(np.quantile(margins[kinds == kind, i], 1 - share) for kind, share in allowed.items()))
    return np.array(found)


def table(rows: Sequence[Row], odds: Array, thresholds: Array) -> str:
    """For each kind of row, how many are rated right (true cases recognized, content left alone), and the alarms."""
    margins, kinds = margins_of(odds, thresholds), np.array([row.kind for row in rows])
    alarms = [LABELS.index(label) - 1 for label in ALARMS]
    lines = []
    for kind in sorted(set(kinds.tolist())):
        chosen, best = kinds == kind, margins[kinds == kind].argmax(axis=1)
        is_believed = margins[chosen].max(axis=1) > 0
        alarmed = np.isin(best, alarms) & is_believed
        right = is_believed & (best == LABELS.index(kind) - 1) if kind in LABELS[1:] else ~is_believed
        lines.append(f"{kind:30} {chosen.sum():5}  right {right.mean():6.1%}  alarms {alarmed.mean():6.2%}")
    return "\n".join(lines)


def save(head: dict[str, Array], terms: dict[str, Any], thresholds: Array) -> None:
    half: dict[str, Any] = {name: head[name].astype(np.float16) for name in ("attend", "say", "counts")}
    np.savez_compressed(
        TARGET,
        **half,
        mean=(head["mean"] * MEAN_SCALE).astype(np.float16),
        pair=(head["pair"] * PAIR_SCALE).astype(np.float16),
        bias=head["bias"].astype(np.float32),
        **saved_terms(terms, thresholds),
    )


def train(rows: Sequence[Row]) -> None:
    """Trains on the training rows, and prints the accuracy on the others."""
    trained, held = [r for r in rows if r.is_in_training], [r for r in rows if not r.is_in_training]
    odds = out_of_fold(trained)
    thresholds = find_thresholds(trained, odds)
    print(f"Outside the training data, by writer and interview\n{table(trained, odds, thresholds)}\n")
    head, terms = fit_head(trained), fit_terms(trained)
    if held:
        odds = odds_by_head(head, held) + odds_by_terms(terms, held)
        print(f"Interviews that were never trained on\n{table(held, odds, thresholds)}\n")
    save(head, terms, thresholds)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size:,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=Path, required=True, help="a file of interviews about AI, one per line")
    parser.add_argument("--biogas", type=Path, required=True, help="the folder data-raw of biogasoutcomes")
    given = parser.parse_args()
    rows = [*written(), *personas(), *interviews_about_ai(given.interviews), *interviews_about_biogas(given.biogas)]
    for row in rows:
        row.encode()
    train(rows)


if __name__ == "__main__":
    main()
