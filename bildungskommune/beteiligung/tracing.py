"""What was said to a draft stands on the thread where it changed a passage."""

from django.urls import reverse

from bildungskommune.tracing.registry import register_addresses


def punkt(kennung: str) -> str:
    """Return the page of a point by its name: "entwurf-2026/17-1"."""
    runde, _, own = kennung.partition("/")
    nummer, _, position = own.partition("-")
    return reverse("runde-punkt", args=(runde, int(nummer), int(position)))


register_addresses(punkt=punkt)
