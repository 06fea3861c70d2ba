"""The languages and engines of this server's voice, for the pages on which members set up an interview."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aural import lang
from aural.api.speaking import EngineFacts, SilentError, VoiceFacts
from aural.guard.files.marking import mark_speech
from aural.guard.marks.certificates import mark_key
from aural.guard.secrets import Secrets
from aural.settings import Settings
from aural.voice.stt.protocol import SpeechToText
from aural.voice.tts.cache import to_wave
from aural.voice.tts.choice import why_no_tts
from aural.voice.tts.protocol import TextToSpeech, TtsError
from aural.voice.tts.sentences import whole

# ISO 639-1 as of 2024. Each engine is asked which of these codes it knows.
_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj
kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
""".split()


class Offer:
    """`slots` returns how many voice slots exist and how many are free. `why_no_stt`: the reason if `stt` is None."""

    def __init__(
        self,
        settings: Settings,
        tts: TextToSpeech | None,
        stt: SpeechToText | None,
        why_no_stt: str | None = None,
        slots: Callable[[], tuple[int, int]] | None = None,
    ) -> None:
        self._tts, self._stt, self._slots = tts, stt, slots
        self._secrets = Secrets(settings.secret_key)
        self._tts_facts = EngineFacts(settings.tts, _known(tts.speaks if tts else None), why_no_tts(settings))
        self._stt_facts = EngineFacts(stt.name if stt else "off", _known(stt.supports if stt else None), why_no_stt)

    def facts(self) -> VoiceFacts:
        return VoiceFacts(self._tts_facts, self._stt_facts, None if self._slots is None else self._slots())

    async def sample(self, speed: float) -> bytes:
        if self._tts is None:
            raise SilentError(self._tts_facts.problem or "This server has no voice.")
        language = next((code for code in lang.codes() if code in self._tts_facts.languages), lang.DEFAULT)
        text = lang.of(language).text("read_aloud", "sample")
        try:
            pcm = await whole(self._tts, text, language=language, speed=speed)
        except TtsError as error:
            raise SilentError(str(error)) from error
        return await asyncio.to_thread(self._mark, pcm, self._tts.credit)

    def _mark(self, pcm: bytes, credit: str) -> bytes:
        return mark_speech(to_wave(pcm), credit, mark_key(self._secrets))


def _known(knows: Callable[[str], bool] | None) -> tuple[str, ...]:
    return () if knows is None else tuple(code for code in _CODES if knows(code))
