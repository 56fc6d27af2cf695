"""What apps draw for the sample process, before its texts are frozen."""

from bildungskommune.register import Register

zeichnungen: Register[[], int] = Register("beispielbilder")
"""Each puts the pictures that are missing, and yields how many for each thing that has some now."""
