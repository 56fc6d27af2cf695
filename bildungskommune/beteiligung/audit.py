"""How the audit trail tells what happened in a round."""

from collections.abc import Iterable

from bildungskommune.audit.saetze import Wortlaut, wortlaute


@wortlaute.register
def told() -> Iterable[Wortlaut]:
    return (
        Wortlaut("fassung.ausgelegt", "hat {was} öffentlich ausgelegt"),
        Wortlaut("beteiligungsrunde.bestaetigt", "hat die Abwägung bestätigt: {was}"),
        Wortlaut("punkt.bestaetigt", "hat die Entscheidung bestätigt: {was}"),
        Wortlaut("punkt.eingearbeitet", "hat den Wortlaut in den Entwurf übernommen: {was}"),
        Wortlaut("runde.eingeladen", "hat Einrichtungen eingeladen: {was}"),
        Wortlaut("runde.erinnert", "hat Eingeladene erinnert: {was}"),
        Wortlaut("runde.ohne_mails", "hat E-Mails zu einer Beteiligung abbestellt: {was}", von_aussen=True),
        Wortlaut("stellungnahme.abgegeben", "hat Stellung genommen: {was}", von_aussen=True),
        Wortlaut("stellungnahme.erfasst", "hat {was} eingetragen"),
        Wortlaut("stellungnahme.ergaenzt", "hat {was} ergänzt", von_aussen=True),
        Wortlaut("stellungnahme.freigegeben", "hat {was} freigegeben"),
        Wortlaut("stellungnahme.verborgen", "hat {was} vor der Öffentlichkeit verborgen"),
    )
