"""The deployment's bucket, on S3 or an S3-compatible server. It is opened once, and raises Aural's own errors."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from aural.platform.errors import StorageUnavailableError
from aural.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from obstore.store import S3Store


class Bucket:
    """Loads the S3 library on first use, because most deployments don't have a bucket."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store: S3Store | None = None

    @contextmanager
    def opened(self, unavailable: str) -> Iterator[S3Store]:
        """The bucket's objects, by names below the configured address.

        Raises FileNotFoundError for an object that doesn't exist, and StorageUnavailableError with the message
        `unavailable` for all other errors.
        """
        from obstore.exceptions import BaseError, NotFoundError

        try:
            if self._store is None:
                self._store = _open(self._settings)
            yield self._store
        except (NotFoundError, FileNotFoundError) as error:
            raise FileNotFoundError from error
        except (BaseError, OSError) as error:
            raise StorageUnavailableError(unavailable) from error


def _open(settings: Settings) -> S3Store:
    from obstore.store import S3Store  # 6 MB, needed only here

    bucket, _, prefix = settings.media_url.removeprefix("s3://").partition("/")
    given = {
        "endpoint": settings.s3_endpoint,
        "access_key_id": settings.s3_access_key_id,
        "secret_access_key": settings.s3_secret_access_key,
    }
    return S3Store(
        bucket,
        prefix=prefix or None,
        region=settings.s3_region,
        client_options={"allow_http": settings.s3_endpoint.startswith("http://"), "timeout": "60s"},
        retry_config={"max_retries": 3},
        **{name: value for name, value in given.items() if value},  # type: ignore[arg-type]
    )


@lru_cache(8)
def bucket_of(settings: Settings) -> Bucket:
    """The bucket that `media_url` names."""
    return Bucket(settings)
