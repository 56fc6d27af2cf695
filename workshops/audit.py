"""How the audit trail tells what happened in the workshops."""

from collections.abc import Iterable

from bildungskommune.audit.saetze import Wortlaut, wortlaute


@wortlaute.register
def told() -> Iterable[Wortlaut]:
    return (
        Wortlaut("anmeldung.adresse", "hat die neue E-Mail-Adresse bestätigt: {was}"),
        Wortlaut("anmeldung.berichtigt", "hat die Angaben berichtigt: {was}"),
        Wortlaut("anmeldung.bestaetigt", "hat bestätigt und wartet auf einen Platz: {was}"),
        Wortlaut("anmeldung.eingegangen", "hat sich angemeldet: {was}", von_aussen=True),
        Wortlaut("anmeldung.erneut_geschickt", "hat die E-Mail noch einmal geschickt: {was}"),
        Wortlaut("anmeldung.vertretung", "hat eine Vertretung benannt: {was}", von_aussen=True),
        Wortlaut("beitrag.eingereicht", "hat {was} eingereicht", von_aussen=True),
        Wortlaut("beitrag.foto", "hat ein Foto zu {was} gelegt"),
        Wortlaut("beitrag.foto_beschrieben", "hat das Foto zu {was} beschrieben"),
        Wortlaut("beitrag.foto_entfernt", "hat das Foto zu {was} entfernt"),
        Wortlaut("beitrag.verbleib", "hat zu {was} eingetragen, was daraus wurde"),
        Wortlaut("karte.berichtigt", "hat den Wortlaut von {was} berichtigt"),
        Wortlaut("karte.gelegt", "hat {was} auf die Kartenwand gelegt"),
        Wortlaut("person.anmeldung_vergessen", "hat die Namen in einer Anmeldung entfernt: {was}"),
        Wortlaut("punkte.beendet", "hat die Punkte zu {was} beendet"),
        Wortlaut("punkte.gezaehlt", "hat die Punkte zu {was} eingetragen"),
        Wortlaut("punkte.wieder_offen", "hat die Punkte zu {was} wieder geöffnet"),
    )
