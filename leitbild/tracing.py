from bildungskommune.tracing.faden import Kante
from bildungskommune.tracing.registry import register

register(
    Kante("leitbild.Herleitung", woher="beitrag", wohin="abschnitt", grund="begruendung"),
    Kante("leitbild.Herleitung", woher="thema", wohin="abschnitt", grund="begruendung"),
)
