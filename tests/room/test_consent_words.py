"""What the consent text says about speech, and about the signals that may be noted."""

from __future__ import annotations

import pytest

from aural.lang import codes
from aural.room.access.consent import Facts, consent_text
from tests.room.test_consent import shown


def test_a_spoken_interview_says_that_speech_becomes_part_of_the_transcript() -> None:
    typed, spoken = (shown(consent_text("en", Facts("Aural", "Acme", is_spoken=is_it))) for is_it in (False, True))
    assert "What you write is stored as a transcript" in typed
    assert "What you say" not in typed
    assert "What you say or write is stored as a text transcript" in spoken
    assert "你说的话会转成文字" in shown(consent_text("zh", Facts("Aural", "Acme", is_spoken=True)))


SIGNALS = {
    "en": ("lea", "full screen", "past", "copy", "text", "faster than", "second screen, tab or device"),
    "zh": ("离开页面", "全屏", "粘贴", "复制", "比任何人打字都快", "第二个屏幕", "标签页", "设备"),
}


@pytest.mark.parametrize("language", codes())
def test_the_item_to_agree_to_and_the_disclosure_name_the_same_signals(language: str) -> None:
    text = consent_text(language, Facts("Aural", "Acme", is_watched=True))
    (item,) = [item.text for item in text.items if item.key == "integrity"]
    for signal in SIGNALS[language]:
        assert signal in item
        assert signal in text.disclosure.watched[0]
