"""The WSGI application; granian serves it by bildungskommune.buffered."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bildungskommune.settings")

application = get_wsgi_application()
# All pages are loaded at the start, so that the first visitor of a process does not wait for it.
import_module(settings.ROOT_URLCONF)
