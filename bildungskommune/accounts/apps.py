from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "bildungskommune.accounts"
    label = "accounts"
    verbose_name = "Konten"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module(f"{self.name}.zutritte")  # listens to what allauth tells of refused codes
