"""What was decided after a vote stands wherever people look for its result."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_abfrage, make_konto, make_saal, make_schritt, make_thema, make_workshop
from tests.lesen import one_line
from workshops.dokumentation import snapshot
from workshops.models import Punktabfrage, Thema
from workshops.models.enums import SchrittArt
from workshops.wand import punkte, themen

pytestmark = pytest.mark.django_db

SATZ = "Die Steuerungsgruppe beginnt mit den Wegen."


@pytest.fixture
def voted() -> tuple[Punktabfrage, Thema, Thema]:
    """An ended question: more dots for the first Thema."""
    begun = timezone.now() - timedelta(hours=2)
    workshop = make_workshop(beginn=begun, anmeldeschluss=begun)
    wege, orte = (make_thema(workshop=workshop, titel=titel) for titel in ("Wege", "Orte"))
    abfrage = make_abfrage(workshop=workshop)
    punkte.count_paper(abfrage, {wege.pk: 5, orte.pk: 2}, personen=None, by=make_konto())
    punkte.close(abfrage, by=make_konto())
    return abfrage, wege, orte


def text(client: Client, address: str) -> str:
    return one_line(client.get(address).content.decode())


def decide(client: Client, abfrage: Punktabfrage, **fields: object) -> tuple[int, str]:
    url = reverse("v-abfrage-entscheidung", args=(abfrage.pk,))
    answer = client.post(url, {"version": Punktabfrage.objects.get(pk=abfrage.pk).version, **fields})
    return answer.status_code, one_line(answer.content.decode())


def test_decision_stands_with_workshop_thema_screens_and_documentation(
    client: Client, voted: tuple[Punktabfrage, Thema, Thema]
):
    abfrage, wege, orte = voted
    workshop = abfrage.workshop
    schritt = make_schritt(workshop=workshop, art=SchrittArt.ABSTIMMUNG, abfrage=abfrage)
    saal = make_saal(workshop=workshop, schritt=schritt)
    client.force_login(make_konto())

    status, _ = decide(client, abfrage, entscheidung=SATZ, entschieden_am="2026-02-03", entschiedene_themen=[wege.pk])

    desk, beamer = (text(client, reverse(name, args=(workshop.pk,))) for name in ("v-punkte", "v-beamer"))
    client.logout()
    pages = [workshop.get_absolute_url(), wege.get_absolute_url(), saal.get_absolute_url()]
    seen = [text(client, page) for page in pages]
    seen += [desk, beamer, text(client, reverse("saal-leinwand", args=(saal.code,)))]
    assert (status, [SATZ in page for page in seen]) == (302, [True] * 6)
    assert "Entschieden nach der Punktabfrage" in seen[1]
    assert SATZ not in text(client, orte.get_absolute_url())
    (frozen,) = snapshot.collect(workshop)["punktabfragen"]
    assert [frozen[name] for name in ("entscheidung", "entschieden_am", "entschiedene_themen")] == [
        SATZ,
        "2026-02-03",
        ["Wege"],
    ]


def test_decision_that_cannot_be_is_refused_and_stays_in_its_field(
    client: Client, voted: tuple[Punktabfrage, Thema, Thema]
):
    abfrage, wege, _ = voted
    client.force_login(make_konto())
    tomorrow = timezone.localdate() + timedelta(days=1)

    future = decide(client, abfrage, entscheidung=SATZ, entschieden_am=tomorrow.isoformat())
    wordless = decide(client, abfrage, entschiedene_themen=[wege.pk])
    punkte.reopen(abfrage, by=make_konto())
    running = decide(client, abfrage, entscheidung=SATZ)

    assert [future[0], wordless[0], running[0]] == [422] * 3
    assert ["nicht in der Zukunft" in future[1], SATZ in future[1]] == [True, True]
    assert "Bitte schreiben Sie, was entschieden wurde." in wordless[1]
    assert "Bitte beenden Sie zuerst die Abstimmung." in running[1]
    assert Punktabfrage.objects.get().entscheidung == ""


def test_decision_follows_a_thema_into_another_and_hides_while_the_vote_goes_on(
    client: Client, voted: tuple[Punktabfrage, Thema, Thema]
):
    abfrage, wege, orte = voted
    client.force_login(make_konto())
    decide(client, abfrage, entscheidung=SATZ, entschiedene_themen=[wege.pk])

    themen.merge(wege, orte, by=make_konto())

    assert list(abfrage.entschiedene_themen.all()) == [orte]
    assert SATZ in text(client, orte.get_absolute_url())
    punkte.reopen(abfrage, by=make_konto())
    assert SATZ not in text(client, orte.get_absolute_url())
