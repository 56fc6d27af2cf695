from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class VerfahrenConfig(AppConfig):
    name = "bildungskommune.verfahren"
    label = "verfahren"
    verbose_name = "Verfahren"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("verfahren")
