"""Masking email addresses and phone numbers in a text."""

from __future__ import annotations

import pytest

from aural.engine.privacy.addresses import with_masked_contacts


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Mail anna.schmidt@example.com, Berlin.", "Mail a•••@example.com, Berlin."),
        ("<jörg@example.com>|<A@EXAMPLE.COM>", "<j•••@example.com>|<A•••@EXAMPLE.COM>"),
        ("邮箱anna@example.com，电话13800138000。", "邮箱a•••@example.com，电话•••00。"),
        ("anna (at) example.com or anna[AT]example.com", "a•••@example.com or a•••@example.com"),
        ("+49 (0)30 123456-78", "•••78"),
        ("Tel. (020) 7946 0958", "Tel. •••58"),
        ("06 12 20 19 84", "•••84"),
        ("+44 20 2019 2020", "•••20"),
        ("0171 12 34 56 7 / 030 12 34 56 78", "•••78"),
        ("2019-2021 and 2019 – 2021", "2019-2021 and 2019 – 2021"),
        ("03/2019 - 05/2021, 2019.03-2021.05, 2019-03-01", "03/2019 - 05/2021, 2019.03-2021.05, 2019-03-01"),
        ("150 people, 99.95 %, 1,500,000 rows", "150 people, 99.95 %, 1,500,000 rows"),
        ("", ""),
    ],
)
def test_addresses_and_phone_numbers_are_masked_but_not_dates(text: str, seen: str) -> None:
    assert with_masked_contacts(text) == seen
