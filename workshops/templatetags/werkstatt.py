"""Words and marks of the states on the staff pages of the workshops."""

from collections.abc import Mapping

from django import template

from workshops.models import Anmeldung, Beitrag, Phase, Reihe, Workshop

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


@register.filter
def status_art(status: str) -> str:
    return STATUS_ART.get(status, "neutral")


@register.filter
def schritt(to: str, status: str) -> str:
    """Say what the button does that leads from `status` to the state `to`."""
    return SCHRITTE.get((status, to)) or STEP_TO[to]


@register.filter
def phase_wort(phase: str) -> str:
    """Return the word of a phase; what somebody wrote freely stays."""
    return str(dict(Phase.choices).get(phase, phase))
