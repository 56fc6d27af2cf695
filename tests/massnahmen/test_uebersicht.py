from datetime import timedelta
from decimal import Decimal

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.ui.zeiten import datum
from massnahmen import ampelurteil
from massnahmen.listen import newest_of
from massnahmen.models import Massnahme
from massnahmen.uebersicht import Geld, overview
from tests.factories import make_konto, make_massnahme, make_sachstand
from tests.lesen import words
from tests.massnahmen.builders import days_ago, make_meilenstein, today

pytestmark = pytest.mark.django_db


def test_money_adds_up_what_is_known_and_leaves_out_what_was_dropped():
    make_massnahme(kosten_gesamt=Decimal(100), kosten_gesichert=Decimal(40))
    make_massnahme(kosten_gesamt=Decimal(50))
    make_massnahme(kosten_gesichert=Decimal(7))
    make_massnahme(kosten_gesamt=Decimal(999), status="verworfen")

    geld = overview(Massnahme.objects.all()).geld

    assert geld == Geld(gesamt=Decimal(150), gesichert=Decimal(40), mit_zahl=2, ohne_zahl=1)
    assert geld.offen == Decimal(110)


def test_late_ones_come_with_their_reason():
    late = make_massnahme(status="verzoegert")
    make_sachstand(late, stichtag=days_ago(9), status="verzoegert", hindernisse="Alt.")
    make_sachstand(late, stichtag=days_ago(2), status="verzoegert", hindernisse="Kein Angebot.")
    make_massnahme(status="umgesetzt")

    found = overview(Massnahme.objects.all())

    assert (found.gesamt, found.fertig, found.verzoegert) == (2, 1, 1)
    assert [(row, newest.hindernisse) for row in found.spaet if (newest := newest_of(row))] == [(late, "Kein Angebot.")]
    assert [row.hindernisse for row in found.neueste] == ["Kein Angebot.", "Alt."]


def test_overview_needs_the_same_queries_for_one_and_thirty(django_assert_max_num_queries):
    make_sachstand(make_massnahme(status="verzoegert", kosten_gesamt=5), status="verzoegert", hindernisse="x")
    with django_assert_max_num_queries(12) as one:
        overview(Massnahme.objects.all())
    for _ in range(29):
        make_sachstand(make_massnahme(status="verzoegert", kosten_gesamt=5), status="verzoegert", hindernisse="x")

    with django_assert_max_num_queries(12) as thirty:
        found = overview(Massnahme.objects.all())

    assert (len(found.spaet), found.gesamt) == (30, 30)
    assert len(thirty.captured_queries) == len(one.captured_queries)


def test_everybody_reads_each_light_with_its_word_its_sign_and_its_reason(client: Client) -> None:
    fine = make_massnahme(titel="Läuft", status="in_umsetzung", oeffentlich=True)
    make_sachstand(fine, stichtag=days_ago(3), status="")
    behind = make_massnahme(titel="Bus", status="in_umsetzung", oeffentlich=True)
    make_sachstand(behind, stichtag=days_ago(3), status="")
    make_meilenstein(behind, titel="Probe", datum=days_ago(9))
    judged = make_massnahme(titel="Haus", status="in_umsetzung", oeffentlich=True)
    ampelurteil.decide(judged, "achtung", "Der Bau stockt.", by=make_konto())
    late = make_massnahme(titel="Weg", status="verzoegert", ende=today() - timedelta(days=1), oeffentlich=True)
    make_massnahme(titel="Geheim", status="verzoegert", oeffentlich=False)

    page = lxml.html.fromstring(client.get(reverse("umsetzung")).content.decode())
    text = words(page).replace("\xa0", " ")

    assert "Ampel 1auf Kurs 1Achtung 2in Verzug" in text
    assert "Geheim" not in text
    attention = [words(one) for one in page.cssselect("[aria-labelledby=achtung] .massnahmenliste__titel")]
    assert attention == [behind.titel, judged.titel]
    assert "in Verzug Der Meilenstein „Probe“ war für den" in text
    assert f"Achtung Der Bau stockt. Von der Stabsstelle gesetzt am {datum(today())}".replace("\xa0", " ") in text
    slow = words(page.cssselect("[aria-labelledby=spaet]")[0])
    assert late.titel in slow
    assert "Die Maßnahme ist verzögert. Das Ende war für den" in slow
    assert all(one.cssselect(".zustand svg") for one in page.cssselect(".massnahmenliste__ampel"))
