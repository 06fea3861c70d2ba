"""Reasons not to show a wording: it isn't one open question, leads, praises, invents, pries or obeys the candidate."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aural import lang
from aural.engine.answers.noun_phrases import function_words, is_content, is_sensitive
from aural.engine.answers.sentences import Word, length_of, lows, plain, sentence_texts, sentences_of, words_of
from aural.engine.moves import Ask, Clarify, Close, Deescalate, Finish, FollowUp, Greet, Redirect, Skip
from aural.engine.plan import Plan
from aural.interviewer.checks.faults import find_fault
from aural.interviewer.checks.figures import says_new_number
from aural.interviewer.checks.question_count import count_questions
from aural.interviewer.guided.phrasebook import sentences_said
from aural.interviewer.protocol import WordingRequest
from aural.lang import Language, filled

MOST_SAID = 150_000  # characters of a conversation that words are compared with
MOST_WORDS = 40
# Moves that say more than a question: they explain, or offer several ways to continue.
_EXPLAINING = (Clarify, Deescalate, Greet, Skip)
_ASKING = (FollowUp, Redirect, Deescalate, Close)

_QUOTED = re.compile('[\u201c"\u300c\u300e]([^\u201c\u201d"\u300c\u300d\u300e\u300f]{1,400})[\u201d"\u300d\u300f]')
# Includes the question marks of Arabic, Persian, Urdu, Greek, Armenian and Amharic.
_QUESTION_MARK = re.compile("[?\uff1f\u061f\u037e\u055e\u1367]")
_ENGLISH = lang.of("en")
_REQUEST = lang.every_pattern("wording_checks", "request", flags=re.IGNORECASE)
_VERDICT = lang.every_pattern("wording_checks", "verdict")
_MACHINERY = lang.every_pattern("wording_checks", "machinery", flags=re.MULTILINE)
_FOR_CANDIDATE = lang.every_pattern("wording_checks", "for_candidate")
_CLAIMED = re.compile(
    r"\byou (?:said|mentioned|told|described|explained|noted|stated|wrote|referred to|spoke of|talked about)"
    r"\b([^?.:,;]{0,160})"
)
# Words for the time when something was said: "you mentioned it at the beginning".
_WHEN_SAID = frozenset(
    "already answer answers beginning before earlier first last moment previous question start".split()
)
_COUNTED = rf"\d+|{lang.every_pattern('wording_checks', 'left.counted').pattern}"
_LEFT = [
    re.compile(filled(pattern, {"COUNTED": _COUNTED}))
    for language in lang.every()
    for pattern in language.alternatives("wording_checks", "left.said")
]


def _tried(request: WordingRequest) -> tuple[Language, ...]:
    """The languages whose patterns are tried: English, the interview's language, and those with their own script."""
    own = (lang.DEFAULT, lang.primary(request.plan.language))
    return tuple(language for language in lang.every() if language.script or language.code in own)


def _finds(kind: str, low: str, own: str, request: WordingRequest) -> bool:
    """Whether a pattern in `question_checks` matches `low`, or `own` for languages without spaces."""
    patterns = ((language.pattern("question_checks", kind), language.is_spaced) for language in _tried(request))
    return any(pattern.search(low if is_spaced else own) for pattern, is_spaced in patterns)


def check_wording(text: str, request: WordingRequest) -> list[str]:
    """The reasons against these words; empty if the words may be shown."""
    found = check_by_rules(text, request)
    if found or not isinstance(request.move, FollowUp):
        return found
    asked = request.question.text if request.question else ""
    said = "\n".join((asked, *_said(request))) if request.lines else None
    fault = find_fault(text.strip(), said, request.plan.language)
    return [fault] if fault else []


def check_by_rules(text: str, request: WordingRequest) -> list[str]:
    """The reasons that exact rules find: form, repetition, numbers and names, known phrases."""
    words = text.strip()
    if not words:
        return ["it is empty"]
    own = _without_quotes(words)
    low = plain(own)
    found = [
        *_form(words, own, request),
        *_repetition(words, request),
        *_tone(low, words, request),
        *_truth(words, own, request),
        *_privacy(own, low, request),
        *_language(own, request),
    ]
    return list(dict.fromkeys(found))


# form


def _form(text: str, own: str, request: WordingRequest) -> list[str]:
    found = []
    if length_of(text) > most_words(request):
        found.append("it is too long")
    if isinstance(request.move, FollowUp):
        found += _one_question(own, request)
    elif isinstance(request.move, _ASKING) and len(_QUESTION_MARK.findall(own)) > 1 + _marks_in(request):
        found.append("it asks more than one question")
    return found


def asks(words: str) -> bool:
    """Whether the words have a question mark of any script."""
    return bool(_QUESTION_MARK.search(words))


def most_words(request: WordingRequest) -> int:
    """The maximum number of words for this move, as counted by `length_of`."""
    given = length_of(request.question.text) if request.question else 0
    if isinstance(request.move, FollowUp | Redirect):
        return MOST_WORDS + (given if isinstance(request.move, Redirect) else 0)
    if isinstance(request.move, Clarify | Deescalate):
        return MOST_WORDS + MOST_WORDS // 2 + given
    if isinstance(request.move, _EXPLAINING):
        return 2 * MOST_WORDS + given + sum(length_of(t) for t in _plan_texts(request.plan))
    return MOST_WORDS + given + (length_of(request.plan.title) if isinstance(request.move, Ask) else MOST_WORDS)


def _marks_in(request: WordingRequest) -> int:
    return len(_QUESTION_MARK.findall(request.question.text)) if request.question else 0


def _one_question(own: str, request: WordingRequest) -> list[str]:
    marks = list(_QUESTION_MARK.finditer(own))
    if _asks_more(own, len(marks), request):
        return ["it asks more than one question"]
    if not marks:
        is_asking = _REQUEST.search(own) or lang.of_script(own).pattern("wording_checks", "asking").search(own)
        return [] if is_asking else ["it asks nothing"]
    asked = _question_clause(own, marks[-1].end())
    found = []
    if not _finds("polite", asked, own, request) and _is_yes_no(asked, own, request):
        found.append("yes or no would answer it")
    if length_of(own[marks[-1].end() :]) > 3 and not _REQUEST.search(own[marks[-1].end() :]):
        found.append("it goes on after the question")
    return found


def _asks_more(own: str, marks: int, request: WordingRequest) -> bool:
    """Whether the words ask several questions, by the language's rules or, without rules, by marks and patterns."""
    if (counted := count_questions(own, request.plan.language)) is not None:
        return counted > 1
    others = (language for language in _tried(request) if language is not _ENGLISH)
    return marks > 1 or any(language.pattern("question_checks", "second").search(own) for language in others)


def _is_yes_no(asked: str, own: str, request: WordingRequest) -> bool:
    """Whether yes or no would answer the question, unlike a choice ("Was it your call or the team's?")."""
    tried = _tried(request)
    if any(language.pattern("wording_checks", "yes_no").search(own) for language in tried):
        return True
    closed = (language.pattern("question_checks", "yes_no") for language in tried if language.is_spaced)
    offers_choice = any(language.pattern("question_checks", "offers_choice").search(asked) for language in tried)
    return not offers_choice and any(pattern.match(asked) for pattern in closed)


def _question_clause(own: str, end: int) -> str:
    """The sentence with the question mark, without a lead-in that ends with a colon."""
    start = next((a for a, b in sentences_of(own) if a < end <= b), 0)
    clause = own[start:end].rsplit(":", 1)[-1]
    return plain(clause).lstrip("\u201c\u201d\"' ,\u2013\u2014-")


def _repetition(text: str, request: WordingRequest) -> list[str]:
    """Refuses a follow-up that was asked before. The sentence before the question may be repeated.

    "Which was it?" means nothing without the sentence before it, so it is a new question after a different sentence.
    """
    if not isinstance(request.move, FollowUp):
        return []
    said = sentences_said(line.content for line in request.lines if line.role == "assistant")
    sentences = sentence_texts(text)
    for before, sentence in zip(["", *sentences], sentences, strict=False):
        if plain(sentence) not in said or not (asks(sentence) or _REQUEST.search(sentence)):
            continue
        if not before or plain(before) in said or any(is_content(word.low) for word in words_of(sentence)):
            return ["it asks what was asked before"]
    return []


# tone


def _tone(low: str, text: str, request: WordingRequest) -> list[str]:
    asked = plain(request.question.text) if request.question else ""
    rest = low.replace(asked, " ") if asked else low
    found = []
    is_calming = isinstance(request.move, Deescalate)  # the words name the candidate's feelings
    rest = rest.removeprefix("of course")
    raised = plain("\n".join(_said(request)))
    if not is_calming and (_finds("leading", rest, rest, request) or _finds("leading_spoken", rest, rest, request)):
        found.append("it leads")
    felt = rest.replace("i'm sorry to hear", " ") if is_calming else rest
    if any(language.pattern("wording_checks", "praise").search(felt) for language in _tried(request)):
        found.append("it praises or judges")
    if _finds_unraised(_VERDICT, _without_numbering(rest), raised):
        found.append("it gives a verdict")
    if _finds_unraised(_MACHINERY, _less(text, _plan_texts(request.plan)).lower(), raised):
        found.append("it shows markup, code, a link or the instructions")
    if _FOR_CANDIDATE.search(rest):
        found.append("it speaks for the candidate")
    return found


def _finds_unraised(pattern: re.Pattern[str], text: str, raised: str) -> bool:
    """Whether the pattern finds words that weren't said before; those said before may be about the candidate's work."""
    return any(
        found.group() not in raised or not found.group().replace(" ", "").isalpha() for found in pattern.finditer(text)
    )


def _without_numbering(low: str) -> str:
    return re.sub(r"question \d+ of \d+", " ", low)


def _less(text: str, given: Iterable[str]) -> str:
    for part in given:
        if part:
            text = text.replace(part, " ")
    return text


# truth


def _truth(text: str, own: str, request: WordingRequest) -> list[str]:
    given = [*_plan_texts(request.plan), request.plan.organization, *_facts(request.plan)]
    known = "\n".join([*given, *_said(request), *_context(request)])
    known_words = {form for w in words_of(known) for form in (w.low, _bare(w.low))}
    found = []
    if says_new_number(text, known, "\n".join(_said(request))):
        found.append("it has a number that nobody said")
    if _misstates_what_is_left(own, request):
        found.append("it is wrong about the time or the questions left")
    if (shown := lang.find(request.plan.language)) and shown.names_in_capitals and _new_names(own, known_words):
        found.append("it has a name that nobody said")
    squeezed = plain(known)
    if isinstance(request.move, FollowUp) and any(_is_unsaid(q, squeezed) for q in _QUOTED.findall(text)):
        found.append("it quotes what nobody said")
    if not isinstance(request.move, Finish | Greet) and _unsaid_claim(own, known_words):
        found.append("it says that the candidate said what they didn't")
    return found


def _is_unsaid(quoted: str, said: str) -> bool:
    """Whether a quotation wasn't said. Chinese also quotes summaries, so half of the quotation is enough there."""
    low = plain(quoted)
    if lang.of_script(low).is_spaced:
        return low not in said
    pairs = [low[i : i + 2] for i in range(len(low) - 1)] or [low]
    return sum(pair in said for pair in pairs) * 2 < len(pairs)


def _misstates_what_is_left(own: str, request: WordingRequest) -> bool:
    """Whether the words state a wrong number of minutes or questions left."""
    if request.questions_left is None:
        return False
    for sentence in filter(lambda told: not asks(told), sentence_texts(own)):
        for found in (found for pattern in _LEFT for found in pattern.finditer(plain(sentence))):
            left = request.minutes_left if found["minutes"] else request.questions_left
            if left is None or found["number"] not in _ways_to_say(left):
                return True
    return False


def _ways_to_say(left: int) -> set[str]:
    none = lang.every_words("wording_checks", "left.none") if left == 0 else frozenset()
    return {str(left), _ENGLISH.numbers.in_words(left), *none}


def _new_names(own: str, known: set[str]) -> bool:
    starts = {a for a, _ in sentences_of(own)}
    return any(_is_name(own, w, starts) and not {w.low, _bare(w.low), f"{w.low}s"} & known for w in words_of(own))


def _is_name(own: str, word: Word, starts: set[int]) -> bool:
    before = own[: word.start].rstrip()
    begins = word.start in starts or before[-1:] in ("", ":", "\u201c", "\u201d", '"', "\u2013", "\u2014", "\uff1a")
    first = own[word.start]
    return first.isupper() and not begins and word.low not in function_words() | {"ai", "i", "i'd", "let's"}


def _bare(word: str) -> str:
    return word.removesuffix("'s")


def _unsaid_claim(own: str, known: set[str]) -> bool:
    for claimed in _CLAIMED.findall(plain(own)):
        content = [w.low for w in words_of(claimed) if is_content(w.low) and w.low not in _WHEN_SAID]
        missing = [w for w in content if _bare(w) not in known and w[:5] not in {k[:5] for k in known}]
        if content and len(missing) * 2 > len(content):
            return True
    return False


# privacy, language


def _privacy(own: str, low: str, request: WordingRequest) -> list[str]:
    asked = plain(" ".join(_plan_texts(request.plan)))
    told = plain(_without_facts(own, request.plan))
    for kind, words in (("prying", low), ("protected", told)):
        if _finds(kind, words, words, request) and not _ENGLISH.pattern("question_checks", kind).search(asked):
            return ["it asks about something private"]
    if not isinstance(request.move, FollowUp):
        return []
    raised = asked + plain("\n".join(_said(request)))
    shown = lang.of_script(own)
    of_candidate = shown.pattern("wording_checks", "of_candidate")
    if not shown.is_spaced:
        near = " ".join(of_candidate.findall(own))
        private = [found.group() for found in shown.pattern("features", "sensitive").finditer(near)]
        return ["it asks about something private"] if any(word not in raised for word in private) else []
    fresh = (word for found in of_candidate.finditer(low) for word in lows(found.group()) if word not in raised)
    return ["it asks about something private"] if is_sensitive(" ".join(fresh)) else []


def _without_facts(own: str, plan: Plan) -> str:
    """The words without sentences whose content words all come from an approved fact: these inform, and don't pry."""
    facts = [{word.low for word in words_of(text)} for text in _facts(plan)]
    return " ".join(s for s in sentence_texts(own) if asks(s) or not any(_is_from(s, words) for words in facts))


def _is_from(sentence: str, words: set[str]) -> bool:
    content = {word.low for word in words_of(sentence) if is_content(word.low)}
    return bool(content) and content <= words


def _language(own: str, request: WordingRequest) -> list[str]:
    given = "".join(_plan_texts(request.plan)) + (request.participant_name or "")
    rest = "".join(c for c in own if c.isalpha() and c not in given)
    language = lang.find(request.plan.language)
    if language is _ENGLISH and (any(ord(c) > 0x24F for c in rest) or _is_no_english(own, given)):
        return ["it is in another language"]
    if language and language.script and len(rest) > 4 and language.count_script(rest) * 2 < len(rest):
        return ["it is in another language"]
    return []


def _is_no_english(own: str, given: str) -> bool:
    """Whether at least six words aren't in `given`, and the text has too few function words for English."""
    words = [w.low for w in words_of(own)]
    common = sum(word in function_words() or word.split("'")[0] in function_words() for word in words)
    others = sum(word not in given.lower() for word in words)
    return others >= 6 and common * 8 < len(words)


# what a wording may draw on


def _without_quotes(text: str) -> str:
    return _QUOTED.sub(lambda m: m.group()[0] + m.group()[-1], text)


def _plan_texts(plan: Plan) -> list[str]:
    texts = [plan.title, plan.description or "", plan.ai_name]
    for question in plan.questions:
        texts += [question.text, question.description or "", *(question.options or ())]
    return texts


def _facts(plan: Plan) -> list[str]:
    return [f"{fact.topic}: {fact.text}" for fact in plan.approved_facts]


def _said(request: WordingRequest) -> list[str]:
    """The latest part of the conversation. It is bounded, because each search in it blocks the interpreter."""
    said, left = [(request.answer or "")[-MOST_SAID:], request.participant_name or ""], MOST_SAID
    for line in reversed(request.lines):
        texts = [line.content, *_strings(line.data)]
        left -= sum(map(len, texts))
        if left < 0:
            break
        said += texts
    return said


def _context(request: WordingRequest) -> list[str]:
    """Numbers that the interviewer may mention: those of the questions, and the minutes and questions left."""
    count = len(request.plan.questions)
    minutes = [str(getattr(request.move, name, "")) for name in ("minutes_left", "question_minutes_left")]
    left = [n for n in (request.minutes_left, request.questions_left) if n is not None]
    return [
        " ".join(str(n) for n in range(1, count + 1)),
        *minutes,
        *map(str, left),
        *map(_ENGLISH.numbers.in_words, left),
    ]


def _strings(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    children = data.values() if isinstance(data, dict) else data if isinstance(data, list | tuple) else ()
    return [text for child in children for text in _strings(child)]
