from pathlib import Path
import pytest
from django.urls import reverse
from tests.werkbank.test_zwei_personen import browser
from tests.factories import *  # noqa
from tests.massnahmen.tabelle import as_xlsx
from bildungskommune.foerderung.models import Schwerpunkt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OUT = Path("/tmp/shots/mass")


def test_look(live_browser, live_server, tmp_path):
    value = browser().cookies["sessionid"].value
    stelle = make_stelle(name="Amt für Bildung, Kultur und Sport")
    Schwerpunkt.objects.create(kennung="mint", titel="Fachkräfte")
    feld = make_handlungsfeld(titel="Wege zur Bildung")
    strategie = make_strategie(titel="Busse im Takt", handlungsfeld=feld)
    ms = [make_massnahme(nr=str(n), titel=f"Maßnahme mit einem ziemlich langen Titel Nummer {n}", kurzbeschreibung="Der alte Text. " * 9, status="vorgesehen", federfuehrung=stelle, oeffentlich=n != 2) for n in range(1, 5)]
    rows = [("Nr.", "Titel", "Kurzbeschreibung", "Beginn", "Zuständig", "Beteiligte", "Stand", "Sonstiges"),
            ("1", ms[0].titel, "Der alte Text. " * 8 + "Jetzt anders.", None, None, None, None, "x"),
            ("2", ms[1].titel, None, "2026-08-01", None, "Grundschule Nord\nelf Schulen", "in Umsetzung", None),
            ("3", ms[2].titel, None, None, None, None, None, None),
            ("9", "Ganz neue Maßnahme", "Text", "Sommer", "Schulamt", None, None, None),
            ("10", "Zug", "Text", None, None, "Wanderverein", "umgesetzt", None)]
    datei = tmp_path / "plan.xlsx"
    datei.write_bytes(as_xlsx(rows))
    for width, scheme in ((1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")):
        page = live_browser(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        def shot(name):
            wide = page.evaluate("document.documentElement.scrollWidth")
            print(name, width, scheme, wide)
            page.screenshot(path=OUT / f"{name}-{width}-{scheme}.png", full_page=True)
        page.goto(reverse("v-massnahme-list")); shot("liste")
        page.goto(reverse("v-massnahme", args=(ms[1].pk,))); shot("massnahme")
        page.goto(reverse("v-massnahme-edit", args=(ms[1].pk,)) + "?teil=wann"); shot("teil")
        page.goto(reverse("v-handlungsfeld", args=(feld.pk,))); shot("feld")
        page.goto(reverse("v-massnahme-einlesen")); shot("einlesen1")
        page.set_input_files("input[type=file]", datei)
        page.click("text=Weiter zur Vorschau"); page.wait_for_selector("#vorschau"); shot("einlesen2")
        page.goto(reverse("v-massnahmen-aendern") + "?alle=1"); shot("sammel1")
        page.select_option("[name=federfuehrung]", "-")
        page.select_option("[name=horizont]", "langfristig")
        page.select_option("[name=status]", "in_umsetzung")
        page.fill("[name=text]", "Es geht los.")
        page.click("text=Vorschau zeigen"); page.wait_for_selector("#vorschau"); shot("sammel2")
