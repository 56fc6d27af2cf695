"""Uploads and prints in a bucket of an S3-compatible server, for portals on several hosts (docs/operations.md)."""

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from bildungskommune.ablage import Unerreichbar

log = logging.getLogger(__name__)

IN_MEMORY = 2 * 1024 * 1024
"""Bytes of a file in hand that are kept in memory; a larger one is a temporary file meanwhile."""
TAKEN = {"PreconditionFailed", "ConditionalRequestConflict"}


class Eimer(S3Storage):
    """Files in a bucket, each written once and read whole; a bucket that does not answer is Unerreichbar.

    No object is given to everybody and none has an address: the views hand out what a reader may have.
    """

    def __init__(self, *, addressing_style: str, **options: Any) -> None:
        super().__init__(
            file_overwrite=False,
            max_memory_size=IN_MEMORY,
            transfer_config=TransferConfig(use_threads=False),
            client_config=Config(
                s3={"addressing_style": addressing_style},
                signature_version="s3v4",
                connect_timeout=3,
                read_timeout=30,
                retries={"mode": "standard", "max_attempts": 2},
                # Servers other than Amazon's need not know its newer checksums.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            **options,
        )

    def _open(self, name: str, mode: str = "rb") -> File:
        with _told_as_os_error():
            file: File = super()._open(name, mode)
            file.open()  # whole and at once: what is read later cannot break off
            return file

    def _save(self, name: str, content: File) -> str:
        """Write the file under a name that nobody has; two workers that chose the same one get two."""
        given = self._get_write_parameters(name, content)
        with _told_as_os_error():
            while True:
                content.seek(0)
                try:
                    self.bucket.Object(self._normalize_name(name)).put(Body=content, IfNoneMatch="*", **given)
                except ClientError as error:
                    if error.response["Error"]["Code"] not in TAKEN:
                        raise
                    name = self.get_available_name(name)
                else:
                    return name

    def delete(self, name: str) -> None:
        with _told_as_os_error():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _told_as_os_error():
            return bool(super().exists(name))

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with _told_as_os_error():
            folders, files = super().listdir(path)
            return folders, files

    def size(self, name: str) -> int:
        with _told_as_os_error():
            return int(super().size(name))

    def get_modified_time(self, name: str) -> datetime:
        with _told_as_os_error():
            found: datetime = super().get_modified_time(name)
            return found

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        raise ValueError(f"{name} has no address: views hand files out.")


@contextmanager
def _told_as_os_error() -> Iterator[None]:
    """Turn what the server or the way to it refuses into the error that whoever keeps files knows."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        log.warning("The bucket refuses or does not answer: %s", error)
        raise Unerreichbar(errno.EIO, "Der Dateispeicher antwortet nicht oder lehnt ab") from error
