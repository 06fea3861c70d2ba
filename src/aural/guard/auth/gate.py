"""The API's only gate: turns a key, or a signed-in browser's cookie, into a Caller within its rate limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from aural.audit import repository as audit
from aural.guard.auth.browsers import SIGNED_OUT, Browsers, person_limit, wanted_organization
from aural.guard.auth.callers import Caller
from aural.guard.auth.lookup import match, refresh
from aural.guard.auth.rate_limits import limit_headers, network_of
from aural.guard.auth.tokens import is_api_key, new_api_key, shown_part
from aural.guard.notes import Notes
from aural.guard.secrets import Secrets
from aural.organizations import key_repository as keys
from aural.organizations import test_organization_repository as test_organizations
from aural.platform.clock import Clock
from aural.platform.errors import RateLimitedError, StorageUnavailableError, UnauthorizedError
from aural.sessions import view_repository as access
from aural.settings.budgets import WRONG_KEYS_OF_ADDRESS, WRONG_KEYS_OF_NETWORK
from aural.store.database import Connection, Database, DuplicateError
from aural.store.hashes import API_KEYS
from aural.store.limits import Limits
from aural.store.windows import Admission

_MOST_REMEMBERED = 10_000
_MISSING = "Send your API key as `Authorization: Bearer dlv_…`: the header is missing or malformed."
_INVALID = "This API key is not valid: it is unknown, revoked or expired. Check it, or create a new one."


@dataclass(frozen=True, slots=True)
class NewKey:
    key_id: str
    key: str  # shown only once


async def issue_key(
    connection: Connection, organization_id: str, secrets: Secrets, *, user_id: str, name: str, role: str, now: int,
    scopes: Sequence[str] = (), project_ids: Sequence[str] | None = None, expires_at: int | None = None,
) -> NewKey:  # fmt: skip
    """Creates an API key. It is a test key if the organization is a test organization."""
    key = new_api_key(is_test=await test_organizations.is_test(connection, organization_id))
    key_id = await keys.create_key(
        connection,
        organization_id,
        user_id=user_id,
        name=name,
        role=role,
        key_hash=secrets.digest(key),
        prefix=shown_part(key),
        now=now,
        scopes=scopes,
        project_ids=project_ids,
        expires_at=expires_at,
    )
    return NewKey(key_id, key)


class Gate:
    """Lets callers in. `limit`: requests per minute and caller, unless a plan sets its own. 0 means no limit."""

    def __init__(
        self, database: Database, limits: Limits, secrets: Secrets, clock: Clock, limit: int, public_url: str = ""
    ) -> None:
        self.browsers = Browsers(database, secrets, clock, public_url)
        self._database = database
        self._limits = limits
        self._secrets = secrets
        self._clock = clock
        self._limit = limit
        self._noted_at: dict[str, int] = {}
        self.notes = Notes()
        self._seen: set[tuple[str, str, int]] = set()

    async def identify(self, headers: Mapping[bytes, bytes], address: str) -> Caller:
        """Finds the key or the person behind a request, and counts it against their limit. A key wins over a cookie.

        Raises UnauthorizedError, RateLimitedError, and ForbiddenError if the person isn't a member of the organization.
        """
        authorization = headers.get(b"authorization")
        cookie = self.browsers.read_cookie(headers.get(b"cookie", b"").decode("latin-1"))
        if authorization is not None or cookie is None:
            return await self.authenticate(authorization.decode("latin-1") if authorization else None, address)
        organization_id = wanted_organization(headers)
        row = await self.browsers.find_person(cookie, organization_id)
        now = self._clock.now()
        if row is None:
            raise await self._failed(SIGNED_OUT, address, now)
        limit = person_limit(self._limit)
        bucket = f"key:{row.key_id}" if row.key_id else f"person:{row.user_id}"
        admission = await self._limits.admit(bucket, limit, now) if limit else None
        if admission is not None and not admission.is_admitted:
            raise _too_many(admission, now)
        self.notes.add(self.browsers.touch(row))
        return await self.browsers.make_caller(self._database.read, row, cookie, organization_id, admission)

    async def authenticate(self, authorization: str | None, address: str) -> Caller:
        """Finds the caller, and counts the request against the limit. `address`: see rate_limits.find_client_address.

        Raises UnauthorizedError (the key is missing, malformed, unknown, revoked or expired) and RateLimitedError.
        Both carry the rate limit headers. Failures are counted by address.
        """
        now = self._clock.now()
        key = _bearer(authorization)
        if key is None:
            raise await self._failed(_MISSING, address, now)
        if not is_api_key(key):
            raise await self._wrong_key(address, now)
        row, admission = await self._admit_caller(key, now)
        if row is None:
            raise await self._wrong_key(address, now)
        if admission is not None and not admission.is_admitted:
            raise _too_many(admission, now)
        self._note_use(row, now, address)
        return _caller(row, admission)

    async def _admit_caller(self, key: str, now: int) -> tuple[keys.ValidKey | None, Admission | None]:
        async def find(digest: bytes) -> tuple[keys.ValidKey, Admission | None] | None:
            row, admission = await self._limits.admit_caller(digest, self._limit, now)
            return None if row is None else (row, admission)

        found, digest = await match(self._secrets, key, find)
        if found is None:
            return None, None
        await refresh(self._database, self._secrets, API_KEYS, key, digest)
        return found

    async def look_again(self, connection: Connection, caller: Caller, cookie: str | None) -> Caller:
        """Checks the caller again: a body may take a minute to arrive, and a key or role may end in the meantime.

        Raises UnauthorizedError, and ForbiddenError if the person is no longer a member.
        """
        if caller.is_person:
            return await self.browsers.look_again(connection, caller, cookie or "")
        if not await keys.is_good(connection, caller.organization_id, caller.key_id, self._clock.now()):
            raise UnauthorizedError(_INVALID)
        return caller

    async def _wrong_key(self, address: str, now: int) -> UnauthorizedError:
        admission = await self.admit_address("wrong-keys", address, WRONG_KEYS_OF_ADDRESS.most)
        await self.admit(f"address:wrong-keys:{network_of(address)}", WRONG_KEYS_OF_NETWORK.most)
        return self._unauthorized(_INVALID, admission, now)

    async def _failed(self, sentence: str, address: str, now: int) -> UnauthorizedError:
        return self._unauthorized(sentence, await self.admit_address("keys", address), now)

    @staticmethod
    def _unauthorized(sentence: str, admission: Admission | None, now: int) -> UnauthorizedError:
        headers = {"WWW-Authenticate": "Bearer", **limit_headers(admission, now)}
        return UnauthorizedError(sentence, headers=headers)

    async def admit_address(self, purpose: str, address: str, most: int | None = None) -> Admission | None:
        """Counts one request or failure of an address for a purpose. `most`: a limit per minute below a key's.

        Raises RateLimitedError. Returns None if limits are off.
        """
        if not self._limit:
            return None
        now = self._clock.now()
        limit = self._limit if most is None else min(most, self._limit)
        admission = await self._limits.admit(self._hidden(f"address:{purpose}:{address}"), limit, now)
        if not admission.is_admitted:
            raise _too_many(admission, now)
        return admission

    async def admit(self, bucket: str, most: int) -> None:
        """Counts one of at most `most` uses per minute. Raises RateLimitedError. Does nothing if limits are off."""
        if not self._limit:
            return
        now = self._clock.now()
        admission = await self._limits.admit(self._hidden(bucket), most, now)
        if not admission.is_admitted:
            raise _too_many(admission, now)

    def _hidden(self, bucket: str) -> str:
        """The bucket's name with the address or session hashed, since an erasure doesn't reach the counters."""
        return f"{bucket.partition(':')[0]}:{self._secrets.digest(bucket).hex()[:32]}"

    def _note_use(self, row: keys.ValidKey, now: int, address: str) -> None:
        """Writes `last_used_at` in the background, at most once a minute. No response waits for it or fails with it."""
        noted_at = max(row.last_used_at or 0, self._noted_at.get(row.id, 0))
        if 0 <= now - noted_at < keys.TOUCH_SECONDS * 1000:
            return
        self._noted_at[row.id] = now
        self.notes.add(self._touch(row.organization_id, row.id, now, address))

    def note_access(self, caller: Caller, session_id: str) -> None:
        """Records that this key has viewed a session, at most once an hour, while the response is sent."""
        now = self._clock.now()
        seen = (session_id, caller.key_id, now // access.HOUR_MS)
        if seen in self._seen:
            return
        if len(self._seen) >= _MOST_REMEMBERED:
            self._seen.clear()
        self._seen.add(seen)
        self.notes.keep(lambda: self._write_access(caller, session_id, now))

    def note_read(
        self, caller: Caller, operation: str, object_id: str | None, address: str | None, *, is_of_person: bool
    ) -> None:
        """Records in the audit log that data was read, while the response is sent."""
        now = self._clock.now()
        about = (operation, object_id, address)
        self.notes.keep(lambda: self._write_read(caller, now, *about, is_of_person=is_of_person))

    async def _write_read(
        self,
        caller: Caller,
        now: int,
        operation: str,
        object_id: str | None,
        address: str | None,
        *,
        is_of_person: bool,
    ) -> None:
        with suppress(DuplicateError):
            async with self._database.transaction() as transaction:
                await _note_read(transaction, caller, now, operation, object_id, address, is_of_person=is_of_person)

    async def _write_access(self, caller: Caller, session_id: str, now: int) -> None:
        with suppress(DuplicateError):  # erased in the meantime
            async with self._database.transaction() as transaction:
                if await access.note_access(transaction, caller.organization_id, session_id, caller.key_id, now):
                    await _note_read(transaction, caller, now, "getSession", session_id, None, is_of_person=True)

    async def _touch(self, organization_id: str, key_id: str, now: int, address: str) -> None:
        with suppress(StorageUnavailableError):
            async with self._database.transaction() as transaction:
                await keys.touch_key(transaction, organization_id, key_id, now, address[:45] or None)

    async def close(self) -> None:
        """Waits for pending notes. Call it before the database is closed."""
        await self.notes.close()


async def _note_read(
    connection: Connection,
    caller: Caller,
    now: int,
    operation: str,
    object_id: str | None,
    address: str | None,
    *,
    is_of_person: bool,
) -> None:
    await audit.note(
        connection,
        caller.organization_id,
        user_id=caller.user_id,
        actor=caller.name,
        key_id=None if caller.is_person else caller.key_id,
        operation=operation,
        object_id=object_id,
        now=now,
        address=address,
        is_repeated=True,
        is_of_person=is_of_person,
    )


def _bearer(authorization: str | None) -> str | None:
    scheme, _, key = (authorization or "").strip().partition(" ")
    key = key.strip()
    return key if scheme.lower() == "bearer" and key.startswith("dlv_") and " " not in key else None


def _too_many(admission: Admission, now: int) -> RateLimitedError:
    error = RateLimitedError(admission.retry_after_seconds)
    error.headers.update(limit_headers(admission, now))
    return error


def _caller(row: keys.ValidKey, admission: Admission | None) -> Caller:
    projects = None if row.project_ids is None else tuple(row.project_ids)
    scopes = tuple(row.scopes)
    fields = (row.id, row.organization_id, row.user_id, row.name, row.role, scopes, projects, row.plan, admission)
    return Caller(*fields, is_test=row.is_test)
