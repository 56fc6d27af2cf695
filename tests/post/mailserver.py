"""A mail server that listens on this machine, keeps what it takes and refuses what a test tells it to."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 OK"


class Postfach:
    """What arrived, and what the server answers; a method per command, as aiosmtpd calls them."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.empfaenger: list[str] = []
        self.to_rcpt: list[str] = []
        """Answers to the next recipients, first one first; after them everybody is welcome."""
        self.to_data: list[str] = []
        self.silence = 0.0
        """Seconds for which the server says nothing after it has the text."""

    async def handle_RCPT(  # noqa: N802 - its name is that of the command
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.to_rcpt.pop(0) if self.to_rcpt else TAKEN
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.silence)
        answer = self.to_data.pop(0) if self.to_data else TAKEN
        if answer == TAKEN:
            assert isinstance(envelope.content, bytes)
            self.mails.append(message_from_bytes(envelope.content, policy=default))
            self.empfaenger += envelope.rcpt_tos
        return answer

    @property
    def betreffe(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mails]


@contextmanager
def mail_server(postfach: Postfach, port: int = 0) -> Iterator[int]:
    """Run the server until the end of the block; gives its port."""
    controller = Controller(postfach, hostname="127.0.0.1", port=port or free_port(), server_hostname="mail.example")
    controller.start()
    try:
        yield int(controller.port)
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
