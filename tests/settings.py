"""Settings of the tests: their own servers in var/test, kept between runs, or those of DATABASE_URL and REDIS_URL."""

import os
from pathlib import Path

# Two people in one checkout, and each worker of pytest-xdist, have a database, keys and files of their own.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
SUFFIX = os.environ.get("TEST_DB_SUFFIX", "")
OWN = SUFFIX + WORKER

os.environ["LOCAL"] = "on"
os.environ["DEBUG"] = "off"
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + 40 * "x")
os.environ.setdefault("VAR_DIR", str(Path(__file__).parent.parent / "var" / "test"))
os.environ.setdefault("EMBEDDED_DURABLE", "off")
os.environ["REDIS_PREFIX"] = f"test{OWN}"
os.environ.setdefault("LOG_LEVEL", "WARNING")
# A number, because a bare machine may not know the name localhost.
os.environ.setdefault("DJANGO_LIVE_TEST_SERVER_ADDRESS", "127.0.0.1")
# Playwright keeps an event loop in the thread of the tests; Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from bildungskommune.env import env  # noqa: E402
from bildungskommune.settings import *  # noqa: E402, F403
from bildungskommune.settings import DATABASE_OWNER_URL, DATABASES, STATICFILES_DIRS, VAR_DIR  # noqa: E402

# Tests make and drop databases and empty tables: they need the owner. Some take the run-time role, in its rights.
if DATABASE_OWNER_URL:
    DATABASES["default"] |= env.db_url_config(DATABASE_OWNER_URL)
    DATABASE_OWNER_URL = ""

DATABASES["default"]["TEST"] = {"NAME": f"test_bildungskommune{SUFFIX and '_'}{SUFFIX}"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
MEDIA_ROOT = VAR_DIR / f"media{OWN}"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
ANTWORT_SCHRITT = 0
# Pages are laid out only in tests that start a web process of their own, or ask for it.
AUSLAGE = env.bool("AUSLAGE", default=False)
# A checkout without npm packages can still test everything that is not seen.
STATICFILES_DIRS = [
    entry for entry in STATICFILES_DIRS if Path(entry[1] if isinstance(entry, tuple) else entry).is_dir()
]
