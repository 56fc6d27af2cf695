from django.apps import AppConfig


class KonzeptConfig(AppConfig):
    name = "konzept"
    verbose_name = "Bildungskonzept"
    default_auto_field = "django.db.models.BigAutoField"
