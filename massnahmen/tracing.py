from bildungskommune.tracing.faden import SELF, Kante
from bildungskommune.tracing.registry import register

register(
    Kante("massnahmen.Massnahmenbezug", woher="strategie", wohin="massnahme", grund="begruendung"),
    Kante("massnahmen.Massnahmenbezug", woher="ziel", wohin="massnahme", grund="begruendung"),
    Kante("massnahmen.Massnahmenbezug", woher="handlungsfeld", wohin="massnahme", grund="begruendung"),
    Kante("massnahmen.Massnahmenbezug", woher="abschnitt", wohin="massnahme", grund="begruendung"),
    Kante("massnahmen.Sachstand", woher="massnahme", wohin=SELF, grund="wortlaut", nur="newest_each", stand=True),
)
