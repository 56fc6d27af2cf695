"""The office takes a name out of a published text, as in a browser without scripts."""

import pytest
from playwright.sync_api import expect

from bildungskommune.fassungen import rules
from tests import reise
from tests.conftest import OpenPage
from tests.factories import make_beitrag, make_workshop
from tests.veroeffentlichen import publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_name_goes_by_a_click_a_reason_and_a_button(live_browser: OpenPage, script: bool) -> None:
    workshop = make_workshop(titel="Wege")
    make_beitrag(workshop=workshop, code="K7M-4QX", autor_name="Jana Muster", namentlich=True)
    fassung = rules.freeze("dokumentation", workshop)
    publish(fassung)
    office = reise.patient(live_browser(java_script_enabled=script, viewport={"width": 1280, "height": 900}))
    reise.log_in(office)

    office.goto(f"/verwaltung/fassungen/{fassung.pk}/")
    reise.follow(office, "Name entfernen …")
    office.get_by_label("Jana Muster (Karte K7M-4QX)").check()
    office.get_by_label("auf Wunsch der Person").check()
    reise.send(office, "Name entfernen")

    expect(office.get_by_text("Der Name ist entfernt.")).to_be_visible()
    reader = reise.patient(live_browser(java_script_enabled=script))
    reader.goto(f"/workshops/{workshop.slug}/dokumentation/{fassung.nummer}/")
    expect(reader.get_by_text("Name entfernt am")).to_have_count(1)
    expect(reader.get_by_text("Jana Muster")).to_have_count(0)
