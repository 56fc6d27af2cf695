from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "bildungskommune.audit"
    label = "audit"
    verbose_name = "Verlauf"
    default_auto_field = "django.db.models.BigAutoField"
