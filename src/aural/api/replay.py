"""Idempotency-Key: a repeated request gets the first response again, and does nothing else."""

from __future__ import annotations

import hashlib
from contextlib import suppress

from aural.api.operations import Call
from aural.api.requests import HttpResponse, Request, error_answer
from aural.platform.errors import (
    AuralError,
    BadRequestError,
    ConflictError,
    UnauthorizedError,
    UnknownOutcomeError,
    UnsupportedMediaTypeError,
)
from aural.store import idempotency
from aural.store.database import Connection, DuplicateError
from aural.store.idempotency import Claim, Fresh, OtherBody, StillRunning

_NEVER_KEPT = (401, 429)  # like server errors: the request may succeed later, or after signing in again
_REPLAYED = {"Idempotency-Replayed": "true"}
_GONE = "Your key, or everything it gave access to, was deleted during this request."
_TOLD_ONCE = "An earlier request with the same Idempotency-Key created this, and its secret is returned only once."
_SUCCEEDED = [("Idempotency-Key", "belongs to a request that succeeded")]  # by this, pages recognize the refusal


class Replay:
    """One write and its Idempotency-Key. Without a key, no response is stored or replayed."""

    def __init__(self, call: Call, request: Request, body: bytes | None) -> None:
        self._call = call
        self._request = request
        self._body = body
        self._key: str | None = None
        self._fresh: Fresh | None = None

    def check_key(self) -> None:
        """Raises BadRequestError if the key is malformed."""
        if self._call.operation.takes_key and self._call.caller.key_id:
            self._key = self._request.idempotency_key()

    async def claim(self) -> HttpResponse | None:
        """The first response, if this request repeats one.

        Raises ConflictError if the first request had another body, or is still running.
        """
        if self._key is None:
            return None
        claim = await self._claim(self._key)
        if isinstance(claim, OtherBody):
            raise ConflictError("This Idempotency-Key was used for another request. Use a new one.")
        if isinstance(claim, StillRunning):
            headers = {"Retry-After": str(claim.retry_after_seconds)}
            raise ConflictError("The first request with this Idempotency-Key is still running.", headers=headers)
        return self._replayed(claim)

    def _about(self, operation: str, key: str) -> tuple[str, ...]:
        return ("kept answer", self._call.organization_id, self._call.caller.key_id, operation, key)

    def _replayed(self, claim: Claim) -> HttpResponse | None:
        if not isinstance(claim, idempotency.Replay):
            return None
        body = claim.body
        if claim.is_sealed:
            assert self._key is not None
            body = self._call.context.secrets.unseal_bytes(body, *self._about(self._operation(), self._key))
        return HttpResponse(claim.status, body, _REPLAYED | ({} if claim.etag is None else {"ETag": claim.etag}))

    def _operation(self) -> str:
        path = hashlib.sha256(self._request.path.encode(errors="replace")).hexdigest()  # the id in it isn't checked yet
        return f"{self._call.operation.id} {path}"

    async def _claim(self, key: str, prefix: bytes = b"") -> Claim:
        call = self._call
        digest = hashlib.sha256(prefix + (self._body or b"")).digest()
        caller = call.caller.key_id
        try:
            claim = await idempotency.claim(call.context.database, caller, self._operation(), key, digest, call.now)
        except DuplicateError as error:
            raise UnauthorizedError(_GONE) from error
        if isinstance(claim, Fresh):
            self._fresh = claim
        return claim

    async def complete(self, transaction: Connection, answer: HttpResponse) -> None:
        """Stores the response in the write's own transaction, so that both are committed or neither is."""
        if self._fresh is None:
            return
        if self._call.operation.shows_secret and answer.status == 200:
            told_once = ConflictError(_TOLD_ONCE, _SUCCEEDED)
            answer = error_answer(told_once, self._request.id, self._call.context.settings.public_url)
        sealed = self._call.context.secrets.seal(answer.body, *self._about(self._fresh.named, self._fresh.given))
        mentions = idempotency.mentions_in(answer.body, self._subjects())
        etag = answer.headers.get("ETag")
        await idempotency.complete(transaction, self._fresh, answer.status, sealed, mentions, etag)

    def _subjects(self) -> set[str]:
        """The ids that the response is about, even if it doesn't contain them, as with words about a candidate."""
        subjects = {self._call.id} if self._call.operation.is_of_person else set()
        if self._call.shows_people_of:
            subjects.add(idempotency.people_of(self._call.shows_people_of))
        return subjects

    async def refuse(self, error: AuralError) -> HttpResponse:
        """Stores the refusal, like a success, and returns it as a response.

        Raises the error again if it must not be stored, or if the request has no key.
        """
        if error.status >= 500 or error.status in _NEVER_KEPT:
            await self.release()
            raise error
        earlier = await self._claim_refusal(error)
        if earlier is not None:
            return earlier
        if self._fresh is None:
            raise error
        answer = error_answer(error, self._request.id, self._call.context.settings.public_url)
        try:
            async with self._call.context.database.transaction() as transaction:
                await self.complete(transaction, answer)
        except UnknownOutcomeError:  # the request is refused in any case, so a retry may run it again
            await self.release()
        return answer

    async def _claim_refusal(self, error: AuralError) -> HttpResponse | None:
        """Claims the key of a request that failed its checks. Returns the first response, if this request repeats one.

        A key that was used for another body doesn't change the refusal. The same bytes with another Content-Type are
        another body, so a request refused for its Content-Type isn't repeated by one with the right Content-Type.
        """
        if self._fresh is not None or self._body is None:
            return None
        with suppress(BadRequestError):
            self.check_key()
        if self._key is None:
            return None
        is_of_type = isinstance(error, UnsupportedMediaTypeError)
        prefix = f"{self._call.request.media_type}\0".encode(errors="replace") if is_of_type else b""
        return self._replayed(await self._claim(self._key, prefix))

    async def release(self) -> None:
        """Drops the claim after a server error, 401 or 429, so that the client can send the request again.

        If the storage fails, the client still gets the first error, which may say something else about the outcome.
        """
        if self._fresh is not None:
            await idempotency.release(self._call.context.database, self._fresh)
