from bildungskommune.verfahren.roboter import verborgen


@verborgen.register
def paths() -> tuple[str, ...]:
    """Return what is printed only when somebody asks for it; the page beside it says the same."""
    return ("/massnahmen/*/steckbrief.pdf",)
