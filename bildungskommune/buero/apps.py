from django.apps import AppConfig


class BueroConfig(AppConfig):
    """The desk of the office: the staff pages of the kernel. It has no models."""

    name = "bildungskommune.buero"
    label = "buero"
    verbose_name = "Büro"
