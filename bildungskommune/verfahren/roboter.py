"""Where search engines have no business: `<app>/roboter.py` names the beginnings of such paths."""

from bildungskommune.register import Register

verborgen: Register[[], str] = Register("roboter")
