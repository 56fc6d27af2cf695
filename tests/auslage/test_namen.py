"""A name that was taken out of a Fassung stands in no page that lies out."""

import pytest
from django.urls import reverse

from bildungskommune.fassungen import rules
from bildungskommune.fassungen.namen import namen_entfernen
from tests.auslage.conftest import Portal
from tests.factories import make_beitrag, make_workshop

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "Quirina Zyxmerkwort"


def test_page_of_a_fassung_is_taken_away_with_the_name(portal: Portal) -> None:
    workshop = make_workshop()
    beitrag = make_beitrag(workshop=workshop, autor_name=NAME, namentlich=True)
    fassung = rules.freeze("dokumentation", workshop)
    rules.publish(fassung)
    path = reverse("dokumentation", args=(fassung.dokument, fassung.nummer))
    assert NAME in portal.ask(path)[2].decode()
    portal.wait(1)

    namen_entfernen(beitrag, by=None, grund="auf Wunsch der Person")

    portal.wait(0)
    assert "Name entfernt am" in portal.ask(path)[2].decode()
