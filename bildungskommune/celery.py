"""The Celery application: a bell that rings workers, never the place where work is kept."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bildungskommune.settings")

app = Celery("bildungskommune")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
