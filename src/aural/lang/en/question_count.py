"""Counts the questions that an English wording asks, whatever its punctuation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WH = "(?:how|what|why|when|where|who|whom|whose|which)"
_AUX = (
    "(?:(?:do|does|did|is|are|was|were|have|has|had|can|could|will|would|should|may|might|am)(?:n't)?"
    "|won't|can't|what's|how's|who's|where's|what'd|how'd)"
)
_PRONOUN = "(?:you|he|she|it|they|we|that|this|there|those|these|i)"
_SUBJECT = (
    rf"(?:{_PRONOUN}|any\w*|every\w*|some\w*|no ?one|nobody|the|your|his|her|its|their|our|an?|one|people|both"
    "|either|all|most|other)"
)
_PREPOSITION = "(?:(?:in|at|to|for|from|by|with|on|of|about|under|into|against|since|until) )?"
_LINK = (
    r"(?:please |just |also |then |next |first |second(?:ly)? |third |finally |lastly |equally |in turn |in particular "
    r"|if so,? |if not,? |afterwards |later |once \w+(?: \w+){0,4},? |after(?:wards| that),? |at the same time,? "
    r"|while you're at it,? |for that matter,? |more importantly,? |just as importantly,? ){0,4}"
)
_START = (
    "(?:(?:and|but|so|then|well|okay|ok|or|now|also|plus|right|thanks|thank you|first|second|secondly|third|next"
    "|finally|lastly|then again|in that case|equally|separately|besides|additionally|alternatively)[, ]{1,2}){0,4}"
)
_REQUEST = (
    "(?:(?:please |kindly |just )?(?:(?:could|can|would|will|might|may) (?:you|i) "
    "(?:please |perhaps |maybe |briefly |also |just |then )?(?:ask you to |mind |like to |care to |be able to )?)?"
    r"(?:tell(?:ing)? me|describ(?:e|ing)|walk(?:ing)? (?:me|us)|tak(?:e|ing) (?:me|us)"
    r"|talk(?:ing)? (?:me|us|about|a little|through)|explain(?:ing)?|giv(?:e|ing) (?:me|us)|show(?:ing)? (?:me|us)"
    "|(?:shar(?:e|ing)|outlin(?:e|ing)|nam(?:e|ing)|list(?:ing)?|compare|recall)"
    " (?:an?|one|two|three|the|that|your|some|any|me|with|for|how|what|who|which)"
    r"|say(?:ing)? (?:more|something|a (?:little|bit|few|word)|what|how|why|who|which)"
    r"|put(?:ting)? (?:a|some) (?:figure|number)|help(?:ing)? (?:me|us)|spell out|sketch(?: out)?|summari[sz]e"
    r"|comment on|let me know|add (?:how|what|why|who|where|whether|something)|elaborate|expand on|recount)\b)"
)
_WISH = (
    r"(?:i(?:'d| would) (?:also |really |then )?"
    r"(?:like|love|be (?:\w{1,12} )?(?:curious|interested|glad|keen|happy|pleased))\b"
    r"(?: to (?:hear|know|learn|see|understand|have))?"
    r"|i(?:'m| am) (?:also |really |just )?(?:curious|interested|wondering|keen)\b|i(?: also)? wonder"
    r"|i want to (?:know|hear|understand|ask)|let me (?:also )?ask|and my next question"
    r"|my (?:other|second|next) question)"
)
# "How does that go together with what you said?" is one question.
_WITH = r"(?<!\bgo )(?<!\bgoes )(?<!\bfit )(?<!\bwork )(?<!\bget )(?<!\bgot )(?<!\bworked )(?:along|together) with"
_AND = (
    rf"(?:(?:[,;:.]|\u2014|\u2013| - )? ?\b(?:and|or|but|plus|then|as well as|{_WITH}|besides"
    r"|not to mention|followed by|in addition to|alongside|while also|yet)\b,? )"
)
_ASPECT = (
    "(?:reasons?|reasoning|results?|outcomes?|effects?|impact|response|reactions?|lessons?|consequences?|costs?"
    "|thinking|role|part|timeline|causes?|aftermath|alternatives?|downsides?|risks?|challenges?|difference"
    "|relationship|feelings?|rationale|motives?|method|feedback|follow-up)"
)

_ASKING_WORD = re.compile(rf"\b{_WH}\b")
_ASKS = re.compile(rf"^{_START}{_PREPOSITION}{_WH}\b")
_TELLS_WHEN = re.compile(
    rf"^{_START}(?:when|where|whenever|wherever|whatever|however|whoever|while|which(?: is| was)? why)\b"
    rf"(?! (?:exactly |precisely |else )?{_AUX}\b|'s)"
)
# "How big the team is, I don't know": a reply to the candidate before the question.
_SAYS_UNKNOWN = re.compile(r"\bi (?:don't know|do not know|can't (?:say|tell)|cannot (?:say|tell))\b")
_YES_NO = re.compile(rf"^{_START}{_AUX} \w")
_REQUESTS = re.compile(rf"^{_START}{_REQUEST}")
_WISHES = re.compile(rf"^{_START}{_WISH}")
_BEFORE_MAIN_CLAUSE = re.compile(
    rf"^{_START}(?:if|when|where|while|once|after|before|since|as|because|given|although|though|suppose|imagine|having"
    r"|looking|thinking|of|in|on|at|from|for|with|without|between|compared|during|until|apart|beyond|besides|back|going"
    r"|let's|turning|coming|staying|leaving)\b"
)
_LED_IN = re.compile(r"^([^:?]{3,120}): +(.{1,1000})$")
_REQUEST_FOR_A_CLAUSE = re.compile(rf"^{_START}(?:{_REQUEST}|{_WISH})[^,]{{0,14}}? ?{_PREPOSITION}\b{_WH}\b")
# "and how" or "; what", and the rest of the clause
_SECOND = re.compile(
    rf"(?:{_AND}{_LINK}|[,;\u2014\u2013] (?:also|then|plus) |[;\u2014\u2013] ?{_LINK})"
    rf"{_PREPOSITION}{_WH}(?!ever)([^?]*)"
)
_SECOND_AFTER_COMMA = re.compile(
    rf", {_PREPOSITION}(?:how|what|why|who)(?: \w{{1,15}}){{0,2}}? {_AUX}\b"
    rf"|, (?:how|what|why) (?!\w*ever){_SUBJECT}\b|, (?:who|what) \w{{1,15}}ed\b"
)
_SECOND_YES_NO = re.compile(
    rf"{_AND}{_LINK}(?:{_AUX} {_PRONOUN}|(?!have|do\b|can\b|had){_AUX} {_SUBJECT})\b"
    "|, (?:and|or|but) (?:(?:have|has|had|can) (?:the|your|his|her|their|any|its)|(?:do|does|did) \\w)"
    r"| and (?:have|has) (?:the|your|his|her|their) \w{1,20} (?:ever|already|since|been)\b"
    rf"|; (?:do|does|did|have|has) {_SUBJECT}\b"
)
_YES_NO_AFTER_COMMA = re.compile(rf"[,;\u2014\u2013] {_AUX} {_PRONOUN}\b(?! not)")
_SECOND_REQUEST = re.compile(rf"(?:{_AND}{_LINK}|[;\u2014\u2013,] ?{_LINK})(?:{_REQUEST}|{_WISH})")
_SECOND_AFTER_CLAUSE = re.compile(
    rf"{_AND}{_LINK}(?:if|when|once|after|since|given|looking|from|for|of|in|on|with|at) [^,?]{{3,80}}, "
    rf"{_LINK}{_PREPOSITION}{_WH}\b"
)
_SECOND_THING = re.compile(
    r"[,;] (?:then|and then|and) (?:about )?(?:the|your|any) \w{1,20} (?:you|that|of|which|behind|for|he|she|they)\b"
    r"|, and about (?:the|your|what|how|why)\b"
)
_SECOND_ASPECT = re.compile(
    rf"(?:{_AND}|, )(?:also |then |about |on |for ){{0,2}}(?:the|your|any|what) "
    rf"(?:\w{{1,20}} )?{_ASPECT}\b"
)
_INCLUDING = re.compile(
    rf"\b(?:including|starting with|as well as|{_WITH}|plus|and also|not to mention) "
    rf"(?:{_WH}|whether|the \w{{1,20}} (?:of|behind|for|that)|your|any)\b"
)
_SEVERAL = re.compile(
    r"\b(?:two|three|a couple of|several) (?:more |other |further |short |quick |small )?"
    r"(?:things|questions|points|parts)\b[^.?]{0,60}(?::|\u2014|\bask|\bknow|\bfollow|\bhear|\bfirst)"
)
_FRONTED = re.compile(
    rf", {_PREPOSITION}(?:what|how|who|why) (?:{_AUX}|became|happened|came|went|got)\b"
    r"|\bwould (?:also )?interest me\b|^(?:pick|choose|take) .* and (?:tell|show|walk)\b"
)
_FRONTED_WISH = re.compile(r", i'd (?:like|love) to \w")
_POLITE = re.compile(rf"^{_START}(?:could|can|would|will|may|might|shall) (?:you|we|i)\b")
_BACK_TO_IT = re.compile(r"^ ?(?:it|that|them|those|how (?:it|that|this|they|you) \w)")
_OF_THE_SAME = re.compile(
    rf"^ (?:(?:you|that|it|this|they)\b|went\b|(?!{_AUX}\b)[^?]{{1,60}}\b(?:it|them|that|this)\b)"
)
_PICKS = re.compile(r"^\W{0,3}(?:pick|choose|take (?!me|us)|think|imagine|go|look|step|put|stay)")
# "Could we go back to the stock?", before the question itself
_LEADS_IN = re.compile(
    r"^(?:if [^,]{1,60}, )?(?:could|can|may|shall|would) (?:we|you|i) (?:please |just )?(?:like to |mind )?"
    r"(?:go|come|look|stay|return|turn|pick|think|focus|take|ask|hold|stop)"
)
_NOT_INVERTED = re.compile(rf"^(?:what|which|who|when|where|how) {_PRONOUN}")
# "What's said here is kept."
_SUBJECT_CLAUSE = re.compile(
    r"^what(?:'s| is| was)? (?!(?:is|was)\b)(?:\w{1,15} ){1,4}(?:is|was|are|were|goes|stays) \w"
)
_WISH_TO_KNOW = re.compile(rf"\b(?:curious|know|hear|wonder|wondering|interested|understand)\b(?: about| in)? {_WH}\b")
_ALSO = re.compile(r"\balso\b|\b(?:next|second|other) question\b")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence in lower case, and the forms in which it asks."""

    text: str
    body: str  # without a lead-in that ends with a colon
    is_request: bool
    is_wish: bool
    is_open: bool
    is_yes_no: bool

    @property
    def asks(self) -> bool:
        return self.is_request or self.is_wish or self.is_open or self.is_yes_no or self.is_marked

    @property
    def is_marked(self) -> bool:
        return self.text.rstrip().endswith("?")


def count(texts: Sequence[str]) -> int | None:
    """Counts the questions and requests in lower-case sentences; a lead-in to a question doesn't count."""
    sentences = [_parsed(sentence) for sentence in texts]
    total = 0
    for i, sentence in enumerate(sentences):
        number = _count_in(sentence)
        if number == 1 and len(sentences) > 1 and _is_lead_in(sentences, i, total):
            continue
        total += number
    return total or min(1, sum(map(_count_in, sentences)))


def requests_or_asks(sentence: str) -> bool:
    """Whether a lower-case sentence asks for anything, judged by its question mark or its words."""
    parsed = _parsed(sentence)
    return parsed.is_marked or parsed.is_request or parsed.is_wish


def split_lead_in(sentence: str) -> tuple[str, str]:
    """The lead-in before a colon and the question after it; the lead-in is empty if there is none."""
    found = _LED_IN.match(sentence)
    if found and (_ASKS.search(found[2]) or _REQUESTS.search(found[2])):
        return found[1], found[2]
    return "", sentence


def _parsed(sentence: str) -> _Sentence:
    lead, body = "", sentence
    found = _LED_IN.match(sentence)
    if found and any(pattern.search(found[2]) for pattern in (_ASKS, _YES_NO, _REQUESTS)):
        lead, body = found[1], found[2]
    is_request = bool(_REQUESTS.search(body) or (lead and _REQUESTS.search(lead)))
    is_reply = not sentence.rstrip().endswith("?") and bool(_SAYS_UNKNOWN.search(body) or _SUBJECT_CLAUSE.search(body))
    is_open = bool(_ASKS.search(body)) and not is_reply and not _TELLS_WHEN.search(body)
    is_yes_no = bool(_YES_NO.search(body)) and not is_request and not is_reply
    return _Sentence(sentence, body, is_request, bool(_WISHES.search(body)), is_open, is_yes_no)


def _count_in(sentence: _Sentence) -> int:
    if not sentence.asks:
        if _SEVERAL.search(sentence.text):
            return 2
        return int(bool(_FRONTED.search(sentence.text) or _FRONTED_WISH.search(sentence.text)))
    body = sentence.body
    further = _count_open(sentence) or _asks_after_comma(sentence)
    further += _count_yes_no(sentence, further) + _count_requests(sentence)
    if not further:
        found = _SECOND_AFTER_CLAUSE.search(body)
        further += bool(found and (_ASKING_WORD.search(body[: found.start()]) or sentence.is_yes_no))
    if not further and (sentence.is_request or sentence.is_wish):
        further += bool(_SECOND_THING.search(body))
    if not further and not sentence.is_yes_no:
        found = _SECOND_ASPECT.search(body)
        further += bool(found and body[: found.start()].strip())
    if not further:
        further += bool(_INCLUDING.search(body) or _SEVERAL.search(sentence.text))
    return 1 + further


def _count_open(sentence: _Sentence) -> int:
    """Counts the further questions that "and how", "as well as what" or "; why" add."""
    return sum(_is_second(sentence, found) for found in _SECOND.finditer(sentence.body))


def _is_second(sentence: _Sentence, found: re.Match[str]) -> bool:
    before, rest = sentence.body[: found.start()], found[1]
    asked_before = _ASKING_WORD.search(before) or sentence.is_request or sentence.is_wish or sentence.is_yes_no
    if not before.strip() or not asked_before or re.search(r"\bbetween\b[^,]*$", before):
        return False
    asking = found.group()[: -len(rest) or None]
    if len(rest.split()) <= 1 and asking.endswith(("which", "whom", "who", "where", "when")):
        return False  # "and which least?"
    if _is_about_the_same(sentence, found) or (sentence.is_request and len(rest.split()) == 1 and "not" not in rest):
        return False  # "tell me how you did it, and what helped"
    is_setting = _BEFORE_MAIN_CLAUSE.search(before) and "," not in before
    return not (is_setting and not sentence.is_request and not sentence.is_open)


def _is_about_the_same(sentence: _Sentence, found: re.Match[str]) -> bool:
    """Whether both halves ask for the same thing, as in "Tell me about one visit and how it went"."""
    is_mild = sentence.is_request or sentence.is_wish or _POLITE.search(sentence.body)
    if not is_mild or _REQUEST_FOR_A_CLAUSE.search(sentence.body):
        return False
    adds = re.search(r"also|plus|as well as", found.group()[:20])
    return bool(_OF_THE_SAME.search(found[1])) and not adds


def _asks_after_comma(sentence: _Sentence) -> int:
    is_after_setting = sentence.is_yes_no and _BEFORE_MAIN_CLAUSE.search(sentence.body)
    if not (sentence.is_request or sentence.is_wish or sentence.is_open or sentence.is_yes_no) or is_after_setting:
        return 0
    return len(_SECOND_AFTER_COMMA.findall(sentence.body))


def _count_yes_no(sentence: _Sentence, further: int) -> int:
    """Counts the further questions that "and did you" adds; "or was that" only offers an alternative."""
    body = sentence.body
    found = [f for f in _SECOND_YES_NO.finditer(body) if _asks_more(sentence, f)]
    if found or further or not (sentence.is_open or sentence.is_request):
        return len(found)
    after = _YES_NO_AFTER_COMMA.search(body)
    return int(bool(after and re.search(rf"\b{_AUX}\b", body[: after.start()])))


def _asks_more(sentence: _Sentence, found: re.Match[str]) -> bool:
    is_or = re.match(r"\W{0,3}or\b", found.group())
    if is_or and (sentence.is_yes_no or re.search("(?:that|it|this)$", found.group())):
        return False
    asked_before = _ASKING_WORD.search(sentence.body[: found.start()])
    return bool(asked_before or sentence.is_request or sentence.is_yes_no or sentence.is_wish)


def _count_requests(sentence: _Sentence) -> int:
    if not (sentence.is_request or sentence.is_wish or sentence.is_yes_no):
        return 0
    return sum(_is_second_request(sentence, found) for found in _SECOND_REQUEST.finditer(sentence.body))


def _is_second_request(sentence: _Sentence, found: re.Match[str]) -> bool:
    before, after = sentence.body[: found.start()], sentence.body[found.end() :]
    if not before.strip() or (_PICKS.search(before) and not sentence.is_open):
        return False
    is_mild = sentence.is_request or _POLITE.search(sentence.body)
    return not (is_mild and _BACK_TO_IT.search(after))


def _is_lead_in(sentences: list[_Sentence], i: int, total: int) -> bool:
    """Whether an apparent question only leads in to another question or offers an alternative to one."""
    text = sentences[i].text
    if i < len(sentences) - 1 and (_LEADS_IN.search(text) or (not sentences[i].asks and _FRONTED_WISH.search(text))):
        return True
    if not sentences[i].is_marked and _NOT_INVERTED.search(text):
        return True
    if total and text.startswith("or ") and len(text.split()) <= 8:
        return True
    if not sentences[i].is_wish or _ALSO.search(text):
        return False
    if i == 0:
        return not _WISH_TO_KNOW.search(text)
    return sentences[i - 1].text.startswith(("could", "can", "take me", "let"))
