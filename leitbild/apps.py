from django.apps import AppConfig


class LeitbildConfig(AppConfig):
    name = "leitbild"
    verbose_name = "Leitbild"
    default_auto_field = "django.db.models.BigAutoField"
