from bildungskommune.akte.modell import register

register(76, ohne=("woher eine Vorlage im Ratsinformationssystem gelesen wird, und was von dort vorgeschlagen ist",))
