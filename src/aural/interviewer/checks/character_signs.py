"""Signs in a wording in a language without spaces: which of its characters were said before, and how it asks."""

from __future__ import annotations

import re
from functools import cache

from aural import lang
from aural.interviewer.checks.signs import Signs, kinds_of_words, runs_of
from aural.lang import Language

_BLANK = re.compile(r"\s")
_SENTENCE = re.compile("[^。？！?!；;]*[。？！?!；;]?")
_CLAUSE = re.compile("[，。？！?!；;：:、—…]")
# Kinds of words that are common in any question: these words are counted, but not replaced by their kind.
_ONLY_COUNTED = ("more", "hint", "leading")
_SIGN_OF = {"private": "Ⓟ", "feeling": "Ⓕ", "praise": "Ⓖ", "blame": "Ⓑ", "machinery": "Ⓜ", "said": "Ⓢ"}
_MOST = 3  # words of each kind that are counted


def signs_of_characters(words: str, said: str | None, language: Language) -> Signs:
    """The signs in `words`. `said` is the conversation so far; None if it isn't known."""
    text = _BLANK.sub("", words)
    pairs = None if said is None else frozenset(said[i : i + 2] for i in range(len(said) - 1))
    statement, question = _parts(text, language)
    reduced = _reduced(text, said, pairs)
    terms = [
        *runs_of(reduced, 4, join=""),
        *runs_of(list(text), 3, "r:", join=""),
        *runs_of(_reduced(_with_kinds(text, said, language), said, pairs), 3, "c:", join=""),
    ]
    numbers = _form(text, language) | _verdicts(text, said, language) | _counts("", text, said, reduced, language)
    for name, part in (("s", statement), ("q", question)):
        tokens = _reduced(part, said, pairs)
        terms += runs_of(tokens, 3, f"{name}:", join="")
        numbers |= _counts(name, part, said, tokens, language)
    return Signs(tuple(terms), numbers)


@cache
def _kinds(code: str) -> dict[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(words)) for kind, words in kinds_of_words(code).items()}


def _parts(text: str, language: Language) -> tuple[str, str]:
    """The statements, joined into one text, and the questions, joined into another."""
    sentences = [sentence for sentence in _SENTENCE.findall(text) if sentence]
    asked = [bool(language.pattern("fault_features", "form.asks").search(sentence)) for sentence in sentences]
    return tuple(  # type: ignore[return-value]
        "".join(s for s, asks in zip(sentences, asked, strict=True) if asks is wanted) for wanted in (False, True)
    )


def _reduced(text: str, said: str | None, pairs: frozenset[str] | None) -> list[str]:
    """The characters of the text, with a single K for each stretch that was said before."""
    tokens: list[str] = []
    for i, character in enumerate(text):
        if pairs is not None and _is_said(text, i, pairs):
            if not tokens or tokens[-1] != "K":
                tokens.append("K")
        elif character.isdigit():
            tokens.append("#" if said is None or character in said else "#N")
        else:
            tokens.append(character)
    return tokens


def _is_said(text: str, i: int, pairs: frozenset[str]) -> bool:
    if not _is_han(text[i]):
        return False
    after, before = text[i : i + 2], text[max(0, i - 1) : i + 1]
    return (len(after) == 2 and _is_han(after[1]) and after in pairs) or (
        len(before) == 2 and _is_han(before[0]) and before in pairs
    )


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _with_kinds(text: str, said: str | None, language: Language) -> str:
    for kind, pattern in _kinds(language.code).items():
        if kind not in _ONLY_COUNTED:
            sign = _SIGN_OF[kind]
            text = pattern.sub(lambda m, s=sign: m.group() if said is not None and m.group() in said else s, text)  # type: ignore[misc]
    return text


def _counts(name: str, text: str, said: str | None, tokens: list[str], language: Language) -> dict[str, float]:
    found = {"length": len(text) / 20, "fresh": sum(t != "K" for t in tokens) / 20, "said": float(tokens.count("K"))}
    for kind, pattern in _kinds(language.code).items():
        words = pattern.findall(text)
        fresh = [word for word in words if said is None or word not in said]
        found |= {kind: float(min(_MOST, len(words))), f"is-{kind}": float(bool(words))}
        found |= {f"{kind}*": float(min(_MOST, len(fresh))), f"is-{kind}*": float(bool(fresh))}
    return {f"{name}/{key}": value for key, value in found.items() if value}


def _verdicts(text: str, said: str | None, language: Language) -> dict[str, float]:
    """Counts words of praise or blame that weren't said before, in clauses that ask nothing."""
    asking, kinds = language.pattern("fault_features", "form.asking_word"), _kinds(language.code)
    clauses = [clause for clause in _CLAUSE.split(text) if clause and not asking.search(clause)]
    words = [word for clause in clauses for kind in ("praise", "blame") for word in kinds[kind].findall(clause)]
    fresh = [word for word in words if said is None or word not in said]
    return {"verdicts": float(min(_MOST, len(fresh))), "long-verdict": float(any(len(word) > 1 for word in fresh))}


def _form(text: str, language: Language) -> dict[str, float]:
    asking_word, yes_no, particle, alternative = (
        language.pattern("fault_features", f"form.{key}")
        for key in ("asking_word", "yes_no", "particle", "alternative")
    )
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    asking = sum(bool(asking_word.search(clause)) for clause in clauses)
    words = len(asking_word.findall(text))
    marks = sum(map(text.count, lang.question_marks()))
    return {
        "marks": float(marks),
        "several-marks": float(marks > 1),
        "clauses": float(len(clauses)),
        "asking-clauses": float(asking),
        "asks-twice": float(asking + len(yes_no.findall(text)) > 1),
        "asks-thrice": float(asking > 2),
        "adds": float(asking > 1 and bool(_kinds(language.code)["more"].search(text))),
        "asking-words": float(words),
        "yes-no": float(bool(particle.search(text))),
        "alternative": float(bool(alternative.search(text))),
        "asks-nothing": float(words == 0),
        "statement": float(bool(_parts(text, language)[0])),
    }
