from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AkteConfig(AppConfig):
    name = "bildungskommune.akte"
    label = "akte"
    verbose_name = "Verfahrensakte"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("akte")
