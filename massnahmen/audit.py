"""How the audit trail tells what happened to a measure and its parts."""

from collections.abc import Iterable

from bildungskommune.audit.saetze import Wortlaut, wortlaute


@wortlaute.register
def told() -> Iterable[Wortlaut]:
    return (
        Wortlaut("massnahme.sachstand", "hat einen Sachstand zu {was} gemeldet"),
        Wortlaut("massnahme.vorgelegt", "hat einen Sachstand zu {was} vorgelegt"),
        Wortlaut("massnahme.freigegeben", "hat einen Sachstand zu {was} freigegeben"),
        Wortlaut("massnahme.zurueckgegeben", "hat einen Sachstand zu {was} zurückgegeben"),
        Wortlaut("massnahme.berichtigt", "hat einen Sachstand zu {was} berichtigt"),
        Wortlaut("massnahme.ampel", "hat die Ampel von {was} gesetzt"),
        Wortlaut("massnahme.ampel_aufgehoben", "hat die Ampel von {was} wieder berechnen lassen"),
        Wortlaut("massnahme.priorisiert", "hat die Priorität von {was} festgelegt"),
        Wortlaut("massnahme.ruht", "hat die Erinnerungen an {was} ruhen lassen"),
        Wortlaut("massnahme.ruht_nicht", "hat Erinnerungen an {was} wieder zugelassen"),
        Wortlaut("massnahme.erinnert", "hat an {was} erinnert"),
        Wortlaut("massnahme.finanzierungsposten", "hat einen Finanzierungsposten von {was} {getan}"),
        Wortlaut("massnahme.handlungsschritt", "hat einen Schritt von {was} {getan}"),
        Wortlaut("massnahme.zahlenreihe", "hat Werte von {was} aus einer Zahlenreihe übernommen: {getan}"),
        Wortlaut("massnahme.indikator", "hat einen Indikator von {was} {getan}"),
        Wortlaut("massnahme.indikatorwert", "hat einen Wert zu {was} {getan}"),
        Wortlaut("massnahme.massnahmenbezug", "hat einen Bezug von {was} {getan}"),
        Wortlaut("massnahme.meilenstein", "hat einen Meilenstein von {was} {getan}"),
        Wortlaut("massnahme.mitwirkung", "hat eine Mitwirkung an {was} {getan}"),
        Wortlaut("planplatz.verschoben", "hat eine Maßnahme in {was} an einen anderen Platz gesetzt"),
        Wortlaut("massnahmenplan.nummer", "hat eine Maßnahme in {was} anders nummeriert"),
        Wortlaut("massnahmenplan.eingelesen", "hat Maßnahmen aus einer Tabelle in {was} gestellt"),
        Wortlaut("umsetzungsbericht.beschlussvorschlag", "hat einen Beschlussvorschlag in {was} geschrieben"),
        Wortlaut("umsetzungsbericht.feldurteil", "hat das Urteil zu einem Handlungsfeld in {was} geschrieben"),
        Wortlaut("massnahme.verbindung", "hat eine Verbindung von {was} {getan}"),
    )
