"""Every mail says who pays, and carries the marks so that nothing is loaded from elsewhere."""

import re
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.template.loader import render_to_string

from bildungskommune.foerderung.models import Foerderzeichen
from bildungskommune.post import rahmen, versand
from bildungskommune.post.models import Mail
from tests.factories import make_anmeldung
from tests.foerderung.bauen import HINWEIS, WORTE, make_hinweis, make_zeichen, picture
from workshops.anmeldung import mails
from workshops.models import Anmeldung

pytestmark = pytest.mark.django_db

VORLAGEN = sorted(
    path.stem
    for path in Path(settings.BASE_DIR, "templates", "mail").glob("*.html")
    if path.stem != "basis" and not path.stem.startswith("_")
)


def parts(message: Message) -> list[str]:
    return [part.get_content_type() for part in message.walk()]


def make_confirmed() -> Anmeldung:
    return make_anmeldung(email="jana@kita.example")


def sent() -> Message:
    """Send the newest mail, and return it as a server gets it."""
    assert versand.send(Mail.objects.latest("pk").pk)
    return message_from_bytes(outbox.outbox[-1].message().as_bytes())


def test_there_are_mails_to_look_at() -> None:
    assert len(VORLAGEN) > 15


@pytest.mark.parametrize("vorlage", VORLAGEN)
def test_every_kind_of_mail_stands_in_the_frame_that_says_who_pays(vorlage: str) -> None:
    make_hinweis()
    bild = make_zeichen().bild
    context: dict[str, Any] = {**rahmen.context(), "kommune": {"stelle": "Stelle"}}

    html, text = (render_to_string(f"mail/{vorlage}.{form}", context) for form in ("html", "txt"))

    assert (f"cid:{bild.sha256}@bildungskommune" in html, f'alt="{WORTE}"' in html, HINWEIS in html) == (True,) * 3
    assert (WORTE in text, HINWEIS in text) == (True, True)


def test_mail_carries_its_marks_within_the_html_and_keeps_its_attachment() -> None:
    make_hinweis()
    content = picture("JPEG")
    bild = make_zeichen(content).bild
    mails.registered(make_confirmed())

    message = sent()

    assert parts(message) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/jpeg",
        "text/calendar",
    ]
    (image,) = [part for part in message.walk() if part.get_content_type() == "image/jpeg"]
    assert (image["Content-ID"].strip(), image.get_payload(decode=True)) == (
        f"<{bild.sha256}@bildungskommune>",
        content,
    )
    html = Mail.objects.latest("pk").html
    assert re.findall(r'src="(?!cid:)', html) == []


def test_mail_that_waited_still_has_its_mark_after_it_was_taken_down() -> None:
    make_zeichen()
    mails.registered(make_confirmed())
    Foerderzeichen.objects.all().delete()

    assert "image/png" in parts(sent())


def test_mail_without_a_template_says_it_below_its_words() -> None:
    make_hinweis()
    make_zeichen()

    mail = versand.enqueue_text(an="jana@kita.example", betreff="Konto", text="Guten Tag.\n", anlass="konto")

    assert mail.text == f"Guten Tag.\n\n{WORTE}\n{HINWEIS}\n"


def test_without_funding_mails_are_as_before() -> None:
    mail = versand.enqueue_text(an="jana@kita.example", betreff="Konto", text="Guten Tag.\n", anlass="konto")

    assert (mail.text, parts(sent())) == ("Guten Tag.\n", ["text/plain"])
