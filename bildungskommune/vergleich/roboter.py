from bildungskommune.verfahren.roboter import verborgen


@verborgen.register
def paths() -> tuple[str, ...]:
    """Return what is put together from texts that are found by themselves."""
    return ("/publikationen/*/vergleich/",)
