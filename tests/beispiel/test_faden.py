"""The thread of the sample holds from a card to a Sachstand and back, with the Ziele on the way."""

import pytest
from django.test import Client

from bildungskommune.beispiel import laden
from bildungskommune.tracing.netz import netz
from bildungskommune.tracing.umgebung import around
from konzept.models import Handlungsfeld, Strategie, Ziel
from leitbild.models import Abschnitt
from massnahmen.models import Massnahme, Sachstand
from workshops.models import Beitrag

pytestmark = pytest.mark.django_db


def test_thread_of_the_sample_runs_both_ways(client: Client) -> None:
    laden.load()
    card = Beitrag.objects.get(code="K7M-4QX")

    ahead = netz([card], "wohin")
    measures = [step for step in ahead.schritte(card) if step.ist(Massnahme) and ahead.stand(step.key)]
    reports = [stand.als(Sachstand) for step in measures if (stand := ahead.stand(step.key))]

    kinds = {step.modell for step in ahead.schritte(card)}
    assert {Abschnitt, Handlungsfeld, Ziel, Strategie, Massnahme} <= kinds
    assert reports
    for report in reports:
        back = {step.key for step in netz([report], "woher").schritte(report)}
        assert ("workshops.beitrag", card.pk) in back
        assert Ziel._meta.label_lower in {label for label, _ in back}
    spalten = around(Handlungsfeld.objects.get(kennung="hf-2"), 5, oeffentlich=True).spalten
    assert all(spalten)
    page = client.get(card.get_absolute_url()).content.decode()
    assert "Davor: seit" in page
    assert "Kosten: " in page
