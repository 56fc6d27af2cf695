from collections.abc import Iterable

from bildungskommune.wegweiser import Wegweiser, wegweiser


@wegweiser.register
def chapters() -> Iterable[Wegweiser]:
    yield Wegweiser("fruehere-staende", ("v-papierkorb", "v-staende"))
    yield Wegweiser("erste-schritte", ("v-notiz", "v-notizen"))
