from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class AccountsConfig(AppConfig):
    name = "bildungskommune.accounts"
    label = "accounts"
    verbose_name = "Konten"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # All need the models: two listen to what Django and allauth tell of log-ins, one knows the roles.
        import_module(f"{self.name}.zutritte")
        import_module(f"{self.name}.sitzungen")
        import_module(f"{self.name}.faktor").check_roles(settings.ZWEITER_FAKTOR)
