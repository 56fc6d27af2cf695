"""Why a mail was not sent: how often it may be tried for such a reason, and the sentence for the desk."""

import smtplib
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from celery.exceptions import SoftTimeLimitExceeded

from bildungskommune.zeichen import one_line

BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
"""How long a mail rests after its first, second … failed attempt."""
TRIES = len(BACK_OFF) + 1
"""The server is away or busy: over seventeen hours it may come back."""
TRIES_OF_A_DEFECT = 3
"""The mail itself cannot be put together, or the program is wrong: waiting rarely helps."""
TRIES_OF_A_REFUSAL = 1
"""The server said for good that it does not want this mail."""

Antwort: TypeAlias = tuple[int, bytes]


@dataclass(frozen=True)
class Scheitern:
    satz: str
    tries: int

    def is_final(self, attempts: int) -> bool:
        """Say whether a mail that failed so is given up after this many attempts."""
        return attempts >= self.tries


CUT_OFF = Scheitern("Der Maildienst ist beim Senden immer wieder abgebrochen.", TRIES)
TOO_SLOW = Scheitern("Der Mailserver hat zu lange für seine Antwort gebraucht.", TRIES)


def judge(error: Exception) -> Scheitern:
    """Return what an exception of an attempt to send means for the mail."""
    answer = _answer(error)
    if answer is not None:
        return _judge_answer(error, answer)
    # smtplib wraps the time-out of an answer.
    if isinstance(error, SoftTimeLimitExceeded | TimeoutError) or isinstance(error.__context__, TimeoutError):
        return TOO_SLOW
    what = one_line(f"{type(error).__name__}: {error}")
    if isinstance(error, OSError):  # every SMTPException is one, too
        return Scheitern(f"Der Mailserver ist nicht erreichbar ({what}).", TRIES)
    return Scheitern(f"Die E-Mail ließ sich nicht zusammenstellen ({what}).", TRIES_OF_A_DEFECT)


def _answer(error: Exception) -> Antwort | None:
    """Return code and words with which the server refused; of several the mildest, None if it said nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(error.recipients.values(), default=None)
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        return error.smtp_code, words.encode() if isinstance(words, str) else words
    return None


def _judge_answer(error: Exception, answer: Antwort) -> Scheitern:
    code, words = answer
    said = one_line(f"{code} {words.decode(errors='replace')}")
    # A wrong password or sender is ours to mend: the mail is as good as before.
    is_about_the_mail = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    if is_about_the_mail and 500 <= code < 600:
        return Scheitern(f"Der Mailserver hat die E-Mail abgelehnt: {said}", TRIES_OF_A_REFUSAL)
    return Scheitern(f"Der Mailserver hat die E-Mail noch nicht angenommen: {said}", TRIES)
