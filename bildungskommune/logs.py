"""Logs that tell what happened without telling to whom."""

import copy
import logging
import re

from django.http import HttpRequest
from django.urls import URLResolver, get_resolver

# PostgreSQL quotes the offending row in DETAIL, over several lines when a text has them. What follows is its next
# word or the next part of the traceback.
DETAIL = re.compile(
    r"^DETAIL:.*?(?=\s*^(?:HINT:|CONTEXT:|QUERY:|Traceback |The above exception|During handling)|\Z)",
    re.MULTILINE | re.DOTALL,
)
# Addresses get into messages of any library.
ADDRESS = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+\.[\w.-]+")
# The page somebody came from may carry a secret.
PAGE = re.compile(r"(https?://[^/\s]+)/[^\s]*")
# A line break in what somebody typed would begin a line of its own.
BREAK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Whoever has the key in the address of a page may change what it shows.
KEY = re.compile(r"(?<=/)[\w-]{40,}(?=/|\s|$)", re.MULTILINE)


class SoberFormatter(logging.Formatter):
    """One line a record, without personal data."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", datefmt="%Y-%m-%dT%H:%M:%S%z", style="{")

    def format(self, record: logging.LogRecord) -> str:
        text = DETAIL.sub("DETAIL: [nicht protokolliert]", super().format(_on_one_line(_without_secrets(record))))
        return KEY.sub("[Schlüssel]", PAGE.sub(r"\1/…", ADDRESS.sub("[Adresse]", text)))


def _without_secrets(record: logging.LogRecord) -> logging.LogRecord:
    """Return what Django says of a request with the pattern of its address; a refusal needs no traceback."""
    request = getattr(record, "request", None)
    if not isinstance(request, HttpRequest):
        return record
    record = copy.copy(record)
    paths = {request.path, request.path.encode("unicode_escape").decode("ascii")}
    if isinstance(record.args, tuple):
        record.args = tuple(_pattern(request) if one in paths else one for one in record.args)
    if getattr(record, "status_code", 500) < 500:
        record.exc_info = record.exc_text = None
    return record


def _on_one_line(record: logging.LogRecord) -> logging.LogRecord:
    """Return the record with every line break and control character of its texts written out: \\n."""
    given = record.args
    if not isinstance(given, tuple):
        return record
    record = copy.copy(record)
    record.args = tuple(_written_out(one) if isinstance(one, str) else one for one in given)
    return record


def _written_out(words: str) -> str:
    return BREAK.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), words)


def _pattern(request: HttpRequest) -> str:
    """Return the address without what it names: a code or key may stand in it. Of an unknown one a word of ours."""
    if request.resolver_match is not None:
        return f"/{request.resolver_match.route}"
    beginning = request.path.split("/")[1]
    return f"/{beginning}/…" if beginning in _beginnings(get_resolver()) else "/…"


def _beginnings(resolver: URLResolver) -> set[str]:
    """Return the words with which addresses of the portal begin."""
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        if beginning := str(pattern.pattern).split("/")[0]:
            found.add(beginning)
        elif isinstance(pattern, URLResolver):
            found |= _beginnings(pattern)
    return found
