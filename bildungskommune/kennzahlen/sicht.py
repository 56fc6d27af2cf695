"""A series as its page shows it: values, chart and source."""

from dataclasses import dataclass

from bildungskommune.kennzahlen.models import Zahlenreihe, Zahlenwert


@dataclass(frozen=True)
class Sicht:
    """A series with its values, and what a chart draws of them."""

    reihe: Zahlenreihe
    werte: list[Zahlenwert]

    @property
    def punkte(self) -> list[Zahlenwert]:
        return [one for one in self.werte if one.zahl is not None]

    @property
    def hat_grafik(self) -> bool:
        """One number alone is no course."""
        return len(self.punkte) > 1

    @property
    def hat_anmerkungen(self) -> bool:
        return any(one.bedeutung for one in self.werte)


def sicht(pk: int) -> Sicht:
    """Return the series as it stands in the database now."""
    reihe = Zahlenreihe.objects.with_values().get(pk=pk)
    return Sicht(reihe, reihe.geltende)
