from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FassungenConfig(AppConfig):
    name = "bildungskommune.fassungen"
    label = "fassungen"
    verbose_name = "Fassungen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("fassungen")
