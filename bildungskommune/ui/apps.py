from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "bildungskommune.ui"
    label = "ui"
    verbose_name = "Oberfläche"
    default_auto_field = "django.db.models.BigAutoField"
