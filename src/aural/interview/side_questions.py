"""What the candidate asks back in the middle of an answer: it is answered by people, and never quoted as an answer."""

from __future__ import annotations

import re

from aural.interview.company import invites_questions
from aural.interview.sentences import plain, sentences_of

_ASKED = re.compile(r"[?？][\"'\u201d\u2019)\]」』\s]{0,4}$")
# Without a question mark: what asks for something now, and does not tell of asking back then.
_INDIRECT = re.compile(
    r"\bi(?:'d| would) (?:also |really )?(?:like|love) to (?:know|ask|hear|find out)\b"
    r"|\bi(?:'m| am) (?:also |just )?(?:wondering|curious)\b|\bi wonder\b"
    r"|\bi was (?:also |just )?wondering (?:if|whether|how|what|who|when) "
    r"(?:you|your|the (?:team|role|company|job|pay|office))\b"
    r"|\b(?:can|could|may|might) i (?:also |just )?ask\b|\b(?:can|could) you (?:also |please )?(?:tell|say|share)\b"
    r"|\b(?:quick|one|another|my) question (?:for you|from me|back|is|would be|about)\b"
    r"|\bdo you know (?:how|what|if|whether|who|when)\b"
)
_OPENER = r"^(?:(?:and|but|so|also|oh|ok|well|by the way|btw)[, ]+){0,3}"
_DIRECT = re.compile(
    _OPENER + r"(?:how (?:big|many|much|large|long|often|soon|old)\b[\w' ]{0,40}?\b(?:is|are|do|does|will|would|can)\b"
    r"|(?:what|who|where|when)(?:'s| is| are) (?:the|your) (?:team|role|company|salary|pay|office|job|position|next)\b"
    r"|(?:is|are|do|does|will|would|can|could) (?:you|your|there|the (?:team|role|company|job))\b)"
)
_AROUND = re.compile(
    r",? ?\b(?:by the way|btw|out of interest|out of curiosity|just wondering|before (?:i answer|we go on)|roughly)\b,?"
    r"|另外|顺便|想?(?:先)?(?:请)?问一下[，,]?",
    re.IGNORECASE,
)
_HAN = re.compile("(?:吗|呢)[。！!.…]*$|(?:想|请)问|(?:你们|贵公司|贵司).{0,14}(?:什么|怎么|怎样|如何|哪|几|多少|多大)")


def is_side_question(sentence: str) -> bool:
    said = plain(sentence)
    return bool(
        _ASKED.search(sentence) or _INDIRECT.search(said) or _DIRECT.search(said) or _HAN.search(sentence.strip())
    )


def side_questions_in(text: str) -> str:
    """What it asks back, without the words around it; the whole text where no sentence asks."""
    asked = [text[start:end] for start, end in sentences_of(text) if is_side_question(text[start:end])]
    return _AROUND.sub("", " ".join(asked)).strip() if asked else text


def without_side_questions(text: str, question: str, mark: str = "\n") -> str:
    """The text without them. Where the question invites questions they are the answer, and stay."""
    if invites_questions(question):
        return text
    kept, at = [], 0
    for start, end in sentences_of(text):
        if is_side_question(text[start:end]):
            kept.append(text[at:start])
            at = end
    return mark.join([*kept, text[at:]])
