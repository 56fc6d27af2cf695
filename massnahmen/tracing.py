from bildungskommune.tracing.registry import Edge, register

register(
    Edge("massnahmen.Massnahmenbezug", woher="strategie", wohin="massnahme", grund="begruendung"),
    Edge("massnahmen.Massnahmenbezug", woher="handlungsfeld", wohin="massnahme", grund="begruendung"),
    Edge("massnahmen.Massnahmenbezug", woher="abschnitt", wohin="massnahme", grund="begruendung"),
)
