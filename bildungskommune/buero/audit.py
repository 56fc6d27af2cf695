"""How the audit trail tells what the office did with mails and accounts."""

from collections.abc import Iterable

from bildungskommune.audit.saetze import Wortlaut, wortlaute


@wortlaute.register
def told() -> Iterable[Wortlaut]:
    return (
        Wortlaut("konto.deaktiviert", "hat {was} abgeschaltet"),
        Wortlaut("konto.anonymisiert", "hat {was} anonymisiert"),
        Wortlaut("konto.faktor_entfernt", "hat {was} den zweiten Faktor genommen"),
        Wortlaut("auskunft.erteilt", "hat zu {was} jemandem Auskunft über die eigenen Daten gegeben"),
        Wortlaut("loeschauftrag.beantragt", "hat {was} gestellt"),
        Wortlaut("personen.ausgegeben", "hat die Liste der Personen zu {was} ausgegeben"),
        Wortlaut("mail.wiederholt", "hat {was} noch einmal in die Post gegeben"),
    )
