"""Make the pictures of the handbook: `script/bilder`, or `script/bilder NAME …` for some of them.

The sample is loaded into a database of its own as of its own day, the clock of the portal stands still at that day, and
Chromium looks at the pages in one size, light, without a script that moves. What is seen goes to static/hilfe as WebP.
"""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any
from unittest.mock import patch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import QuerySet  # noqa: E402
from django.test.utils import override_settings, setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright  # noqa: E402
from pytest_django.live_server_helper import LiveServer  # noqa: E402

from bildungskommune.beispiel import laden  # noqa: E402
from bildungskommune.beispiel.verschieben import STAND  # noqa: E402
from bildungskommune.beteiligung.models import Punkt  # noqa: E402
from bildungskommune.fassungen.models import Fassung  # noqa: E402
from leitbild.models import Abschnitt  # noqa: E402
from massnahmen.models import Massnahme  # noqa: E402
from tests import database  # noqa: E402
from tests.conftest import chromium  # noqa: E402
from tests.factories import make_saal, make_schritt  # noqa: E402
from workshops.models import Beitrag, Workshop  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent / "static" / "hilfe"
NOW = timezone.make_aware(datetime.combine(STAND, time(10, 30)))
END = NOW.replace(hour=23)
DESK, SCREEN, PHONE = (1100, 680), (1920, 1080), (390, 640)
GUETE, BREIT = 80, 1100
GERMAN_DATES = """
for (const field of document.querySelectorAll("input[type=date]")) {
  const day = field.value.split("-").reverse().join(".");
  field.type = "text";
  field.value = day;
}"""
"""Shows days as a German browser does; one without its language pack writes them as Americans do."""
HELD = "gemeinsames-leben-und-lernen"
COMING = "bildungskonferenz-2027"


@dataclass(frozen=True)
class Bild:
    """One picture: the page, who sees it, in which size."""

    adresse: Callable[[], str]
    rolle: str = "Stabsstelle"
    groesse: tuple[int, int] = DESK
    ab: str = "main"
    """Where the picture begins."""


def of_workshop(name: str, slug: str) -> Callable[[], str]:
    return lambda: reverse(name, args=(Workshop.objects.get(slug=slug).pk,))


def hall() -> str:
    """Open a hall in which cards are being written; returns the address of the screen."""
    workshop = Workshop.objects.get(slug=HELD)
    schritt = make_schritt(workshop=workshop, titel="Was stört Sie am Schulweg?")
    saal = make_saal(workshop=workshop, code="K7M-4QX", schritt=schritt, karten_zeigen=True, endet_am=END)
    return reverse("saal-leinwand", args=(saal.code,))


BILDER: dict[str, Bild] = {
    "pult": Bild(lambda: reverse("pult")),
    "workshop": Bild(of_workshop("v-workshop", COMING)),
    "anmeldungen": Bild(of_workshop("v-anmeldung-list", HELD)),
    "einlass": Bild(of_workshop("v-einlass", HELD), groesse=PHONE, ab="[data-einlass]"),
    "leinwand": Bild(hall, groesse=SCREEN, ab="body"),
    "kartenwand": Bild(of_workshop("v-kartenwand", HELD), groesse=(1100, 860)),
    "punkte": Bild(of_workshop("v-punkte", HELD)),
    "verbleib": Bild(lambda: reverse("v-beitrag", args=(_first(Beitrag.objects.without_verbleib()),))),
    "leitsatz": Bild(lambda: reverse("v-abschnitt-edit", args=(_first(Abschnitt.objects.filter(art="leitsatz")),))),
    "abwaegung": Bild(lambda: reverse("v-punkt", args=(_first(Punkt.objects.exclude(anmerkung__vorschlag="")),))),
    "sachstand": Bild(lambda: reverse("v-sachstand-new", args=(Massnahme.objects.get(kennung="m-14").pk,)), "Fachamt"),
    "fassung": Bild(lambda: reverse("v-fassung", args=(_first(Fassung.objects.filter(definition="leitbild")),))),
    "koffer": Bild(of_workshop("v-koffer", COMING), groesse=(1100, 450)),
}


def _first(rows: QuerySet[Any]) -> int:
    """Return the key of the first of these rows."""
    found: int = rows.order_by("pk").values_list("pk", flat=True)[0]
    return found


def main(names: list[str]) -> int:
    if unknown := sorted(set(names) - set(BILDER)):
        print(f"Fehler: {', '.join(unknown)} gibt es nicht. Es gibt: {', '.join(BILDER)}", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    with portal() as (url, passwords), sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium())
        for name in names or BILDER:
            content = shot(browser, url, BILDER[name], *passwords[BILDER[name].rolle])
            (FOLDER / f"{name}.webp").write_bytes(content)
            print(f"» {name}: {len(content) // 1000} kB", flush=True)
    return 0


@contextmanager
def portal() -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """Run the portal with the sample; give its address, and address and password of each role."""
    setup_test_environment()
    before, name = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    database.create(name)
    try:
        with patch("django.utils.timezone.now", lambda: NOW), override_settings(BASE_URL="https://bildung.example"):
            call_command("startdaten", stdout=io.StringIO())
            _, accounts = laden.load(STAND)
            server = LiveServer("localhost")
            try:
                yield server.url, {rolle: (email, password) for email, password, rolle in accounts}
            finally:
                server.stop()
    finally:
        database.destroy(name, back_to=before)


def shot(browser: Browser, url: str, bild: Bild, email: str, password: str) -> bytes:
    """Return a picture of the page as this person sees it."""
    width, height = bild.groesse
    context = browser.new_context(
        base_url=url,
        locale="de-DE",
        timezone_id="Europe/Berlin",
        viewport={"width": width, "height": height},
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    log_in(page, email, password)
    page.goto(bild.adresse())
    page.evaluate("document.fonts.ready")
    page.evaluate(GERMAN_DATES)
    box = page.locator(bild.ab).first.bounding_box()
    assert box is not None, f"{bild.ab} is to be seen"
    page.set_viewport_size({"width": width, "height": height + int(box["y"])})
    part: FloatRect = {"x": 0, "y": int(box["y"]), "width": width, "height": height}
    seen = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide", clip=part)))
    context.close()
    seen.thumbnail((BREIT, height))
    packed = io.BytesIO()
    seen.convert("RGB").save(packed, "WEBP", quality=GUETE, method=6)
    return packed.getvalue()


def log_in(page: Page, email: str, password: str) -> None:
    page.goto(reverse("account_login"))
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url("**/verwaltung/**")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
