"""Deepgram's streaming recognition: sends sound while the candidate speaks, and continuously receives words."""

from __future__ import annotations

from urllib.parse import urlencode

from aural import lang
from aural.voice.stt.deepgram_stream import DeepgramListener
from aural.voice.stt.protocol import RATE

BASE_URL = "https://api.deepgram.com/v1"
MODEL = "nova-3"
# The languages of nova-3 according to its documentation and change log, up to March 2026.
LANGUAGES = frozenset(
    (
        "bg bn ca cs da de el en es et fi fr hi hu id it ja ko lt lv mr ms nl no pl pt ro ru sk sv ta te th tr uk vi zh"
    ).split()
)
_MOST_TERMS = 50


class DeepgramStt:
    name = "deepgram"

    def __init__(self, base_url: str = "", api_key: str = "", model: str = "") -> None:
        self._url = (base_url or BASE_URL).replace("http", "ws", 1) + "/listen"
        self._headers = {"Authorization": f"Token {api_key}"} if api_key else {}
        self._model = model

    def supports(self, language: str) -> bool:
        return language.partition("-")[0].lower() in LANGUAGES

    def listen(self, language: str, terms: tuple[str, ...] = ()) -> DeepgramListener:
        return DeepgramListener(self._address(language, terms), self._headers, is_spaced=lang.is_spaced(language))

    def _address(self, language: str, terms: tuple[str, ...]) -> str:
        model = self._model or MODEL
        own = lang.find(language)
        by_script = own is not None and own.varies_by_script
        query = [
            ("model", model),
            ("language", language if by_script else lang.primary(language)),
            ("encoding", "linear16"),
            ("sample_rate", str(RATE)),
            ("channels", "1"),
            ("interim_results", "true"),
            ("punctuate", "true"),
        ]
        hint = "keyterm" if model.startswith(MODEL) else "keywords"
        query += [(hint, term) for term in terms[:_MOST_TERMS]]
        return f"{self._url}?{urlencode(query)}"

    async def warm_up(self) -> None:
        """Opens and closes a stream, so that a wrong address or key is noticed before a candidate speaks."""
        listener = DeepgramListener(self._address("en", ()), self._headers)
        try:
            await listener.connect_once()
        finally:
            await listener.close()

    async def close(self) -> None:
        """Nothing to close: each listener has its own stream."""
