"""Konzept and Maßnahmenplan are laid out, weighed, changed, adopted and compared by the same parts as the Leitbild."""

from collections.abc import Callable
from dataclasses import dataclass

import lxml.html
import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from bildungskommune.beteiligung import abwaegung, einarbeitung, runden
from bildungskommune.beteiligung.models import Beteiligungsrunde, Punkt, Stellungnahme
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Fassung, Status
from tests.beteiligung.bauen import end, make_runde, make_stellungnahme
from tests.factories import make_handlungsfeld, make_konto, make_konzept, make_massnahme, make_plan, make_strategie
from tests.lesen import words
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db
AUSGELEGT, GEWUENSCHT = "Der Bus fährt bis 18 Uhr.", "Der Bus fährt bis 22 Uhr."
GRUND = "Wer am Abend lernt, muss heimkommen."


@dataclass(frozen=True)
class Stufe:
    """One stage with a passage that somebody wants otherwise."""

    definition: str
    bauen: Callable[[], models.Model]
    teil: str
    absatz: str
    lesen: str
    """The name of the page of a Fassung."""


def concept() -> models.Model:
    konzept = make_konzept(kennung="k")
    feld = make_handlungsfeld(konzept=konzept, kennung="wege", titel="Wege")
    make_strategie(handlungsfeld=feld, kennung="takt", titel="Takt", text=AUSGELEGT)
    return konzept


def plan() -> models.Model:
    plan = make_plan(kennung="p")
    plan.massnahmen.add(make_massnahme(kennung="bus", titel="Bus", ziel=AUSGELEGT))
    return plan


STUFEN = [
    Stufe("konzept", concept, "wege/strategie/takt", "absatz-1", "konzept-fassung"),
    Stufe("massnahmenplan", plan, "bus", "ziel", "massnahmenplan-fassung"),
]


def weigh(runde: Beteiligungsrunde) -> None:
    """Decide, confirm by somebody else, put the wording into the draft, and answer."""
    end(runde)
    runden.close(runde, by=make_konto())
    punkt = Punkt.objects.get()
    punkt.entscheidung, punkt.begruendung = "uebernommen", GRUND
    abwaegung.change(punkt, abwaegung.ENTSCHIEDEN, by=make_konto())
    abwaegung.confirm(punkt, by=make_konto())
    lage = einarbeitung.look(punkt, Stellen(runde.fassung))
    einarbeitung.take(punkt, lage.vorschlag, gesehen=einarbeitung.mark(lage.heute), by=make_konto())
    abwaegung.answer(runde, by=make_konto())


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return words(lxml.html.fromstring(answer.content))


@pytest.mark.parametrize("stufe", STUFEN, ids=lambda stufe: stufe.definition)
def test_later_stage_goes_from_the_round_to_the_resolution(client: Client, stufe: Stufe) -> None:
    dokument = stufe.bauen()
    first = rules.freeze(stufe.definition, dokument, zweck="beteiligung")
    runde = make_runde(fassung=first, sichtbar="sofort")
    part = reverse("runde-teil", args=(runde.kennung, stufe.teil))
    assert AUSGELEGT in read(client, part)
    make_stellungnahme(runde, teil=stufe.teil, absatz=stufe.absatz, text="Zu früh.", vorschlag=GEWUENSCHT)
    assert "Zu früh." in read(client, reverse("runde-stellungnahmen", args=(runde.kennung,)))

    weigh(runde)
    second = rules.freeze(stufe.definition, dokument, zweck="vorlage")
    publish(second, by=make_konto())

    second = Fassung.objects.get(pk=second.pk)
    assert (second.nummer, second.status) == (2, Status.VEROEFFENTLICHT)
    shown = [read(client, reverse(stufe.lesen, args=(second.dokument, nummer))) for nummer in (1, 2)]
    assert [(AUSGELEGT in page, GEWUENSCHT in page) for page in shown] == [(True, False), (False, True)]
    assert GRUND in read(client, Stellungnahme.objects.get().get_absolute_url())
    assert GRUND in read(client, reverse("runde-abwaegung", args=(runde.kennung,)))
    compared = client.get(reverse("vergleich", args=(stufe.definition, second.dokument, "1-2"))).content.decode()
    assert "<del>" in compared
    assert "22" in compared
