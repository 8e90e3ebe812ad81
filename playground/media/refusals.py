"""What boto raises, in this house's words: not there, or not now."""

from __future__ import annotations

import errno
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError

from .storage import StorageDown

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger("playground.storage")
MISSING = {"404", "NoSuchKey", "NotFound"}


@contextmanager
def spoken(key: str = "") -> Iterator[None]:
    """Whatever boto raises inside leaves as FileNotFoundError or StorageDown."""
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", "?"))[:60]
        if code in MISSING:
            raise FileNotFoundError(errno.ENOENT, "no such object", key) from None
        log.warning("the storage refused: %s", error)
        raise StorageDown(f"The storage for our copies refused ({code}).") from error
    except (BotoCoreError, Boto3Error) as error:
        log.warning("the storage does not answer: %s", error)
        raise StorageDown("The storage for our copies does not answer.") from error
