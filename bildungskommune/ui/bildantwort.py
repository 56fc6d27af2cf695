"""The answer that is a stored picture: handed out by a view alone, never from a folder."""

from typing import BinaryIO, cast

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags


def deliver(request: HttpRequest, datei: FieldFile, *, name: str, etag: str, cache: str) -> HttpResponseBase:
    """Send a JPEG as the file `name`; whoever keeps it asks each time whether it is still to be seen.

    `etag` changes with the picture, `cache` is "public" or "private". Raises Http404 when the file is gone.
    """
    headers = {
        "Cache-Control": f"{cache}, no-cache",
        "ETag": f'"{etag}"',
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    if headers["ETag"] in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers=headers)
    try:
        content = cast("BinaryIO", datei.open("rb"))
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(content, filename=name, content_type="image/jpeg", headers=headers)
