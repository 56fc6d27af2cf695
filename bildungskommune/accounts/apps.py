from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "bildungskommune.accounts"
    label = "accounts"
    verbose_name = "Konten"
    default_auto_field = "django.db.models.BigAutoField"
