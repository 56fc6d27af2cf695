from collections.abc import Iterable

from bildungskommune.wegweiser import Wegweiser, wegweiser


@wegweiser.register
def chapters() -> Iterable[Wegweiser]:
    yield Wegweiser("workshop-anlegen", ("v-workshop", "v-reihe", "v-ort", "v-programm", "v-gruppe"))
    yield Wegweiser("einladungen", ("v-einladung", "v-rundschreiben", "v-sendung", "v-verteiler"))
    yield Wegweiser("anmeldungen", ("v-anmeldung", "v-doppel"))
    yield Wegweiser("am-tag", ("v-einlass", "v-anwesenheit", "v-dokumentation", "v-ergebnis", "v-skizze"))
    yield Wegweiser("auswertung", ("v-auswertung", "v-luecken"))
    yield Wegweiser("am-tag", ("v-bescheinigungen", "v-pressemitteilung", "v-beamer", "v-saal", "v-saalschritt"))
    yield Wegweiser("am-tag", ("v-foto", "v-gruppe-ergebnis"))
    yield Wegweiser("koffer", ("v-koffer",))
    wand = (
        "v-kartenwand",
        "v-karte",
        "v-karten",
        "v-thema",
        "v-punkte",
        "v-abfrage",
        "v-stimmzettel",
        "v-schritt-undo",
    )
    yield Wegweiser("karten", wand)
    yield Wegweiser("verbleib", ("v-beitrag", "v-textbaustein"))
