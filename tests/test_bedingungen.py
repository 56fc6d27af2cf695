"""What the database itself refuses, whoever writes: a form, a file, a command. Each refusal has its sentence."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from bildungskommune.accounts.models import Konto, Vertretung
from bildungskommune.akteure.models import Gemeinde, Zugehoerigkeit
from bildungskommune.beteiligung.models import Anmerkung, Beteiligungsrunde, Punkt, Rundeneinladung, Stellungnahme
from bildungskommune.seiten.models import Barrieremeldung, Kommune
from bildungskommune.werkbank.models import Entwurf
from bildungskommune.werkbank.textbaustein import Textbaustein
from konzept.models import Ableitung, Konzept, Priorisierung
from konzept.skala import ANZAHL
from leitbild.models import Fussnote, Herleitung
from massnahmen.models import Massnahmenplan, Massnahmenpriorisierung
from tests.beteiligung.bauen import make_entwurf, make_runde, make_stellungnahme
from tests.factories import (
    make_abfrage,
    make_ableitung,
    make_abschnitt,
    make_anmeldung,
    make_beitrag,
    make_beratung,
    make_gemeinde,
    make_gruppe,
    make_handlungsfeld,
    make_herleitung,
    make_institution,
    make_konto,
    make_massnahme,
    make_person,
    make_reihe,
    make_saal,
    make_sendung,
    make_stelle,
    make_strategie,
    make_thema,
    make_workshop,
    make_workshopfoto,
    make_ziel,
    make_zuordnung,
)
from tests.kennzahlen.bauen import make_reihe as make_zahlenreihe
from workshops.models import (
    Einladung,
    Kartenherkunft,
    Nachrichtenwunsch,
    Programmpunkt,
    Projektskizze,
    Punktstand,
    Saalschritt,
    Sendungszeile,
    Stimme,
    Stimmzettel,
    Verteilereintrag,
    Vorschlag,
    Workshop,
    ZweiPersonen,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
MASSNAHMEN = "massnahmen"
"""The measures have a file of their own."""


def zahlenwert() -> models.Model:
    return make_zahlenreihe(werte={"2020": "12"}).werte.get()


def second(thing: models.Model, **other: Any) -> models.Model:
    """Return an unsaved row like this one but for `other`."""
    thing.pk, thing._state.adding = None, True
    for name, value in other.items():
        setattr(thing, name, value)
    return thing


def hat(**fields: Any) -> Zugehoerigkeit:
    return Zugehoerigkeit(person=make_person(), institution=make_institution(), **fields)


def same_hat() -> models.Model:
    first = hat(funktion="Leitung")
    first.save()
    return second(first)


def workshop(**fields: Any) -> Workshop:
    """An unsaved workshop of three hours."""
    whole = {"beginn": NOW, "ende": NOW + timedelta(hours=3), "anmeldeschluss": NOW - timedelta(days=1)}
    return Workshop(**{"reihe": make_reihe(), "slug": "x", "titel": "x", "kapazitaet": 10, **whole, **fields})


def a_round(**fields: Any) -> Beteiligungsrunde:
    """An unsaved round of ten days in May."""
    days = {"von": date(2026, 5, 1), "bis": date(2026, 5, 10)}
    return Beteiligungsrunde(**{"fassung": make_entwurf(), "kennung": "x", "titel": "x", **days, **fields})


def a_point(**fields: Any) -> Punkt:
    """An unsaved point of a comment."""
    comment = make_stellungnahme(make_runde())
    return Punkt(stellungnahme=comment, anmerkung=comment.anmerkungen.get(), **fields)


def invited_twice() -> Rundeneinladung:
    runde, institution = make_runde(), make_institution()
    brief = runde.briefe.create(art="einladung", betreff="Ihre Stellungnahme", text="Guten Tag.")
    runde.einladungen.create(institution=institution, brief=brief, code="eins")
    return Rundeneinladung(runde=runde, institution=institution, brief=brief, code="zwei")


def one_pair_of_eyes(konto: Konto) -> Punkt:
    return a_point(
        entscheidung="nicht", begruendung="Nein.", entschieden_am=NOW, entschieden_von=konto, bestaetigt_von=konto
    )


def same_registration() -> models.Model:
    first = make_anmeldung(name="Jana Muster", email="jana@kita.example")
    return second(first, token="b" * 43, name="JANA MUSTER", email="Jana@Kita.example")


def same_invitation() -> models.Model:
    first = Einladung.objects.create(workshop=make_workshop(), institution=make_institution(), code="eins")
    return second(first, code="zwei")


def same_place_of_a_card() -> models.Model:
    return second(make_zuordnung(make_thema(), make_beitrag()))


def same_dots() -> models.Model:
    workshop = make_workshop()
    first = Punktstand(abfrage=make_abfrage(workshop=workshop), thema=make_thema(workshop=workshop), punkte=1)
    first.save()
    return second(first, punkte=2)


def thema_in_itself() -> models.Model:
    thema = make_thema()
    thema.uebergeordnet = thema
    return thema


def abschnitt_in_itself() -> models.Model:
    abschnitt = make_abschnitt()
    abschnitt.uebergeordnet = abschnitt
    return abschnitt


def same_draft() -> models.Model:
    thing = {"objekt_art": "leitbild.abschnitt", "objekt_id": 1}
    return second(Entwurf.objects.create(konto=make_konto(), eingaben={}, geschrieben=NOW, **thing))


def same_footnote() -> models.Model:
    return second(Fussnote.objects.create(abschnitt=make_abschnitt(), nr="1", text="Quelle"), text="Andere")


def same_priority() -> models.Model:
    ziel = make_ziel(make_handlungsfeld())
    return second(Priorisierung.objects.create(ziel=ziel, prioritaet="hoch", ab=date(2026, 1, 1)), prioritaet="mittel")


def same_day_of_a_committee() -> models.Model:
    return second(make_beratung(datum=date(2026, 3, 1)), rolle="vorberatung")


def same_vote() -> models.Model:
    workshop = make_workshop()
    zettel = Stimmzettel.objects.create(abfrage=make_abfrage(workshop=workshop), code="AAAAA-BBBBB")
    return second(Stimme.objects.create(zettel=zettel, thema=make_thema(workshop=workshop), punkte=1), punkte=2)


def same_address() -> models.Model:
    first = Verteilereintrag.objects.create(email="jana@kita.example", quelle="seite", einwilligung_text="Fassung 1")
    return second(first, email="JANA@kita.example")


def same_wish() -> models.Model:
    first = Nachrichtenwunsch.objects.create(
        beitrag=make_beitrag(), email="jana@kita.example", einwilligung_text="Fassung 1"
    )
    return second(first, email="JANA@kita.example")


def same_invited() -> models.Model:
    workshop = make_workshop()
    einladung = Einladung.objects.create(workshop=workshop, institution=make_institution(), code="eins")
    return second(make_sendung(workshop=workshop, einladung=einladung).zeilen.get())


def same_registered() -> models.Model:
    anmeldung = make_anmeldung()
    sendung = make_sendung(workshop=anmeldung.workshop)
    return second(Sendungszeile.objects.create(sendung=sendung, anmeldung=anmeldung))


def same_source() -> models.Model:
    return second(Kartenherkunft.objects.create(quelle=make_beitrag(), ziel=make_beitrag(), art="zusammen"))


def source_of_itself() -> models.Model:
    beitrag = make_beitrag()
    return Kartenherkunft(quelle=beitrag, ziel=beitrag, art="zusammen")


def same_two_people() -> models.Model:
    erste, zweite = (make_anmeldung() for _ in range(2))
    return second(ZweiPersonen.objects.create(erste=erste, zweite=zweite))


def two_people_in_the_wrong_order() -> models.Model:
    zweite, erste = (make_anmeldung() for _ in range(2))
    return ZweiPersonen(erste=erste, zweite=zweite)


Make = Callable[[], models.Model]
REFUSED: dict[str, tuple[Make, str]] = {
    "konto_email_einmal": (
        lambda: Konto(email=make_konto(email="jana@boerde.example").email.upper(), name="Jana", rolle="leitung"),
        "Diese E-Mail-Adresse hat schon ein Konto.",
    ),
    "gemeinde_mitglied_hat_verband": (
        lambda: Gemeinde(kennung="dorf", name="Dorf", art="mitgliedsgemeinde"),
        "Nur eine Mitgliedsgemeinde gehört zu einer Verbandsgemeinde, und sie braucht eine.",
    ),
    "gemeinde_mitglied_hat_verband, a town in one": (
        lambda: Gemeinde(
            kennung="stadt", name="Stadt", art="stadt", uebergeordnet=make_gemeinde(art="verbandsgemeinde")
        ),
        "Nur eine Mitgliedsgemeinde gehört zu einer Verbandsgemeinde, und sie braucht eine.",
    ),
    "zugehoerigkeit_einmal": (same_hat, "Diese Person ist dort schon mit dieser Funktion eingetragen."),
    "zugehoerigkeit_von_vor_bis": (
        lambda: hat(von=date(2026, 2, 1), bis=date(2026, 1, 31)),
        "Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten.",
    ),
    "vertretung_von_vor_bis": (
        lambda: Vertretung(
            konto=make_konto("fachamt"), stelle=make_stelle(), von=date(2026, 2, 1), bis=date(2026, 1, 31)
        ),
        "Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten.",
    ),
    "kommune_foerderung_von_vor_bis": (
        lambda: Kommune(pk=1, name="Kreis", foerderung_von=date(2026, 2, 1), foerderung_bis=date(2026, 1, 1)),
        "Das Ende des Förderhinweises liegt vor seinem Beginn.",
    ),
    "zahlenwert_zahl_oder_zeichen": (
        lambda: second(zahlenwert(), nr=2, zeichen=".", ersetzt_am=NOW),
        "Ein Wert ist entweder eine Zahl oder ein Zeichen.",
    ),
    "zahlenwert_stand_einmal": (
        lambda: second(zahlenwert(), ersetzt_am=NOW),
        "Diesen Stand des Werts gibt es schon.",
    ),
    "zahlenwert_einer_gilt": (
        lambda: second(zahlenwert(), nr=2),
        "Für diese Zeit gilt schon ein anderer Wert.",
    ),
    "barrieremeldung_antwort_mit_datum": (
        lambda: Barrieremeldung(beschreibung="x", faellig_am=NOW.date(), beantwortet_am=NOW.date()),
        "Eine beantwortete Meldung braucht die Antwort.",
    ),
    "workshop_beginn_vor_ende": (
        lambda: workshop(ende=NOW),
        "Das Ende liegt nicht nach dem Beginn. Bitte prüfen Sie beide Zeiten.",
    ),
    "workshop_anmeldeschluss_vor_beginn": (
        lambda: workshop(anmeldeschluss=NOW + timedelta(seconds=1)),
        "Der Anmeldeschluss liegt nach dem Beginn. Bitte wählen Sie einen früheren Zeitpunkt.",
    ),
    "workshop_kapazitaet_positiv": (
        lambda: workshop(kapazitaet=0),
        "Bitte geben Sie zwischen 1 und 5.000 Plätze an.",
    ),
    "workshop_kapazitaet_positiv, a slip of the hand": (
        lambda: workshop(kapazitaet=5001),
        "Bitte geben Sie zwischen 1 und 5.000 Plätze an.",
    ),
    "programmpunkt_von_vor_bis": (
        lambda: Programmpunkt(workshop=make_workshop(), titel="x", von=time(10, 1), bis=time(10)),
        "Das Ende des Programmpunkts liegt vor seinem Beginn.",
    ),
    "arbeitsgruppe_kennung": (
        lambda: second(make_gruppe(workshop=make_workshop(), kennung="wege")),
        "Diese Kennung hat in diesem Workshop schon eine Gruppe.",
    ),
    "einladung_einmal": (same_invitation, "Diese Institution ist schon eingeladen."),
    "anmeldung_einmal": (same_registration, "Diese Person ist mit dieser E-Mail-Adresse schon angemeldet."),
    "anmeldung_online_mit_email": (
        lambda: second(make_anmeldung(), token="c" * 43, email=""),
        "Für die Anmeldung brauchen wir eine E-Mail-Adresse.",
    ),
    "fotobild_mit_datei_oder_entfernt": (
        lambda: second(make_workshopfoto().bild, sha256="c" * 64, datei=""),
        "Ein Bild hat eine Datei, oder es steht da, wann es entfernt wurde.",
    ),
    "workshopfoto_mit_einwilligung": (
        lambda: second(make_workshopfoto(), einwilligung=False),
        "Ohne Zustimmung der Personen, die zu erkennen sind, kommt kein Foto hierher.",
    ),
    "beitrag_verbleib_begruendet": (
        lambda: second(make_beitrag(), code="CCC-333", verbleib="aufgenommen", verbleib_am=NOW.date()),
        "Ein Verbleib braucht immer eine Begründung. Sie steht öffentlich beim Beitrag.",
    ),
    "beitrag_verbleib_begruendet, no day": (
        lambda: second(make_beitrag(), code="CCC-333", verbleib="aufgenommen", verbleib_begruendung="Weil."),
        "Ein Verbleib braucht immer eine Begründung. Sie steht öffentlich beim Beitrag.",
    ),
    "beitrag_text_nicht_leer": (
        lambda: second(make_beitrag(), code="CCC-333", text=""),
        "Bitte schreiben Sie Ihren Beitrag.",
    ),
    "thema_kennung": (
        lambda: second(make_thema(kennung="wege")),
        "Diese Kennung hat in dieser Reihe schon ein Thema.",
    ),
    "thema_nicht_in_sich": (thema_in_itself, "Ein Thema kann nicht zu sich selbst gehören."),
    "zuordnung_einmal": (same_place_of_a_card, "Die Karte liegt schon bei diesem Thema."),
    "punktstand_einmal": (same_dots, "Für dieses Thema sind die Punkte schon eingetragen."),
    "abschnitt_kennung": (
        lambda: second(make_abschnitt(kennung="wege")),
        "Diese Kennung hat in diesem Leitbild schon ein Abschnitt.",
    ),
    "abschnitt_nicht_in_sich": (abschnitt_in_itself, "Ein Abschnitt kann nicht unter sich selbst stehen."),
    "abschnitt_frei_hat_bezeichnung": (
        lambda: second(make_abschnitt(), kennung="frei", art="frei"),
        "Ein freier Abschnitt braucht eine eigene Bezeichnung.",
    ),
    "fussnote_nr": (same_footnote, "Diese Fußnote gibt es schon."),
    "herleitung_genau_eine_quelle": (
        lambda: Herleitung(abschnitt=make_abschnitt(), begruendung="Weil."),
        "Bitte wählen Sie genau eine Quelle: einen Beitrag, ein Thema oder eine Kennzahl.",
    ),
    "herleitung_genau_eine_quelle, two": (
        lambda: Herleitung(abschnitt=make_abschnitt(), beitrag=make_beitrag(), thema=make_thema(), begruendung="Weil."),
        "Bitte wählen Sie genau eine Quelle: einen Beitrag, ein Thema oder eine Kennzahl.",
    ),
    "herleitung_beitrag_einmal": (
        lambda: second(make_herleitung(make_abschnitt(), beitrag=make_beitrag())),
        "Dieser Beitrag ist schon als Quelle eingetragen.",
    ),
    "herleitung_thema_einmal": (
        lambda: second(make_herleitung(make_abschnitt(), thema=make_thema())),
        "Dieses Thema ist schon als Quelle eingetragen.",
    ),
    "herleitung_zahlenwert_einmal": (
        lambda: second(make_herleitung(make_abschnitt(), zahlenwert=make_zahlenreihe().werte.first())),
        "Diese Kennzahl ist schon als Quelle eingetragen.",
    ),
    "handlungsfeld_kennung": (
        lambda: second(make_handlungsfeld(kennung="wege")),
        "Diese Kennung hat in diesem Konzept schon ein Handlungsfeld.",
    ),
    "ziel_kennung": (
        lambda: second(make_ziel(make_handlungsfeld(), kennung="wege")),
        "Diese Kennung hat in diesem Handlungsfeld schon ein Ziel.",
    ),
    "priorisierung_einmal_am_tag": (same_priority, "Für diesen Tag ist schon eine Priorität eingetragen."),
    "strategie_kennung": (
        lambda: second(make_strategie(kennung="wege")),
        "Diese Kennung hat in diesem Handlungsfeld schon eine Strategie.",
    ),
    "entwurf_einer_je_person": (
        same_draft,
        "Zu diesem Text haben Sie schon einen Entwurf abgelegt.",
    ),
    "massnahmenplan_skala_zwei_bis_sieben": (
        lambda: Massnahmenplan(kennung="p", titel="P", prioritaeten=["hoch"]),
        ANZAHL,
    ),
    "massnahmenpriorisierung_einmal_am_tag": (
        lambda: second(
            Massnahmenpriorisierung.objects.create(massnahme=make_massnahme(), prioritaet="hoch", ab=date(2026, 1, 1)),
            prioritaet="mittel",
        ),
        "Für diesen Tag ist schon eine Priorität eingetragen.",
    ),
    "massnahmenpriorisierung_mit_namen": (
        lambda: Massnahmenpriorisierung(massnahme=make_massnahme(), prioritaet="hoch", durch="gremium"),
        "Bitte nennen Sie das Gremium oder den Workshop beim Namen.",
    ),
    "konzept_skala_zwei_bis_sieben": (lambda: Konzept(kennung="k", titel="K", prioritaeten=["hoch"]), ANZAHL),
    "priorisierung_mit_namen": (
        lambda: Priorisierung(ziel=make_ziel(make_handlungsfeld()), prioritaet="hoch", durch="gremium"),
        "Bitte nennen Sie das Gremium oder den Workshop beim Namen.",
    ),
    "ableitung_genau_eine_quelle": (
        lambda: Ableitung(handlungsfeld=make_handlungsfeld(), begruendung="Weil."),
        "Bitte wählen Sie genau eine Quelle: einen Abschnitt des Leitbilds, ein Thema oder einen Beitrag.",
    ),
    "ableitung_genau_eine_quelle, two": (
        lambda: Ableitung(
            handlungsfeld=make_handlungsfeld(), thema=make_thema(), beitrag=make_beitrag(), begruendung="Weil."
        ),
        "Bitte wählen Sie genau eine Quelle: einen Abschnitt des Leitbilds, ein Thema oder einen Beitrag.",
    ),
    "ableitung_abschnitt_einmal": (
        lambda: second(make_ableitung(make_handlungsfeld(), abschnitt=make_abschnitt())),
        "Dieser Abschnitt ist schon als Quelle eingetragen.",
    ),
    "ableitung_thema_einmal": (
        lambda: second(make_ableitung(make_handlungsfeld(), thema=make_thema())),
        "Dieses Thema ist schon als Quelle eingetragen.",
    ),
    "ableitung_beitrag_einmal": (
        lambda: second(make_ableitung(make_handlungsfeld(), beitrag=make_beitrag())),
        "Dieser Beitrag ist schon als Quelle eingetragen.",
    ),
    "runde_ende_nach_beginn": (
        lambda: a_round(bis=date(2026, 4, 30)),
        "Der letzte Tag liegt vor dem Beginn. Bitte ändern Sie eines der beiden.",
    ),
    "runde_antwort_nach_ende": (
        lambda: a_round(antwort_bis=date(2026, 5, 9)),
        "Antworten können erst nach dem letzten Tag zugesagt werden.",
    ),
    "runde_laedt_einmal_ein": (invited_twice, "Diese Institution ist schon eingeladen."),
    "stellungnahme_nummer_einmal": (
        lambda: second(make_stellungnahme(make_runde()), code="CCC-222", hash=None),
        "Diese Nummer ist in dieser Runde schon vergeben.",
    ),
    "stellungnahme_gezaehlt": (
        lambda: Stellungnahme(runde=make_runde(), code="CCC-333", status="eingegangen"),
        "Eine eingegangene Stellungnahme hat eine Nummer.",
    ),
    "anmerkung_sagt_etwas": (
        lambda: Anmerkung(stellungnahme=make_stellungnahme(make_runde())),
        "Bitte schreiben Sie eine Anmerkung oder einen Vorschlag.",
    ),
    "anmerkung_absatz_im_teil": (
        lambda: Anmerkung(stellungnahme=make_stellungnahme(make_runde()), absatz="absatz-1", text="Ja."),
        "Ein Absatz gehört zu einem Teil des Textes.",
    ),
    "punkt_begruendet": (
        lambda: a_point(entscheidung="nicht", entschieden_am=NOW),
        "Eine Entscheidung braucht eine Begründung. Sie steht in der Antwort.",
    ),
    "punkt_vier_augen": (
        lambda: one_pair_of_eyes(make_konto()),
        "Wer entschieden hat, kann nicht auch bestätigen.",
    ),
    "beratung_einmal": (
        same_day_of_a_committee,
        "Dieses Gremium hat die Vorlage an diesem Tag schon beraten.",
    ),
    "beratung_beschluss_nur_bei_entscheidung": (
        lambda: second(make_beratung(rolle="information"), datum=date(2026, 3, 2), ergebnis="ungeaendert"),
        "Bei einer Informationspflicht wird nichts beschlossen. Bitte wählen Sie „zur Kenntnis genommen“.",
    ),
    "punktabfrage_kennung": (
        lambda: second(make_abfrage(workshop=make_workshop(), kennung="wichtig")),
        "Diese Kennung hat in diesem Workshop schon eine Abfrage.",
    ),
    "projektskizze_kennung": (
        lambda: second(Projektskizze.objects.create(workshop=make_workshop(), kennung="rufbus", titel="Rufbus")),
        "Diese Kennung hat in diesem Workshop schon eine Skizze.",
    ),
    "textbaustein_hat_text": (
        lambda: Textbaustein(titel="Leer", text=""),
        "Bitte schreiben Sie den Text des Bausteins.",
    ),
    "saalschritt_mit_abfrage": (
        lambda: Saalschritt(workshop=make_workshop(), titel="Was zählt?", art="abstimmung"),
        "Bitte wählen Sie die Punktabfrage, über die abgestimmt wird.",
    ),
    "saal_einer_offen": (
        lambda: second(make_saal(workshop=make_workshop()), code="KKK-333"),
        "Der Saal dieses Workshops ist schon offen.",
    ),
    "stimme_einmal": (same_vote, "Auf diesem Stimmzettel stehen für dieses Thema schon Punkte."),
    "verteiler_einmal": (same_address, "Diese Adresse steht schon im Verteiler."),
    "nachrichtenwunsch_einmal": (
        same_wish,
        "Diese Adresse bekommt bei Neuem zu diesem Beitrag schon eine E-Mail.",
    ),
    "sendung_je_einladung_einmal": (
        same_invited,
        "Bedingung „sendung_je_einladung_einmal“ ist nicht erfüllt.",
    ),
    "sendung_je_anmeldung_einmal": (
        same_registered,
        "Bedingung „sendung_je_anmeldung_einmal“ ist nicht erfüllt.",
    ),
    "zwei_personen_einmal": (same_two_people, "Dass das zwei Personen sind, ist schon festgehalten."),
    "zwei_personen_geordnet": (
        two_people_in_the_wrong_order,
        "Zwei Personen brauchen zwei Anmeldungen, die ältere Nummer zuerst.",
    ),
    "vorschlag_ist_eines": (
        lambda: Vorschlag(beitrag=make_beitrag(), rang=1),
        "Ein Vorschlag nennt ein Thema oder eine Karte.",
    ),
    "kartenherkunft_einmal": (same_source, "Diese Karte ist dort schon aufgegangen."),
    "kartenherkunft_nicht_in_sich": (source_of_itself, "Eine Karte kann nicht in sich selbst aufgehen."),
    "kommune_nur_eine": (
        lambda: Kommune(pk=2, name="Nachbarkreis"),
        "Bedingung „kommune_nur_eine“ ist nicht erfüllt.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_row_that_cannot_be_is_refused_in_words_and_by_the_database(name: str) -> None:
    make, sentence = REFUSED[name]
    row = make()

    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    with pytest.raises(IntegrityError) as stopped, transaction.atomic():
        row.save(force_insert=row._state.adding)

    assert refused.value.messages == [sentence]
    assert f'"{name.partition(",")[0]}"' in str(stopped.value)


def test_every_named_condition_of_the_database_is_tried() -> None:
    tried = {name.partition(",")[0] for name in REFUSED}
    labels = {"accounts", "akteure", "seiten", "kennzahlen", "beteiligung", "workshops", "leitbild", "konzept"}
    named = {
        one.name for model in apps.get_models() if model._meta.app_label in labels for one in model._meta.constraints
    }

    assert named - tried == set()


ALLOWED: dict[str, Make] = {
    "two hats with two functions": lambda: second(same_hat(), funktion="Vertretung"),
    "a hat of one day": lambda: hat(von=date(2026, 2, 1), bis=date(2026, 2, 1)),
    "a workshop of one seat that closes when it begins": lambda: workshop(kapazitaet=1, anmeldeschluss=NOW),
    "a workshop of 5,000 seats": lambda: workshop(kapazitaet=5000),
    "an item of the programme without a length": lambda: Programmpunkt(
        workshop=make_workshop(), titel="x", von=time(10), bis=time(10)
    ),
    "the same person again after cancelling": lambda: second(
        make_anmeldung(name="Jana", email="jana@kita.example", status="storniert"),
        token="d" * 43,
        status="eingegangen",
    ),
    "two people by phone without an address": lambda: second(
        make_anmeldung(email="", quelle="telefon"), token="e" * 43
    ),
    "a registration whose names were deleted": lambda: second(
        make_anmeldung(), token="f" * 43, name="gelöscht", email=""
    ),
    "the same Kennung in another workshop": lambda: second(
        make_gruppe(workshop=make_workshop(), kennung="wege"), workshop=make_workshop()
    ),
    "the same Kennung in another Reihe": lambda: second(make_thema(kennung="wege"), reihe=make_reihe()),
    "a free Abschnitt with its word": lambda: second(
        make_abschnitt(), kennung="frei", art="frei", eigene_bezeichnung="Grundsatz"
    ),
    "another priority on another day": lambda: second(same_priority(), ab=date(2026, 1, 2)),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_row_at_the_edge_of_what_may_be_is_taken(name: str) -> None:
    row = ALLOWED[name]()

    row.validate_constraints()
    row.save()

    assert type(row)._default_manager.filter(pk=row.pk).exists()
