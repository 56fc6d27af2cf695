"""Settings. What differs between machines comes from the environment; docs/operations.md lists it."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from bildungskommune import takt
from bildungskommune.embedded import Embedded
from bildungskommune.env import BASE_DIR, broker_url, env, file_storage, generated_key, is_local, origin, require_all

LOCAL = is_local()
if not LOCAL:
    require_all()

DEBUG = env.bool("DEBUG", default=False)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
EMBEDDED = Embedded(VAR_DIR, durable=env.bool("EMBEDDED_DURABLE", default=True))
SECRET_KEY = env.str("SECRET_KEY", default="") or generated_key(VAR_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")
IS_HTTPS = BASE_URL.startswith("https://")
# This portal is a Werkstattkoffer: a workshop taken along on a laptop, without internet (script/koffer).
KOFFER = env.bool("KOFFER", default=False)
# What is printed there names the portal of the office.
OFFICE_URL = env.str("OFFICE_URL", default="").rstrip("/") or BASE_URL
# Number of reverse proxies in front that set X-Forwarded-For and X-Forwarded-Proto; 0 believes neither.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# Per cent of the seats of a workshop that may be held for people who have not confirmed their address; at least two.
UNCONFIRMED_SHARE = env.int("UNCONFIRMED_SHARE", default=20)

INSTALLED_APPS = [
    "bildungskommune",
    "bildungskommune.ui",
    "bildungskommune.grafik",
    "bildungskommune.accounts",
    "bildungskommune.akteure",
    "bildungskommune.post",
    "bildungskommune.audit",
    "bildungskommune.werkbank",
    "bildungskommune.hilfe",
    "bildungskommune.vergleich",
    "bildungskommune.fassungen",
    "bildungskommune.drucksachen",
    "bildungskommune.beteiligung",
    "bildungskommune.vorlagen",
    "bildungskommune.oparl",
    "bildungskommune.tracing",
    "bildungskommune.seiten",
    "bildungskommune.foerderung",
    "bildungskommune.kennzahlen",
    "bildungskommune.verfahren",
    "bildungskommune.akte",
    "bildungskommune.auslage",
    "bildungskommune.beispiel",
    "bildungskommune.buero",
    "workshops",
    "leitbild",
    "konzept",
    "massnahmen",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # the list of passkeys, a page of allauth, loads it
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "csp",
    "django_filters",
]

MIDDLEWARE = [
    "bildungskommune.health.probes",
    "bildungskommune.auslage.schreiben.lay_out",
    "bildungskommune.headers.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bildungskommune.accounts.middleware.Sitzungsdauer",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bildungskommune.accounts.middleware.KreisAntwortetNicht",
    "bildungskommune.accounts.middleware.ZweiterFaktor",
    "bildungskommune.fassungen.middleware.FassungUnlesbar",
    "bildungskommune.portal.middleware.DateienUnerreichbar",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "bildungskommune.urls"
WSGI_APPLICATION = "bildungskommune.wsgi.application"
WEB_THREADS = env.int("WEB_THREADS", default=8)  # pages made at the same time in each web process
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bildungskommune.accounts.context.rolle",
                "bildungskommune.seiten.context.kommune",
                "bildungskommune.foerderung.context.foerderung",
                "bildungskommune.verfahren.context.frame",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ("kern",)
CRISPY_TEMPLATE_PACK = "kern"

# Data

DATABASE_URL = env.str("DATABASE_URL", default="")
# The owner migrates and sets rights; web, workers and all other commands run as the role of DATABASE_URL.
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", default="")
if not DATABASE_URL:
    DATABASE_URL, DATABASE_OWNER_URL = EMBEDDED.database_url(), EMBEDDED.owner_url()
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url_config(DATABASE_URL)
    | {"ATOMIC_REQUESTS": False, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
}
# A server that takes the call and says nothing must not hold every thread.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
REDIS_URL = env.str("REDIS_URL", default="") or EMBEDDED.redis_url()
# Several portals may share one Redis.
REDIS_PREFIX = env.str("REDIS_PREFIX", default="bildungskommune")
CACHES = {
    "default": {
        "BACKEND": "bildungskommune.cache.CountingCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_PREFIX,
        "VERSION": 2,  # what lay there as pickle is met no more
        "OPTIONS": {
            "serializer": "bildungskommune.cache.JsonSerializer",
            "socket_connect_timeout": 2,
            "socket_timeout": 5,
        },
    }
}

# Public pages as files: each host has its own folder for them, which its web processes share.
AUSLAGE = env.bool("AUSLAGE", default=not DEBUG)
AUSLAGE_DIR = Path(env.str("AUSLAGE_DIR", default=str(VAR_DIR / "auslage")))

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [
    BASE_DIR / "static",
    ("kern", BASE_DIR / "node_modules" / "@kern-ux" / "native" / "dist"),
    ("schriften", BASE_DIR / "var" / "schriften"),
]
STATICFILES_FINDERS = (
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "bildungskommune.ui.buendel.BuendelFinder",
)
STATICFILES_STORAGE_CLASS = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if LOCAL
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": file_storage(),
    # Whoever serves them, a proxy too, may read them; FILE_UPLOAD_PERMISSIONS is for uploads.
    "staticfiles": {
        "BACKEND": STATICFILES_STORAGE_CLASS,
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = LOCAL
if LOCAL:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)

# Gemeinden, pages and facts of the county with which the portal begins; a relative path counts from the checkout.
STARTDATEN = BASE_DIR / (env.str("STARTDATEN", default="") or "bildungskommune/start/boerde.yaml")

# Language and time

LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
FORMS_URLFIELD_ASSUME_HTTPS = True  # the default of Django 6

# Accounts: staff only, by code in a mail, password, passkey or the county's own OIDC

AUTH_USER_MODEL = "accounts.Konto"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "bildungskommune.accounts.passwort.WordsOfTheHouse"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/verwaltung/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "bildungskommune.accounts.adapter.KontoAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by staff, and the code proves the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets a mail because a stranger typed his address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ANTWORT_SCHRITT = 0.25  # seconds: forms that must not tell who is known answer after a whole number of them
# Wrong passwords for an account: from one network, or one browser that has opened it before; and from all other
# browsers together, so that who tries from many networks is slow, too.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {"login_failed": "5/5m/key", "login_failed_unknown": "10/m/ip,30/h/key"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ZWEITER_FAKTOR = env.list("ZWEITER_FAKTOR", default=[])  # the roles that must have one
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the Stabsstelle vouches for the address
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
MFA_TOTP_ISSUER = "Bildungskommune"
SOCIALACCOUNT_ADAPTER = "bildungskommune.accounts.kreis.KreisKonten"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
# Some directories prove each address and do not say so.
OIDC_TRUST_EMAIL = env.bool("OIDC_TRUST_EMAIL", default=False)
if OIDC_SERVER_URL := env.str("OIDC_SERVER_URL", default=""):
    if not (LOCAL or OIDC_SERVER_URL.startswith("https://")):
        raise ImproperlyConfigured("OIDC_SERVER_URL must begin with https://: secrets and names go there.")
    SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # the county's directory vouches for the address
    SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "kreis",
                "name": env.str("OIDC_NAME", default="Anmeldung der Kreisverwaltung"),
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
    }

# Protection of readers and forms

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # A browser holds this against redirects, too: the form that begins a log-in leads to the county.
        "form-action": [SELF, *([origin(OIDC_SERVER_URL)] if OIDC_SERVER_URL else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
if IS_HTTPS:
    # A browser takes these from this very host alone, over https: no neighbour can plant one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
GERAET_COOKIE_NAME = "__Host-geraet" if IS_HTTPS else "geraet"
MESSAGE_STORAGE = "bildungskommune.ui.meldungen.Storage"
# Who does nothing for so many minutes is logged out, and everybody so many hours after the log-in.
SESSION_COOKIE_AGE = env.int("SESSION_REST_MINUTES", default=120) * 60
SESSION_HOURS = env.int("SESSION_HOURS", default=12)
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # a session cookie: gone when the browser closes
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "bildungskommune.portal.views_fehler.csrf_failure"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The parent domain decides about its subdomains and about preloading, not one portal on it.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# Mail

EMAIL_URL = env.str("EMAIL_URL", default="" if LOCAL else "smtp://localhost:25")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="Bildungskommune <bildungskommune@localhost>")

# Celery is the bell; rows in the database are the work

CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
    "visibility_timeout": 3600,  # longer than the longest task, else it is delivered twice
    "global_keyprefix": f"{REDIS_PREFIX}:",
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 14 * 60
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_ROUTES = {
    "bildungskommune.fassungen.tasks.drucken": {"queue": "pdf"},
    "bildungskommune.fassungen.tasks.einfrieren": {"queue": "pdf"},
    "bildungskommune.post.tasks.*": {"queue": "post"},
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = takt.SCHEDULE
# Rows that nobody works on are rung for again every so many seconds; a worker that was silent for so long is dead.
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=60)
PRINT_SILENCE_SECONDS = env.int("PRINT_SILENCE_SECONDS", default=120)
# Council information systems in the own network; what stands on the public internet needs no entry.
OPARL_INTERN = env.list("OPARL_INTERN", default=[])
FREEZE_SILENCE_SECONDS = env.int("FREEZE_SILENCE_SECONDS", default=120)


LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"sober": {"()": "bildungskommune.logs.SoberFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "sober"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}

# For developers: the debug toolbar of the dev packages, on one's own machine with DEBUG=on
if LOCAL and DEBUG and find_spec("debug_toolbar"):
    INSTALLED_APPS.append("debug_toolbar")
    # Inside of the CSP: its scripts carry the nonce.
    MIDDLEWARE.insert(
        MIDDLEWARE.index("csp.middleware.CSPMiddleware") + 1, "debug_toolbar.middleware.DebugToolbarMiddleware"
    )
    INTERNAL_IPS = ["127.0.0.1", "::1"]
    # In the cache, because the next request may meet another process.
    DEBUG_TOOLBAR_CONFIG = {"TOOLBAR_STORE_CLASS": "debug_toolbar.store.CacheStore"}
