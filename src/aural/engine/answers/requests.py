"""Recognizes requests about the interview itself: to repeat, skip, go back, take a minute or end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from aural import lang
from aural.engine.answers.sentences import folded, length_of, plain, sentence_texts, visible
from aural.engine.moves import Topic
from aural.lang import Language, any_of, filled

WishName = Literal["repeat", "rephrase", "skip", "refusal", "back", "minute", "end", "asks-about", "nothing-to-add"]
LONGEST_WISH = 30  # words; a longer message is an answer
LONGEST_STATEMENT = 12  # words in a request that isn't phrased as a question
LONGEST_RIGHTED = 60  # words; an estimate for Chinese
LONGEST_TOLD = 20  # words; an estimate for Chinese
LONGEST_UNSPACED = 20  # words in a request, in languages without spaces between words
_WORD = re.compile(r"[\w']+")
_GOING = ("more", "ending", "ending_here", "not_this", "unfinished", "away", "data", "grief", "unwell", "slower")
_PART = re.compile(r"[,;:.!?\u2013\u2014\n\u3002\uff0c\uff1b\uff1a\uff01\uff1f]+\s*")


@dataclass(frozen=True, slots=True)
class Wish:
    name: WishName
    topic: Topic | None = None
    is_knowing: bool = True  # False for "I don't know", as opposed to "that is all"


_Patterns = tuple[tuple[WishName, Topic | None, re.Pattern[str]], ...]


@cache
def _patterns(language: Language) -> _Patterns:
    shared = language.table("requests")["shared"]
    entries = language.value("requests", "wish")
    return tuple((w["name"], w.get("topic"), any_of([filled(p, shared) for p in w["any"]])) for w in entries)


@cache
def _ordinals() -> dict[str, int]:
    """The numbers named by words such as "second", in all languages."""
    return {word: at for language in lang.every() for word, at in _own_ordinals(language).items()}


def _own_ordinals(language: Language) -> dict[str, int]:
    listed = enumerate(language.value("requests", "naming.ordinals"), 1)
    return {word: at for at, words in listed for word in words.split()}


@cache
def _naming() -> re.Pattern[str]:
    return _numbered("number")


@cache
def _naming_questions() -> re.Pattern[str]:
    return _numbered("question")


def _numbered(key: str) -> re.Pattern[str]:
    return any_of(
        [
            filled(pattern, {"ORDINAL": "|".join(_own_ordinals(language))})
            for language in lang.every()
            for pattern in language.alternatives("requests", f"naming.{key}")
        ]
    )


@cache
def _told(language: Language) -> re.Pattern[str]:
    begin, end = language.text("requests", "told.begin"), language.text("requests", "told.end")
    return any_of([f"{begin}(?:{'|'.join(language.alternatives('requests', 'told.told'))}){end}"])


def find_wish(answer: str, language: str, has_earlier: bool) -> Wish | None:
    """The request that the whole message amounts to; None if it is an answer, however poor."""
    text = visible(answer)
    if length_of(text[:2000]) > LONGEST_WISH or len(text) > 400:
        return _wish_at_end(text, language)
    own = lang.of_text(language, text)
    return _find_in_words(text, own, has_earlier) if own.is_spaced else _find_in_characters(text, own)


def find_question(answer: str, language: str) -> Topic | None:
    """The topic of a question about the interview, the company or the role, if a pattern recognizes it."""
    wish = find_wish(answer, language, has_earlier=False)
    return wish.topic if wish is not None and wish.name == "asks-about" else None


def find_number(answer: str) -> int | None:
    """The number of the question that a short message names ("back to number 2"), from 1."""
    return _number_in(answer, _naming())


def find_question_number(answer: str) -> int | None:
    """Like `find_number`, but only with the word "question" or "answer": "let me correct question 2".

    A correction is stored with the question that it names, and "the second one" may be anything.
    """
    return _number_in(answer, _naming_questions())


def _number_in(answer: str, naming: re.Pattern[str]) -> int | None:
    found = naming.search(plain(visible(answer[:400])))
    if found is None:
        return None
    named = next(group for group in found.groups() if group)
    return int(named) if named.isdecimal() else _ordinals()[named]


def is_correcting(answer: str) -> bool:
    """Whether the message has a word that people use only for corrections."""
    return bool(lang.every_pattern("requests", "naming.correcting").search(plain(visible(answer[:400]))))


def may_correct(answer: str) -> bool:
    """Whether the message has a word that people use for corrections, but also for other things."""
    return bool(lang.every_pattern("requests", "naming.contrasting").search(plain(visible(answer[:400]))))


def asks_about_the_question(text: str, question: str, language: Language) -> bool:
    """Whether the candidate asks about the interviewer's question, by repeating a part of it or asking what is meant.

    For languages without spaces between words.
    """
    said = visible(text[:400])
    pairs = {question[at : at + 2] for at in range(len(question) - 1)} - language.words("requests", "open.common")
    asks_back = language.pattern("requests", "open.asking").search(said)
    return asks_back is not None or any(pair in said for pair in pairs)


def is_told(answer: str) -> bool:
    """Whether the message only says that the answer was given before: "I told you already", "same as question 2"."""
    text = visible(answer[:400])
    if length_of(text) > LONGEST_TOLD:
        return False
    filler = lang.every_pattern("requests", "told.filler")
    parts = [plain(sentence).rstrip(" .!?。！？,，") for sentence in sentence_texts(text)]
    said = [part for part in parts if not filler.fullmatch(part)]
    return bool(said) and all(any(_told(own).fullmatch(part) for own in lang.every()) for part in said)


def puts_right(answer: str) -> bool:
    """Whether a short message begins by saying that something said before was wrong."""
    righting = lang.every_pattern("requests", "righting")
    return length_of(answer[:400]) <= LONGEST_RIGHTED and bool(righting.search(plain(visible(answer[:400]))))


def is_refusing(answer: str) -> bool:
    """Whether a short message refuses to answer without being hostile: "That is none of your business"."""
    return bool(lang.every_pattern("requests", "refusing").search(_short(answer)))


def goes_on(answer: str) -> bool:
    """Whether a whole message asks to continue the interview: "I want to continue", "no, I don't want to stop"."""
    return _is_going("more", answer)


def asks_to_end(answer: str) -> bool:
    """Whether a part of a message plainly asks to end the interview, and no later part asks to continue.

    For the words of a candidate in distress, who seldom says only that.
    """
    is_end = False
    for part in _PART.split(plain(visible(answer[:400]))):
        if goes_on(part):
            is_end = False
        elif _is_going("ending", part):
            is_end = True
    return is_end


def ends_here(answer: str) -> bool:
    """Whether a whole message asks to end the interview and could hardly answer a question: "Please stop here"."""
    return _is_going("ending_here", answer)


def ends_here_in_part(answer: str) -> bool:
    """Whether a part of a message does so."""
    return any(map(ends_here, _PART.split(plain(visible(answer[:400])))))


def leaves_question(answer: str) -> bool:
    """Whether a whole message wants to leave the open question, as opposed to the interview."""
    return _is_going("not_this", answer)


def is_unfinished(answer: str) -> bool:
    """Whether a whole message says that the candidate hasn't finished: "Let me finish", "I'm still thinking"."""
    return _is_going("unfinished", answer)


def is_away(answer: str) -> bool:
    """Whether a whole message says that the candidate is away for a moment: "I need the bathroom"."""
    return _is_going("away", answer)


def claims_rights(answer: str) -> bool:
    """Whether a whole message asks for a right over the candidate's data: "Please delete my data", "Stop recording"."""
    return _is_going("data", answer)


def is_grieving(answer: str) -> bool:
    """Whether a whole message asks to be excused because a relative or friend has died or is very ill."""
    return _is_going("grief", answer, LONGEST_WISH)


def is_unwell(answer: str) -> bool:
    """Whether a whole message says that the candidate is ill or in pain now: "Sorry, I have a migraine"."""
    return _is_going("unwell", answer, LONGEST_WISH)


def is_slower(answer: str) -> bool:
    """Whether a whole message asks for patience and says why: "I'm dyslexic, so I need longer"."""
    return _is_going("slower", answer, LONGEST_WISH)


def was_never(answer: str) -> bool:
    """Whether a whole message says that the candidate has never done it, which is an answer."""
    return bool(lang.every_pattern("requests", "never.all").search(_short(answer)))


def _is_going(key: str, answer: str, longest: int = LONGEST_STATEMENT) -> bool:
    said = _short(answer, longest)
    return any(_going(own)[key].match(said) for own in lang.every())


@cache
def _going(language: Language) -> dict[str, re.Pattern[str]]:
    """The patterns of `going_on`, each of which begins with the language's polite words."""
    polite = language.text("requests", "going_on.polite")
    return {
        key: any_of([f"{polite}(?:{ending})" for ending in language.alternatives("requests", f"going_on.{key}")])
        for key in _GOING
    }


def _short(answer: str, longest: int = LONGEST_STATEMENT) -> str:
    """The message as `plain` text; empty if it has more words than a request that isn't phrased as a question."""
    text = answer[:400]
    return plain(visible(text)) if length_of(text) <= longest else ""


def is_lost(answer: str) -> bool:
    """Whether the candidate doesn't know what else to say: "I am not sure what else you want to hear"."""
    lost = lang.every_pattern("requests", "nothing.lost")
    return length_of(answer[:400]) <= 25 and bool(lost.search(plain(visible(answer[:400]))))


def _find_in_words(text: str, language: Language, has_earlier: bool) -> Wish | None:
    said = plain(text)
    if language.pattern("requests", "nothing.blank").match(said):
        return Wish("nothing-to-add", is_knowing=has_earlier)
    parts = [plain(s) for s in sentence_texts(text)]
    found = [w for w in (_wish_in(p, language) for p in parts) if w]
    if found and _is_mostly_wish(parts, language):
        return found[0]
    if language.pattern("requests", "nothing.said").search(said) and _is_only_nothing(said, has_earlier):
        return Wish("nothing-to-add")
    return None


def _wish_in(sentence: str, language: Language) -> Wish | None:
    if len(sentence.split()) > (LONGEST_WISH if sentence.endswith("?") else LONGEST_STATEMENT):
        return None
    for name, topic, pattern in _patterns(language):
        if any(_is_meant(language, sentence, *found.span()) for found in pattern.finditer(sentence)):
            return Wish(name, topic)
    return None


def _is_mostly_wish(parts: list[str], language: Language) -> bool:
    """Whether at most eight words are outside the request, and no sentence asks what the question means."""
    beside = sum(len(p.split()) for p in parts if not _wish_in(p, language))
    asks_which = any(f" {w} " in f" {p} " for p in parts for w in ("whether", "meant", "mean"))
    return beside <= 8 and not asks_which


def _is_only_nothing(said: str, has_earlier: bool) -> bool:
    """Whether the message is too short to also be an answer. After an earlier answer, it may be longer."""
    return len(said.split()) <= (22 if has_earlier else 12)


def _wish_at_end(text: str, language: str) -> Wish | None:
    """Recognizes a long answer that ends by asking to continue, and so is complete."""
    last = plain(text[-200:]).rsplit(". ", 1)[-1].strip()
    return Wish("nothing-to-add") if lang.every_pattern("requests", "nothing.closing").match(last) else None


def _find_in_characters(text: str, language: Language) -> Wish | None:
    said = folded(text, language)
    if language.pattern("requests", "nothing.blank").match(said):
        return Wish("nothing-to-add", is_knowing=False)
    if length_of(said) > LONGEST_UNSPACED:
        return None
    for name, topic, pattern in _patterns(language):
        if any(_is_meant(language, said, *found.span()) for found in pattern.finditer(said)):
            return Wish(name, topic)
    return Wish("nothing-to-add") if language.pattern("requests", "nothing.said").search(said) else None


def _is_meant(language: Language, sentence: str, start: int, end: int) -> bool:
    """Whether the words of a request are meant as one: not negated, and not about what a person does or did.

    `sentence` is folded (`folded`); the words of the request are from `start` to `end`.
    """
    before = _meant(language, "clause").split(sentence[:start])[-1]
    if _meant(language, "no").search(before):
        return False
    if _meant(language, "question").search(sentence):
        return True
    if _meant(language, "done").match(sentence, end) or not _only_asks(language, before):
        return False
    is_doing = _meant(language, "doing").search(before) and not _meant(language, "own").match(sentence, start)
    return not is_doing or bool(_meant(language, "end").match(sentence, end))


def _only_asks(language: Language, before: str) -> bool:
    if language.is_spaced:
        return language.words("requests", "meant.asking").issuperset(_WORD.findall(before))
    return _meant(language, "asking").fullmatch(before) is not None


def _meant(language: Language, key: str) -> re.Pattern[str]:
    return language.pattern("requests", f"meant.{key}")
