"""Logs that tell what happened without telling to whom."""

import logging
import re

# PostgreSQL quotes the offending row in DETAIL; addresses get into messages of any library.
DETAIL = re.compile(r"^DETAIL:.*$", re.MULTILINE)
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


class SoberFormatter(logging.Formatter):
    """One line a record, without personal data."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        return ADDRESS.sub("[Adresse]", DETAIL.sub("DETAIL: [nicht protokolliert]", super().format(record)))
