from bildungskommune.verfahren.roboter import verborgen


@verborgen.register
def paths() -> tuple[str, ...]:
    """Return the pages of single comments, and the forms."""
    return ("/stellungnahme/", "/beteiligung/*/stellung-nehmen/", "/beteiligung/*/gesendet/", "/beteiligung/einladung/")
