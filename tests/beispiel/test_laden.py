"""The sample process: loaded once, published in all four stages, with accounts to try it."""

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.accounts.models import Konto
from bildungskommune.beispiel import laden
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from workshops.auswertung import haeufung
from workshops.auswertung.umfang import Umfang
from workshops.models import Beitrag, Reihe

pytestmark = pytest.mark.django_db


def test_sample_process_is_published_in_all_stages_and_a_second_run_changes_nothing() -> None:
    _, accounts = laden.load()
    again, none = laden.load()

    published = Fassung.objects.filter(status="veroeffentlicht").values_list("definition", flat=True)

    assert sorted(set(published)) == ["dokumentation", "konzept", "leitbild", "massnahmenplan"]
    assert Druckauftrag.objects.count() == len(published) == 7
    assert [konto.check_password(word) for konto, word in _pairs(accounts)] == [True] * 4
    assert (again.changes, none, Fassung.objects.count()) == (0, [], 8)
    assert laden.is_loaded()
    assert Beitrag.objects.get(code="K7M-4QX").verbleib_begruendung != ""


def test_sample_process_says_in_public_who_named_what_more_often(client: Client) -> None:
    laden.load()

    found = haeufung.public(Umfang(Reihe.objects.get(kennung="zukunftswerkstatt")))

    sentences = [one.satz for one in found.haeufungen]
    assert len(sentences) == haeufung.OEFFENTLICH_GEZEIGT
    assert "Vereine nannten „Ehrenamt“ 7,2-mal so häufig wie der Durchschnitt aller Karten." in sentences
    page = client.get(reverse("reihe", args=("zukunftswerkstatt",))).content.decode()
    assert all(satz in page for satz in sentences)


def _pairs(accounts: laden.Zugaenge) -> list[tuple[Konto, str]]:
    return [(Konto.objects.get(email=email), password) for email, password, _ in accounts]
