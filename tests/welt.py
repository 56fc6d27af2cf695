"""The sample process as the world of the whole-tree tests: an address for every name in the URL configuration."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import URLResolver, get_resolver, reverse

from bildungskommune.accounts.models import Konto
from bildungskommune.akteure import models as akteure
from bildungskommune.audit.models import Textstand
from bildungskommune.beispiel import laden
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.buero.models import Loeschauftrag, kennzeichen
from bildungskommune.fassungen.models import Druckauftrag, Einfrierauftrag, Fassung
from bildungskommune.post.models import Mail
from bildungskommune.seiten.models import Barrieremeldung, Seite
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.models import Geloescht
from konzept import models as konzept
from leitbild import models as leitbild
from massnahmen import models as massnahmen
from tests.factories import make_anmeldung, make_beitrag
from workshops import models as workshops
from workshops.anmeldung.zugang import digest
from workshops.models.enums import AnmeldungStatus, BeitragStatus

ROLLEN = ("stabsstelle", "leitung", "fachamt", "moderation")
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
    "mail": Mail,
    "papierkorb": Geloescht,
    "loeschauftrag": Loeschauftrag,
    "seite": Seite,
    "barriere": Barrieremeldung,
    "fassung": Fassung,
    "einfrierauftrag": Einfrierauftrag,
    "vorlage": Vorlage,
    "beratung": Beratung,
    "beschlussfassung": Fassung,
    "workshop": workshops.Workshop,
    "reihe": workshops.Reihe,
    "ort": workshops.Ort,
    "programm": workshops.Programmpunkt,
    "gruppe": workshops.Arbeitsgruppe,
    "einladung": workshops.Einladung,
    "anmeldung": workshops.Anmeldung,
    "anwesenheit": workshops.Workshop,
    "kartenwand": workshops.Workshop,
    "karten": workshops.Workshop,
    "karte": workshops.Beitrag,
    "thema": workshops.Thema,
    "punkte": workshops.Workshop,
    "abfrage": workshops.Punktabfrage,
    "beamer": workshops.Workshop,
    "dokumentation": workshops.Workshop,
    "ergebnis": workshops.Workshop,
    "skizze": workshops.Projektskizze,
    "beitrag": workshops.Beitrag,
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
    "sachstand": massnahmen.Massnahme,
    "plan": massnahmen.Massnahmenplan,
    "planplatz": massnahmen.Planplatz,
}
# "new" pages below a thing of another kind.
PARENTS: dict[str, Any] = {
    "v-zugehoerigkeit-new": akteure.Person,
    "v-beratung-new": Vorlage,
    "v-programm": workshops.Workshop,
    "v-programm-new": workshops.Workshop,
    "v-gruppe-new": workshops.Workshop,
    "v-einladung-list": workshops.Workshop,
    "v-einladung-new": workshops.Workshop,
    "v-anmeldung-list": workshops.Workshop,
    "v-anmeldung-new": workshops.Workshop,
    "v-karte-new": workshops.Workshop,
    "v-thema-new": workshops.Workshop,
    "v-abfrage-new": workshops.Workshop,
    "v-skizze-new": workshops.Workshop,
    "v-abschnitt-new": leitbild.Leitbild,
    "v-herleitung-new": leitbild.Abschnitt,
    "v-fussnote-new": leitbild.Abschnitt,
    "v-handlungsfeld-new": konzept.Konzept,
    "v-ziel-new": konzept.Handlungsfeld,
    "v-strategie-new": konzept.Handlungsfeld,
    "v-ableitung-new": konzept.Handlungsfeld,
}
PARTS: dict[str, Any] = {
    "meilenstein": massnahmen.Meilenstein,
    "schritt": massnahmen.Handlungsschritt,
    "indikator": massnahmen.Indikator,
    "indikatorwert": massnahmen.Indikatorwert,
    "mitwirkung": massnahmen.Mitwirkung,
    "bezug": massnahmen.Massnahmenbezug,
    "verbindung": massnahmen.Verbindung,
}


def build() -> dict[str, Konto]:
    """Load the sample process and what it lacks; return one account of each role."""
    laden.load()
    Mail.objects.create(an="jana@kita.example", betreff="Ihre Anmeldung", text="Guten Tag.", anlass="test")
    Barrieremeldung.objects.create(beschreibung="Der Kontrast ist zu gering.", faellig_am=date(2026, 12, 24))
    Loeschauftrag.objects.create(email=GEHT, kennzeichen=kennzeichen(GEHT), grund="einwilligung")
    for slug in ("impressum", "datenschutz", "barrierefreiheit", "leichte-sprache", "gebaerdensprache"):
        Seite.objects.get_or_create(slug=slug, defaults={"titel": slug.title(), "text": "Text."})
    Einfrierauftrag.objects.create(definition="leitbild", objekt_id=0, titel="Leitbild", regel="arbeitstext")
    workshop = workshops.Workshop.objects.get(slug=MODERATED)
    anmeldung = make_anmeldung(workshop=workshop, token="welt-token", status=AnmeldungStatus.EINGEGANGEN)
    anmeldung.zugaenge.create(zweck="vertretung", hash=digest("welt-vertretung"))
    make_beitrag(workshop=workshop, code="WWW-222", status=BeitragStatus.EINGEREICHT, position=1)
    file = default_storage.save("fassungen/welt.pdf", ContentFile(b"%PDF-1.7"))
    aendern.delete(leitbild.Fussnote.objects.create(abschnitt=_abschnitt(), nr="99", text="Zu viel."), by=None)
    leitbild.Leitbild.objects.filter(pk=_leitbild().pk).update(vorspann="Noch ein Wort vorab.")
    book = default_storage.save("fassungen/welt.epub", ContentFile(b"PK"))
    Druckauftrag.objects.update(
        status="fertig", seiten=12, pdf=file, groesse=8, epub=book, epub_groesse=2, docx=book, docx_groesse=2
    )
    return {rolle: Konto.objects.filter(rolle=rolle).first() or Konto() for rolle in ROLLEN}


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
    if "teil" in arguments:
        part = PARTS[name.split("-")[1]].objects.first()
        return {"pk": owner(part), "teil": part.pk}
    found: dict[str, Any] = {"pk": _thing(name).pk} if "pk" in arguments else {}
    found |= {"to": "abgesagt"} if "to" in arguments else {}
    return found


def owner(part: Any) -> int:
    """Return the key of the Maßnahme that this part belongs to."""
    found: int = getattr(part, "massnahme_id", None) or getattr(part, "von_id", None) or part.indikator.massnahme_id
    return found


def _thing(name: str) -> Any:
    model = PARENTS.get(name)
    if model is None and name.split("-")[1] in PARTS:
        model = massnahmen.Massnahme
    model = model or THINGS[name.split("-")[1]]
    if model is workshops.Workshop:
        return model.objects.get(slug=MODERATED)
    if model is workshops.Beitrag:
        return model.objects.get(code="WWW-222")
    if model is leitbild.Leitbild:
        return model.objects.get(kennung="leitbild-boerde")
    if model is massnahmen.Massnahme:
        return model.objects.get(kennung="m-14")
    return model.objects.order_by("pk").first()


PUBLIC: dict[str, Any] = {
    "sitzung-abmelden": lambda: {"pk": 0},
    "fassung-pdf": lambda: {"key": "leitbild", "dokument": "leitbild-boerde", "nummer": 2},
    "fassung-docx": lambda: {"key": "leitbild", "dokument": "leitbild-boerde", "nummer": 2},
    "fassung-epub": lambda: {"key": "leitbild", "dokument": "leitbild-boerde", "nummer": 2},
    "faden": lambda: {"art": "thema", "kennung": "zukunftswerkstatt/wege-und-fahrzeiten"},
    "fassung-pdf-alt": lambda: {"pk": Fassung.objects.get(definition="konzept").pk, "name": "konzept-fassung-1"},
    "workshop": lambda: {"slug": "gemeinsames-leben-und-lernen"},
    "anmeldung-new": lambda: {"slug": MODERATED},
    "beitrag-new": lambda: {"slug": MODERATED},
    "dokumentation": lambda: {"slug": "gemeinsames-leben-und-lernen", "nummer": 1},
    **{
        f"anmeldung{suffix}": lambda: {"token": "welt-token"}
        for suffix in ("", "-bestaetigen", "-aendern", "-vertretung", "-stornieren", "-kalender")
    },
    "anmeldung-weg": lambda: {"token": "welt-vertretung"},
    "beitrag": lambda: {"code": "K7M-4QX"},
    "beitrag-foto": lambda: {"code": "K7M-4QX"},
    "beitrag-danke": lambda: {"code": "WWW-222"},
    "thema": lambda: {"reihe": "zukunftswerkstatt", "kennung": "wege-und-fahrzeiten"},
    "thema-alt": lambda: {"pk": workshops.Thema.objects.get(kennung="wege-und-fahrzeiten").pk},
    "leitbild-kurz": lambda: {"nummer": 2},
    "v-fassung-namen": lambda: {"pk": Fassung.objects.exclude(namensstellen=None)[0].pk},
    "leitbild-fassung": lambda: {"kennung": "leitbild-boerde", "nummer": 2},
    "leitbild-dokument": lambda: {"kennung": "leitbild-boerde"},
    "konzept-kurz": lambda: {"nummer": 1},
    "konzept-fassung": lambda: {"kennung": "konzept-boerde", "nummer": 1},
    "handlungsfeld": lambda: {"kennung": "hf-2"},
    "massnahmenplan-kurz": lambda: {"nummer": 1},
    "massnahmenplan-fassung": lambda: {"kennung": "massnahmenplan-2026", "linie": "bericht", "nummer": 1},
    "massnahme": lambda: {"kennung": "m-14"},
    "massnahme-pdf": lambda: {"kennung": "m-14"},
    "seite": lambda: {"slug": "impressum"},
    "v-staende": _states,
    "v-staende-vergleich": _states,
    "v-staende-wiederherstellen": lambda: _states() | {"stand": Textstand.objects.about(_leitbild()).reverse()[0].pk},
}
