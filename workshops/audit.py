"""How the audit trail tells what happened in the workshops."""

from collections.abc import Iterable

from bildungskommune.audit.saetze import Wortlaut, wortlaute


@wortlaute.register
def told() -> Iterable[Wortlaut]:
    return (
        Wortlaut("anmeldung.adresse", "hat die neue E-Mail-Adresse bestätigt: {was}"),
        Wortlaut("anmeldung.angenommen", "hat den Platz angenommen: {was}", von_aussen=True),
        Wortlaut("anmeldung.berichtigt", "hat die Angaben berichtigt: {was}"),
        Wortlaut("anmeldung.bestaetigt", "hat bestätigt und wartet auf einen Platz: {was}"),
        Wortlaut("anmeldung.eingegangen", "hat sich angemeldet: {was}", von_aussen=True),
        Wortlaut("anmeldung.erneut_geschickt", "hat die E-Mail noch einmal geschickt: {was}"),
        Wortlaut("anmeldung.ohne_rundschreiben", "hat Rundschreiben abbestellt: {was}", von_aussen=True),
        Wortlaut("anmeldung.vertretung", "hat eine Vertretung benannt: {was}", von_aussen=True),
        Wortlaut("anmeldung.zusammengefuehrt", "hat zwei Anmeldungen einer Person zusammengeführt: {was}"),
        Wortlaut("anmeldung.zwei_personen", "hat festgehalten, dass zwei Anmeldungen zwei Personen sind: {was}"),
        Wortlaut("beitrag.eingereicht", "hat {was} eingereicht", von_aussen=True),
        Wortlaut("beitrag.foto", "hat ein Foto zu {was} gelegt"),
        Wortlaut("beitrag.foto_beschrieben", "hat das Foto zu {was} beschrieben"),
        Wortlaut("beitrag.foto_entfernt", "hat das Foto zu {was} entfernt"),
        Wortlaut("beitrag.verbleib", "hat zu {was} eingetragen, was daraus wurde"),
        Wortlaut("einladung.abgesagt", "hat abgesagt: {was}", von_aussen=True),
        Wortlaut("einladung.doch_offen", "hat die Absage zurückgenommen: {was}", von_aussen=True),
        Wortlaut("einladungen.angelegt", "hat Einrichtungen eingeladen: {was}"),
        Wortlaut("sendung.abgeschickt", "hat eine E-Mail an viele abgeschickt: {was}"),
        Wortlaut("sendung.wiederholt", "hat gescheiterte E-Mails noch einmal abgeschickt: {was}"),
        Wortlaut("verteiler.abgemeldet", "hat aus dem Verteiler ausgetragen: {was}"),
        Wortlaut("verteiler.bestaetigt", "hat Rundschreiben bestellt: {was}", von_aussen=True),
        Wortlaut("gruppen.zugeteilt", "hat die Gruppen zugeteilt: {was}"),
        Wortlaut("karte.berichtigt", "hat den Wortlaut von {was} berichtigt"),
        Wortlaut("karte.aufgeloest", "hat {was} wieder in die Karten aufgelöst, aus denen sie bestand"),
        Wortlaut("karte.geteilt", "hat {was} geteilt"),
        Wortlaut("karte.zusammengefuehrt", "hat {was} mit anderen zu einer Karte zusammengeführt"),
        Wortlaut("karte.zugeordnet", "hat Phase oder Gruppe von {was} geändert"),
        Wortlaut("karte.zurueckgelegt", "hat einen Schritt mit {was} zurückgenommen"),
        Wortlaut("karte.gelegt", "hat {was} auf die Kartenwand gelegt"),
        Wortlaut("karte.geschrieben", "hat {was} im Saal geschrieben", von_aussen=True),
        Wortlaut("koffer.gelesen", "hat eingelesen, was im Werkstattkoffer entstand: {was}"),
        Wortlaut("koffer.geschrieben", "hat die Datei für den Werkstattkoffer geschrieben: {was}"),
        Wortlaut("person.anmeldung_vergessen", "hat die Namen in einer Anmeldung entfernt: {was}"),
        Wortlaut("punkte.beendet", "hat die Punkte zu {was} beendet"),
        Wortlaut("punkte.gezaehlt", "hat die Punkte zu {was} eingetragen"),
        Wortlaut("punkte.stimmzettel", "hat Stimmzettel zu {was} gedruckt"),
        Wortlaut("punkte.wieder_offen", "hat die Punkte zu {was} wieder geöffnet"),
        Wortlaut("workshopfoto.entfernt", "hat ein Foto für immer entfernt: {was}"),
        Wortlaut("saal.geoeffnet", "hat den Saal geöffnet: {was}"),
        Wortlaut("thema.zurueckgesetzt", "hat die letzte Änderung zurückgenommen: {was}"),
        Wortlaut("saal.geschlossen", "hat den Saal geschlossen: {was}"),
        Wortlaut("saal.karten", "hat die Karten im Saal gezeigt oder verborgen: {was}"),
        Wortlaut("saal.schritt", "hat den nächsten Schritt im Saal begonnen: {was}"),
    )
