from django.apps import AppConfig

from bildungskommune import checks

__all__ = ["KernelConfig", "checks"]


class KernelConfig(AppConfig):
    """The project package as an app, so that its checks are registered."""

    name = "bildungskommune"
    verbose_name = "Bildungskommune"
