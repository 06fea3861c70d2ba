"""Themes over many sessions: labels with the same meaning are one, and only a certain opposite is a counter-quote."""

from __future__ import annotations

import pytest

from aural.interviewer.guided.theme_groups import group_labels, likeness
from aural.interviewer.judging.stance import opposes
from bench.themes import measure_groups, measure_stances


def test_labels_with_the_same_meaning_are_one_group_with_the_most_central_name() -> None:
    named = {"Rising prices": 2, "Prices": 5, "Waiting times": 3, "Long waits": 1, "Mould": 4}
    groups = group_labels(named)
    assert groups == [["Prices", "Rising prices"], ["Mould"], ["Waiting times", "Long waits"]]
    assert group_labels(dict(reversed(named.items()))) == groups


def test_a_common_word_is_not_a_common_meaning() -> None:
    assert likeness("Travel time", "Family time") < 0.5
    assert likeness("Cost of food", "Spoiled food") == 0
    assert likeness("Rent", "Rent increases") >= 0.5


def test_without_vectors_only_words_group_labels() -> None:
    assert group_labels({"Preise": 1, "Kosten": 1, "Hohe Preise": 1}, "de") == [["Preise", "Hohe Preise"], ["Kosten"]]
    assert group_labels({"Prices": 1, "价格": 1}) == [["Prices"], ["价格"]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_grouped_labels_belong_together_and_counter_quotes_contradict(language: str) -> None:
    for part in ("dev", "held"):
        merged, all_merged = measure_groups(part, language, is_telling=False)
        assert merged >= 0.95 * all_merged > 0
        against, all_against = measure_stances(part, language, is_telling=False)
        assert against == all_against > 0


@pytest.mark.parametrize(
    ("theme", "quote", "other", "is_opposite"),
    [
        ("Delivery", "The delivery was fast.", "The delivery is slow here.", True),
        ("Delivery", "The delivery was fast.", "The tills are slow here.", False),  # about something else
        ("Delivery", "The delivery was fast.", "I never ordered a delivery.", False),  # says nothing about it
        ("Delivery", "The delivery was fast.", "The delivery wasn't slow at all.", False),
        ("Delivery", "The delivery was fast.", "The delivery used to be slow.", False),
        ("Chat", "I trust the chat.", "I don't trust the chat.", True),
        ("Chat", "Ich mag den Chat.", "Ich mag den Chat nicht.", False),  # no words are known
        ("价格", "价格很便宜。", "我觉得价格太贵了。", True),
        ("价格", "价格很便宜。", "价格不贵，挺便宜。", False),
        ("价格", "价格很便宜。", "The price is high.", False),
    ],
)
def test_only_a_certain_opposite_is_a_counter_quote(theme: str, quote: str, other: str, is_opposite: bool) -> None:
    language = "de" if "Ich" in quote else "en"
    assert opposes(theme, quote, other, language) is is_opposite
    assert opposes(theme, other, quote, language) is is_opposite
