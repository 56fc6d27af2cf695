"""What stands in the box of a published Fassung: who decided, where it stays, how to check and load it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from bildungskommune.beteiligung.models import Beratung, Beteiligungsrunde, Vorlage
from bildungskommune.fassungen import darstellung, liste, namen, zitat
from bildungskommune.fassungen.models import Druckauftrag, Fassung, Status
from bildungskommune.ui.zeiten import NBSP, datum, tag

ZAHLWORT = ("null", "einem", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")


@dataclass(frozen=True)
class Blatt:
    """The facts about one Fassung in words, as components/fassung.html shows them."""

    fassung: Fassung
    titel: str
    stand_wort: str
    stand_art: str
    entscheidung: Sequence[str]
    vorlagen: Sequence[Vorlage]
    beraten: str
    link: str
    pdf: str
    pdf_wort: str
    """What the link says; before the file is there, that it is being made."""
    weitere: Sequence[liste.Weitere]
    runden: Sequence[Beteiligungsrunde]
    """The rounds for everybody in which it lay out, or lies out."""
    vergleichbar: bool
    """Whether its readers can read another Fassung of its line, too."""

    @property
    def zitat(self) -> str:
        """How it is cited."""
        return zitat.citation(self.fassung)

    @property
    def daten(self) -> str:
        """Where it lies as data, empty where the data would say a name that was taken out."""
        return (
            ""
            if namen.stand_in_the_bytes(self.fassung)
            else liste.line_link("fassung-json", self.fassung, nummer=self.fassung.nummer)
        )

    @property
    def code(self) -> str:
        """Where the QR code lies that leads to it."""
        return zitat.code_link(self.fassung)

    @property
    def kurz(self) -> str:
        """The first twelve characters in groups: "4f1c 9ae2 07bd"."""
        return " ".join(self.fassung.sha256[start : start + 4] for start in (0, 4, 8))

    @property
    def liegt_aus(self) -> bool:
        """Whether a round of it is still open."""
        return any(not runde.is_over() for runde in self.runden)


def blatt(fassung: Fassung) -> Blatt:
    """Return the box of a Fassung: four queries, whatever was decided about it."""
    vorlagen = list(_vorlagen(fassung))
    beratungen = [beratung for vorlage in vorlagen for beratung in vorlage.beratungen.all()]
    auftrag = darstellung.auftrag_of(fassung)
    ready = auftrag is not None and auftrag.status == Druckauftrag.Status.FERTIG
    return Blatt(
        fassung=fassung,
        titel=f"Fassung {fassung.nummer}, {fassung.bezeichnung}",
        stand_wort=_state(fassung),
        stand_art=darstellung.art(fassung),
        entscheidung=_decision(beratungen),
        vorlagen=vorlagen,
        beraten=_committees(beratungen),
        link=liste.link(fassung),
        pdf=liste.pdf_link(fassung) if ready else "",
        pdf_wort=_pages(auftrag),
        weitere=liste.further(fassung),
        runden=list(fassung.runden.public().order_by("-von", "-pk")),
        vergleichbar=_has_others(fassung),
    )


def _has_others(fassung: Fassung) -> bool:
    others = Fassung.objects.same_line(fassung).exclude(pk=fassung.pk)
    return (others.readable() if fassung.ist_lesbar else others).exists()


def _vorlagen(fassung: Fassung) -> Iterable[Vorlage]:
    beratungen = Beratung.objects.public().select_related("gremium").order_by("-datum", "-pk")
    carried = Vorlage.objects.filter(fassungen__in=[pk for pk in (fassung.pk, fassung.beschluss_zu_id) if pk])
    return carried.distinct().prefetch_related(Prefetch("beratungen", queryset=beratungen))


def _state(fassung: Fassung) -> str:
    if fassung.status == Status.VEROEFFENTLICHT and fassung.veroeffentlicht_am:
        since = f"gilt seit {datum(timezone.localdate(fassung.veroeffentlicht_am))}"
        return f"{since}, ohne Beschluss" if fassung.ohne_beschluss else since
    return str(fassung.get_status_display())


def _decision(beratungen: Sequence[Beratung]) -> list[str]:
    """Return two lines, who and when, and the result with the vote; nothing before the decision."""
    decided = next((b for b in beratungen if b.rolle == Beratung.Rolle.ENTSCHEIDUNG and b.ergebnis), None)
    if decided is None:
        return []
    top = f", TOP{NBSP}{decided.top}" if decided.top else ""
    votes = f" mit {decided.stimmen}" if decided.stimmen else ""
    return [f"{decided.gremium}, {tag(decided.datum)}{top}", f"{decided.get_ergebnis_display()}{votes}"]


def _committees(beratungen: Sequence[Beratung]) -> str:
    count = len({beratung.gremium_id for beratung in beratungen})
    if not count:
        return ""
    number = ZAHLWORT[count] if count < len(ZAHLWORT) else str(count)
    return f"beraten in {number} {'Gremium' if count == 1 else 'Gremien'}"


def _pages(auftrag: Druckauftrag | None) -> str:
    if auftrag is None or auftrag.status in {Druckauftrag.Status.GESCHEITERT, Druckauftrag.Status.ABGEBROCHEN}:
        return ""
    if auftrag.status != Druckauftrag.Status.FERTIG:
        return "Das PDF wird gerade gesetzt."
    seiten = "1 Seite" if auftrag.seiten == 1 else f"{auftrag.seiten} Seiten"
    return f"PDF, {seiten}, barrierefrei ({darstellung.size(auftrag.groesse)})"
