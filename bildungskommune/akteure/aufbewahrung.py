from collections.abc import Iterator

from bildungskommune.akteure.models import Gemeinde, Gremium, Institution, Person, Stelle, Zugehoerigkeit
from bildungskommune.aufbewahrung import Sache, Teil, fristen


@fristen.register
def kept() -> Iterator[Teil | Sache]:
    yield Teil(Zugehoerigkeit, ("person", "funktion"), Person, ("person__email",))
    for model in (Gemeinde, Gremium, Stelle):
        yield Sache(model, ("name",), "heißt nach keiner Person")
    yield Sache(Institution, ("name", "strasse", "email"), "Anschrift und Postfach einer Einrichtung")
