from collections.abc import Iterable

from bildungskommune.wegweiser import Wegweiser, wegweiser


@wegweiser.register
def chapters() -> Iterable[Wegweiser]:
    verweise = ("v-bezug", "v-verbindung")
    teile = (
        "v-meilenstein",
        "v-schritt",
        "v-indikator",
        "v-indikatorwert",
        "v-mitwirkung",
        "v-posten",
        "v-ampel",
        "v-ruhe",
    )
    yield Wegweiser(
        "massnahmen",
        ("v-massnahme", "v-massnahmen", "v-plan", "v-planplatz", "v-bericht", "v-sachstand", *teile, *verweise),
    )
