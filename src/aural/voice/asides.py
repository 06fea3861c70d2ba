"""Short things that people say beside an answer: to keep the floor, to give it back, to show that they listen. Pure."""

from __future__ import annotations

import re
from typing import Literal

from aural.interview.sentences import is_chinese, lows, plain, sentence_texts, visible
from aural.interview.wishes import find_wish

Hold = Literal["hold", "maybe"]

_TIME = r"(?:minutes?|moments?|seconds?|secs?|mins?|time|bit|while|beat|think)"
_SOME = (
    r"(?:a|one|two|another|some|a few|a couple of|a little|half a|just a)(?: (?:more|little|quick|short|brief|bit of))*"
)
_OPENING = (
    r"^(?:(?:um+|uh+|hm+|oh|ah|well|okay|ok|so|yes|yeah|sure|sorry|please|right|alright|and|but|no|wow|just|actually|hey)\W+|"
    r"(?:(?:that's|that is|it's) )?(?:an? )?(?:really |very )?(?:good|great|hard|tough|tricky|interesting|difficult) (?:question|one)\W+)*"
)
_ASKED = (
    r"(?:(?:can|could|may|might|would|will) (?:you|i|we) |(?:i'd|i would) (?:like|love|want|need) (?:to |you to )?|i(?:'ll| will|'m going to) |"
    r"i(?: just| really)? (?:want|need|have) to |do you mind if i |(?:would you )?mind if i |is it (?:ok|okay|alright|fine) if i |"
    r"let me |allow me |i |please |just |maybe |to )*"
)
_HOLD = re.compile(
    rf"{_OPENING}{_ASKED}(?:"
    rf"(?:please |just |maybe )?(?:give|need|take|have|want|get|grab|spare|allow|use)(?: me| us)?(?: just| maybe| about)* {_SOME} ?{_TIME}\b|"
    rf"give me (?:time|some time)\b|think\b|(?:quickly |just |briefly )?(?:think|recall|remember|reflect|see|collect|gather|organi[sz]e|consider|"
    rf"work (?:that|this|it) out|sort (?:that|this|it|my thoughts) out|think back|check my)\b|"
    rf"(?:hold|hang) on\b|bear with me\b|wait\b|(?:one|just a|just one|a) {_TIME}\b|give it {_SOME} ?{_TIME}\b)"
)
_STILL = re.compile(r"\bi(?:'m| am)(?: still| just)* thinking\b|\bstill thinking\b")
# What may follow in the same breath without being an answer.
_REASON = re.compile(
    r"^\W*(?:(?:to|about|of|for|on|over|through|back|how|what|whether|which|if|where|when|here|please|first|my|that|this|it|"
    r"with|while|so|because|before|now|again|and|real|quick|quickly|more)\b|"
    r"(?:i|i'd|i'm|i've|i want|it's|that's|this is)\b (?:want|need|would|like|have|am|trying|think(?:ing)?|got|to|been|a|just|really|not|going|never)\b).*$"
)
_NOT_ASKED = re.compile(
    r"^(?:i|we) (?:think|see|remember|recall|have|take|get|wait|want|use|consider|reflect)\b(?! (?:a|some|one|to think|about that|about it))"
)
_HAN_HOLD = re.compile(
    "(?:给我.{0,3}(?:时间|分钟|秒|会儿?|下)|等我|稍等|等一下|等等|等一?会儿?|(?:让|容|请让|允许)我.{0,4}(?:想|考虑|回忆|思考|整理|理一|组织)|"
    "我.{0,4}(?:想一?想|想一下|考虑一下|思考一下|回忆一下|整理一下|组织一下)|需要.{0,4}(?:时间|想)|稍候|一分钟|别急)[^，。]{0,10}[\\s。.!！，吧啊呢]*$"
)
_LAST_SENTENCES, _LONGEST_HOLD = 2, 22

_CLOSING = re.compile(
    r"(?:\b(?:that's|that is|that was|thats|that'd be|that would be)(?: about| pretty much| basically| really| probably| kind of)? "
    r"(?:it|all|everything|me|my answer)(?: from me| from my side| i think| really| basically| for (?:me|now|that)| i have(?: to say)?)?|"
    r"\bi(?:'m| am)(?: all)? (?:done|finished)(?: with (?:that|this|my answer))?|\bnothing (?:else|more)(?: to add| to say| from me)?|"
    r"\bso,? yeah|\b(?:that|which) (?:covers|sums) it(?: up)?|\bend of (?:the )?story|\bi(?:'ll| will) (?:leave it|stop) (?:there|here)|"
    r"\b(?:does|did|hope|hopefully)(?: that| this| it)? answers?(?: your| the)? question|\bover to you|\bnext question(?:,? please)?)\W*$"
)
_HAN_CLOSING = re.compile(
    "(?:就这些|就这样|就是这样|说完了|讲完了|没有了|没了|以上|差不多就这样|大概就这样|就这么多|我(?:的)?(?:回答|答案)完毕)[了吧啊\\s。.!！]*$"
)
_DIRECT = frozenset(
    "yes no yeah yep yup nope nah sure absolutely definitely never always correct exactly none both neither".split()
)
_NUMBER = re.compile(
    r"^(?:about |around |roughly |almost |nearly |over |maybe )?(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b"
)
LONGEST_DIRECT = 7
_HAN_DIRECT = re.compile("^(?:是的?|对的?|没有|有的?|不是|会的?|可以|当然|没错|不会|好的?)[，。,\\s]?.{0,12}$")

_BACKCHANNELS = frozenset(
    "mhm mm mmm mm-hmm mmhmm mhmm hm hmm hmmm uh-huh uhhuh uhuh huh um uh ok okay right yeah yes yep yup ya sure alright fine good great cool "
    "nice wow oh ah aha exactly true indeed absolutely definitely interesting understood gotcha thanks perfect lovely".split()
)
_BACKCHANNEL_PHRASES = re.compile(
    r"\b(?:i see|got it|all right|of course|makes sense|that makes sense|thank you(?: very much| so much)?|go on|i know|i understand|"
    r"thanks for watching|sounds good|no problem|fair enough|good point|you bet|me too|oh my)\b"
)
_HAN_BACKCHANNEL = re.compile(r"^(?:嗯+|啊|哦|噢|对|好|好的|是|是的|行|没错|明白|了解|知道了?|谢谢|[\s，。、,.!！…])+$")
_INTERRUPTING = frozenset("stop wait sorry excuse pardon hold hang actually but question".split())
_HAN_INTERRUPTING = re.compile("等|停|不好意思|抱歉|打断|对不起|不是|我想|请问")
_MOST_BACKCHANNEL_WORDS = 6


def asks_for_time(text: str, language: str) -> Hold | None:
    """`hold`: what was said last asks for time to think. `maybe`: it begins like it and goes on to something else."""
    said = visible(text)
    if is_chinese(language, said):
        return "hold" if _HAN_HOLD.search(said) else None
    for sentence in reversed(sentence_texts(said)[-_LAST_SENTENCES:]):
        found = _hold_in(plain(sentence))
        if found or len(lows(sentence)) > 10:
            return found
    return None


def _hold_in(sentence: str) -> Hold | None:
    if len(sentence.split()) > _LONGEST_HOLD:
        return None
    if _STILL.search(sentence):
        return "hold"
    found = _HOLD.match(sentence)
    if found is None or _NOT_ASKED.match(sentence):
        wish = find_wish(sentence, "en", has_earlier=True)
        return "hold" if wish is not None and wish.name == "minute" else None
    rest = sentence[found.end() :]
    return "hold" if len(rest.split()) <= 3 or _REASON.match(rest) else "maybe"


def closes(text: str, language: str) -> bool:
    """Whether it says itself that this was all."""
    if is_chinese(language, text):
        return bool(_HAN_CLOSING.search(text.strip()))
    return bool(_CLOSING.search(plain(text)))


def is_direct(text: str, language: str) -> bool:
    """A short whole answer, though it has few words: yes or no, or a number, with at most a few words more."""
    if is_chinese(language, text):
        return bool(_HAN_DIRECT.match(text.strip()))
    words = lows(text)
    return 0 < len(words) <= LONGEST_DIRECT and (words[0] in _DIRECT or bool(_NUMBER.match(plain(text))))


def asks_back(text: str, language: str) -> bool:
    """Whether what was said last is a question, or asks something of the interview itself: to hear it again, to skip."""
    said = text.strip()
    if said.endswith(("?", "？")):
        return True
    wish = find_wish(said, language, has_earlier=True)
    return wish is not None and wish.name not in ("minute", "nothing-to-add")


def is_backchannel(text: str, language: str) -> bool:
    """ "Mhm", "okay", "I see": said to show that one listens, and no wish to speak. No words at all are one, too."""
    if is_chinese(language, text):
        return bool(_HAN_BACKCHANNEL.match(text.strip()))
    words = lows(_BACKCHANNEL_PHRASES.sub(" ", plain(text)))
    return len(words) <= _MOST_BACKCHANNEL_WORDS and set(words) <= _BACKCHANNELS


def interrupts(text: str, language: str) -> bool:
    """Words that ask for the floor: three that are no backchannel, or one such as "wait"."""
    if is_backchannel(text, language):
        return False
    if is_chinese(language, text):
        return len(re.findall(r"[\u4e00-\u9fff]", text)) >= 4 or bool(_HAN_INTERRUPTING.search(text))
    words = [word for word in lows(text) if word not in _BACKCHANNELS]
    return len(words) >= 3 or bool(set(words) & _INTERRUPTING)
