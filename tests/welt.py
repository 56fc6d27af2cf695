"""The sample process as the world of the whole-tree tests: an address for every name in the URL configuration."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from bildungskommune.accounts.models import Konto, Vertretung
from bildungskommune.akteure import models as akteure
from bildungskommune.audit.models import Textstand
from bildungskommune.beispiel import laden
from bildungskommune.beteiligung.models import (
    Anhang,
    Anmerkung,
    Beratung,
    Beteiligungsrunde,
    Punkt,
    Stellungnahme,
    Vorlage,
)
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.buero.models import Loeschauftrag, kennzeichen
from bildungskommune.fassungen.models import Druckauftrag, Einfrierauftrag, Fassung
from bildungskommune.foerderung.models import Foerderzeichen, Schwerpunkt, Zeichenbild
from bildungskommune.geheimnis import digest
from bildungskommune.kennzahlen.models import Zahlenreihe
from bildungskommune.oparl.models import Quelle
from bildungskommune.oparl.models import Vorschlag as Ratsvorschlag
from bildungskommune.post.models import Mail
from bildungskommune.seiten.models import Barrieremeldung, Seite
from bildungskommune.start.lesen import PFLICHT
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.models import Geloescht, Notiz, Textbaustein
from konzept import models as konzept
from leitbild import models as leitbild
from massnahmen import models as massnahmen
from tests.factories import (
    make_abfrage,
    make_anmeldung,
    make_beitrag,
    make_institution,
    make_saal,
    make_schritt,
    make_sendung,
)
from tests.foerderung.bauen import make_hinweis, make_zeichen
from workshops import models as workshops
from workshops.anmeldung.nachweis import number_of
from workshops.einladungen.abbestellen import SALZ as RUNDSCHREIBEN_SALZ
from workshops.models.enums import AnmeldungStatus, BeitragStatus
from workshops.nachricht.mails import SALZ as NACHRICHT_SALZ
from workshops.verteiler.mails import SALZ

ROLLEN = ("stabsstelle", "leitung", "fachamt", "moderation")
VERTEILER, WUNSCH, STELLUNGNAHME = "w" * 43, "n" * 43, "s" * 43
GEHT = "geht@kita.example"
MODERATED = "bildungskonferenz-2027"

# What stands at <int:pk> of a staff address, by the word before the last hyphen.
THINGS: dict[str, Any] = {
    "institution": akteure.Institution,
    "person": akteure.Person,
    "stelle": akteure.Stelle,
    "gremium": akteure.Gremium,
    "gemeinde": akteure.Gemeinde,
    "zugehoerigkeit": akteure.Zugehoerigkeit,
    "konto": Konto,
    "vertretung": Vertretung,
    "mail": Mail,
    "papierkorb": Geloescht,
    "loeschauftrag": Loeschauftrag,
    "seite": Seite,
    "foerderzeichen": Foerderzeichen,
    "schwerpunkt": Schwerpunkt,
    "zahlenreihe": Zahlenreihe,
    "barriere": Barrieremeldung,
    "fassung": Fassung,
    "einfrierauftrag": Einfrierauftrag,
    "vorlage": Vorlage,
    "oparl": Quelle,
    "oparlvorschlag": Ratsvorschlag,
    "beratung": Beratung,
    "beschlussfassung": Fassung,
    "runde": Beteiligungsrunde,
    "stellungnahme": Stellungnahme,
    "anhang": Anhang,
    "punkt": Punkt,
    "rundeneinladung": Beteiligungsrunde,
    "workshop": workshops.Workshop,
    "reihe": workshops.Reihe,
    "ort": workshops.Ort,
    "programm": workshops.Programmpunkt,
    "gruppe": workshops.Arbeitsgruppe,
    "einladung": workshops.Einladung,
    "sendung": workshops.Sendung,
    "verteiler": workshops.Verteilereintrag,
    "anmeldung": workshops.Anmeldung,
    "anwesenheit": workshops.Workshop,
    "einlass": workshops.Workshop,
    "saal": workshops.Workshop,
    "koffer": workshops.Workshop,
    "saalschritt": workshops.Saalschritt,
    "kartenwand": workshops.Workshop,
    "karten": workshops.Workshop,
    "karte": workshops.Beitrag,
    "schritt": workshops.Workshop,
    "thema": workshops.Thema,
    "punkte": workshops.Workshop,
    "abfrage": workshops.Punktabfrage,
    "stimmzettel": workshops.Punktabfrage,
    "beamer": workshops.Workshop,
    "dokumentation": workshops.Workshop,
    "ergebnis": workshops.Workshop,
    "bescheinigungen": workshops.Workshop,
    "auswertung": workshops.Reihe,
    "luecken": workshops.Reihe,
    "pressemitteilung": workshops.Workshop,
    "skizze": workshops.Projektskizze,
    "foto": workshops.Workshopfoto,
    "beitrag": workshops.Beitrag,
    "doppel": workshops.Workshop,
    "textbaustein": Textbaustein,
    "notiz": Notiz,
    "leitbild": leitbild.Leitbild,
    "abschnitt": leitbild.Abschnitt,
    "herleitung": leitbild.Herleitung,
    "fussnote": leitbild.Fussnote,
    "konzept": konzept.Konzept,
    "handlungsfeld": konzept.Handlungsfeld,
    "ziel": konzept.Ziel,
    "prioritaet": konzept.Ziel,
    "strategie": konzept.Strategie,
    "ableitung": konzept.Ableitung,
    "massnahme": massnahmen.Massnahme,
    "sachstand": massnahmen.Sachstand,
    "ampel": massnahmen.Massnahme,
    "ruhe": massnahmen.Massnahme,
    "plan": massnahmen.Massnahmenplan,
    "planplatz": massnahmen.Planplatz,
    "bericht": massnahmen.Umsetzungsbericht,
}
# "new" pages below a thing of another kind.
PARENTS: dict[str, Any] = {
    "v-zugehoerigkeit-new": akteure.Person,
    "v-beratung-new": Vorlage,
    "v-stellungnahme-new": Beteiligungsrunde,
    "v-punkt-list": Beteiligungsrunde,
    "v-rundeneinladung-list": Beteiligungsrunde,
    "v-punkte-prepare": Beteiligungsrunde,
    "v-punkte-pdf": Beteiligungsrunde,
    "v-punkte-weigh": Beteiligungsrunde,
    "v-punkte-confirm": Beteiligungsrunde,
    "v-programm": workshops.Workshop,
    "v-programm-new": workshops.Workshop,
    "v-gruppe-new": workshops.Workshop,
    "v-einladung-list": workshops.Workshop,
    "v-einladung-new": workshops.Workshop,
    "v-einladung-auswahl": workshops.Workshop,
    "v-einladung-schreiben": workshops.Workshop,
    "v-einladung-erinnern": workshops.Workshop,
    "v-sendung-list": workshops.Workshop,
    "v-rundschreiben": workshops.Workshop,
    "v-anmeldung-list": workshops.Workshop,
    "v-anmeldung-new": workshops.Workshop,
    "v-anmeldung-gruppen": workshops.Workshop,
    "v-schritt-undo": workshops.Workshop,
    "v-einlass-person": workshops.Anmeldung,
    "v-einlass-zeile": workshops.Anmeldung,
    "v-saalschritt-new": workshops.Workshop,
    "v-koffer-einlesen": workshops.Workshop,
    "v-karte-new": workshops.Workshop,
    "v-thema-new": workshops.Workshop,
    "v-abfrage-new": workshops.Workshop,
    "v-skizze-new": workshops.Workshop,
    "v-foto-new": workshops.Workshop,
    "v-abschnitt-new": leitbild.Leitbild,
    "v-herleitung-new": leitbild.Abschnitt,
    "v-fussnote-new": leitbild.Abschnitt,
    "v-konzept-ableiten": konzept.Konzept,
    "v-konzept-bezeichnungen-edit": konzept.Konzept,
    "v-konzept-massnahmen": konzept.Konzept,
    "v-konzept-matrix": konzept.Konzept,
    "v-konzept-prioritaeten": konzept.Konzept,
    "v-konzept-querschnitt": konzept.Konzept,
    "v-konzept-skala-edit": konzept.Konzept,
    "v-konzept-verbinden": konzept.Konzept,
    "v-konzept-zuruecknehmen": konzept.Konzept,
    "v-handlungsfeld-new": konzept.Konzept,
    "v-ziel-new": konzept.Handlungsfeld,
    "v-strategie-new": konzept.Handlungsfeld,
    "v-ableitung-new": konzept.Handlungsfeld,
    "v-massnahme-prioritaet-new": massnahmen.Massnahme,
    "v-plan-bezeichnungen-edit": massnahmen.Massnahmenplan,
    "v-plan-prioritaeten": massnahmen.Massnahmenplan,
    "v-plan-skala-edit": massnahmen.Massnahmenplan,
    "v-sachstand-new": massnahmen.Massnahme,
}
PARTS: dict[str, Any] = {
    "meilenstein": massnahmen.Meilenstein,
    "schritt": massnahmen.Handlungsschritt,
    "indikator": massnahmen.Indikator,
    "indikatorwert": massnahmen.Indikatorwert,
    "mitwirkung": massnahmen.Mitwirkung,
    "posten": massnahmen.Finanzierungsposten,
    "bezug": massnahmen.Massnahmenbezug,
    "verbindung": massnahmen.Verbindung,
}


def build() -> dict[str, Konto]:
    """Load the sample process and what it lacks; return one account of each role."""
    laden.load()
    Mail.objects.create(an="jana@kita.example", betreff="Ihre Anmeldung", text="Guten Tag.", anlass="test")
    Barrieremeldung.objects.create(beschreibung="Der Kontrast ist zu gering.", faellig_am=date(2026, 12, 24))
    Loeschauftrag.objects.create(email=GEHT, kennzeichen=kennzeichen(GEHT), grund="einwilligung")
    make_hinweis()
    make_zeichen()
    for slug in (*PFLICHT, "ueber-das-projekt"):
        Seite.objects.get_or_create(slug=slug, defaults={"titel": slug.title(), "text": "Text."})
    Einfrierauftrag.objects.create(definition="leitbild", objekt_id=0, titel="Leitbild", regel="arbeitstext")
    _council()
    workshop = workshops.Workshop.objects.get(slug=MODERATED)
    anmeldung = make_anmeldung(workshop=workshop, token="welt-token", status=AnmeldungStatus.EINGEGANGEN)
    anmeldung.zugaenge.create(zweck="vertretung", hash=digest("welt-vertretung"))
    einladung = workshops.Einladung.objects.create(
        workshop=workshop, institution=make_institution(email="kita@welt.example"), code="welt-code"
    )
    make_sendung(workshop=workshop, einladung=einladung)
    Textbaustein.objects.create(titel="Sache des Landes", text="Das entscheidet das Land.")
    Notiz.objects.create(
        objekt_art="leitbild.leitbild", objekt_id=_leitbild().pk, objekt_name="Leitbild", text="Noch der Stand?"
    )
    _subscriber()
    _wish()
    _comment()
    _deputy()
    make_beitrag(workshop=workshop, code="WWW-222", status=BeitragStatus.EINGEREICHT, position=1)
    make_saal(workshop=workshop, code="SSS-222", schritt=make_schritt(workshop=workshop), karten_zeigen=True)
    make_abfrage(workshop=workshop).stimmzettel.create(code="SSSSS-22222")
    file = default_storage.save("fassungen/welt.pdf", ContentFile(b"%PDF-1.7"))
    aendern.delete(leitbild.Fussnote.objects.create(abschnitt=_abschnitt(), nr="99", text="Zu viel."), by=None)
    leitbild.Leitbild.objects.filter(pk=_leitbild().pk).update(vorspann="Noch ein Wort vorab.")
    book = default_storage.save("fassungen/welt.epub", ContentFile(b"PK"))
    Druckauftrag.objects.update(
        status="fertig",
        seiten=12,
        pdf=file,
        groesse=8,
        gross=file,
        gross_groesse=8,
        epub=book,
        epub_groesse=2,
        docx=book,
        docx_groesse=2,
    )
    return {rolle: Konto.objects.filter(rolle=rolle).first() or Konto() for rolle in ROLLEN}


def _council() -> None:
    """Read a Vorlage from a council information system: an unknown committee, and another subject."""
    debate = {"kennung": "1", "gremium": "7", "gremium_name": "Bildungsausschuss", "wortlaut": "Vertagt bis Herbst"}
    quelle = Quelle.objects.create(
        adresse="https://rat.example/oparl/paper/1",
        vorlage=Vorlage.objects.get(nummer="0214/40/2025"),
        status="fertig",
        gelesen_am=timezone.now(),
        stand={"nummer": "0214/40/2025", "betreff": "Leitbild Bildung", "beratungen": [debate]},
    )
    wert = {"kennung": "7", "name": "Bildungsausschuss", "kurzname": ""}
    rows = (
        ("gremium", "gremium 7", "Welches Gremium ist „Bildungsausschuss“?", "", "Bildungsausschuss", wert),
        ("angabe", "betreff", "Betreff", "Bildungsleitbild", "Leitbild Bildung", "Leitbild Bildung"),
    )
    for art, schluessel, titel, hier, dort, value in rows:
        quelle.vorschlaege.create(art=art, schluessel=schluessel, titel=titel, hier=hier, dort=dort, wert=value)


def _subscriber() -> workshops.Verteilereintrag:
    """Return who is on the list, anew after a test has sent the click that leaves it."""
    fields = {"quelle": "seite", "einwilligung_text": "Fassung 1", "hash": digest(VERTEILER)}
    return workshops.Verteilereintrag.objects.get_or_create(email="lea@welt.example", defaults=fields)[0]


def _comment() -> Stellungnahme:
    """Return a comment in a round that runs, with a file."""
    found = Stellungnahme.objects.filter(code="SSS-222").first()
    if found is not None:
        return found
    today = timezone.localdate()
    draft = Fassung.objects.get(definition="leitbild", dokument="leitbild-boerde", art="standard", nummer=1)
    runde = Beteiligungsrunde.objects.create(
        fassung=draft, kennung="entwurf", titel="Entwurf", von=today, bis=today, status="eroeffnet"
    )
    comment = Stellungnahme.objects.create(
        runde=runde, nummer=1, code="SSS-222", hash=digest(STELLUNGNAHME), status="eingegangen", name="Ada Welt"
    )
    place = {"teil": "leitsatz-2", "absatz": "absatz-1"}
    remark = Anmerkung.objects.create(stellungnahme=comment, text="Der Bus fehlt.", vorschlag="Mit Bus.", **place)
    accepted = {"entscheidung": "uebernommen", "begruendung": "Ja."}
    Punkt.objects.create(stellungnahme=comment, anmerkung=remark, **place, **accepted)
    brief = runde.briefe.create(art="einladung", betreff="Ihre Stellungnahme", text="Guten Tag.")
    invited = make_institution(email="hort@welt.example")
    runde.einladungen.create(institution=invited, brief=brief, code="welt-runde", an=invited.email)
    file = default_storage.save("stellungnahmen/welt.pdf", ContentFile(b"%PDF-1.7"))
    Anhang.objects.create(stellungnahme=comment, datei=file, name="Brief.pdf", groesse=8)
    return comment


def _part_of_the_draft() -> str:
    return Stellen(_comment().runde.fassung).teile[0].kennung


def _present() -> workshops.Anmeldung:
    return workshops.Anmeldung.objects.filter(status=AnmeldungStatus.TEILGENOMMEN).earliest("pk")


def _circular_token() -> str:
    return signing.dumps(workshops.Anmeldung.objects.get(token="welt-token").pk, salt=RUNDSCHREIBEN_SALZ)


def _deputy() -> Vertretung:
    """Return who stands in for a Stelle, anew after a test has ended it."""
    konto = Konto.objects.filter(rolle="fachamt").earliest("pk")
    today = timezone.localdate()
    fields = {"stelle": akteure.Stelle.objects.earliest("pk"), "von": today, "bis": today}
    return Vertretung.objects.get_or_create(konto=konto, defaults=fields)[0]


def _wish() -> workshops.Nachrichtenwunsch:
    """Return who wants mails about a contribution, anew after a test has sent the click that ends them."""
    beitrag = workshops.Beitrag.objects.get(code="K7M-4QX")
    fields = {"beitrag": beitrag, "einwilligung_text": "Fassung 1", "hash": digest(WUNSCH)}
    return workshops.Nachrichtenwunsch.objects.get_or_create(email="lea@welt.example", defaults=fields)[0]


def _abschnitt() -> leitbild.Abschnitt:
    abschnitt = leitbild.Abschnitt.objects.first()
    assert abschnitt is not None
    return abschnitt


def _leitbild() -> leitbild.Leitbild:
    return leitbild.Leitbild.objects.get(kennung="leitbild-boerde")


def _states() -> dict[str, Any]:
    return {"art": "leitbild.leitbild", "pk": _leitbild().pk}


def patterns() -> Iterator[tuple[str, list[str]]]:
    """Yield the name and the arguments of every address of ours."""
    yield from _walk(get_resolver(), "", [])


def _walk(resolver: URLResolver, prefix: str, above: list[str]) -> Iterator[tuple[str, list[str]]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        names = [*above, *pattern.pattern.regex.groupindex]
        if isinstance(pattern, URLResolver):
            if not route.startswith("konto/"):
                yield from _walk(pattern, route, names)
        elif pattern.name:
            yield pattern.name, names


def address(name: str, arguments: list[str]) -> str:
    return reverse(name, kwargs=_kwargs(name, arguments))


def _kwargs(name: str, arguments: list[str]) -> dict[str, Any]:
    if not arguments:
        return {}
    if name in PUBLIC:
        public: dict[str, Any] = PUBLIC[name]()
        return public
    if name == "v-fassung-new":
        return {"key": "leitbild", "objekt_pk": leitbild.Leitbild.objects.get(kennung="leitbild-boerde").pk}
    if name in NAMED:
        return dict(NAMED[name])
    if "teil" in arguments:
        part = PARTS[name.split("-")[1]].objects.first()
        return {"pk": owner(part), "teil": part.pk}
    found: dict[str, Any] = {"pk": _thing(name).pk} if "pk" in arguments else {}
    found |= {"to": "abgesagt"} if "to" in arguments else {}
    found |= {"massnahme": massnahmen.Massnahme.objects.get(kennung="m-14").pk} if "massnahme" in arguments else {}
    found |= {"feld": konzept.Handlungsfeld.objects.get(kennung="hf-2").pk} if "feld" in arguments else {}
    return found


NAMED = {
    "v-fadenluecke": {"art": "leitsatz-ohne-herleitung"},
    "v-hilfe-kapitel": {"name": "am-tag"},
    "v-mailmuster": {"template": "anmeldung_bestaetigt"},
    "v-mailmuster-html": {"template": "anmeldung_bestaetigt"},
}
"""What is shown of no row, by what stands in the address."""


def owner(part: Any) -> int:
    """Return the key of the Maßnahme that this part belongs to."""
    found: int = getattr(part, "massnahme_id", None) or getattr(part, "von_id", None) or part.indikator.massnahme_id
    return found


KNOWN: dict[Any, dict[str, str]] = {
    workshops.Workshop: {"slug": MODERATED},
    workshops.Beitrag: {"code": "WWW-222"},
    leitbild.Leitbild: {"kennung": "leitbild-boerde"},
    massnahmen.Massnahme: {"kennung": "m-14"},
}
"""Which one of its kind is shown; of others the first."""


def _thing(name: str) -> Any:
    model = PARENTS.get(name)
    if model is None and name.split("-")[1] in PARTS:
        model = massnahmen.Massnahme
    model = model or THINGS[name.split("-")[1]]
    if model is workshops.Verteilereintrag:
        return _subscriber()
    if name.startswith("v-rundeneinladung"):
        return _comment().runde
    known = {"stimmzettel__code": "SSSSS-22222"} if name.startswith("v-stimmzettel") else KNOWN.get(model, {})
    return model.objects.filter(**known).order_by("pk").first()


PUBLIC: dict[str, Any] = {
    **{
        name: lambda: {"kennung": _comment().runde.kennung}
        for name in ("runde", "runde-stellungnahmen", "stellungnahme-new", "stellungnahme-gesendet")
    },
    **{f"runde-abwaegung{suffix}": lambda: {"kennung": _comment().runde.kennung} for suffix in ("", "-pdf", "-xlsx")},
    "runde-punkt": lambda: {"kennung": _comment().runde.kennung, "nummer": 1, "punkt": 1},
    "runde-teil": lambda: {"kennung": _comment().runde.kennung, "teil": _part_of_the_draft()},
    **{name: lambda: {"code": "welt-runde"} for name in ("runde-einladung", "runde-einladung-ab")},
    "stellungnahme": lambda: {"code": _comment().code},
    **{f"stellungnahme-{name}": lambda: {"secret": STELLUNGNAHME} for name in ("mein", "anmerkung", "zurueckziehen")},
    "sitzung-abmelden": lambda: {"pk": 0},
    **{name: lambda: {"kennung": "beispielzahlen"} for name in ("zahlenreihe", "zahlenreihe-csv")},
    "fassung-pdf": lambda: {"key": "leitbild", "dokument": "leitbild-boerde", "nummer": 3},
    "fassung-gross": lambda: {"key": "leitbild", "dokument": "leitbild-boerde", "nummer": 3},
    "fassung-docx": lambda: {"key": "leitbild", "dokument": "leitbild-boerde", "nummer": 3},
    "fassung-epub": lambda: {"key": "leitbild", "dokument": "leitbild-boerde", "nummer": 3},
    "fassung-json": lambda: {"key": "leitbild", "dokument": "leitbild-boerde", "nummer": 3},
    "fassung-suche": lambda: {"key": "leitbild", "dokument": "leitbild-boerde", "nummer": 3},
    "fassung-qr": lambda: {"key": "leitbild", "dokument": "leitbild-boerde", "nummer": 3},
    "faden": lambda: {"art": "thema", "kennung": "zukunftswerkstatt/wege-und-fahrzeiten"},
    **dict.fromkeys(("vorlage", "vorlage-pdf"), lambda: {"nummer": "0214/40/2025"}),
    "vergleich-auswahl": lambda: {"key": "leitbild", "dokument": "leitbild-boerde"},
    **{
        f"vergleich{suffix}": lambda: {"key": "leitbild", "dokument": "leitbild-boerde", "nummern": "2-3"}
        for suffix in ("", "-pdf", "-xlsx")
    },
    "fassung-pdf-alt": lambda: {"pk": Fassung.objects.get(definition="konzept").pk, "name": "konzept-fassung-1"},
    "reihe": lambda: {"kennung": "zukunftswerkstatt"},
    "workshop": lambda: {"slug": "gemeinsames-leben-und-lernen"},
    "anmeldung-new": lambda: {"slug": MODERATED},
    "beitrag-new": lambda: {"slug": MODERATED},
    "dokumentation": lambda: {"slug": "gemeinsames-leben-und-lernen", "nummer": 1},
    "dokumentation-foto": lambda: {"slug": "gemeinsames-leben-und-lernen", "nummer": 1, "sha256": "0" * 64},
    **{
        f"anmeldung{suffix}": lambda: {"token": "welt-token"}
        for suffix in (
            *("", "-bestaetigen", "-annehmen", "-aendern", "-vertretung", "-stornieren", "-kalender", "-bescheinigung"),
        )
    },
    "anmeldung-weg": lambda: {"token": "welt-vertretung"},
    "bestaetigung": lambda: {"code": number_of(_present())},
    "einladung": lambda: {"code": "welt-code"},
    "verteiler-bestaetigen": lambda: {"secret": VERTEILER},
    "verteiler-ab": lambda: {"token": signing.dumps(_subscriber().pk, salt=SALZ)},
    "beitrag": lambda: {"code": "K7M-4QX"},
    "beitrag-foto": lambda: {"code": "K7M-4QX"},
    "rundschreiben-ab": lambda: {"token": _circular_token()},
    "beitrag-neues": lambda: {"code": "K7M-4QX"},
    "beitrag-neues-gesendet": lambda: {"code": "K7M-4QX"},
    "beitrag-neues-bestaetigen": lambda: {"secret": WUNSCH},
    "beitrag-neues-ab": lambda: {"token": signing.dumps(_wish().pk, salt=NACHRICHT_SALZ)},
    "beitrag-danke": lambda: {"code": "WWW-222"},
    "saal": lambda: {"saal": "SSS-222"},
    "saal-karte": lambda: {"saal": "SSS-222"},
    "saal-leinwand": lambda: {"saal": "SSS-222"},
    "saal-stimme": lambda: {"saal": "SSS-222"},
    "saal-stimmzettel": lambda: {"saal": "SSS-222", "key": "SSSSS-22222"},
    "stimmzettel": lambda: {"key": "SSSSS-22222"},
    "thema": lambda: {"reihe": "zukunftswerkstatt", "kennung": "wege-und-fahrzeiten"},
    "thema-alt": lambda: {"pk": workshops.Thema.objects.get(kennung="wege-und-fahrzeiten").pk},
    "leitbild-kurz": lambda: {"nummer": 3},
    "v-fassung-namen": lambda: {"pk": Fassung.objects.exclude(namensstellen=None)[0].pk},
    **dict.fromkeys(("leitbild-am", "konzept-am", "massnahmenplan-am"), lambda: {"tag": "2026-01-31"}),
    "leitbild-fassung": lambda: {"kennung": "leitbild-boerde", "nummer": 3},
    "leitbild-passage": lambda: {"kennung": "leitbild-boerde", "nummer": 3, "anker": "leitsatz-2"},
    "leitbild-passage-einrichtungen": lambda: {"kennung": "leitbild-boerde", "nummer": 3, "anker": "leitsatz-2"},
    "leitbild-einrichtungen": lambda: {"kennung": "leitbild-boerde", "nummer": 3},
    "leitbild-dokument": lambda: {"kennung": "leitbild-boerde"},
    "konzept-kurz": lambda: {"nummer": 1},
    **dict.fromkeys(
        ("konzept-fassung", "konzept-matrix", "konzept-querschnitt"),
        lambda: {"kennung": "konzept-boerde", "nummer": 1},
    ),
    **dict.fromkeys(("handlungsfeld", "handlungsfeld-netz", "umsetzung-feld"), lambda: {"kennung": "hf-2"}),
    "massnahmenplan-kurz": lambda: {"nummer": 1},
    "massnahmenplan-fassung": lambda: {"kennung": "massnahmenplan-2026", "linie": "bericht", "nummer": 1},
    "umsetzungsbericht-fassung": lambda: {"kennung": "umsetzungsbericht-herbst-2026", "nummer": 1},
    "massnahme": lambda: {"kennung": "m-14"},
    "massnahme-pdf": lambda: {"kennung": "m-14"},
    "seite": lambda: {"slug": "impressum"},
    "v-sachbericht-pdf": lambda: {"von": "2024-01-01", "bis": "2026-12-31"},
    "v-sachbericht-xlsx": lambda: {"von": "2024-01-01", "bis": "2026-12-31"},
    "zeichenbild": lambda: {"sha256": Zeichenbild.objects.get().sha256},
    "v-notizen": _states,
    "v-staende": _states,
    "v-staende-vergleich": _states,
    "v-staende-wiederherstellen": lambda: _states() | {"stand": Textstand.objects.about(_leitbild()).reverse()[0].pk},
}
