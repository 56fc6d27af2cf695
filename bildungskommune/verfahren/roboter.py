"""Where search engines have no business: `<app>/roboter.py` names such paths by their beginning, * for any part."""

from bildungskommune.register import Register

verborgen: Register[[], str] = Register("roboter")
