from django.apps import AppConfig


class SeitenConfig(AppConfig):
    name = "bildungskommune.seiten"
    label = "seiten"
    verbose_name = "Seiten"
    default_auto_field = "django.db.models.BigAutoField"
