from bildungskommune.verfahren.roboter import verborgen


@verborgen.register
def paths() -> tuple[str, ...]:
    """Return what is set when somebody asks for it; its texts are found by themselves."""
    return ("/vorlagen/*/mappe.pdf",)
