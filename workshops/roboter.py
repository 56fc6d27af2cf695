from bildungskommune.verfahren.roboter import verborgen


@verborgen.register
def paths() -> tuple[str, ...]:
    """Return where people stand by name."""
    return ("/anmeldung/", "/bestaetigung/")
