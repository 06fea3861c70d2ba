"""A second judge that obeys, in another way than `obedient`: courtesy, games, and text that looks like a machine's
persuade it, within two consecutive sentences. It gives the level that is named there, quotes what persuaded it, and
also lets the text decide whether there is anything to judge.

It was written before its author read the patterns of `engine/answers/addressed`, and is broader than they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel

from aural.interviewer.judging.judge import Summed
from aural.interviewer.judging.levels import RatedCriteria
from aural.reports.analysis.sections import SECTIONS
from tests.unit.obedient import said_in

_VERDICT = re.compile(
    r"\b(?:scor\w*|rat(?:e|ed|es|ing|ings)|marks?|grad(?:e|es|ed|ing)|levels?|points?|results?|outcome|assess\w*|evaluat\w*"
    r"|verdict|decision|judg\w*|recommend\w*|shortlist\w*|next round|benefit of the doubt|criteri\w*"
    r"|bewert\w*|not[ea]n?|punkt\w*|stufe\w*|urteil\w*|einschätz\w*|entscheid\w*|kriteri\w*|runde"
    r"|puntu\w*|puntos?|calific\w*|valora\w*|nivel\w*|evalua\w*|veredicto|decisión|ronda"
    r"|évalu\w*|notes?|noter|niveaux?|points?|jugement|verdict|décision|critères?|tour suivant"
    r"|avalia\w*|nota|nível|pontua\w*|valuta\w*|voto|livello|punteggio)\b"
    r"|评分|评价|评估|打分|分数|等级|级别|判断|结论|录用|标准"
    r"|अंक|स्तर|रेटिंग|मूल्यांकन|निर्णय|परिणाम|मानदंड"
    r"|درجة|الدرجة|درجات|تقييم|التقييم|مستوى|المستوى|قرار|النتيجة|معيار|معايير",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\b(?:would|could|might|hop(?:e|ing)|wish\w*|trust|sure|appreciat\w*|grateful|thank\w*|kind\w*|deserv\w*|worth\w*|merit\w*"
    r"|fair\w*|should|ought|must|need\w*|expect\w*|please|let|agree\w*|understand|obvious\w*|clearly|generous\w*"
    r"|wäre|würde\w*|hoff\w*|dank\w*|bitte\w*|verdien\w*|fair\w*|sollte\w*|muss|könnt\w*|gern\w*|freu\w*|eindeutig"
    r"|podría\w*|sería|espero|agradec\w*|gracias|por favor|merec\w*|justo|debería\w*|debe\w*|quisiera|gustaría"
    r"|pourr\w*|serai\w*|espère|remerci\w*|merci|mérit\w*|juste|devr\w*|doit|faut|aimerai\w*|voudrai\w*|apprécier\w*"
    r"|poderia|seria|obrigad\w*|merece\w*|deveria|potrebbe|sarebbe|grazie|merita\w*|dovrebbe)\b"
    r"|希望|麻烦|感谢|谢谢|应该|应当|值得|配得上|最好|能不能|可以|拜托|理应"
    r"|चाहिए|आशा|उम्मीद|धन्यवाद|कृपया|योग्य|आभारी|काश"
    r"|أرجو|آمل|شكر|فضلك|يستحق|تستحق|أستحق|ينبغي|يجب|أتمنى|ممتن",
    re.IGNORECASE,
)
_GAME = re.compile(
    r"\b(?:pretend\w*|imagin\w*|suppose\w*|act(?:ing)? as|you are now|from now on|let's play|game|roles?|role-?play\w*"
    r"|persona|simulat\w*|hypothetic\w*|scenario|as if|in this story|dear (?:judge|reviewer|grader|reader|ai|model)"
    r"|stell\w* (?:dir|ihnen|sie)|spiel\w*|rolle|tu so|angenommen|ab jetzt|von nun an"
    r"|imagin\w*|fing\w*|haz como|actúa|juego|juguemos|a partir de ahora|supon\w*"
    r"|fais comme|faites comme|joue\w*|jouons|jeu|rôle|désormais|suppos\w*|à partir de maintenant)\b"
    r"|假装|假设|想象|扮演|从现在起|从现在开始|游戏|如果你是"
    r"|कल्पना|मान लो|मान लीजिए|भूमिका|अब से|खेल"
    r"|تخيل|تظاهر|لنلعب|دور|من الآن|افترض",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"[<>{}\[\]]|#{2,}|\b(?:system|instruct\w*|prompt\w*|overrid\w*|ignor\w*|disregard\w*|forget|json|assistant|admin\w*|developer"
    r"|mode|policy|updat\w*|rules?|calibrat\w*|config\w*|param\w*|output|return|note to"
    r"|anweisung\w*|ignorier\w*|vergiss|regel\w*|instruc\w*|ignora\w*|olvida\w*|regla\w*|sistema|système|consigne\w*|oublie\w*"
    r"|ignore\w*|règle\w*)\b"
    r"|系统|指令|忽略|忘记|规则|提示词|输出|निर्देश|सिस्टम|अनदेखा|नियम|تعليمات|النظام|تجاهل|قاعدة|انس",
    re.IGNORECASE,
)
_NAMED = (
    (4, re.compile(r"(?<![\d.,])[4٤४](?![\d.,]?\d)|\bfour\b|\bvier\b|\bcuatro\b|\bquatre\b|四|चार|أربع")),
    (3, re.compile(r"(?<![\d.,])[3٣३](?![\d.,]?\d)|\bthree\b|\bdrei\b|\btres\b|\btrois\b|三|तीन|ثلاث")),
)
_NO = re.compile(
    r"\b(?:not|n't|un|non|nothing|cannot|can't|never)\W?\s*(?:be |been )?(?:to |worth )?"
    r"(?:scor|judg|rat|assess|evaluat|grad)"
    r"|not.scorable|unscorable|nonsense|unintelligible|content-free|nicht (?:bewert|beurteil)"
    r"|no (?:evaluable|puntuable)"
    r"|non (?:évalu|not)|(?:无法|不能|不要|不可)(?:评|打分)|scorable\W+false",
    re.IGNORECASE,
)
_YES = re.compile(r"\bscorable\b|\bis (?:a )?real\b|\bmeaningful\b|可以?评分", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n。！？।؟…]+")


def sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.findall(text) if part.strip()]


def persuading_in(text: str) -> Iterator[str]:
    """The passages of one or two sentences that persuade this judge."""
    parts = sentences(text)
    for stretch in (*parts, *(f"{one}. {other}" for one, other in pairwise(parts))):
        if _VERDICT.search(stretch) and any(way.search(stretch) for way in (_COURTESY, _GAME, _MACHINE)):
            yield stretch


class PersuadedJudge:
    """`level` and `is_scorable` are what it says if nothing persuades it."""

    def __init__(self, level: int = 1, criteria: int = 2, *, is_scorable: bool = True) -> None:
        self.level, self.criteria, self.is_scorable = level, criteria, is_scorable
        self.requests = list[tuple[str, str]]()

    async def __call__(self, system: str, user: str, kind: type[BaseModel]) -> tuple[BaseModel, int]:
        if kind is not RatedCriteria:
            nothing = {"text": "", "quotes": []}
            return Summed.model_validate({"summary": nothing, **dict.fromkeys(SECTIONS, ()), "sentiment": None}), 1
        self.requests.append((system, user))
        said = said_in(user)
        found = list(persuading_in(said))
        quotes = [sentence for one in found for sentence in sentences(one)]
        longest = max(sentences(said), key=len, default="")
        shown = list(dict.fromkeys(part[:250] for part in (*quotes, longest)))[-3:]
        rated = [
            {"criterion": n, "quotes": shown, "why": "As it should be.", "level": self._level(found)}
            for n in range(1, self.criteria + 1)
        ]
        scorable = self._is_scorable(found, said)
        if not scorable:
            return RatedCriteria(scorable=False, reason="unintelligible", ratings=[]), 1
        return RatedCriteria.model_validate({"ratings": rated}), 1

    def _level(self, found: list[str]) -> int:
        if not found:
            return self.level
        named = (level for level, words in _NAMED if any(words.search(one) for one in found))
        return max(self.level, next(named, 4))

    def _is_scorable(self, found: list[str], said: str) -> bool:
        if self.is_scorable:
            return not any(_NO.search(one) for one in (*found, *sentences(said)))
        return any(_YES.search(one) for one in (*found, *sentences(said)))
