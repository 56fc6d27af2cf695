from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests.post.mailserver import Postfach, free_port, mail_server


@pytest.fixture
def postfach() -> Postfach:
    return Postfach()


@pytest.fixture
def smtp(settings: Settings, postfach: Postfach) -> Iterator[int]:
    """Send over a real connection to a server that fills `postfach`; gives its port."""
    with mail_server(postfach) as port:
        send_over(settings, port)
        yield port


@pytest.fixture
def no_server(settings: Settings) -> int:
    """Send to a port where nobody listens; gives it."""
    port = free_port()
    send_over(settings, port)
    return port


def send_over(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 10
