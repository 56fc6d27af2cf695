"""What the parent of the workers has read before its children fork."""

import subprocess
import sys

from django.conf import settings

PROGRAM = """
import sys, django
django.setup()
from bildungskommune.fassungen import aufwaermen
before = "bildungskommune.urls" in sys.modules
aufwaermen.note_queues({"queues": QUEUES})
aufwaermen.warm_up()
import pyphen
print(before, "bildungskommune.urls" in sys.modules, len(pyphen.hdcache))
"""


def said(queues: str) -> str:
    program = PROGRAM.replace("QUEUES", repr(queues))
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=settings.BASE_DIR, check=True, capture_output=True, text=True).stdout.strip()


def test_parent_of_printing_workers_has_read_addresses_and_dictionary() -> None:
    assert said("mail,pdf") == "False True 1"


def test_worker_that_prints_nothing_is_left_alone() -> None:
    assert said("mail") == "False False 0"
