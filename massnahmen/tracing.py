from bildungskommune.tracing.faden import Kante
from bildungskommune.tracing.registry import register

register(
    Kante("massnahmen.Massnahmenbezug", woher="strategie", wohin="massnahme", grund="begruendung"),
    Kante("massnahmen.Massnahmenbezug", woher="handlungsfeld", wohin="massnahme", grund="begruendung"),
    Kante("massnahmen.Massnahmenbezug", woher="abschnitt", wohin="massnahme", grund="begruendung"),
)
