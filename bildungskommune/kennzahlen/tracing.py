from django.urls import reverse

from bildungskommune.tracing.registry import register_addresses


def zahlenwert(kennung: str) -> str:
    """Return the page of the series: a value stands in its table."""
    return reverse("zahlenreihe", args=(kennung.partition("/")[0],))


register_addresses(zahlenwert=zahlenwert)
