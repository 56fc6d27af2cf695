"""Photos of a documentation in a real Chromium: none is squeezed, wherever it stands."""

import pytest
from pytest_django.live_server_helper import LiveServer

from bildungskommune.fassungen import rules
from bildungskommune.fassungen.registry import definition
from tests import reise
from tests.conftest import OpenPage
from tests.factories import make_workshop
from tests.workshops.fotos.test_fotos import upload
from workshops.fotos import bestand
from workshops.models import Workshopfoto

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHAPES = """() => [...document.querySelectorAll('.foto img')].map(async (img) => {
  img.loading = "eager"; await img.decode(); const box = img.getBoundingClientRect();
  return [box.width / box.height, img.naturalWidth / img.naturalHeight, box.width <= window.innerWidth] })"""


@pytest.mark.parametrize("width", [1280, 320])
def test_a_high_and_a_wide_photo_keep_their_shape(live_browser: OpenPage, live_server: LiveServer, width: int) -> None:
    workshop = make_workshop()
    for colour, size in (("teal", (900, 1600)), ("tan", (2400, 700))):
        foto = Workshopfoto(workshop=workshop, beschreibung="Pinnwand", nachweis="Jana Beispiel", einwilligung=True)
        bestand.add(foto, upload(size, colour=colour), by=None)  # type: ignore[arg-type]
    fassung = rules.freeze("dokumentation", workshop)
    rules.publish(fassung)
    page = reise.patient(live_browser(viewport={"width": width, "height": 800}))

    page.goto(definition("dokumentation").url(fassung))

    shapes = page.evaluate(f"Promise.all(({SHAPES})())")
    assert [(round(seen, 1), fits) for seen, _, fits in shapes] == [(0.6, True), (3.4, True)]
    assert [round(kept, 1) for _, kept, _ in shapes] == [0.6, 3.4]
