"""Why a model found nothing to rate in a transcript, in a sentence for the creator.

Code recognizes nonsense by its form (`substance`). Fluent nonsense has the form of an answer, so the judge has to
recognize it, in most of its passes.
"""

from __future__ import annotations

from aural.reports.analysis.judgement import Unscorable

BY_A_MODEL: dict[Unscorable, str] = {
    "content-free": "There is nothing to judge: the answers are fluent sentences in which nothing is described or "
    "claimed.",
    "copied": "There is nothing to judge: the answers are texts from elsewhere that answer none of the questions.",
    "parroted": "There is nothing to judge: the answers only repeat the questions, in the same words or in others.",
    "unrelated": "There is nothing to judge: all answers are about other matters than the questions.",
    "unintelligible": "There is nothing to judge: the answers cannot be understood.",
}
_HOW = "The model decided so; the transcript shows what was said."


def reason_of(why: Unscorable) -> str:
    return f"{BY_A_MODEL[why]} {_HOW}"
