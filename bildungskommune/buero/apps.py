from django.apps import AppConfig


class BueroConfig(AppConfig):
    """The desk of the office: the staff pages of the kernel, and the orders to erase."""

    name = "bildungskommune.buero"
    label = "buero"
    verbose_name = "Büro"
    default_auto_field = "django.db.models.BigAutoField"
