"""How conditions are measured, with floors for answers whose texts are in the repository."""

from __future__ import annotations

from bench.gaps import asked_in, fires, judged_answers, rated_answers, share_of


def test_only_the_questions_in_a_message_are_read_as_the_question() -> None:
    words = "That's interesting. I see. Tell me about the second time. What did you do?"
    assert asked_in(words) == "Tell me about the second time. What did you do?"
    assert asked_in("Go on.") == "Go on."


def test_conditions_still_hold_for_answers_that_people_judged_and_are_mostly_right() -> None:
    judged = judged_answers()
    found = [right for condition, told, right in judged if fires(condition, told)]
    assert len(judged) >= 65
    assert len(found) >= 0.9 * len(judged)
    assert sum(found) >= 0.78 * len(found)


def test_shares_are_counted_over_the_held_out_answers() -> None:
    held_out = [answer for answer in rated_answers() if answer.is_held_out]
    example = share_of("NO_EXAMPLE", held_out)
    assert len(held_out) > 400
    assert example.both <= example.one <= example.wanted <= example.fired
    assert 20 < example.fired < 80
    assert example.missing == sum(all("E" in lacks for lacks in answer.lacks) for answer in held_out)
