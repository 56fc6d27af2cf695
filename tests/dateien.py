"""Read a file that the portal sends piece by piece."""

from django.core.signals import request_finished
from django.db import close_old_connections
from django.http.response import HttpResponseBase


def content(response: HttpResponseBase) -> bytes:
    """Return what a download holds, and close it without closing the connection of the test's transaction."""
    data = b"".join(response.streaming_content)  # type: ignore[attr-defined]  # a streaming response
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
    return data
