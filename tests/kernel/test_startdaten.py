"""The data with which the portal of a county begins: put in place once, from a file of the county's own."""

import re
from collections.abc import Callable
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from bildungskommune.akte.datei import AkteUnlesbar
from bildungskommune.akteure.models import Gemeinde
from bildungskommune.audit.models import Eintrag
from bildungskommune.seiten.models import Kommune, Seite
from bildungskommune.start import laden
from bildungskommune.start.lesen import PFLICHT, lesen

pytestmark = pytest.mark.django_db

LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
OURS = re.compile(r"börde|boerde|sachsen-anhalt|haldensleben|\blsa\b", re.IGNORECASE)

KREIS_IN_ZWEI_ZEILEN = (
    "kommune.name: Bitte schreiben Sie alles in eine Zeile: nach „Kreis“ steht ein Zeilenumbruch oder ein Tabulator."
)


def seenland() -> dict[str, Any]:
    """Return the start data of a county that does not exist, in a Land of its own."""
    return {
        "kommune": {
            "name": "Landkreis Seenland",
            "stelle": "Bildungsbüro",
            "amt": "",
            "strasse": "Am Ufer 1",
            "plz": "12345",
            "ort": "Seestadt",
            "email": "bildung@seenland.example",
            "vorspann": "Im Seenland lernen alle.",
        },
        "recht": {"aufsicht": "das Landesamt Nordland"},
        "gemeinden": [
            {"kennung": "insel", "name": "Insel", "art": "mitgliedsgemeinde", "uebergeordnet": "vg-see"},
            {"kennung": "vg-see", "name": "Verbandsgemeinde See", "art": "verbandsgemeinde", "sitz": "Insel"},
            {"kennung": "seestadt", "name": "Seestadt", "art": "stadt"},
        ],
        "seiten": [
            {"slug": slug, "titel": slug.title(), "text": "{kommune.name}. Aufsicht: {recht.aufsicht}."}
            for slug in PFLICHT
        ],
    }


def written(daten: dict[str, Any]) -> str:
    return yaml.safe_dump(daten, allow_unicode=True, sort_keys=False)


def load(daten: dict[str, Any] | None = None) -> laden.Ergebnis:
    return laden.load(lesen(written(daten or seenland())))


def refusals(change: Callable[[dict[str, Any]], object]) -> list[str]:
    daten = seenland()
    change(daten)
    with pytest.raises(AkteUnlesbar) as refused:
        lesen(written(daten))
    return [f"{fehler.pfad}: {fehler.satz}" for fehler in refused.value.fehler]


def pages_from(address: str) -> dict[str, str]:
    """Return every page that an anonymous reader reaches from here, by its address."""
    client, found, waiting = Client(), dict[str, str](), [address]
    while waiting:
        path = waiting.pop()
        if path in found or path.startswith(("/static/", "/media/")):
            continue
        response = client.get(path, follow=True)
        found[path] = b"".join(response).decode(errors="replace")
        waiting += [link.replace("&amp;", "&") for link in LINK.findall(found[path])]
    return found


def test_file_that_comes_along_puts_the_county_in_place():
    call_command("startdaten", stdout=StringIO())

    assert {art: Gemeinde.objects.filter(art=art).count() for art in Gemeinde.Art.values} == {
        "stadt": 5,
        "einheitsgemeinde": 4,
        "verbandsgemeinde": 4,
        "mitgliedsgemeinde": 25,
    }
    assert set(Seite.objects.values_list("slug", flat=True)) == {*PFLICHT, "ueber-das-projekt"}
    assert Kommune.objects.get().ort == "Haldensleben"
    assert not Seite.objects.filter(text__contains="{").exists()


def test_second_run_changes_nothing_and_says_so():
    out = StringIO()
    call_command("startdaten", stdout=StringIO())

    call_command("startdaten", stdout=out)

    assert out.getvalue() == "Startdaten: es fehlte nichts.\n"
    assert Eintrag.objects.filter(ereignis=laden.EREIGNIS).count() == 1


def test_another_county_reads_nothing_of_this_one_on_any_page(tmp_path: Path):
    (tmp_path / "seenland.yaml").write_text(written(seenland()), encoding="utf-8")
    call_command("startdaten", str(tmp_path / "seenland.yaml"), stdout=StringIO())

    pages = pages_from("/") | pages_from("/gibt-es-nicht/") | pages_from("/konto/login/") | pages_from("/robots.txt")

    assert len(pages) > 20
    assert [path for path, page in pages.items() if OURS.search(page)] == []
    assert "Landkreis Seenland. Aufsicht: das Landesamt Nordland." in pages["/impressum/"]
    assert "Im Seenland lernen alle." in pages["/"]


def test_portal_without_start_data_names_no_county():
    assert [path for path, page in pages_from("/").items() if OURS.search(page)] == []


def test_what_the_office_wrote_stays():
    load()
    Seite.objects.filter(slug="impressum").update(text="Neu geschrieben.")
    Gemeinde.objects.filter(kennung="seestadt").update(name="Seestadt am See")
    Kommune.objects.update(telefon="0391 1")

    assert load().neu == []

    assert Seite.objects.get(slug="impressum").text == "Neu geschrieben."
    assert Gemeinde.objects.get(kennung="seestadt").name == "Seestadt am See"
    assert Kommune.objects.get().telefon == "0391 1"


def test_what_was_there_before_is_taken_as_it_is():
    Kommune.objects.create(pk=1, name="Landkreis Eigen")
    Gemeinde.objects.create(kennung="seestadt", name="Eigene Stadt", art="stadt")

    ergebnis = load()

    assert ergebnis.neu[:2] == ["Verbandsgemeinde See", "Insel"]
    assert (Kommune.objects.get().name, Gemeinde.objects.get(kennung="seestadt").name) == (
        "Landkreis Eigen",
        "Eigene Stadt",
    )


def test_what_the_office_removed_does_not_come_back():
    load()
    Gemeinde.objects.filter(kennung="insel").delete()
    Gemeinde.objects.filter(kennung="vg-see").delete()
    Seite.objects.filter(slug="gebaerdensprache").delete()

    ergebnis = load()

    assert (ergebnis.neu, ergebnis.entfernt) == ([], ["Verbandsgemeinde See", "Insel", "Gebaerdensprache"])
    assert not Gemeinde.objects.filter(kennung__in=("insel", "vg-see")).exists()
    assert ergebnis.sentence() == (
        "Startdaten: es fehlte nichts; entfernt bleiben Verbandsgemeinde See, Insel, Gebaerdensprache."
    )


def test_new_thing_in_the_file_comes_at_the_next_start():
    load()
    daten = seenland()
    daten["gemeinden"] += [
        {"kennung": "dorf", "name": "Dorf", "art": "einheitsgemeinde"},
        {"kennung": "werder", "name": "Werder", "art": "mitgliedsgemeinde", "uebergeordnet": "vg-see"},
    ]

    assert load(daten).neu == ["Dorf", "Werder"]
    assert Gemeinde.objects.get(kennung="werder").uebergeordnet == Gemeinde.objects.get(kennung="vg-see")


def test_new_member_of_a_removed_verband_stays_away():
    load()
    Gemeinde.objects.filter(kennung="insel").delete()
    Gemeinde.objects.filter(kennung="vg-see").delete()
    daten = seenland()
    daten["gemeinden"].append(
        {"kennung": "werder", "name": "Werder", "art": "mitgliedsgemeinde", "uebergeordnet": "vg-see"}
    )

    assert load(daten).neu == []
    assert not Gemeinde.objects.filter(kennung="werder").exists()


@pytest.mark.parametrize(
    ("change", "satz"),
    [
        (lambda d: d.update(stadt="x"), ": Unbekannte Angabe: stadt. Bitte prüfen Sie die Schreibweise."),
        (lambda d: d.pop("seiten"), ": Es fehlt: seiten."),
        (lambda d: d["kommune"].update(nam="x"), "kommune: Unbekannte Angabe: nam. Bitte prüfen Sie die Schreibweise."),
        (lambda d: d["kommune"].update(plz=12345), "kommune.plz: Hier wird etwas anderes erwartet (string)."),
        (lambda d: d["kommune"].update(farbe="blau"), "kommune.farbe: Bitte geben Sie die Farbe als #rrggbb an."),
        (lambda d: d["kommune"].update(name="Kreis\nzwei"), KREIS_IN_ZWEI_ZEILEN),
        (
            lambda d: d["gemeinden"][1].update(art="dorf"),
            f"gemeinden[2].art: „dorf“ ist nicht möglich. Erlaubt sind: {', '.join(Gemeinde.Art.values)}.",
        ),
        (
            lambda d: d["gemeinden"][2].update(uebergeordnet="vg-see"),
            "gemeinden[3]: Nur eine Mitgliedsgemeinde gehört zu einer Verbandsgemeinde, und sie braucht eine.",
        ),
        (
            lambda d: d["gemeinden"][0].update(uebergeordnet="seestadt"),
            "gemeinden[1].uebergeordnet: Eine Verbandsgemeinde „seestadt“ steht nicht in der Datei.",
        ),
        (
            lambda d: d["gemeinden"][2].update(kennung="insel"),
            "gemeinden[3].kennung: „insel“ steht zweimal in der Datei.",
        ),
        (lambda d: d["seiten"].pop(0), "seiten: Es fehlt: impressum."),
        (
            lambda d: d["seiten"][0].update(text="{recht.aufsicht} {recht.gesetz}"),
            "seiten[1].text: „{recht.gesetz}“ ist weder unter recht noch unter kommune angegeben.",
        ),
        (lambda d: d["recht"].update(gesetz="§ 1"), "recht.gesetz: Keine Seite verwendet diese Angabe."),
    ],
)
def test_mistake_is_told_with_its_place(change: Callable[[dict[str, Any]], object], satz: str):
    assert refusals(change) == [satz]


def test_text_that_is_no_file_of_this_kind_is_refused():
    with pytest.raises(AkteUnlesbar, match="Die Datei enthält keine Startdaten"):
        lesen("- nur\n- eine Liste\n")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"kommune: 1\n", r"3 Fehler in .*\. Es wurde nichts geändert\."),
        (b"\xff", "ist kein Text in UTF-8"),
        (None, "lässt sich nicht lesen: No such file or directory"),
    ],
)
def test_command_refuses_what_it_cannot_read(tmp_path: Path, content: bytes | None, words: str):
    datei = tmp_path / "kreis.yaml"
    if content is not None:
        datei.write_bytes(content)

    with pytest.raises(CommandError, match=words):
        call_command("startdaten", str(datei), stdout=StringIO(), stderr=StringIO())

    assert not Kommune.objects.exists()


def test_older_database_remembers_what_its_migrations_put_there():
    Seite.objects.create(slug="impressum", titel="Impressum", text="Eigen.")
    import_module("bildungskommune.seiten.migrations.0006_startdaten").forward(apps, None)

    out = StringIO()
    call_command("startdaten", stdout=out)

    assert out.getvalue().startswith("Startdaten: neu sind Über das Projekt, Kommunales Bildungsmanagement, ")
    assert "; entfernt bleiben Haldensleben, " in out.getvalue()
    assert (Gemeinde.objects.count(), Seite.objects.get(slug="impressum").text) == (0, "Eigen.")


def test_new_database_has_nothing_to_remember():
    import_module("bildungskommune.seiten.migrations.0006_startdaten").forward(apps, None)

    assert not Eintrag.objects.exists()


def test_setting_names_the_file_that_comes_along():
    assert settings.STARTDATEN.is_file()
