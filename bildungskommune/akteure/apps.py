from django.apps import AppConfig


class AkteureConfig(AppConfig):
    name = "bildungskommune.akteure"
    label = "akteure"
    verbose_name = "Akteure"
    default_auto_field = "django.db.models.BigAutoField"
