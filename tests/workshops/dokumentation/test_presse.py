"""The draft for the press: facts of the frozen documentation, and what is missing stands out."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.fassungen import rules
from tests.factories import (
    make_abfrage,
    make_anmeldung,
    make_beitrag,
    make_institution,
    make_konto,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from workshops.dokumentation import presse
from workshops.models import Punktstand, Workshop

pytestmark = pytest.mark.django_db


def make_evening() -> Workshop:
    beginn = datetime(2024, 5, 30, 16, tzinfo=ZoneInfo("Europe/Berlin"))
    workshop = make_workshop(titel="Wege", beginn=beginn, ende=beginn.replace(hour=19), ergebnis="Es geht *weiter*.")
    bus, zeit = make_thema(workshop=workshop, titel="Bus"), make_thema(workshop=workshop, titel="Zeit")
    for thema in (bus, zeit, zeit):
        make_zuordnung(thema, make_beitrag(workshop=workshop))
    Punktstand.objects.create(abfrage=make_abfrage(workshop=workshop), thema=bus, punkte=9)
    make_anmeldung(workshop=workshop, status="teilgenommen", institution=make_institution(), name="Jana Muster")
    make_anmeldung(workshop=workshop, status="teilgenommen", institution=make_institution())
    return workshop


def test_draft_says_the_frozen_facts_and_marks_what_is_missing(client: Client) -> None:
    workshop = make_evening()
    client.force_login(make_konto())
    url = reverse("v-pressemitteilung", args=(workshop.pk,))
    assert "sobald die Dokumentation veröffentlicht ist" in client.get(url).content.decode()

    rules.publish(rules.freeze("dokumentation", workshop))
    make_beitrag(workshop=workshop)

    page = " ".join(client.get(url).content.decode().split())
    for sentence in (
        "3 Beiträge: Was bei „Wege“ herauskam",
        "2 Personen aus 2 Einrichtungen haben am 30. Mai 2024 an „Wege“ teilgenommen.",
        "3 Beiträge sind dabei entstanden.",
        "Am wichtigsten waren den Beteiligten „Bus“ (9 Punkte) und „Zeit“.",
        "Es geht weiter.",
        f"<strong>{presse.ZITAT}</strong>",
    ):
        assert sentence in page
    assert "Jana Muster" not in page
    text = client.get(url, {"als": "txt"})
    assert text["Content-Disposition"] == f'attachment; filename="pressemitteilung-{workshop.slug}.txt"'
    assert text.content.decode().startswith("Pressemitteilung\n\n3 Beiträge: Was bei „Wege“ herauskam\n\n")
    with ZipFile(BytesIO(client.get(url, {"als": "docx"}).content)) as book:
        assert "3 Beiträge: Was bei „Wege“ herauskam" in book.read("word/document.xml").decode()


def test_without_dots_and_attendance_it_claims_neither() -> None:
    workshop = make_workshop(titel="Wege")
    make_zuordnung(make_thema(workshop=workshop, titel="Bus"), make_beitrag(workshop=workshop))
    rules.publish(rules.freeze("dokumentation", workshop))
    fassung = presse.published(workshop)
    assert fassung is not None

    text = presse.draft(fassung, workshop.beginn.date()).as_text()

    assert "„Wege“ fand am" in text
    assert "1 Beitrag ist dabei entstanden." in text
    assert "Die meisten Beiträge gab es zu „Bus“." in text
    assert ("teilgenommen" in text, "Am wichtigsten" in text) == (False, False)
