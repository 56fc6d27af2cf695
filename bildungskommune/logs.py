"""Logs that tell what happened without telling to whom."""

import logging
import re

# PostgreSQL quotes the offending row in DETAIL, over several lines when a text has them. What follows is its next
# word or the next part of the traceback.
DETAIL = re.compile(
    r"^DETAIL:.*?(?=\s*^(?:HINT:|CONTEXT:|QUERY:|Traceback |The above exception|During handling)|\Z)",
    re.MULTILINE | re.DOTALL,
)
# Addresses get into messages of any library.
ADDRESS = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+\.[\w.-]+")
# Whoever has the key in the address of a registration may change it.
KEY = re.compile(r"(?<=/)[\w-]{40,}(?=/|\s|$)", re.MULTILINE)


class SoberFormatter(logging.Formatter):
    """One line a record, without personal data."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        text = DETAIL.sub("DETAIL: [nicht protokolliert]", super().format(record))
        return KEY.sub("[Schlüssel]", ADDRESS.sub("[Adresse]", text))
