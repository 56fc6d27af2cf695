"""How the audit trail tells what came from the council information system."""

from collections.abc import Iterable

from bildungskommune.audit.saetze import Wortlaut, wortlaute


@wortlaute.register
def told() -> Iterable[Wortlaut]:
    return (
        Wortlaut("abgleich.begonnen", "hat {was} mit dem Ratsinformationssystem begonnen"),
        Wortlaut("abgleich.beendet", "hat {was} mit dem Ratsinformationssystem beendet"),
        Wortlaut("abgleich.uebernommen", "hat beim {was} aus dem Ratsinformationssystem übernommen: {getan}"),
        Wortlaut("abgleich.verworfen", "hat beim {was} einen Vorschlag verworfen: {getan}"),
        Wortlaut("abgleich.zugeordnet", "hat beim {was} ein Gremium zugeordnet: {getan}"),
    )
