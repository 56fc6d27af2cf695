"""The weighing on paper: every point at its place in the text, what was decided and why."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db.models import Count
from django.urls import reverse

from bildungskommune import addresses
from bildungskommune.beteiligung.models import Beteiligungsrunde, Punkt
from bildungskommune.beteiligung.models.punkt import PunktQuerySet
from bildungskommune.beteiligung.stellen import GANZ, Stellen
from bildungskommune.drucksachen.antwort import Wunsch
from bildungskommune.drucksachen.muster import Muster, muster
from bildungskommune.ui.zeiten import datum
from bildungskommune.vergleich.gegenueber import change

ABWAEGUNG = "abwaegung"
NICHT_OEFFENTLICH = "Der Wortlaut ist nicht öffentlich."


@muster.register
def prints() -> Iterator[Muster]:
    yield Muster(ABWAEGUNG, "druck/blatt_abwaegung.html")


def weighed(runde: Beteiligungsrunde) -> PunktQuerySet:
    """Return the points of a round with what a list of them shows."""
    rows = Punkt.objects.filter(stellungnahme__runde=runde).counting().in_order()
    return rows.select_related("stellungnahme__runde", "anmerkung", "zustaendig", "entschieden_von", "bestaetigt_von")


def balance(runde: Beteiligungsrunde) -> list[tuple[str, int]]:
    """Return how often each decision was taken, in their order."""
    rows = Punkt.objects.filter(stellungnahme__runde=runde).counting().order_by()
    counts = dict(rows.values_list("entscheidung").annotate(anzahl=Count("pk")))
    return [(art.label, counts[art.value]) for art in Punkt.Entscheidung if art.value in counts]


def shows_words(punkt: Punkt, runde: Beteiligungsrunde) -> bool:
    """Whether everybody may read what was said."""
    return runde.sichtbar != runde.Sichtbar.NIE and not punkt.stellungnahme.verborgen_weil


def for_everybody(runde: Beteiligungsrunde) -> Wunsch:
    """Return what is printed for the public: names only of bodies and of those who agreed."""
    stellen = Stellen(runde.fassung)
    page = reverse("runde-abwaegung", args=(runde.kennung,))
    rows = [(punkt, _public(punkt, runde, stellen)) for punkt in weighed(runde)]
    return _wish(runde, stellen, rows, zurueck=page, link=page, zusatz="")


def for_the_office(runde: Beteiligungsrunde) -> Wunsch:
    """Return what is printed for the office: who said it, who looks at it, what is still open."""
    stellen = Stellen(runde.fassung)
    page = reverse("v-punkt-list", args=(runde.pk,))
    rows = [(punkt, _internal(punkt, stellen)) for punkt in weighed(runde)]
    return _wish(runde, stellen, rows, zurueck=page, link=runde.get_absolute_url(), zusatz="Nur für den Dienstgebrauch")


def _wish(
    runde: Beteiligungsrunde,
    stellen: Stellen,
    rows: Sequence[tuple[Punkt, dict[str, Any]]],
    *,
    zurueck: str,
    link: str,
    zusatz: str,
) -> Wunsch:
    return Wunsch(
        muster=ABWAEGUNG,
        titel=f"Abwägung: {runde.titel}"[:400],
        datei=f"abwaegung-{runde.pk if zusatz else runde.kennung}",
        link=addresses.absolute(link),
        inhalt={
            "titel": runde.titel,
            "fassung": str(runde.fassung),
            "dauer": f"{datum(runde.von)} bis {datum(runde.bis)}",
            "zusatz": zusatz,
            "bilanz": [f"{zahl} {wort}" for wort, zahl in balance(runde)],
            "teile": _by_part(stellen, rows),
        },
        zurueck=zurueck,
        rahmen="verwaltung/basis.html" if zusatz else "basis.html",
    )


def _by_part(stellen: Stellen, rows: Sequence[tuple[Punkt, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the points under the parts of the text, in its order; what is about all of it comes first."""
    titles = {teil.kennung: teil.titel for teil in stellen.teile}
    places = {kennung: place for place, kennung in enumerate(["", *titles])}
    ordered = sorted(rows, key=lambda row: places.get(row[0].teil, len(places)))
    return [
        {"titel": titles.get(teil, teil or GANZ), "punkte": [data for _, data in some]}
        for teil, some in groupby(ordered, key=lambda row: row[0].teil)
    ]


def _public(punkt: Punkt, runde: Beteiligungsrunde, stellen: Stellen) -> dict[str, Any]:
    if not shows_words(punkt, runde):
        return _decided(punkt, stellen) | {"wer": "", "worte": NICHT_OEFFENTLICH, "stuecke": []}
    return _decided(punkt, stellen) | {"wer": punkt.stellungnahme.wer_oeffentlich, **_said(punkt, stellen)}


def _internal(punkt: Punkt, stellen: Stellen) -> dict[str, Any]:
    more = {
        "Einschätzung": punkt.bewertung,
        "Schlagworte": ", ".join(punkt.schlagworte),
        "Zuständig": str(punkt.zustaendig or ""),
        "Zu prüfen bis": datum(punkt.frist) if punkt.frist else "",
        "Entschieden von": str(punkt.entschieden_von or ""),
        "Bestätigt von": str(punkt.bestaetigt_von or ""),
    }
    intern = [f"{wort}: {wert}" for wort, wert in more.items() if wert]
    return _decided(punkt, stellen) | {"wer": punkt.stellungnahme.wer, **_said(punkt, stellen), "intern": intern}


def _decided(punkt: Punkt, stellen: Stellen) -> dict[str, Any]:
    return {
        "name": str(punkt),
        "wo": stellen.words(punkt.teil, punkt.absatz),
        "entscheidung": punkt.get_entscheidung_display() or "noch offen",
        "begruendung": punkt.begruendung,
    }


def _said(punkt: Punkt, stellen: Stellen) -> dict[str, Any]:
    """Return the words of the point, and what its proposal would change."""
    proposal = "" if punkt.text else punkt.anmerkung.vorschlag
    found = stellen.find(punkt.teil, punkt.absatz)
    absatz = found.absatz if found else None
    before = absatz.wortlaut if absatz else ""
    return {
        "worte": punkt.text or punkt.anmerkung.text,
        "stuecke": change(before, proposal) if proposal else [],
    }
