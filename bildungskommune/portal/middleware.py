"""What stands between a request and a file that cannot be had."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bildungskommune.ablage import Unerreichbar


class DateienUnerreichbar:
    """Answer 503 when the store of files does not answer: whoever asks again later may have better luck."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Unerreichbar):
            return None
        response = render(request, "503.html", status=503)
        response["Cache-Control"] = "no-store"
        response["Retry-After"] = "120"
        return response
