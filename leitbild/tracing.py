from bildungskommune.tracing.faden import SELF, Kante
from bildungskommune.tracing.registry import register

register(
    Kante("leitbild.Herleitung", woher="beitrag", wohin="abschnitt", grund="begruendung"),
    Kante("leitbild.Herleitung", woher="thema", wohin="abschnitt", grund="begruendung"),
    Kante("leitbild.Abschnitt", woher="vorgaenger", wohin=SELF, grund="fortschreibung"),
)
