"""Whether the words of a wish are one: not where they are said no to, or told of as what somebody does or did."""

from __future__ import annotations

import re

# What a wish may stand after: words of asking, and small ones. A verb or a noun there makes it a tale.
_ASKING = frozenset(
    """
    a about actually again ai and anyway apologies ask asking be because but can can't could couldn't did didn't do
    does doesn't don't first for gotta guess have hello hey hi honestly how i i'd i'll i'm i've if is it it's just
    kindly know let let's like love may maybe me might mind moment must my need no not now of oh ok okay perhaps
    please possible prefer question quick quickly quite rather really right shall should so sorry still sure tell
    thank thanks that that's the then there think this to too uh um understand wait wanna want was we well what when
    where whether which who why will wish wonder wondering would yeah yep yes you
    """.split()
)
_CLAUSE = re.compile(r"[,;:.!\u2013\u2014]+\s*|\b(?:and|but|so|because)\s+")
_WORD = re.compile(r"[\w']+")
_NO = re.compile(
    r"(?:\b(?:not|never|without|instead of|no (?:need|reason|wish) to)|n't|\bdont) "
    r"(?:(?:really|ever|even|please|want|wish|need|like|mean|have|intend|going|trying|wanting|to|be) ?){0,4}$"
)
# Somebody who does it, or would do it: "I skip", "we would end".
_DOING = re.compile(r"\b(?:i|we)(?: (?:would|will|can|could|should|may|might|just|then)|'d|'ll)* ?$")
_OWN = re.compile(r"(?:don't|do not|didn't|did not|couldn't|could not|can't|need|want)\b")
_END = re.compile(r"[\W_]*(?:(?:please|now|then|too|again|thanks|thank you|here)[\W_]*)*$")

_HAN_CLAUSE = re.compile("[，。；：、！？,;:!?\\s]+")
_HAN_ASKING = re.compile(
    "[请您你咱我们想要能可以不麻烦那么好的嗯啊哦呃问一下了解知道听希望需先就再还是否得该帮给让吧对起很抱歉意思刚才没有太大概总这个次题本面试访谈到底关于]*"
)
_HAN_NO = re.compile("(?:不|别|没|没有|无需|无须)(?:要|想|用|必|需要|打算|是)?$")
_HAN_DOING = re.compile("我们?(?:先|就|再|都|也|还|可以|想)*$")
_HAN_QUESTION = re.compile("(?:[?？]|吗|呢|吧|么)[。！!.…]*$")
_HAN_END = re.compile("(?:[\\W_]|吧|了|好|行|谢|题|道|这|个|一|下|问题|再|回答|说|答|想|慢)*$")


def is_meant(sentence: str, start: int, end: int) -> bool:
    """`sentence`: plain; the words of the wish stand from `start` to `end`."""
    before = _CLAUSE.split(sentence[:start])[-1]
    if _NO.search(before):
        return False
    if sentence.rstrip("\"')").endswith("?"):
        return True
    if any(word not in _ASKING for word in _WORD.findall(before)):
        return False
    is_doing = _DOING.search(before) and not _OWN.match(sentence, start)
    return not is_doing or bool(_END.match(sentence, end))


def is_meant_in_han(text: str, start: int, end: int) -> bool:
    """The same in Chinese."""
    before = _HAN_CLAUSE.split(text[:start])[-1]
    if _HAN_NO.search(before):
        return False
    if _HAN_QUESTION.search(text):
        return True
    if text[end : end + 1] in ("了", "过") or not _HAN_ASKING.fullmatch(before):
        return False
    is_doing = _HAN_DOING.search(before) and text[start] not in "不没"
    return not is_doing or bool(_HAN_END.match(text, end))
