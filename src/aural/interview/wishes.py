"""What a candidate may want of the interview itself: repeat, rephrase, skip, go back, a minute, the end, an explanation."""

# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from aural.interview.moves import Topic
from aural.interview.sentences import is_chinese, length_of, plain, sentence_texts, visible

WishName = Literal["repeat", "rephrase", "skip", "back", "minute", "end", "asks-about", "nothing-to-add"]
LONGEST_WISH = 30  # words; what is longer is an answer


@dataclass(frozen=True, slots=True)
class Wish:
    name: WishName
    topic: Topic | None = None
    is_knowing: bool = True  # False: "I don't know" rather than "that is all"


_Q = r"(?:the|that|this|your|last|previous|first|current)(?: (?:last|previous|first|same))?(?: (?:question|one|thing|part|bit|sentence))?"
_NEXT = (
    r"(?:(?:the )?next (?:one|question)|(?:move|moving|go|going|carry|get) (?:on|ahead|along|forward)|continue|next)"
)
_ASK = r"(?:(?:can|could|may|might|would|shall) (?:you|we|i)|can u|please|i'd like(?: you)? to|i would like(?: you)? to|i want(?: you)? to|let's|let me|i need(?: you)? to|i'd rather|i'd prefer to|i would rather|do you mind if (?:we|i)|is it (?:ok|okay|possible|fine) (?:to|if (?:we|i)))"

# Each pattern is searched in one sentence, lower case, at most 30 words long: alternatives without nested repeats.
_ENGLISH: tuple[tuple[WishName, Topic | None, str], ...] = (
    (
        "rephrase",
        None,
        r"\b(?:rephrase|reword|paraphrase|put (?:it|that|this) (?:differently|another way|in (?:other|simpler) words)|in (?:other|simpler|different|plain) words|(?:say|ask|word|phrase|explain) (?:it|that|this|the question) (?:differently|another way|in another way|more simply|in simpler))",
    ),
    (
        "rephrase",
        None,
        rf"{_ASK} (?:please )?(?:explain|clarify|simplify) (?:{_Q}|it)(?: (?:to me|for me|again|please|better|a bit))?\W*$",
    ),
    (
        "repeat",
        None,
        rf"\b(?:{_ASK} (?:please )?)?(?:repeat|say|ask|read|tell|give)(?: me)? (?:{_Q}|it)(?: to me)? (?:again|once more|one more time|out again|another time)",
    ),
    (
        "repeat",
        None,
        rf"\brepeat (?:{_Q}|it|please)\b|^(?:please )?repeat\W*$|\brepeat,? please|\bcome again\W*$|^(?:again|pardon|sorry|what|excuse me|what was that)\?+\W*$|what (?:was|is) (?:the|your) question(?: again)?\W*$|^(?:say )?(?:that|it)?(?: )?again,? please\W*$|\b(?:didn't|did not|couldn't|could not) (?:quite )?(?:hear|catch|get) (?:the question|that|you|it|what you said)\W*$|\bone more time,? please",
    ),
    (
        "end",
        None,
        r"\b(?:end|stop|finish|quit|cancel|terminate|leave|abort|conclude) (?:the|this) (?:interview|session|conversation|chat|call|thing)|\b(?:let's|can we|could we|i want to|i'd like to|i would like to|i need to) (?:please )?(?:stop|end|finish|quit|leave)(?: (?:here|now|it here|this|it))?\W*$|\bi (?:have to|need to|must|gotta|want to) (?:go|leave|stop)(?: now| here)?\W*$|^(?:stop|quit|exit|goodbye|bye)\W*$|\b(?:i'm|i am) done with (?:this|the) (?:interview|session)|i (?:don't|do not) want to (?:continue|go on|do this|carry on)(?: (?:anymore|any more|this|with this))?\W*$",
    ),
    (
        "back",
        None,
        r"\b(?:go|going|come|get|jump|step|return) back to\b|\b(?:go|step|one) back(?: please)?\W*$|\bgo back (?:one|a)\b|\b(?:return|back) to (?:the )?(?:previous|last|first|earlier|former) (?:question|one)|\bprevious question\b|\b(?:change|correct|add to|revise|edit) my (?:previous|last|first|earlier|former) answer",
    ),
    (
        "minute",
        None,
        r"\b(?:give|need|take|have|want|get)(?: me)?(?: just)? (?:a|one|two|another|some|a few|a couple of)(?: more)? (?:minutes?|moments?|seconds?|secs?|mins?|time|bit)(?: (?:to think|please|of time|about (?:it|that|this)|for (?:it|that|this)|here))*\W*$|^(?:just |hold on,? |wait,? |one |a |please )*(?:one |a |two )?(?:minute|moment|second|sec|min)s?(?:,? please)?\W*$|\b(?:hold on|hang on|bear with me|let me think|wait a)\b[^.?!]{0,20}\W*$|^wait\W*$|\bbe right back\b|^brb\b|\bi(?:'m| am) (?:still )?thinking\W*$|\bneed to think (?:about|for)",
    ),
    (
        "skip",
        None,
        rf"\b(?:skip|pass on|leave out) (?:{_Q}|it)\b|^(?:please )?(?:skip|pass|next)(?: please)?\W*$|{_ASK} (?:please )?(?:skip|pass|{_NEXT})(?: (?:to )?(?:please|this|that|it|one|question|the next|next))*\W*$|\b(?:next|another|a different) (?:question|one),? please|\bi(?:'d| would)? (?:rather|prefer)(?: to)? not (?:answer|say|to answer|to say|talk|discuss)|\b(?:don't|do not) want to answer\b|\bcan we (?:do|have|take) (?:the next|another)|^(?:ok(?:ay)?,? )?next question\W*$",
    ),
    (
        "asks-about",
        "are-you-an-ai",
        r"\b(?:are|r) (?:you|u) (?:actually |really |even )?(?:an? )?(?:ai|a\.i\.|real|human|person|robot|bot|chatbot|machine|computer|program)\b|\b(?:am i|are we) (?:talking|speaking|chatting|writing) (?:to|with) (?:an? )?(?:ai|real|human|person|robot|bot|machine|computer)|\bis (?:this|that|it) (?:an? )?(?:ai|real person|human|bot|robot|automated)\b|\bwho (?:are|r) (?:you|u)\b|what are you\?|\bis there a (?:human|person|real)",
    ),
    (
        "asks-about",
        "time-left",
        r"\bhow (?:much|long) (?:more )?(?:time|longer)|\bhow much longer|\btime (?:is |do (?:i|we) have )?(?:left|remaining)|\bhow many (?:more )?(?:questions|minutes)|\bhow long (?:does|will|is|do) (?:this|it|the|we|i)|\bis there a time limit|\bwhen (?:does|will) (?:this|it) end",
    ),
    (
        "asks-about",
        "who-reads",
        r"\bwho(?:'s| is| will| gets| can| does| reads| sees| else)? ?(?:be |going to |gets to |gonna )?(?:reads?|reading|sees?|seeing|hears?|looks?|looking|listens?|listening|get|have access|evaluates?|judges?|decides?)\b|\bwhere (?:do|does|will|are|is) (?:my|the|these|this|it|all)[^.?!]{0,30}(?:go|stored|saved|kept|end up)|\b(?:is|are) (?:this|it|my answers?|these|that) (?:being )?(?:recorded|confidential|private|anonymous|stored|saved|shared)|what happens (?:to|with) (?:my|this|these|the)",
    ),
    (
        "asks-about",
        "cannot-help",
        r"\b(?:is|are|does|do|will|would) (?:this|that|it|my|pauses?|skipping|asking|they)[^.?!]{0,40}(?:count|held against|hurt my|affect my|scored|graded|lower my|bad for|matter for)|\bam i being (?:scored|graded|rated|judged|evaluated|timed)|\b(?:against|penali[sz]ed?|lose points)\b[^.?!]{0,30}\?",
    ),
    (
        "asks-about",
        "purpose",
        r"\bwhat(?:'s| is| are)? (?:this|it|these|that|all this|the interview|the questions?|the purpose|the point|the goal|the aim)(?: interview| session| questions?| all)? (?:for|about|of (?:this|these|the|that))\b|\bwhat(?:'s| is) the (?:purpose|point|goal|aim)\W*$|\bwhy (?:are you|do you|am i|are we|is this) (?:asking|ask|being asked|doing|interview)|\bwhat (?:will|do) you do with|\bwhat is this\?",
    ),
    (
        "asks-about",
        "cannot-help",
        r"\b(?:did|do|will|have) i (?:get|got|pass|passed) (?:the )?(?:job|it|position|role|this|interview)|\bhow (?:am|did) i (?:doing|do|perform)|\bwhat(?:'s| is) (?:the|your) (?:salary|pay|right answer|correct answer|weather)|\bwhen (?:will|do) i (?:hear|get|know)|\b(?:was|is) (?:that|this|my answer) (?:right|correct|good|ok|okay|enough|what you)[^.?!]{0,20}\?|\bcan i (?:talk|speak) to (?:a|an|the|somebody|someone)|\bwhat should i (?:say|answer|write)",
    ),
)
_DONE = r"(?:that's|that is|that was|this is|thats|it's|is)"
_NOTHING = (
    rf"\b{_DONE} (?:really |honestly |basically |pretty much |probably |about |kind of |all )*(?:it|all|everything|enough|the (?:whole|entire|full) (?:story|thing)|the lot|all of it|as much as)(?: |\W|$)",
    r"\b(?:nothing|not much|not a lot|no more|nothing much|not anything) (?:else|more|further|left|to add|to say|to tell|comes to mind|really|in particular|to report)",
    r"\b(?:don't|do not|didn't|can't|cannot|couldn't|haven't|have not|wouldn't)(?: really| think i| think i'd| think there's| quite)? (?:have|got|know|remember|recall|add|think of|say|want to add|come up with)(?: of)? (?:anything|any|more|else|much|a lot)",
    r"\b(?:told|said|given|shared|shown|covered|mentioned|explained)(?: you| to you)? (?:all|everything|it all|as much|what i)",
    r"\b(?:leave|left) it (?:at that|there)|\b(?:covers|sums) (?:it|that|everything)|\bend of (?:the )?story|\bi(?:'m| am) (?:done|finished|through|good|all set)\W*$|\bcan leave it there|\bno further\b|\bi(?:'ve| have) nothing\b|\bthere(?:'s| is) (?:nothing|no more|not (?:much|a lot|any)) |\ball (?:that )?i (?:know|remember|have|recall|can (?:say|tell|think)|wanted)",
)
_BLANK = r"^(?:no|nope|nah|nothing|none|not really|no thanks|no thank you|n/a|na|i don't know|i dont know|i do not know|don't know|dunno|idk|no idea|not sure|i'm not sure|no comment|no clue|i can't say|i cannot say|hard to say|i can't remember|i don't remember|no,? not really|i have no idea|i've no idea|can't think of (?:one|any|anything))\W*$"
_LOST = r"\bnot (?:quite |really |so )?sure (?:what|how|which)(?: else| more)? (?:you'd|you|to|i)|\bwhat else (?:do you|would you|you'd|you) (?:want|like)|\bdon't know what (?:else )?(?:you|to)|\bnot sure what you"

_CHINESE: tuple[tuple[WishName, Topic | None, str], ...] = (
    (
        "rephrase",
        None,
        r"换(?:一种|个|一个|种)(?:说法|方式|问法)|说得(?:简单|清楚|明白)|解释一下(?:这个|您的|你的)?(?:问题|题目)|再解释",
    ),
    (
        "repeat",
        None,
        r"(?:再|重新|重复)(?:说|问|讲|念|读|来)?(?:一遍|一次|一下)|重复(?:问题|一下)|没听清|没听到|没看清",
    ),
    (
        "end",
        None,
        r"(?:结束|停止|终止|退出|中断|取消)(?:这次|本次|这个|今天的)?(?:面试|访谈|对话|会话|采访)|(?:到此为止|就到这里|不想(?:继续|谈|聊|做)|我要走了|我得走了|不面了|先这样吧我要)",
    ),
    (
        "back",
        None,
        r"(?:回到|返回|退回)(?:到)?(?:上一|前一|之前|刚才|第)|上一(?:题|个问题)|(?:修改|补充|更正)(?:一下)?(?:上一|前面|之前|刚才)",
    ),
    (
        "minute",
        None,
        r"(?:给我|等我|稍等|等一下|等等|等会|等一会|让我想|我想一下|我想想|想一想|需要(?:一点|一些|几分钟|点)时间|请稍|一分钟|马上回来)",
    ),
    ("skip", None, r"跳过|下一(?:题|个问题|个吧|个)|换一(?:题|个问题)|(?:不想|不愿|不方便)(?:回答|说|谈)|过吧|pass"),
    (
        "asks-about",
        "are-you-an-ai",
        r"你(?:们)?是(?:不是)?(?:真人|人类|人|机器人|机器|人工智能|ai|AI|程序)|(?:你|您)是谁|是真人吗|真人还是|在和(?:真人|机器)",
    ),
    (
        "asks-about",
        "time-left",
        r"还(?:有|剩)(?:多少|多久|几)|多长时间|多久(?:结束|能)|剩(?:余|下)?(?:多少)?时间|还有几(?:题|个)|有时间限制",
    ),
    (
        "asks-about",
        "who-reads",
        r"谁(?:会|能|可以|来|在|将)?(?:看|读|听|评|审)|(?:会|会不会|是否|有没有)?(?:被)?(?:保密|录音|录像|公开|匿名|存在哪)",
    ),
    (
        "asks-about",
        "cannot-help",
        r"(?:算|计|扣|影响)(?:不算|不计)?(?:分|成绩|在内|结果|评分)(?:吗|么|？|\?|数)|会不会(?:扣分|影响)|要扣分|算数吗",
    ),
    (
        "asks-about",
        "purpose",
        r"(?:这个|这次|面试|访谈|问题|这)(?:是)?(?:干什么|做什么|为了什么|干嘛|有什么用|什么目的|的目的)|为什么(?:要)?问(?:这|我)|目的是什么",
    ),
    (
        "asks-about",
        "cannot-help",
        r"(?:我)?(?:通过了|录取了|面上了)(?:吗|没)|薪资多少|工资多少|什么时候(?:出结果|通知|有结果)|正确答案|我答得(?:怎么样|对吗|好吗)",
    ),
)
_CHINESE_NOTHING = r"(?:没有|没)(?:什么|啥)?(?:别的|其他|其它|更多|补充|要说|可说|要补充|了$)|就(?:这些|这样|是这些|这么多|这个)|(?:说|讲)完了|(?:差不多)?(?:都|全)(?:说|讲)(?:了|完)|以上就是|想不(?:起来|到)(?:别的|其他|了|更多)|没有了|没了$"
_CHINESE_BLANK = r"^(?:没有|没|无|不知道|不清楚|不太清楚|不确定|不记得|想不起来|不好说|没什么|没啥|嗯|没想过)(?:了|吧|啊|呢)?[\s。.!！…~]*$"

_COMPILED = tuple((name, topic, re.compile(p)) for name, topic, p in _ENGLISH)
_COMPILED_HAN = tuple((name, topic, re.compile(p)) for name, topic, p in _CHINESE)
_NOTHING_RE = tuple(re.compile(p) for p in _NOTHING)
_BLANK_RE, _LOST_RE = re.compile(_BLANK), re.compile(_LOST)
_HAN_NOTHING_RE, _HAN_BLANK_RE = re.compile(_CHINESE_NOTHING), re.compile(_CHINESE_BLANK)


def find_wish(answer: str, language: str, has_earlier: bool) -> Wish | None:
    """The wish that the whole message comes down to; None where it is an answer, however poor."""
    text = visible(answer)
    if length_of(text[:2000]) > LONGEST_WISH or len(text) > 400:
        return _wish_at_end(text, language)
    if is_chinese(language, text):
        return _find_chinese(text)
    return _find_english(text, has_earlier)


def is_lost(answer: str) -> bool:
    """ "I am not sure what else you want to hear": neither an answer nor an end."""
    return length_of(answer[:400]) <= 25 and bool(_LOST_RE.search(plain(visible(answer[:400]))))


def _find_english(text: str, has_earlier: bool) -> Wish | None:
    said = plain(text)
    if _BLANK_RE.match(said):
        return Wish("nothing-to-add", is_knowing=has_earlier)
    parts = [plain(s) for s in sentence_texts(text)]
    found = [w for w in (_wish_in(p) for p in parts) if w]
    if found and _is_mostly_wish(parts):
        return found[0]
    if any(p.search(said) for p in _NOTHING_RE) and _is_only_nothing(said, has_earlier):
        return Wish("nothing-to-add")
    return None


def _wish_in(sentence: str) -> Wish | None:
    for name, topic, pattern in _COMPILED:
        if pattern.search(sentence):
            return Wish(name, topic)
    return None


def _is_mostly_wish(parts: list[str]) -> bool:
    """At most eight words are beside the wish, and nothing asks which of two things is meant."""
    beside = sum(len(p.split()) for p in parts if not _wish_in(p))
    asks_which = any(f" {w} " in f" {p} " for p in parts for w in ("whether", "meant", "mean"))
    return beside <= 8 and not asks_which


def _is_only_nothing(said: str, has_earlier: bool) -> bool:
    """Short, or after an earlier answer not much longer: else it is an answer with a closing word."""
    return len(said.split()) <= (22 if has_earlier else 12)


def _wish_at_end(text: str, language: str) -> Wish | None:
    """A long answer that ends by asking to go on is a whole answer."""
    last = plain(text[-200:]).rsplit(". ", 1)[-1].strip()
    closing = r"^(?:next|next question,? please|(?:can|could|shall) we (?:move on|go on|continue)|let's (?:move|go) on|that's (?:it|all)|that's all(?: i have)?|that is all|下一题|就这些|说完了)\W*$"
    return Wish("nothing-to-add") if re.match(closing, last) else None


def _find_chinese(text: str) -> Wish | None:
    said = text.strip()
    if _HAN_BLANK_RE.match(said):
        return Wish("nothing-to-add", is_knowing=False)
    if length_of(said) > 20:
        return None
    for name, topic, pattern in _COMPILED_HAN:
        if pattern.search(said):
            return Wish(name, topic)
    return Wish("nothing-to-add") if _HAN_NOTHING_RE.search(said) else None
