"""Where the files of the sample are."""

from pathlib import Path

FOLDER = Path(__file__).parent / "daten"
