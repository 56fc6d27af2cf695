"""Words and marks of the states on the staff pages of the workshops."""

from collections.abc import Mapping

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from bildungskommune.ui.templatetags.portal import zeichen
from workshops.models import Anmeldung, Beitrag, Phase, Reihe, Workshop
from workshops.wand.spalten import Wandspalte

register = template.Library()

STATUS_ART: Mapping[str, str] = {
    Reihe.Status.LAEUFT: "laeuft",
    Reihe.Status.ABGESCHLOSSEN: "gut",
    Workshop.Status.GEPLANT: "offen",
    Workshop.Status.OFFEN: "laeuft",
    Workshop.Status.GESCHLOSSEN: "warten",
    Workshop.Status.DURCHGEFUEHRT: "gut",
    Workshop.Status.DOKUMENTIERT: "gut",
    Workshop.Status.VERSCHOBEN: "warten",
    Workshop.Status.ABGESAGT: "neutral",
    Anmeldung.Status.EINGEGANGEN: "warten",
    Anmeldung.Status.WARTELISTE: "warten",
    Anmeldung.Status.BESTAETIGT: "gut",
    Anmeldung.Status.NACHGERUECKT: "gut",
    Anmeldung.Status.TEILGENOMMEN: "gut",
    Anmeldung.Status.NICHT_ERSCHIENEN: "neutral",
    Anmeldung.Status.STORNIERT: "neutral",
    Beitrag.Status.EINGEREICHT: "warten",
    Beitrag.Status.GEPRUEFT: "laeuft",
    Beitrag.Status.VEROEFFENTLICHT: "gut",
    Beitrag.Status.NICHT_OEFFENTLICH: "neutral",
    Beitrag.Status.ZURUECKGEWIESEN: "neutral",
}
"""How a state is marked beside its word, for the tag `zustand`."""

SCHRITTE: Mapping[tuple[str, str], str] = {
    (Reihe.Status.GEPLANT, Reihe.Status.LAEUFT): "Beginnen",
    (Reihe.Status.LAEUFT, Reihe.Status.ABGESCHLOSSEN): "Abschließen",
    (Reihe.Status.ABGESCHLOSSEN, Reihe.Status.LAEUFT): "Wieder öffnen",
    (Workshop.Status.GEPLANT, Workshop.Status.OFFEN): "Anmeldung öffnen",
    (Workshop.Status.OFFEN, Workshop.Status.GESCHLOSSEN): "Anmeldung schließen",
    (Workshop.Status.GESCHLOSSEN, Workshop.Status.OFFEN): "Anmeldung wieder öffnen",
    (Workshop.Status.VERSCHOBEN, Workshop.Status.OFFEN): "Anmeldung öffnen",
    (Workshop.Status.GESCHLOSSEN, Workshop.Status.DURCHGEFUEHRT): "Als durchgeführt eintragen",
    (Workshop.Status.DURCHGEFUEHRT, Workshop.Status.DOKUMENTIERT): "Als dokumentiert eintragen",
}
"""What the button says that leads from one state to another."""
STEP_TO: Mapping[str, str] = {
    Workshop.Status.VERSCHOBEN: "Verschieben …",
    Workshop.Status.ABGESAGT: "Absagen …",
    Beitrag.Status.GEPRUEFT: "Als geprüft eintragen",
    Beitrag.Status.VEROEFFENTLICHT: "Veröffentlichen",
    Beitrag.Status.NICHT_OEFFENTLICH: "Nicht öffentlich zeigen",
    Beitrag.Status.ZURUECKGEWIESEN: "Zurückweisen …",
    Anmeldung.Status.BESTAETIGT: "Ohne E-Mail bestätigen",
    Anmeldung.Status.WARTELISTE: "Auf die Warteliste setzen",
    Anmeldung.Status.NACHGERUECKT: "Nachrücken lassen",
    Anmeldung.Status.TEILGENOMMEN: "War da",
    Anmeldung.Status.NICHT_ERSCHIENEN: "War nicht da",
    Anmeldung.Status.STORNIERT: "Stornieren und Platz freigeben",
}

AN_DER_TUER: Mapping[str, str] = {
    Anmeldung.Status.EINGEGANGEN: "nicht bestätigt",
    Anmeldung.Status.WARTELISTE: "auf der Warteliste",
    Anmeldung.Status.NICHT_ERSCHIENEN: "nicht erschienen",
    Anmeldung.Status.STORNIERT: "hatte abgesagt",
}
"""What the list at the door says beside the name of somebody who has no sure seat."""


@register.filter
def status_art(status: str) -> str:
    return STATUS_ART.get(status, "neutral")


@register.filter
def schritt(to: str, status: str) -> str:
    """Say what the button does that leads from `status` to the state `to`."""
    return SCHRITTE.get((status, to)) or STEP_TO[to]


@register.filter
def an_der_tuer(anmeldung: Anmeldung) -> str:
    """Say what is to be known of somebody who comes without a seat; of others nothing."""
    return AN_DER_TUER.get(anmeldung.status, "")


@register.filter
def phase_wort(phase: str) -> str:
    """Return the word of a phase; what somebody wrote freely stays."""
    return str(dict(Phase.choices).get(phase, phase))


@register.filter
def haken(karte: Beitrag, spalte: str) -> str:
    """Return how a card in this column is named in forms and anchors of the wall."""
    return f"{karte.pk}-{spalte}"


GRIFFE: Mapping[str, tuple[str, str]] = {
    "l": ("links", "in das Thema links"),
    "o": ("auf", "nach oben"),
    "u": ("ab", "nach unten"),
    "r": ("rechts", "in das Thema rechts"),
}
"""The icon of each arrow on a card, and the words for it."""
BENANNT = 24
"""With so many letters of its words an arrow names its card, beside the code."""


@register.simple_tag
def griff(karte: Beitrag, spalte: Wandspalte, zug: str, bleibt: str, *, frei: bool) -> SafeString:
    """Draw an arrow that moves this card; all arrows share one form, so that a page of cards stays small."""
    weg = reverse("v-karte-move", args=(karte.pk,))
    von = spalte.thema.pk if spalte.thema else ""
    zeichen_name, worte = GRIFFE[zug]
    return format_html(
        '<button id="griff-{}-{}" form="zug" formaction="{}?von={}{}{}" name="zug" value="{}" aria-label="{}"{}>'
        "{}</button>",
        haken(karte, spalte.schluessel),
        zug,
        weg,
        von,
        "&" if bleibt else "",
        bleibt,
        zug,
        f"{karte.code} „{Truncator(karte.text).chars(BENANNT)}“ {worte}",
        "" if frei else mark_safe(" disabled"),
        zeichen(zeichen_name),
    )
