"""What the office keeps to itself of money and people stands nowhere in public: planted marks, and a walk to find."""

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.drucksachen import setzen
from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.fassungen import druck, liste, rules
from bildungskommune.fassungen.models import Fassung
from massnahmen.fassungen import url
from massnahmen.models import Angabe, Massnahme, Planplatz
from massnahmen.uebersicht import Geld, overview
from tests.dateien import content
from tests.factories import make_bericht, make_konto, make_plan
from tests.formular import Formular
from tests.lesen import one_line, words
from tests.massnahmen.builders import make_posten, make_whole
from tests.satz.lesen import written_in
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db

MARKE = "Zyxmerkwort"
ZAHLEN = {"kosten_gesamt": "7654321.98", "kosten_gesichert": "6543219.87", "betrag": "5432198.76"}
NUR_ZIFFERN = re.compile(r"[.,\s\u00a0]|&nbsp;")
LINK = re.compile(r'href="([^"]+)"')
ALLE = list(Angabe.values)
"""All that can be public."""


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def planted(shown: list[str]) -> Massnahme:
    """Return a public measure with marks in everything that may be hidden."""
    massnahme = make_whole(
        kosten_gesamt=Decimal(ZAHLEN["kosten_gesamt"]),
        kosten_gesichert=Decimal(ZAHLEN["kosten_gesichert"]),
        kosten_original=f"{MARKE} Kosten",
        finanzierung=f"{MARKE} Finanzierung",
        personalbedarf=f"{MARKE} Personalbedarf",
        oeffentliche_angaben=shown,
    )
    make_posten(massnahme, bezeichnung=f"{MARKE} Posten", betrag=Decimal(ZAHLEN["betrag"]))
    return massnahme


def found_in(text: str) -> set[str]:
    """Return the marks that a text shows, however it writes a number."""
    digits = NUR_ZIFFERN.sub("", text)
    said = {word.lower() for word in re.findall(rf"{MARKE}\s*(Kosten|Finanzierung|Personalbedarf|Posten)", text)}
    return said | {name for name, number in ZAHLEN.items() if NUR_ZIFFERN.sub("", number) in digits}


def frozen(massnahme: Massnahme) -> Fassung:
    """Freeze, publish and print a plan with the measure."""
    plan = make_plan()
    Planplatz.objects.create(plan=plan, massnahme=massnahme, position=1)
    fassung = rules.freeze("massnahmenplan", plan)
    publish(fassung)
    assert druck.print_order(rules.order_print(fassung).pk)
    return fassung


def reported(fassung: Fassung) -> Fassung:
    """Freeze, publish and print a report on that plan."""
    bericht = make_bericht(plan_id=fassung.objekt_id, stichtag=timezone.localdate())
    found = rules.freeze("umsetzungsbericht", bericht)
    publish(found)
    assert druck.print_order(rules.order_print(found).pk)
    return found


def read(response: Any) -> str:
    """Return what an answer says, a file as the words in it."""
    data = content(response) if response.streaming else response.content
    if data.startswith(b"%PDF"):
        return written_in(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return str(data.decode("utf-8", "replace"))


def walk(client: Client, start: list[str]) -> Iterator[tuple[str, str]]:
    """Yield address and words of everything that somebody reaches who follows all links."""
    ahead, seen = [*start], set(start)
    while ahead:
        address = ahead.pop()
        response: Any = client.get(address, follow=True)
        text = read(response)
        yield address, text
        for link in (
            LINK.findall(text.replace("&amp;", "&")) if response["Content-Type"].startswith("text/html") else ()
        ):
            inside = link.removeprefix(portal.BASE_URL).partition("#")[0]
            if inside.startswith("/") and not inside.startswith(("//", "/static/")) and inside not in seen:
                seen.add(inside)
                ahead.append(inside)


def everything(massnahme: Massnahme) -> tuple[dict[str, set[str]], set[str]]:
    """Return the marks by the public address that shows them, and all addresses that were read."""
    fassung = frozen(massnahme)
    bericht = liste.link(reported(fassung))
    client = Client()
    steckbrief = reverse("massnahme-pdf", args=(massnahme.kennung,))
    client.get(steckbrief)
    assert setzen.work(Drucksache.objects.get().pk)
    start = [
        *(reverse("massnahme-list"), reverse("umsetzung"), massnahme.get_absolute_url(), steckbrief),
        *(reverse("suche") + f"?q={word}" for word in (MARKE, "7654321", massnahme.titel)),
        *(reverse("sitemap"), reverse("publikationen"), reverse("start"), url(fassung)),
        reverse("fassung-json", args=("massnahmenplan", fassung.dokument, fassung.nummer)),
        *(bericht, f"{bericht}?massnahme={massnahme.kennung}", f"{bericht}?nur=geaendert", f"{bericht}?wort={MARKE}"),
        *(reverse(name) for name in ("umsetzung-zahlen", "umsetzung-zeitplan", "umsetzung-gegen", "bericht-list")),
    ]
    pages = dict(walk(client, start))
    return {address: marks for address, text in pages.items() if (marks := found_in(text))}, set(pages)


def test_hidden_marks_stand_at_no_public_address() -> None:
    shown, read_ones = everything(planted([]))

    assert shown == {}
    files = {address.rpartition(".")[2] for address in read_ones if re.search(r"\.(pdf|epub|docx|json)$", address)}
    assert files >= {"pdf", "epub", "docx", "json"}


def test_the_walk_finds_what_is_public() -> None:
    massnahme = planted(ALLE)

    shown, _ = everything(massnahme)

    assert shown[massnahme.get_absolute_url()] == {*ZAHLEN, "kosten", "finanzierung", "personalbedarf", "posten"}
    assert shown[reverse("umsetzung")] == {"kosten_gesamt", "kosten_gesichert"}
    files = {address.rpartition(".")[2] for address in shown if re.search(r"\.(pdf|epub|docx|json)$", address)}
    assert files >= {"pdf", "epub", "docx", "json"}


BELONGS = {
    Angabe.KOSTEN: {"kosten", "kosten_gesamt", "kosten_gesichert"},
    Angabe.FINANZIERUNG: {"finanzierung", "posten", "betrag"},
    Angabe.PERSONAL: {"personalbedarf"},
}


@pytest.mark.parametrize("angabe", Angabe)
def test_each_is_shown_alone(client: Client, angabe: Angabe) -> None:
    massnahme = planted([angabe])
    plan = make_plan()
    Planplatz.objects.create(plan=plan, massnahme=massnahme, position=1)

    page = client.get(massnahme.get_absolute_url()).content.decode()

    assert found_in(page) == BELONGS[angabe]
    assert found_in(str(rules.freeze("massnahmenplan", plan).snapshot)) == BELONGS[angabe]


def test_leitung_reads_the_public_page_as_everybody_does(client: Client) -> None:
    massnahme = planted([])
    client.force_login(make_konto(rolle="leitung"))

    assert found_in(client.get(massnahme.get_absolute_url()).content.decode()) == set()
    assert found_in(client.get(reverse("v-massnahme", args=(massnahme.pk,))).content.decode()) == {
        *(*ZAHLEN, "kosten", "finanzierung", "personalbedarf", "posten"),
    }


def test_public_sum_leaves_hidden_cost_out_and_says_so(client: Client) -> None:
    planted([])
    planted([])
    make_whole(kosten_gesamt=Decimal(100), kosten_gesichert=Decimal(40))
    make_whole(kosten_gesamt=Decimal(7), oeffentliche_angaben=[], status="verworfen")

    page = one_line(client.get(reverse("umsetzung")).content.decode())

    assert overview(Massnahme.objects.all()).geld == Geld(Decimal(100), Decimal(40), 1, 0, verborgen=2)
    assert "Ohne 2 Maßnahmen, deren Kosten nicht öffentlich sind." in page


def test_new_measure_shows_nothing_of_it_until_somebody_chooses(client: Client) -> None:
    client.force_login(make_konto())
    form = Formular(client, reverse("v-massnahme-new")).type(titel="Bus", kosten_gesamt="100")
    assert "Bei einer neuen Maßnahme ist nichts angekreuzt." in words(form.page)

    form.send()

    massnahme = Massnahme.objects.get()
    assert (massnahme.kosten_gesamt, massnahme.oeffentliche_angaben) == (Decimal(100), [])
    Formular(client, reverse("v-massnahme-edit", args=(massnahme.pk,)) + "?teil=kosten").type(
        oeffentliche_angaben=["kosten"]
    ).send()
    massnahme.refresh_from_db()
    assert (massnahme.kosten_gesamt, massnahme.oeffentliche_angaben) == (Decimal(100), ["kosten"])


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        (ALLE, "Kosten, Finanzierung und Personalbedarf sind öffentlich, sobald die Maßnahme es ist."),
        ([], "Kosten, Finanzierung und Personalbedarf sind nicht öffentlich: Das sieht nur, wer hier arbeitet."),
        (["kosten"], "Öffentlich, sobald die Maßnahme es ist: Kosten. Nicht öffentlich: Finanzierung, Personalbedarf."),
    ],
)
def test_desk_says_what_everybody_sees(client: Client, shown: list[str], sentence: str) -> None:
    client.force_login(make_konto())
    massnahme = planted(shown)

    assert sentence in one_line(client.get(reverse("v-massnahme", args=(massnahme.pk,))).content.decode())
