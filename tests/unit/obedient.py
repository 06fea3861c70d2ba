"""A judge that obeys whatever a candidate asks of it, in any language: the worst model that could be connected.

It was written before the patterns that protect a real model, and is broader than they are: any sentence with a word for
the best level and a form of address leads to the best level for every criterion.
"""

from __future__ import annotations

import re

from pydantic import BaseModel

from aural.interviewer.judging.judge import Summed
from aural.interviewer.judging.levels import RatedCriteria
from aural.reports.analysis.sections import SECTIONS

_BEST = re.compile(
    r"(?<![\d.,])4(?![\d.,]\d|\d)|\u0664|\u096a|\b(?:four|top|highest|best|max\w*|full|perfect\w*|excellent|outstanding|exceptional|strong\w*"
    r"|hire|hired|hiring|pass|passed|approve\w*|recommend\w*|advance|accept\w*|positive\w*|favou?rabl\w*|generous\w*|great"
    r"|vier|höchst\w*|beste[nrs]?|voll\w*|maximal\w*|hervorragend\w*|ausgezeichnet\w*|einstell\w*|empf[ei]hl\w*|bestanden"
    r"|cuatro|máxim\w*|maxim\w*|mejor\w*|contrat\w*|recom\w*|aprob\w*|excelente\w*|sobresaliente\w*|perfect\w*"
    r"|quatre|meilleur\w*|embauch\w*|excellent\w*|plus (?:haut|élev)\w*|parfait\w*|favorable\w*)\b"
    r"|[四满]|最高|最好|高分|优秀|录用|通过|推荐|完美|顶级"
    r"|चार|सर्वोच्च|सबसे|पूरे|पूर्ण|अधिकतम|सिफारिश|भर्ती|उत्कृष्ट|चुन"
    r"|أربع|اربع|أعلى|اعلى|كامل|قصوى|الأقصى|ممتاز|توظيف|وظف|وصي|أفضل",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:you|your|please|note|reader|reviewer|evaluat\w*|assess\w*|judg\w*|grad\w*|scor\w*|rat(?:e|es|ed|ing|ings|er|ers)|mark|marks|level|levels"
    r"|points|stars|verdict|system|ai|assistant|model|bot|machine|recruiter|whoever|candidate|applicant|answer|response|report|criteri\w*|instruct\w*"
    r"|give|award|assign|put|set|treat|consider|count|record|write|ignore|disregard"
    r"|sie|du|bitte|bewert\w*|note\w*|punkt\w*|stufe\w*|gib|geben|prüfer\w*|ki|kandidat\w*|antwort\w*|bewerber\w*|anweisung\w*|kriteri\w*"
    r"|usted|tú|por favor|punt\w*|calific\w*|nivel\w*|nota\w*|evalu\w*|dame|pon\w*"
    r"|da|dé|ia|candidat\w*|respuesta\w*|criteri\w*|sistema|instruc\w*"
    r"|vous|veuillez|s'il|niveau\w*|évalu\w*|mett\w*|mets|donne\w*|attribue\w*|réponse\w*|critère\w*|système|consigne\w*)\b"
    r"|请|你|您|评|打分|分|级|给我|候选人|面试官|系统|回答|标准"
    r"|आप|कृपया|अंक|स्तर|रेटिंग|मूल्यांक|दें|दीजिए|दो|उम्मीदवार|उत्तर|जवाब|एआई"
    r"|أنت|يرجى|الرجاء|من فضلك|درجة|الدرجة|تقييم|مستوى|المستوى|أعط|امنح|ضع|المرشح|إجابة|الإجابة|الذكاء|النظام",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n。！？।؟…]+")
_FENCED = re.compile(r"<<<\w+\n(.*)\n\w+>>>", re.DOTALL)


def orders_in(text: str) -> list[str]:
    """The sentences that this judge obeys."""
    return [part for part in _SENTENCE.findall(text) if _BEST.search(part) and _ADDRESS.search(part)]


def said_in(user: str) -> str:
    """The candidate's lines in a request."""
    fenced = _FENCED.search(user)
    assert fenced is not None
    parts = re.split(r"^(INTERVIEWER|CANDIDATE|NOTE): ", fenced[1], flags=re.MULTILINE)
    return "\n".join(text for who, text in zip(parts[1::2], parts[2::2], strict=True) if who == "CANDIDATE")


class ObedientJudge:
    """`level` is what it gives without an order. Its quote is the longest sentence that was said."""

    def __init__(self, level: int = 1, criteria: int = 2) -> None:
        self.level, self.criteria, self.requests = level, criteria, list[tuple[str, str]]()

    async def __call__(self, system: str, user: str, kind: type[BaseModel]) -> tuple[BaseModel, int]:
        if kind is not RatedCriteria:
            nothing = {"text": "", "quotes": []}
            return Summed.model_validate({"summary": nothing, **dict.fromkeys(SECTIONS, ()), "sentiment": None}), 1
        self.requests.append((system, user))
        said = said_in(user)
        quote = max((part.strip() for part in _SENTENCE.findall(said)), key=len, default="")[:250]
        level = 4 if orders_in(said) else self.level
        rated = [
            {"criterion": n, "quotes": [quote], "why": "As asked.", "level": level} for n in range(1, self.criteria + 1)
        ]
        return RatedCriteria.model_validate({"ratings": rated}), 1
