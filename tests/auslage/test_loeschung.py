"""Who is forgotten stands in no page that lies out any more."""

import pytest
from pytest_django.fixtures import Settings

from bildungskommune.buero import loeschung
from tests.auslage.conftest import Portal
from tests.factories import make_beitrag, make_workshop

pytestmark = pytest.mark.django_db(transaction=True)

NAME, ADRESSE = "Quirina Zyxmerkwort", "zyxmerkwort@boerde.example"


def test_page_with_the_name_is_taken_away_at_once(portal: Portal, settings: Settings) -> None:
    settings.AUSLAGE_DIR = portal.folder
    beitrag = make_beitrag(workshop=make_workshop(), autor_name=NAME, autor_email=ADRESSE, namentlich=True)
    path = beitrag.get_absolute_url()
    assert NAME in portal.ask(path)[2].decode()
    portal.wait(1)
    assert [name_in(file.read_bytes()) for file in portal.folder.glob("*.blatt")] == [True]

    loeschung.erase(ADRESSE)

    assert list(portal.folder.glob("*.blatt")) == []
    assert NAME not in portal.ask(path)[2].decode()


def name_in(file: bytes) -> bool:
    return NAME.encode() in file
