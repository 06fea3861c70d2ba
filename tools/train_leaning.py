"""Fits the weights of `mind/leaning.py`: softmax regression with L2, by plain gradient steps.

`python -m tools.train_leaning` reads bench/training/kinds.txt and the personas of the development half, and writes
src/aural/mind/data/leaning.json. The other half of the personas and tests/data/answers.json are never read here.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np

from aural.interview.intent import KINDS
from aural.mind.leaning import inputs_of

ROOT = Path(__file__).parent.parent
DEVELOPMENT_ROLES = ("backend", "customer-support", "nurse", "research-participant")
BEHAVIOUR_KINDS = {"off-topic": "off-topic", "hostile": "hostile", "injecting": "instruction", "asks-back": "asks-back"}
STRAYED = 30
BENEFIT_OF_THE_DOUBT = 0.3  # an answer taken for something else costs more than the reverse
Example = tuple[str, str, str, str]  # role, kind, question, answer


def written_examples() -> list[Example]:
    lines = (ROOT / "bench" / "training" / "kinds.txt").read_text(encoding="utf-8").splitlines()
    parts = [[p.strip() for p in line.split("|", 2)] for line in lines if line and not line.startswith("#")]
    return [("written", kind, question, answer) for kind, question, answer in parts]


def persona_examples(roles: tuple[str, ...] = DEVELOPMENT_ROLES) -> list[Example]:
    found: list[Example] = []
    for path in sorted((ROOT / "tests" / "data" / "personas").glob("*-*.json")):
        persona = json.loads(path.read_text(encoding="utf-8"))
        if persona["role"] in roles:
            found += [
                (persona["role"], BEHAVIOUR_KINDS.get(a["behaviour"], "answer"), q["text"], a["text"])
                for q in persona["questions"]
                for a in q["answers"]
            ]
    return found


def strayed(examples: list[Example], count: int) -> list[Example]:
    """Real answers under a question of somebody else are off the subject."""
    chance = random.Random(7)
    full = [e for e in examples if e[1] == "answer" and len(e[3].split()) > 12]
    made: list[Example] = []
    for _ in range(count):
        here, there = chance.sample(full, 2)
        if here[0] != there[0] or here[2][:12] != there[2][:12]:
            made.append((here[0], "off-topic", there[2], here[3]))
    return made


def fit(examples: list[Example], penalty: float = 0.002, steps: int = 600) -> tuple[Any, Any]:
    inputs = np.array([inputs_of(q, a, "en") for _, _, q, a in examples], dtype=np.float32)
    labels = np.array([KINDS.index(kind) for _, kind, _, _ in examples])
    share = np.bincount(labels, minlength=len(KINDS)) / len(labels)
    weight = (share**-0.25)[labels]
    weight /= weight.mean()
    wanted = np.eye(len(KINDS))[labels]
    weights, offsets = np.zeros((len(KINDS), inputs.shape[1])), np.zeros(len(KINDS))
    speed_w, speed_o = np.zeros_like(weights), np.zeros_like(offsets)
    for _ in range(steps):
        scores = inputs @ weights.T + offsets
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        error = (shares - wanted) * weight[:, None] / len(labels)
        speed_w = 0.9 * speed_w - 0.5 * (error.T @ inputs + penalty * weights)
        speed_o = 0.9 * speed_o - 0.5 * error.sum(axis=0)
        weights, offsets = weights + speed_w, offsets + speed_o
    return weights, offsets


def main() -> None:
    examples = written_examples() + persona_examples()
    examples += strayed(examples, STRAYED)
    weights, offsets = fit(examples)
    offsets[KINDS.index("answer")] += BENEFIT_OF_THE_DOUBT
    data = {"kinds": KINDS, "offsets": np.round(offsets, 4).tolist(), "weights": np.round(weights, 4).tolist()}
    target = ROOT / "src" / "aural" / "mind" / "data" / "leaning.json"
    target.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(examples)} examples, {weights.size} weights, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
