"""What else forgets an account when it is anonymised: `<app>/abschied.py` says it of what stands above this app."""

from collections.abc import Sequence

from bildungskommune.accounts.models import Konto
from bildungskommune.register import Register

abschied: Register[[Sequence[Konto]], int] = Register("abschied")
"""Called while the accounts still have their names, in the transaction that takes them; says how many places."""
