"""The Vorlage and its Fassungen in one file: valid, one contents over all, and for those who may read each of them."""

import io
from datetime import date

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.beteiligung.models import Vorlage
from bildungskommune.drucksachen import setzen
from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.fassungen import rules
from bildungskommune.vorlagen.mappe import whole
from leitbild.models import Leitbild
from tests.factories import make_beratung, make_gremium, make_konto, make_leitbild, make_vorlage
from tests.satz.lesen import words_on, written_in

pytestmark = pytest.mark.django_db
WARUM = "Das ist eine Probe."


@pytest.fixture
def leitbild() -> Leitbild:
    leitbild = make_leitbild(kennung="unser-leitbild", titel="Unser Leitbild")
    leitbild.abschnitte.create(kennung="eins", titel="Wir lernen", text="Siehe [oben](#eins).", art="leitsatz")
    return leitbild


def url(vorlage: Vorlage) -> str:
    return reverse("vorlage-pdf", args=(vorlage.nummer,))


def printed(client: Client, vorlage: Vorlage) -> tuple[Drucksache, bytes]:
    assert client.get(url(vorlage)).status_code == 200
    drucksache = Drucksache.objects.get()
    assert setzen.work(drucksache.pk), Drucksache.objects.get().fehler
    answer = client.get(url(vorlage))
    return Drucksache.objects.get(), b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_cover_and_each_fassung_stand_in_one_file(client: Client, leitbild: Leitbild) -> None:
    first, second = rules.freeze("leitbild", leitbild), rules.freeze("leitbild", leitbild)
    vorlage = make_vorlage(nummer="0214/40/2026", betreff="Leitbild Bildung", anlagen=["Kostenplan"])
    vorlage.fassungen.add(first, second)
    make_beratung(vorlage=vorlage, gremium=make_gremium(name="Kreistag"), datum=date(2026, 4, 2), top="7", ja=30)
    client.force_login(make_konto())

    _, pdf = printed(client, vorlage)

    for said in ("Leitbild Bildung", "Kreistag", "30 Ja", "Kostenplan"):
        assert said.replace(" ", "") in written_in(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        ends = [words_on(page).replace(" ", "") for page in opened.pages]
        assert [
            [f"Fassung{one.nummer},Stichtag" in end for one in (first, second)] for end in ends[2:3] + ends[4:]
        ] == [
            [True, False],
            [False, True],
        ]
        assert [str(one.title) for one in outline.root] == ["Leitbild Bildung", "Unser Leitbild", "Unser Leitbild"]


def test_names_are_their_own_in_each_part(leitbild: Leitbild) -> None:
    fassungen = [rules.freeze("leitbild", leitbild) for _ in range(2)]

    parts = whole({"fassungen": [{"pk": fassung.pk} for fassung in fassungen]})["teile"]

    for fassung, part in zip(fassungen, parts, strict=True):
        assert f'id="fassung-{fassung.pk}-impressum"' in part.html
        assert 'id="impressum"' not in part.html
        assert "als Datei beiliegt" not in part.html


def test_everybody_gets_it_once_all_is_public(client: Client, leitbild: Leitbild) -> None:
    vorlage = make_beratung(vorlage=make_vorlage(fassung=rules.freeze("leitbild", leitbild))).vorlage
    page = reverse("vorlage", args=(vorlage.nummer,))
    before = client.get(url(vorlage)).status_code, url(vorlage) in client.get(page).content.decode()
    rules.publish(vorlage.fassungen.get(), ohne_beschluss=WARUM)
    after = client.get(url(vorlage)).status_code, url(vorlage) in client.get(page).content.decode()

    assert [before, after] == [(404, False), (200, True)]
    assert client.get(url(make_beratung().vorlage)).status_code == 404


def test_new_result_makes_a_new_print(client: Client, leitbild: Leitbild) -> None:
    beratung = make_beratung(vorlage=make_vorlage(fassung=rules.freeze("leitbild", leitbild)))
    client.force_login(make_konto())
    client.get(url(beratung.vorlage))
    client.get(url(beratung.vorlage))
    beratung.ergebnis = "vertagt"
    beratung.save()
    client.get(url(beratung.vorlage))

    assert Drucksache.objects.count() == 2
