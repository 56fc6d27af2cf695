"""Put the start data of the county in place: once for each thing, whatever the office makes of it afterwards."""

from dataclasses import dataclass, field

from django.db import transaction

from bildungskommune.akteure.models import Gemeinde
from bildungskommune.audit.log import record
from bildungskommune.audit.models import Eintrag
from bildungskommune.foerderung.models import Schwerpunkt
from bildungskommune.seiten.models import Kommune, Seite
from bildungskommune.start.lesen import Startdaten

EREIGNIS = "startdaten.geladen"


@dataclass
class Ergebnis:
    """What was put in place, and what stays away because the office removed it; each by name."""

    neu: list[str] = field(default_factory=list)
    entfernt: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """Return it in words: "Startdaten: neu sind Impressum, Datenschutz."."""
        neu = f"neu sind {', '.join(self.neu)}" if self.neu else "es fehlte nichts"
        weg = f"; entfernt bleiben {', '.join(self.entfernt)}" if self.entfernt else ""
        return f"Startdaten: {neu}{weg}."


def load(daten: Startdaten) -> Ergebnis:
    """Store what is missing and was never there before; returns what was done. Nothing that is there changes."""
    with transaction.atomic():
        return _Ladung().run(daten)


class _Ladung:
    """One run: what earlier runs had in hand is not theirs to bring back."""

    def __init__(self) -> None:
        earlier = Eintrag.objects.filter(ereignis=EREIGNIS).values_list("angaben__namen", flat=True)
        self.known = {name for names in earlier for name in names}
        self.seen: list[str] = []
        self.ergebnis = Ergebnis()

    def run(self, daten: Startdaten) -> Ergebnis:
        kommune = daten.kommune
        if self._is_wanted("kommune", kommune.name, there=Kommune.objects.exists()):
            kommune.save(force_insert=True)
        self._orte(daten)
        for seite in daten.seiten:
            there = Seite.objects.filter(slug=seite.slug).exists()
            if self._is_wanted(f"seite/{seite.slug}", seite.titel, there=there):
                seite.save()
        for schwerpunkt in daten.schwerpunkte:
            there = Schwerpunkt.objects.filter(kennung=schwerpunkt.kennung).exists()
            if self._is_wanted(f"schwerpunkt/{schwerpunkt.kennung}", schwerpunkt.titel, there=there):
                schwerpunkt.save()
        if fresh := [name for name in self.seen if name not in self.known]:
            record(None, EREIGNIS, Kommune.objects.current(), namen=fresh)
        return self.ergebnis

    def _orte(self, daten: Startdaten) -> None:
        there = {gemeinde.kennung: gemeinde for gemeinde in Gemeinde.objects.all()}
        for ort in daten.orte:
            gemeinde, kennung = ort.gemeinde, ort.gemeinde.kennung
            if not self._is_wanted(f"gemeinde/{kennung}", gemeinde.name, there=kennung in there):
                continue
            if ort.verband and ort.verband not in there:
                self.ergebnis.neu.remove(gemeinde.name)
                self.ergebnis.entfernt.append(gemeinde.name)
                continue
            gemeinde.uebergeordnet = there.get(ort.verband)
            gemeinde.save()
            there[kennung] = gemeinde

    def _is_wanted(self, name: str, worte: str, *, there: bool) -> bool:
        """Whether a thing is neither there nor was ever put there."""
        self.seen.append(name)
        if there:
            return False
        is_known = name in self.known
        (self.ergebnis.entfernt if is_known else self.ergebnis.neu).append(worte)
        return not is_known
