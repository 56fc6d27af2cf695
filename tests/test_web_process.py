"""The web process stays light: what only the worker needs is loaded by the worker alone."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Everything a page may need: addresses, views, templates with their tags.
PROGRAM = """
import sys

import bildungskommune.wsgi
from django.template import engines
from django.urls import get_resolver

get_resolver().reverse_dict
engines.all()[0].get_template("start/start.html")
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_web_process_does_not_load_the_print_engine() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)

    loaded = set(done.stdout.split())

    assert {"workshops", "massnahmen", "celery"} <= loaded
    assert loaded & {"weasyprint", "pydyf", "pikepdf", "fontTools"} == set()
