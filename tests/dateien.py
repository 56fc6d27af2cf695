"""Read and close what the portal answers, a file that it sends piece by piece, too."""

from django.core.signals import request_finished
from django.db import close_old_connections
from django.http.response import HttpResponseBase


def content(response: HttpResponseBase) -> bytes:
    """Return what a download holds, and close it."""
    data = b"".join(response.streaming_content)  # type: ignore[attr-defined]  # a streaming response
    close(response)
    return data


def close(response: HttpResponseBase) -> None:
    """End the request without closing the connection of the test's transaction."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
