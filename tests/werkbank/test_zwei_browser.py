"""Two real browsers on one thing: Seite, Kommune, an Abschnitt, a Maßnahme and a Workshop."""

import pytest
from django.db import models
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from bildungskommune.seiten.models import Kommune, Seite
from leitbild.models import Abschnitt
from massnahmen.models import Massnahme
from tests.axe import overflow
from tests.conftest import OpenPage
from tests.factories import make_abschnitt, make_massnahme, make_workshop
from tests.werkbank.test_zwei_personen import browser
from workshops.models import Workshop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def opened(live_browser: OpenPage, live_server: LiveServer, address: str, width: int, *, script: bool = True) -> Page:
    """A page of somebody of the Stabsstelle."""
    page = live_browser(viewport={"width": width, "height": 900}, java_script_enabled=script)
    page.context.add_cookies(
        [{"name": "sessionid", "value": browser().cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(address)
    return page


@pytest.mark.parametrize("width", [1280, 360])
def test_second_browser_sees_both_texts_and_chooses(
    live_browser: OpenPage, live_server: LiveServer, width: int
) -> None:
    seite = Seite.objects.create(slug="probe", titel="Probe", text="Bornsche Straße 2")
    Kommune.objects.get_or_create(pk=1)
    abschnitt = make_abschnitt(titel="Alt", text="Kein Weg ist zu weit.")
    massnahme, workshop = make_massnahme(titel="Spätbus"), make_workshop()
    things: tuple[tuple[type[models.Model], str, str, int], ...] = (
        (Seite, f"/verwaltung/einstellungen/seiten/{seite.pk}/", "text", seite.pk),
        (Kommune, "/verwaltung/einstellungen/", "leitspruch", 1),
        (Abschnitt, f"/verwaltung/leitbild/abschnitte/{abschnitt.pk}/", "text", abschnitt.pk),
        (Massnahme, f"/verwaltung/massnahmen/{massnahme.pk}/bearbeiten/", "kurzbeschreibung", massnahme.pk),
        (Workshop, f"/verwaltung/workshops/{workshop.pk}/bearbeiten/", "beschreibung", workshop.pk),
    )
    for model, address, field, pk in things:
        first, second = (opened(live_browser, live_server, address, width) for _ in range(2))
        first.fill(f"#id_{field}", "Der Text von ihr.")
        first.click(".formular__senden")
        second.fill(f"#id_{field}", "Der Text von mir.")
        second.click(".formular__senden")

        assert second.title().startswith("Inzwischen geändert")
        assert second.locator(".vergleich__text").all_inner_texts() != []
        assert second.input_value(f"#id_{field}") == "Der Text von mir."
        assert overflow(second) <= 0
        second.check(f"input[name=wahl-{field}][value=gespeichert]")
        second.click(".formular__senden")

        assert getattr(model._default_manager.get(pk=pk), field) == "Der Text von ihr."
