"""Mails to others in which somebody is named, and the files of a portal that sends none."""

import quopri
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from bildungskommune.post.models import Mail
from bildungskommune.spuren import Gesucht, Spur, sought, spuren

TEXTE = ("betreff", "text", "html", "fehler")


def _naming(person: Gesucht) -> list[Mail]:
    """Return the mails to others that name this person; one to somebody of the same name names its recipient."""
    others = Mail.objects.exclude(an__iexact=person.email).defer("anhang")
    found: list[Mail] = person.rows_in(others, *TEXTE)
    namesakes = {an for an in {mail.an for mail in found} if person.is_in(*sought(an).worte)}
    return [mail for mail in found if mail.an not in namesakes]


def _blot_out(person: Gesucht) -> int:
    found = _naming(person)
    for mail in found:
        for field in TEXTE:
            setattr(mail, field, person.blot_out(getattr(mail, field)))
        mail.save(update_fields=TEXTE)
    transaction.on_commit(lambda: _delete_files(person))
    return len(found)


def _delete_files(person: Gesucht) -> None:
    """Delete the files in which the local form keeps what it would send."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    for file in Path(folder).glob("*.log") if folder else ():
        # Long lines of a mail are broken in the middle of a word.
        if person.is_in(quopri.decodestring(file.read_bytes()).decode(errors="replace")):
            file.unlink()


@spuren.register
def mails() -> Iterator[Spur]:
    yield Spur(
        was="E-Mails an andere, die den Namen nennen",
        folge="Name gelöscht",
        modell=Mail,
        finden=_naming,
        tun=_blot_out,
    )
