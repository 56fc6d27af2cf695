"""There and back: a workshop leaves the office, is worked on in an empty portal, comes home; twice changes nothing."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from bildungskommune.accounts.models import Konto
from bildungskommune.akte.abgleich import Befund, Was
from bildungskommune.akte.ausgeben import Ausgabe
from script import werkstattkoffer
from tests.factories import make_anmeldung, make_konto, make_saal, make_schritt, make_thema, make_workshop
from tests.lesen import one_line
from tests.workshops.staff import make_werkstatt
from workshops.anmeldung import einlass
from workshops.anmeldung.angaben import Daten
from workshops.koffer import auszug, datei, mitnahme, rueckweg
from workshops.koffer.datei import Inhalt, Unlesbar
from workshops.models import Beitrag, Punktstand, Thema, Workshop
from workshops.models.enums import AnmeldungStatus, BeitragStatus
from workshops.termine import drucksachen
from workshops.wand import cardwall, themen
from workshops.wand.cardwall import NeueKarte

Koffer = Callable[[Inhalt], AbstractContextManager[Workshop]]
pytestmark = pytest.mark.django_db
PASSWORT = "K7M4-QXRT-DF23-WYHC"


@pytest.fixture
def buero() -> Workshop:
    """A workshop in the office, beside another one of its Reihe."""
    werkstatt = make_werkstatt()
    workshop = werkstatt.workshop
    make_anmeldung(workshop=workshop, name="Ada Ahorn", email="ada@kita.example", telefon="0391 1")
    make_anmeldung(workshop=workshop, name="Bo Birke", status=AnmeldungStatus.WARTELISTE)
    make_anmeldung(workshop=workshop, name="Cem Ceder", status=AnmeldungStatus.STORNIERT)
    make_thema(reihe=workshop.reihe, kennung="busse", titel="Busse", position=5)
    make_schritt(workshop=workshop, titel="Was stört Sie?", gruppe=werkstatt.gruppe)
    make_schritt(workshop=workshop, titel="Was zuerst?", art="abstimmung", abfrage=werkstatt.abfrage)
    return workshop


@pytest.fixture
def im_saal(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Koffer:
    """Give the empty portal of a laptop, filled with a file; after it the office is as it was."""
    file = tmp_path / "hin.koffer"

    @contextmanager
    def koffer(inhalt: Inhalt) -> Iterator[Workshop]:
        settings.VAR_DIR, settings.KOFFER = tmp_path, True
        file.write_bytes(datei.close(inhalt, PASSWORT))
        monkeypatch.setattr(sys, "stdin", StringIO(f"{PASSWORT}\n" * 2))
        with transaction.atomic():
            connection.check_constraints()
            with connection.cursor() as cursor:
                cursor.execute("TRUNCATE workshops_reihe, workshops_ort CASCADE")
            call_command("koffer_fuellen", file)
            yield Workshop.objects.get(slug=inhalt["workshop"])
            transaction.set_rollback(True)
        settings.KOFFER = False

    return koffer


def work(workshop: Workshop) -> None:
    """Do in the hall what is done there on a day."""
    ada, bo = (workshop.anmeldungen.get(name=name) for name in ("Ada Ahorn", "Bo Birke"))
    konto = make_konto()
    einlass.let_in(ada, by=konto)
    einlass.let_in_as(bo, vertretung="Dora Distel", gruppe=workshop.gruppen.get(), by=konto)
    einlass.walk_in(workshop, Daten(name="Emil Erle", email="emil@hort.example", einrichtung="Hort Mond"), by=konto)
    busse = themen.create(workshop, "Busse", by=konto)
    cardwall.lay(workshop, NeueKarte(text="Der Bus kommt zu spät.", thema=busse), by=konto)
    old = workshop.beitraege.get(status=BeitragStatus.GEPRUEFT, quelle="karte", text__startswith="Der Bus fährt")
    cardwall.put(old, busse, von=old.themen.get(), by=konto)
    abfrage = workshop.abfragen.get()
    Punktstand.objects.create(abfrage=abfrage, thema=busse, punkte=7)
    abfrage.beendet = True
    abfrage.save()


def told(befunde: list[Befund]) -> list[str]:
    return sorted(" ".join(filter(None, (one.was, one.art, one.name, one.feld, one.dort))) for one in befunde)


def test_hall_gets_names_and_houses_and_nothing_else_of_people(buero: Workshop) -> None:
    text = str(auszug.take_along(buero))

    assert all(name in text for name in ("Ada Ahorn", "Kita Regenbogen", "Bo Birke"))
    assert not [word for word in ("kita.example", "0391 1", "Cem Ceder", "autor_", "verpflegung") if word in text]


def test_what_the_hall_made_comes_home_once(buero: Workshop, im_saal: Koffer) -> None:
    hin = auszug.take_along(buero)
    with im_saal(hin) as there:
        work(there)
        zurueck = mitnahme.back(there)
    before = Ausgabe().akte({})

    seen = rueckweg.compare(buero, zurueck)
    unchanged = Ausgabe().akte({})
    done = rueckweg.read(buero, zurueck, by=make_konto())

    assert unchanged == before
    assert told(seen.befunde) == told(done.befunde)
    ada, bo, emil = (buero.anmeldungen.get(name=name) for name in ("Ada Ahorn", "Bo Birke", "Emil Erle"))
    assert [one.status for one in (ada, bo, emil)] == ["teilgenommen"] * 3
    assert (ada.email, ada.telefon, ada.quelle) == ("ada@kita.example", "0391 1", "online")
    assert (bo.vertretung, bo.teilnahme.arbeitsgruppe, emil.email) == (
        "Dora Distel",
        buero.gruppen.get(),
        "emil@hort.example",
    )
    wand = Thema.objects.get(workshop=buero, titel="Busse")
    code = next(one["code"] for one in zurueck["jetzt"]["reihen"][0]["beitraege"] if "zu spät" in one["text"])
    assert wand.kennung == f"{buero.slug}-busse"
    assert Beitrag.objects.get(code=code) in wand.beitraege.all()
    assert wand.beitraege.count() == 2
    assert buero.abfragen.get().staende.get(thema=wand).punkte == 7
    assert Thema.objects.get(reihe=buero.reihe, kennung="busse").position == 5

    after = Ausgabe().akte({})
    again = rueckweg.read(buero, zurueck, by=make_konto())

    assert (again.befunde, Ausgabe().akte({})) == ([], after)


def test_what_changed_on_both_sides_stays_as_it_is_here(buero: Workshop, im_saal: Koffer) -> None:
    hin = auszug.take_along(buero)
    with im_saal(hin) as there:
        work(there)
        there.themen.exclude(titel="Busse").update(titel="Wege im Saal")
        there.anmeldungen.filter(name="Ada Ahorn").update(name="Ada Ahorn-Meise")
        zurueck = mitnahme.back(there)
    buero.themen.exclude(kennung="busse").update(titel="Wege im Büro")
    buero.anmeldungen.filter(name="Bo Birke").update(status=AnmeldungStatus.STORNIERT)
    late = make_anmeldung(workshop=buero, name="emil erle", email="EMIL@hort.example", einrichtung="Hort Mond e. V.")

    done = rueckweg.read(buero, zurueck, by=make_konto())

    assert [line for line in told(done.befunde) if line.startswith(Was.BLEIBT)] == [
        "hier anders, bleibt wie hier Anmeldung Ada Ahorn Name Ada Ahorn-Meise",
        "hier anders, bleibt wie hier Anmeldung Bo Birke Stand teilgenommen",
        "hier anders, bleibt wie hier Thema Wege im Saal Titel Wege im Saal",
    ]
    assert buero.themen.filter(titel="Wege im Büro").exists()
    late.refresh_from_db()
    assert (late.status, buero.anmeldungen.filter(name__iexact="emil erle").count()) == ("teilgenommen", 1)


def test_laptop_is_filled_once_and_names_the_office_on_paper(
    client: Client, buero: Workshop, im_saal: Koffer, settings: Settings, tmp_path: Path
) -> None:
    hin = auszug.take_along(buero) | {"adresse": "https://bildung.example.de"}

    with im_saal(hin) as there:
        settings.OFFICE_URL = werkstattkoffer.office(tmp_path)
        with pytest.raises(CommandError, match="liegt schon in diesem Koffer"):
            call_command("koffer_fuellen", tmp_path / "hin.koffer")
        konto = Konto.objects.get(email=mitnahme.KONTO)
        steps = [(one.titel, str(one.gruppe or ""), str(one.abfrage or "")) for one in there.saalschritte.all()]
        client.force_login(konto)
        page = client.get(reverse("v-koffer", args=(there.pk,))).content.decode()
        aushang = drucksachen.aushang(there)
        zuhause = saal_page(client, there)
    with pytest.raises(CommandError, match="kein Werkstattkoffer"):
        call_command("koffer_fuellen", tmp_path / "hin.koffer")

    assert steps == [
        ("Was stört Sie?", buero.gruppen.get().titel, ""),
        ("Was zuerst?", "", buero.abfragen.get().frage),
    ]
    assert konto.check_password((tmp_path / "zugaenge.txt").read_text().split()[-1])
    assert "Zurück ins Büro" in page
    assert aushang.link == f"https://bildung.example.de/workshops/{there.slug}/"
    assert "ab morgen unter https://bildung.example.de/beitrag/" in zuhause


def saal_page(client: Client, workshop: Workshop) -> str:
    """Write a card with a phone and return what it says then."""
    saal = make_saal(workshop=workshop, schritt=make_schritt(workshop=workshop))
    address = reverse("saal-karte", args=(saal.code,))
    return one_line(client.post(address, {"text": "Mehr Busse."}, follow=True).content.decode())


def test_file_opens_with_its_password_only() -> None:
    inhalt = {"format": datei.FORMAT, "version": datei.VERSION, "was": "Ada Ahorn"}

    closed = datei.close(inhalt, PASSWORT)

    assert b"Ahorn" not in closed
    assert datei.open_with(closed, PASSWORT.replace("-", "- ")) == inhalt
    for content, passwort in ((closed, "anderes-passwort"), (closed[:-9], PASSWORT), (b"PK", PASSWORT)):
        with pytest.raises(Unlesbar):
            datei.open_with(content, passwort)


def test_desk_shows_what_would_change_and_then_does_it(client: Client, buero: Workshop, im_saal: Koffer) -> None:
    client.force_login(make_konto())
    write, read = (reverse(name, args=(buero.pk,)) for name in ("v-koffer", "v-koffer-einlesen"))
    short = client.post(write, {"passwort": "kurz"})
    answer = client.post(write, {"passwort": PASSWORT})
    hin = datei.open_with(answer.content, PASSWORT)
    with im_saal(hin) as there:
        work(there)
        closed = datei.close(mitnahme.back(there), PASSWORT)

    wrong = client.post(read, {"datei": SimpleUploadedFile("saal.koffer", closed), "passwort": "falsch"})
    paket = wrong.context["form"].data["paket"]
    preview = client.post(read, {"paket": paket, "passwort": PASSWORT})
    done = client.post(read, {"paket": paket, "passwort": PASSWORT, "einlesen": "1"}, follow=True)
    again = client.post(read, {"paket": paket, "passwort": PASSWORT})
    way_there = client.post(read, {"datei": SimpleUploadedFile("saal.koffer", answer.content), "passwort": PASSWORT})

    elsewhere = reverse("v-koffer-einlesen", args=(make_workshop().pk,))
    lost = client.post(elsewhere, {"paket": paket, "passwort": PASSWORT})

    assert [one.status_code for one in (short, wrong, way_there, lost)] == [422] * 4
    assert "freiwillig" not in client.get(read).content.decode()
    assert "Ihre Datei ist noch da." in wrong.content.decode()
    assert "Bitte wählen Sie die Datei aus dem Koffer." in client.post(read, {"passwort": PASSWORT}).content.decode()
    assert "Diese Datei gehört zu einem anderen Workshop." in one_line(lost.content.decode())
    assert "Emil Erle" in preview.content.decode()
    assert "Änderungen aus dem Koffer übernommen." in one_line(done.content.decode())
    assert "Aus dieser Datei gibt es nichts zu übernehmen." in one_line(again.content.decode())
    assert "Das ist die Datei für den Hinweg." in one_line(way_there.content.decode())
