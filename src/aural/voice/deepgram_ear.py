"""Deepgram's streaming recognition: sound goes up while it is spoken, and words come back all the time."""

from __future__ import annotations

from urllib.parse import urlencode

from aural.voice.deepgram_stream import DeepgramListener
from aural.voice.hear import RATE

BASE_URL = "https://api.deepgram.com/v1"
MODEL, OLDER_MODEL = "nova-3", "nova-2"
# As its documentation lists them; others are asked of the older model, which knows some more.
LANGUAGES = frozenset(
    "bg ca cs da de el en es et fi fr hi hu id it ja ko lt lv ms nl no pl pt ro ru sk sv tr uk vi".split()
)
OLDER_LANGUAGES = frozenset("th zh".split())
_MOST_TERMS = 50


class DeepgramEar:
    name = "deepgram"

    def __init__(self, base_url: str = "", api_key: str = "", model: str = "") -> None:
        self._url = (base_url or BASE_URL).replace("http", "ws", 1) + "/listen"
        self._headers = {"Authorization": f"Token {api_key}"} if api_key else {}
        self._model = model

    def hears(self, language: str) -> bool:
        return language.partition("-")[0].lower() in LANGUAGES | OLDER_LANGUAGES

    def listen(self, language: str, terms: tuple[str, ...] = ()) -> DeepgramListener:
        return DeepgramListener(self._address(language, terms), self._headers)

    def _address(self, language: str, terms: tuple[str, ...]) -> str:
        primary = language.partition("-")[0].lower()
        model = self._model or (OLDER_MODEL if primary in OLDER_LANGUAGES else MODEL)
        query = [
            ("model", model),
            ("language", primary),
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
        """A stream that is opened and closed: an address or key that is wrong shows before a candidate speaks."""
        listener = DeepgramListener(self._address("en", ()), self._headers)
        try:
            await listener.connect_once()
        finally:
            await listener.close()

    async def close(self) -> None:
        """Each listener has its own stream; nothing is left here."""
