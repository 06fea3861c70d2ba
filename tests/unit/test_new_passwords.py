"""A new password is refused if it is known from leaks, or made from what everyone knows about its owner."""

from __future__ import annotations

import hashlib
import math

import pytest

from aural.guard.auth.new_passwords import HASHES, LEAKED, find_problem, is_leaked, list_words

KNOWN = """password1234 qwerty123456 1qaz2wsx3edc 123456789012 qwertyuiop123 administrator passwordpassword iloveyou1234
aaaaaaaaaaaa 1q2w3e4r5t6y q1w2e3r4t5y6 correcthorsebatterystaple finalfantasy unbelievable justinbieber 112233445566
leavemealone 123qweasdzxc 987654321987 PASSWORD1234 Password1234""".split()
ABOUT = ("Dana Reyes", "dana.reyes@harbour-labs.example.com", "Acme Robotics", "interviews.example.com")


def test_leaked_passwords_are_recognized_in_any_case() -> None:
    assert [word for word in KNOWN if not is_leaked(word)] == []
    assert "leaks" in (find_problem("Password1234", ()) or "")


def test_the_filter_has_half_a_million_and_few_false_positives() -> None:
    bits = len(LEAKED.read_bytes()) * 8
    share = int.from_bytes(LEAKED.read_bytes()).bit_count() / bits
    assert -bits / HASHES * math.log(1 - share) > 500_000
    others = [hashlib.sha256(b"%d" % number).hexdigest()[:20] for number in range(2_000)]
    assert sum(map(is_leaked, others)) <= 2


@pytest.mark.parametrize(
    "password",
    ["DanaReyes2026", "acmerobotics!1", "Aural-Interview-1", "harbourlabs2026", "reyes.dana@acme", "aural " * 9],
)
def test_a_password_made_from_facts_about_its_owner_is_refused(password: str) -> None:
    assert "your organization's name" in (find_problem(password, ABOUT) or "")


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "Dana keeps nine bees", "my robotics are rusty", "只有中文的密码一二三四五六", "a" * 200],
)
def test_a_sentence_is_accepted_as_a_password_even_with_a_name_in_it(password: str) -> None:
    assert find_problem(password, ABOUT) is None


def test_words_about_an_owner_come_from_names_and_hosts_without_top_level_domains() -> None:
    words = list_words(("Li 王小明", "li@acme.com", None))
    assert {"王小明", "acme", "aural"} <= set(words)
    assert not {"com", "li", ""} & set(words)
