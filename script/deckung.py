"""Refuse rules that the tests do not reach: `python -m script.deckung FILE`, a report of coverage as JSON.

`python -m script.deckung --nur-regeln FILE` writes settings for coverage that count these modules alone: to count every
line takes the whole run half as long again.

What decides about people, seats, texts and mails is held to 95 per cent of its lines and branches. A page may have a
corner that nobody tried; a rule may not.
"""

import json
import sys
from pathlib import Path
from typing import Any

WANTED = 95.0
RULES = (
    "bildungskommune/access.py",
    "bildungskommune/accounts/konten.py",
    "bildungskommune/akte/abgleich.py",
    "bildungskommune/akte/aufbau.py",
    "bildungskommune/akte/ausgeben.py",
    "bildungskommune/akte/bruch.py",
    "bildungskommune/akte/datei.py",
    "bildungskommune/akte/einlesen.py",
    "bildungskommune/akte/ereignisse.py",
    "bildungskommune/akte/werte.py",
    "bildungskommune/audit/saetze.py",
    "bildungskommune/beteiligung/einrichtungen.py",
    "bildungskommune/fassungen/auftraege.py",
    "bildungskommune/fassungen/druck.py",
    "bildungskommune/fassungen/rules.py",
    "bildungskommune/fassungen/stapel.py",
    "bildungskommune/kennzahlen/genesis.py",
    "bildungskommune/kennzahlen/plan.py",
    "bildungskommune/kennzahlen/uebernehmen.py",
    "bildungskommune/kennzahlen/zellen.py",
    "bildungskommune/lifecycle.py",
    "bildungskommune/once.py",
    "bildungskommune/post/scheitern.py",
    "bildungskommune/post/versand.py",
    "bildungskommune/seiten/farben.py",
    "bildungskommune/seiten/meldung.py",
    "bildungskommune/tabellen.py",
    "bildungskommune/text.py",
    "bildungskommune/throttle.py",
    "bildungskommune/tracing/fadenangaben.py",
    "bildungskommune/tracing/fadenluecken.py",
    "bildungskommune/tracing/netz.py",
    "bildungskommune/tracing/netzbild.py",
    "bildungskommune/tracing/umgebung.py",
    "bildungskommune/tracing/verwendung.py",
    "bildungskommune/werkbank/aendern.py",
    "bildungskommune/werkbank/einladen.py",
    "bildungskommune/werkbank/kennung.py",
    "bildungskommune/werkbank/liste.py",
    "bildungskommune/werkbank/notizblatt.py",
    "bildungskommune/werkbank/notizen.py",
    "bildungskommune/werkbank/papierkorb.py",
    "bildungskommune/werkbank/reihenfolge.py",
    "bildungskommune/werkbank/seiten.py",
    "bildungskommune/werkbank/suchen.py",
    "bildungskommune/werkbank/vergleich.py",
    "konzept/bezeichnungen.py",
    "konzept/drafting.py",
    "konzept/fadenluecken.py",
    "konzept/matrix.py",
    "konzept/nummerierung.py",
    "konzept/nummern.py",
    "konzept/prioritaeten.py",
    "konzept/quellen.py",
    "konzept/querschnitt.py",
    "konzept/skala.py",
    "konzept/verbinden.py",
    "leitbild/beteiligte.py",
    "leitbild/drafting.py",
    "leitbild/einlesen.py",
    "leitbild/fadenluecken.py",
    "leitbild/quellen.py",
    "leitbild/uebernahme.py",
    "massnahmen/ampel.py",
    "massnahmen/ampelurteil.py",
    "massnahmen/auswertung.py",
    "massnahmen/drafting.py",
    "massnahmen/erinnern.py",
    "massnahmen/faellig.py",
    "massnahmen/fadenangaben.py",
    "massnahmen/fadenluecken.py",
    "massnahmen/freigabe.py",
    "massnahmen/jahresziele.py",
    "massnahmen/kette.py",
    "massnahmen/links.py",
    "massnahmen/matrix.py",
    "massnahmen/mittel.py",
    "massnahmen/prioritaeten.py",
    "massnahmen/progress.py",
    "massnahmen/stand_am.py",
    "massnahmen/takt.py",
    "massnahmen/vollstaendigkeit.py",
    "massnahmen/weg.py",
    "massnahmen/zeitplan.py",
    "workshops/anmeldung/anwesenheit.py",
    "workshops/anmeldung/aufnahme.py",
    "workshops/anmeldung/einlass.py",
    "workshops/anmeldung/gruppen.py",
    "workshops/anmeldung/hindernisse.py",
    "workshops/anmeldung/nachweis.py",
    "workshops/anmeldung/plaetze.py",
    "workshops/anmeldung/registration.py",
    "workshops/auswertung/haeufung.py",
    "workshops/auswertung/luecken.py",
    "workshops/auswertung/zahlen.py",
    "workshops/beitraege/contributions.py",
    "workshops/beitraege/verbleib.py",
    "workshops/einladungen/bescheinigungen.py",
    "workshops/einladungen/abbestellen.py",
    "workshops/einladungen/einladen.py",
    "workshops/einladungen/invitations.py",
    "workshops/koffer/rueckweg.py",
    "workshops/nachricht/neues.py",
    "workshops/nachricht/wuensche.py",
    "workshops/saal/stimmen.py",
    "workshops/teilnahme.py",
    "workshops/termine/planning.py",
    "workshops/verteiler/eintragen.py",
    "workshops/wand/auszaehlung.py",
    "workshops/wand/cardwall.py",
    "workshops/wand/punkte.py",
    "workshops/wand/themen.py",
    "workshops/zweischritt.py",
)


def faults(report: dict[str, Any]) -> list[str]:
    """Return a line for each module of rules that is tried too little, and for each that is not there."""
    files = report["files"]
    missing = [f"{name}: steht nicht im Bericht" for name in RULES if name not in files]
    return missing + [line for name in RULES if name in files and (line := _fault(name, files[name]))]


def _fault(name: str, file: dict[str, Any]) -> str:
    reached = file["summary"]["percent_covered"]
    if reached >= WANTED:
        return ""
    lines = ", ".join(map(str, file["missing_lines"])) or "–"
    ways = ", ".join(f"{start}→{end}" for start, end in file.get("missing_branches", ())) or "–"
    return f"{name}: {reached:.1f} % statt {WANTED:.0f} % (Zeilen {lines}; Zweige {ways})"


def main(path: Path) -> None:
    found = faults(json.loads(path.read_text(encoding="utf-8")))
    for line in found:
        print(line, file=sys.stderr)
    if found:
        sys.exit(f"Fehler: {len(found)} von {len(RULES)} Regelmodulen sind zu wenig geprüft.")
    print(f"Regeln: {len(RULES)} Module, jedes zu mindestens {WANTED:.0f} % geprüft.")


def settings() -> str:
    """Return settings of coverage that count the lines and branches of the rules, also in processes of the tests."""
    return "\n".join(
        ["[run]", "branch = true", "patch = subprocess", "include =", *(f"    {name}" for name in RULES), ""]
    )


if __name__ == "__main__":
    if sys.argv[1] == "--nur-regeln":
        Path(sys.argv[2]).write_text(settings(), encoding="utf-8")
    else:
        main(Path(sys.argv[1]))
