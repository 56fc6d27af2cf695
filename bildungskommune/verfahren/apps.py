from django.apps import AppConfig


class VerfahrenConfig(AppConfig):
    """The registers about the process as a whole, one module a topic. It has no models."""

    name = "bildungskommune.verfahren"
    label = "verfahren"
    verbose_name = "Verfahren"
