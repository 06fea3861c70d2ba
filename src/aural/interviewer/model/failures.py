"""How a model may fail, and when to stop calling it. Every failure of a provider or its library is a ModelError."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Literal

from aural.guard.outbound.addresses import AddressRefusedError
from aural.interviewer.protocol import InterviewerUnavailableError

Why = Literal["deadline", "refused", "unreachable", "nonsense", "address", "library"]


class ModelError(InterviewerUnavailableError):
    """A model didn't answer, or gave an answer that can't be used.

    `why` is deadline (too slow), refused (an error status), unreachable (no connection, or it broke), nonsense (an
    answer that can't be used), address or library. `address` means that connecting to the server isn't allowed, and
    `library` that the provider's library isn't installed; their messages say what to do.

    `status` is the HTTP status if there was one, and `tokens` the number of tokens spent in spite of the failure.
    """

    def __init__(self, why: Why, message: str, *, status: int | None = None, tokens: int = 0) -> None:
        super().__init__(message)
        self.why: Why = why
        self.status = status
        self.tokens = tokens


@contextlib.contextmanager
def failures(spent: Callable[[], int] = lambda: 0) -> Iterator[None]:
    """Turns any exception of a request to a provider into a ModelError with the number of tokens spent."""
    try:
        yield
    except ModelError as error:
        error.tokens = max(error.tokens, spent())
        raise
    except TimeoutError as error:
        raise ModelError("deadline", "The model did not answer in time.", tokens=spent()) from error
    except Exception as error:  # the answer of an unknown server may break the library anywhere
        explained = _explained(error)
        explained.tokens = max(explained.tokens, spent())
        raise explained from error


def _explained(error: BaseException) -> ModelError:
    causes = list(_causes(error))
    known = next((cause for cause in causes if isinstance(cause, ModelError)), None)
    if known is not None:
        return known
    refused = next((cause for cause in causes if isinstance(cause, AddressRefusedError)), None)
    if refused is not None:
        return ModelError("address", str(refused))
    status = next((found for found in map(_status_of, causes) if found is not None), None)
    if status is not None:
        return ModelError("refused", f"The model's server answered with status {status}.", status=status)
    if any("Connect" in type(cause).__name__ or _is_broken(cause) for cause in causes):
        return ModelError("unreachable", "The model's server cannot be reached, or the connection broke.")
    return ModelError("nonsense", "The model's answer cannot be used.")


def _status_of(error: BaseException) -> int | None:
    """The HTTP status, which Google's library calls `code`."""
    found = (getattr(error, name, None) for name in ("status_code", "code"))
    return next((status for status in found if isinstance(status, int)), None)


def _is_broken(error: BaseException) -> bool:
    from httpx2 import TransportError

    return isinstance(error, TransportError | OSError)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


class Breaker:
    """A circuit breaker: after several failures in a row, the model isn't called for a while.

    Otherwise every turn would wait for its deadline.
    """

    def __init__(self, now: Callable[[], int], *, failures: int = 3, rest_seconds: int = 30) -> None:
        self._now, self._most, self._rest = now, failures, rest_seconds * 1000
        self._failures = 0
        self._until = 0

    @property
    def is_open(self) -> bool:
        """Whether to leave the model alone. After the rest, one call may try again; its failure begins a new rest."""
        return self._failures >= self._most and self._now() < self._until

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1
        self._until = self._now() + self._rest
