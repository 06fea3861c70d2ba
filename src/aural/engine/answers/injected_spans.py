"""Asides: parts of an answer meant for the machine, not for people. They are never evidence and never judged.

The rest of the answer counts as usual: no candidate is marked down for an aside. No list of words covers every attack,
so there are other defenses: a sentence that may be an aside can't raise a level (`engine/answers/addressed`), the judge
has no tools, and its quotes are checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from aural.engine.answers.addressed import is_about_others, is_clear
from aural.engine.answers.sentences import has_hidden, sentences_of, visible, without_flags
from aural.engine.answers.steering import steering_of, steering_sentences

# The lowest steering scores of an order: on its own, and in a text that also contains a clear order.
CLEAR, BESIDE = 2.6, 1.2

_ROLES = (
    "interviewer|candidate|applicant|system|assistant|user|human|ai|bot|admin|administrator|developer|evaluator|grader"
)
# Words allowed between a role and its colon: "SYSTEM NOTE:", but not "User research:".
_ROLE_TAILS = (
    "alerts?|commands?|directives?|evaluation|feedback|final|instructions?|messages?|mode|notes?|notice|orders?|output"
    "|overrides?|prompts?|reply|response|rules?|says|score|summary|updates?|verdict"
)
_WORD = r"[^\W_]++(?:['\u2019-][^\W_]++){0,4}"
# A stretch of code that may be natural language, and the test for it: four words with no punctuation between them.
_STRETCH = re.compile(rf"(?<![\w.]){_WORD}(?:[,;:.!?]?[ \t]+{_WORD}(?![\w(\[=])){{3,99}}|[\u3400-\u9fff][^\n]{{3,400}}")
_WORDS = re.compile(rf"(?<![^\W_]){_WORD}(?:[ \t]++{_WORD}){{3}}|[\u3400-\u9fff]")
# Code that reads like an order but isn't one.
_STATEMENT = re.compile(r"^(?:insert into|delete from|drop table) (?!the\b)\w|\b(\w+) for \1 in\b", re.IGNORECASE)
# A line of a made-up transcript: "INTERVIEWER: well done".
_ROLE_LINE = re.compile(
    rf"^[ \t>*#\[]{{0,9}}(?:{_ROLES})\b(?:[ \t\[\]*_#\d]|\([^)\n]{{0,20}}\)|(?:{_ROLE_TAILS})\b){{0,9}}:[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
# In code, where "user: str" is a type, the role must be in capitals and followed by natural language.
_ROLE_SAYS = re.compile(rf"[^A-Za-z\n]*[A-Z]{{5}}[^:\n]*:[ \t]*{_WORD}(?:,?[ \t]+{_WORD}){{2}}")
# Markup that ends a prompt's fence or opens another role, as in chat templates. The role must be a word within the
# name: "pair" and "details" don't match.
_ROLE_TAG = re.compile(
    r"<\|[^|>\n]{0,40}\|>|\[/?(?:INST|SYS)\]"
    rf"|<(?P<closes>/?)(?P<name>[\w-]{{0,20}}(?<![a-z])(?:{_ROLES}|instructions?|prompts?|answers?|data)"
    rf"(?:{_ROLE_TAILS}|answers?)?(?![a-z])[\w-]{{0,20}})[^>\n]{{0,80}}>",
    re.IGNORECASE,
)
_EMPTY_COMMENT = re.compile(r"<!--\s{0,9}-->")
# Before the style, `<` is excluded, too. Otherwise, each of many unclosed tags would be searched past the next ones.
_UNSEEN = re.compile(
    r"<[^<>\n]{0,200}(?:display:\s{0,3}none|font-size:\s{0,3}[01]p|color:\s{0,3}#?f)[^>\n]{0,200}>[^<\n]{0,2000}",
    re.IGNORECASE,
)
_HIDDEN = re.compile("[\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
_POINTS_BACK = re.compile(
    r"\b(?:that|this|these|those|the (?:last|previous|above)) (?:sentence|statement|line|word|quote|passage)s?\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”„«][^\"“”»]{0,400}[\"“”»]")
# Words addressed to the judge that can't have another meaning.
_AIMED = re.compile(
    r"(?:^|[,;:.!?]\s*+|\b(?:you|please|then|just)\s++)"
    r"(?:rate|score|grade|mark|quote|cite|recommend|pass|hire|approve) me\b"
    r"|\bthis (?:candidate|applicant|participant|session)\b.{0,80}"
    r"\b(?:maximum|top|highest|approved|verified|completed|waived|passed)\b"
    r"|\b(?:from now on|let'?s (?:play|pretend)|pretend|imagine)\b.{0,40}\byou(?:'re| are)\b"
    r"|^you(?:'re| are) (?:now )?(?:my|an?|the)\b"
    r"|\b(?:read|give|tell|show|write|send) (?:me|us)\b.{0,40}\banswers?\b"
    r"|\b(?:all|every|the) (?:text|words|lines|instructions?|messages?)\b.{0,40}\babove\b"
    r"|(?:^|[,;:.!?]\s*|\band\s+)(?:decode|decipher|decrypt|obey|execute) (?:it|this|that|them)\b"
    r"|^\s*(?:nota|note|notiz|hinweis|mensaje|message|messaggio|mensagem|aviso)\b[^:\n]{0,40}"
    r"(?:sistema|system|système|evalua|review|prüfer)[^:\n]{0,30}:",
    re.IGNORECASE,
)
# An order at the beginning of a clause, and the object of the order, in other languages.
_ORDER = re.compile(
    r"(?:^|[,;:.!?]\s*|\b(?:und|y|et|e|i|dann|luego|puis)\s+)(?:bitte\s+|por favor,?\s+|merci de\s+)?(?:"
    r"vergiss|vergesst|ignorier|missachte|trag|gib|setz|schreib|bewerte|zitier|beende|überspring|sag|zeig|nenn|lösche|schick"
    r"|olvid|ignor|omit|salt|redact|escrib|pon|puntu|calific|eval|cita|muestr|repit|imprim|env[ií]|termin|marc"
    r"|oubli|saut|rédig|écri|donn|met[sz]|mettez|not[ez]|évalu|montr|répèt|affich"
    r"|esqueç|escrev|dê|avali|mostr|dimentic|scriv|valut|salt"
    r"|игнор|забуд|постав|напиш|пропуст"
    r")\w*\b",
    re.IGNORECASE,
)
_MATTER = re.compile(
    r"\b(?:anweisung|auswertung|bewertung|kriteri|höchstnote|punktzahl|bericht|zusammenfassung|systemprompt"
    r"|instruccion|pregunta|resumen|informe|criterio|puntuaci|calificaci|evaluaci|sistema"
    r"|consigne|résumé|rapport|critère|évaluation|système"
    r"|instruç|pergunta|resumo|relatório|critério|pontua|avalia|istruzion|domand|riassunto|valutazion|punteggio"
    r"|инструк|оценк|критер|вопрос|отчет)\w*",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"^\W*(?:ich|wir|mein|yo|nosotros|mi|je|j'|nous|mon|ma|eu|nós|meu|minha|io|noi|mio|я|мы)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Aside:
    start: int
    end: int


@lru_cache(maxsize=256)
def asides_in(text: str, *, is_code: bool = False) -> tuple[Aside, ...]:
    """The asides to leave out, in order and without overlaps. Offsets count code points.

    In code, a tag, a comment or a name with a colon is just code: only orders and hidden text count.
    """
    marked = _role_lines(text, is_code=True) if is_code else _marked_up(text)
    found = [*marked, *_hidden(text), *_commands(text, is_code=is_code)]
    return tuple(_merged(sorted(found, key=lambda aside: aside.start)))


@lru_cache(maxsize=256)
def certain_asides_in(text: str, *, is_code: bool = False) -> tuple[Aside, ...]:
    """Asides that need no interpretation: markup, hidden text, and sentences that can only be meant for a judge."""
    marked = _role_lines(text, is_code=True) if is_code else _marked_up(text)
    clear = (Aside(start, end) for start, end in sentences_of(text) if is_clear(text[start:end]))
    return tuple(_merged(sorted([*marked, *_hidden(text), *clear], key=lambda aside: aside.start)))


def without_asides(text: str, *, mark: str = " ", is_code: bool = False, only_certain: bool = False) -> str:
    """The text with `mark` in place of each aside."""
    kept, at = list[str](), 0
    for aside in (certain_asides_in if only_certain else asides_in)(text, is_code=is_code):
        kept.append(text[at : aside.start])
        at = aside.end
    return mark.join([*kept, text[at:]]).strip()


def _marked_up(text: str) -> Iterator[Aside]:
    yield from _role_lines(text)
    yield from (Aside(*found.span()) for found in _UNSEEN.finditer(text))
    yield from _comments(text)
    yield from _tags(text)


def _role_lines(text: str, *, is_code: bool = False) -> Iterator[Aside]:
    for found in _ROLE_LINE.finditer(text):
        if not is_code or _ROLE_SAYS.match(found.group()):
            yield Aside(*found.span())


def _tags(text: str) -> Iterator[Aside]:
    """Opening and closing tags of the same name cover the text between them; a lone tag covers the rest of its line."""
    named: dict[str, list[re.Match[str]]] = {}
    for tag in _ROLE_TAG.finditer(text):
        named.setdefault((tag["name"] or "").lower(), []).append(tag)
    for name, tags in named.items():
        if len({tag["closes"] for tag in tags}) > 1 or (not name and len(tags) > 1):
            yield Aside(tags[0].start(), tags[-1].end())
            continue
        yield from (Aside(tag.start(), _line_end(text, tag.end())) for tag in tags if not _is_generic(tag))


def _is_generic(tag: re.Match[str]) -> bool:
    """Whether the tag belongs to the word before it, as in `List<User>`."""
    return bool(tag["name"]) and not tag["closes"] and bool(re.match(r"\w", tag.string[tag.start() - 1 : tag.start()]))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _comments(text: str) -> Iterator[Aside]:
    at = text.find("<!--")
    while at >= 0:
        closed = text.find("-->", at)
        end = len(text) if closed < 0 else closed + 3
        if any(map(str.isalnum, text[at:end])):
            yield Aside(at, end)
        at = text.find("<!--", end)


def _hidden(text: str) -> Iterator[Aside]:
    if has_hidden(text):
        places = [found.start() for found in _HIDDEN.finditer(without_flags(text))]
        yield Aside(places[0], places[-1] + 1)


def _commands(text: str, *, is_code: bool) -> Iterator[Aside]:
    spans = sentences_of(text)
    said = [_words_in_code(text[start:end]) if is_code else text[start:end] for start, end in spans]
    is_clear = _orders if is_code else is_command
    clear = {at for at, sentence in enumerate(said) if is_clear(sentence)}
    if not clear:
        return
    for at, (start, end) in enumerate(spans):
        is_meant = at + 1 in clear and _POINTS_BACK.search(said[at + 1])
        if at in clear or is_meant or steering_of(visible(said[at])) >= BESIDE:
            yield Aside(start, end)


def _words_in_code(line: str) -> str:
    said = [found.group() for found in _STRETCH.finditer(visible(line)) if _WORDS.search(found.group())]
    return "; ".join(words for words in said if not _STATEMENT.search(words))


def is_command(sentence: str) -> bool:
    """Whether the sentence gives orders about the score, the session or the rules, instead of just mentioning them."""
    return _orders(sentence) or _steers(visible(sentence))


def _orders(sentence: str) -> bool:
    seen = visible(sentence)
    bare = _QUOTED.sub(" ", seen).strip()
    if is_clear(sentence) or _AIMED.search(bare):
        return True
    if is_about_others(sentence):
        return False
    is_order = _ORDER.search(bare) and _MATTER.search(bare) and not _TELLING.search(bare)
    return steering_of(seen) >= CLEAR or bool(is_order)


def _steers(sentence: str) -> bool:
    found = steering_sentences(_EMPTY_COMMENT.sub(" ", sentence), language="")
    return any(has_hidden(one) or not is_about_others(one) for one in found)


def _merged(asides: list[Aside]) -> Iterator[Aside]:
    last: Aside | None = None
    for aside in asides:
        if last is not None and aside.start <= last.end:
            last = Aside(last.start, max(last.end, aside.end))
            continue
        if last is not None:
            yield last
        last = aside
    if last is not None:
        yield last
