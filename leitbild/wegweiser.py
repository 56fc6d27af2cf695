from collections.abc import Iterable

from bildungskommune.wegweiser import Wegweiser, wegweiser


@wegweiser.register
def chapters() -> Iterable[Wegweiser]:
    yield Wegweiser("leitbild", ("v-leitbild", "v-abschnitt", "v-herleitung", "v-fussnote"))
