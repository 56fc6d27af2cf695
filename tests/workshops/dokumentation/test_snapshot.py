import json
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from bildungskommune.fassungen import rules
from bildungskommune.fassungen.nennung import Name, taken_out
from bildungskommune.fassungen.registry import definition
from bildungskommune.tracing.snapshot import unfold
from tests.factories import (
    make_abfrage,
    make_abschnitt,
    make_anmeldung,
    make_beitrag,
    make_gemeinde,
    make_gruppe,
    make_herleitung,
    make_institution,
    make_konto,
    make_ort,
    make_thema,
    make_workshop,
    make_workshopfoto,
    make_zuordnung,
)
from workshops.dokumentation import snapshot
from workshops.models import Programmpunkt, Projektskizze, Punktstand
from workshops.models.enums import AnmeldungStatus, BeitragStatus

pytestmark = pytest.mark.django_db


def test_whole_workshop_is_collected_in_the_agreed_shape():
    berlin = ZoneInfo("Europe/Berlin")
    workshop = make_workshop(
        titel="Wege", beginn=datetime(2024, 5, 30, 16, tzinfo=berlin), ende=datetime(2024, 5, 30, 19, tzinfo=berlin)
    )
    workshop.ort = make_ort(name="Schloss", raum="Saal", strasse="Markt 1", plz="39340", ort="Haldensleben")
    workshop.ergebnis = "Viele Karten."
    workshop.save()
    kita = make_institution(name="Kita Sonne", gemeinde=make_gemeinde(name="Wanzleben"))
    workshop.kooperationspartner.add(kita)
    ahrens = make_konto(rolle="moderation", name="M. Ahrens")
    workshop.moderation.add(ahrens)
    gruppe = make_gruppe(workshop=workshop, titel="Gruppe 1", raum="101", ergebnis="Zuerst der Bus.")
    foto = make_workshopfoto(workshop=workshop, gruppe=gruppe, beschreibung="Der Plan", nachweis="Kim Berg")
    Programmpunkt.objects.create(
        workshop=workshop, titel="Karten schreiben", von=time(16), bis=time(17), phase="kritik"
    )
    thema = make_thema(workshop=workshop, kennung="busse", titel="Busse", beschreibung="Fahrzeiten")
    card = make_beitrag(
        workshop=workshop, text="Der Bus fährt nicht", phase="kritik", vorzeichen="-", gruppe=gruppe, code="K7M-4QX"
    )
    make_zuordnung(thema, card)
    loose = make_beitrag(workshop=workshop, text="Danke", code="K7M-4QY", autor_name="A. Berg", namentlich=True)
    Punktstand.objects.create(abfrage=make_abfrage(workshop=workshop, personen=4), thema=thema, punkte=9)
    Projektskizze.objects.create(
        workshop=workshop, gruppe=gruppe, kennung="p", titel="Rufbus", ziel="Alle kommen an", termin="Sommer"
    )
    make_anmeldung(workshop=workshop, status=AnmeldungStatus.TEILGENOMMEN, institution=kita)
    make_anmeldung(workshop=workshop, status=AnmeldungStatus.STORNIERT)

    found = snapshot.collect(workshop)

    without_names, _ = taken_out(found)
    assert json.loads(json.dumps(without_names)) == without_names
    assert unfold(found) == {
        "art": "dokumentation",
        "workshop": {
            "titel": "Wege",
            "reihe": workshop.reihe.titel,
            "art": "Workshop",
            "art_code": "workshop",
            "beginn": "2024-05-30T16:00:00+02:00",
            "ende": "2024-05-30T19:00:00+02:00",
            "ort": "Schloss, Saal",
            "anschrift": "Markt 1, 39340 Haldensleben",
            "kooperation": ["Kita Sonne"],
            "moderation": [Name("M. Ahrens", "Moderation", ahrens)],
        },
        "zahlen": {"anmeldungen": 1, "teilnehmende": 1, "institutionen": 1, "beitraege": 2, "punkte": 9},
        "einleitung": "Viele Karten.",
        "programm": [
            {"zeit": "16:00 bis 17:00", "titel": "Karten schreiben", "phase": "Kritik", "phase_code": "kritik"}
        ],
        "gruppen": [
            {
                "titel": "Gruppe 1",
                "raum": "101",
                "ergebnis": "Zuerst der Bus.",
                "beitraege": 1,
                "karten": ["K7M-4QX"],
                "themen": [{"titel": "Busse", "karten": 1}],
                "skizzen": ["Rufbus"],
            }
        ],
        "fotos": [
            {
                "bild": foto.bild.sha256,
                "breite": 64,
                "hoehe": 48,
                "gruppe": "Gruppe 1",
                "alt": "Der Plan",
                "unterschrift": "",
                "nachweis": Name("Kim Berg", "Foto 1", foto),
            }
        ],
        "themen": [
            {
                "kennung": "busse",
                "titel": "Busse",
                "beschreibung": "Fahrzeiten",
                "punkte": 9,
                "rang": 1,
                "beitraege": [
                    _card(card.code, card.text, phase="Kritik", phase_code="kritik", vorzeichen="-", gruppe="Gruppe 1")
                ],
                "folgen": [],
            }
        ],
        "ohne_thema": [_card(loose.code, loose.text, autor=Name("A. Berg", "Karte K7M-4QY", loose))],
        "punktabfragen": [
            {
                "frage": "Was ist uns am wichtigsten?",
                "punkte_je_person": 3,
                "personen": 4,
                "stimmen": [{"thema": "Busse", "punkte": 9, "davon_papier": 9, "rang": 1}],
                "stimmzettel": 0,
                "vertretung": [],
                "entscheidung": "",
                "entschieden_am": "",
                "entschiedene_themen": [],
            }
        ],
        "projektskizzen": [
            {
                "titel": "Rufbus",
                "ziel": "Alle kommen an",
                "schritte": "",
                "verantwortliche": "",
                "verbuendete": "",
                "termin": "Sommer",
            }
        ],
        "institutionen": [
            {"name": "Kita Sonne", "gemeinde": "Wanzleben", "typ": "Kindertageseinrichtung", "typ_code": "kita"}
        ],
    }


def _card(code: str, text: str, **more: object) -> dict[str, object]:
    empty = dict.fromkeys(
        ("phase", "phase_code", "vorzeichen", "gruppe", "verbleib", "verbleib_code", "begruendung"), ""
    )
    return {"code": code, "text": text, **empty, "autor": None, **more}


def test_only_public_contributions_and_no_personal_data_are_collected():
    workshop = make_workshop()
    thema = make_thema(workshop=workshop)
    for status in (
        BeitragStatus.EINGEREICHT,
        BeitragStatus.GEPRUEFT,
        BeitragStatus.NICHT_OEFFENTLICH,
        BeitragStatus.ZURUECKGEWIESEN,
    ):
        make_zuordnung(thema, make_beitrag(workshop=workshop, status=status, text="GEHEIM"))
    make_beitrag(workshop=workshop, autor_name="Geheime Autorin", autor_email="geheim@kita.example", namentlich=False)
    make_anmeldung(workshop=workshop, name="Geheimer Gast", status=AnmeldungStatus.TEILGENOMMEN)

    text = json.dumps(snapshot.collect(workshop))

    assert "geheim" not in text.lower()


def test_what_followed_from_a_thema_is_collected_when_it_is_public():
    workshop = make_workshop()
    thema = make_thema(workshop=workshop)
    public = make_abschnitt(titel="Lernen ist überall", veroeffentlicht=True)
    make_herleitung(public, thema=thema, begruendung="Weil es dort hing.")
    make_herleitung(make_abschnitt(titel="Noch ein Entwurf"), thema=thema)

    (thema_data,) = unfold(snapshot.collect(workshop))["themen"]

    assert [(folge["titel"], folge["grund"]) for folge in thema_data["folgen"]] == [
        (public.faden_titel, "Weil es dort hing.")
    ]


def test_thema_that_was_merged_away_is_left_out():
    workshop = make_workshop()
    wege = make_thema(workshop=workshop, titel="Wege")
    make_thema(workshop=workshop, titel="Busse", uebergeordnet=wege)

    assert [thema["titel"] for thema in snapshot.collect(workshop)["themen"]] == ["Wege"]


def test_institutions_with_a_seat_are_named_when_no_attendance_was_kept():
    workshop = make_workshop()
    make_anmeldung(workshop=workshop, institution=make_institution(name="Kita"))
    make_anmeldung(workshop=workshop, institution=make_institution(name="Verdeckt", oeffentlich=False))
    make_anmeldung(workshop=workshop, institution=make_institution(name="Wartend"), status=AnmeldungStatus.WARTELISTE)

    assert [row["name"] for row in snapshot.collect(workshop)["institutionen"]] == ["Kita"]


def test_collecting_takes_the_same_queries_whatever_the_size(django_assert_num_queries, django_assert_max_num_queries):
    small, large = make_workshop(), make_workshop()
    for workshop, count in ((small, 1), (large, 30)):
        for _ in range(count):
            thema = make_thema(workshop=workshop)
            make_zuordnung(thema, make_beitrag(workshop=workshop, gruppe=make_gruppe(workshop=workshop)))
            make_anmeldung(workshop=workshop, institution=make_institution())

    with django_assert_max_num_queries(60) as captured:
        snapshot.collect(small)
    with django_assert_num_queries(len(captured)):
        snapshot.collect(large)


def test_documentations_are_counted_for_each_workshop_and_have_their_own_address():
    first, second = make_workshop(slug="auftakt"), make_workshop(slug="konferenz")

    fassungen_made = [rules.freeze("dokumentation", workshop) for workshop in (first, first, second)]

    what = definition("dokumentation")
    assert [what.url(fassung) for fassung in fassungen_made] == [
        "/workshops/auftakt/dokumentation/1/",
        "/workshops/auftakt/dokumentation/2/",
        "/workshops/konferenz/dokumentation/1/",
    ]


@pytest.mark.parametrize(("before", "after"), [("durchgefuehrt", "dokumentiert"), ("offen", "offen")])
def test_workshop_is_documented_when_it_took_place_and_the_fassung_is_published(before: str, after: str):
    workshop = make_workshop(status=before)

    rules.publish(rules.freeze("dokumentation", workshop))

    workshop.refresh_from_db()
    assert workshop.status == after
