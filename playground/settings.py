"""The one settings module: everything an operator can set comes from the environment (see .env.example)."""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.csp import CSP

from playground import environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent
environment.read_dotenv(BASE_DIR / ".env")

# Where it listens and where it keeps things
HOST = environment.text("HOST", "127.0.0.1")
PORT = environment.integer("PORT", 8000)
SIMULATOR_PORT = environment.integer("SIMULATOR_PORT", PORT + 1)
DATA_DIR = environment.folder("DATA_DIR", BASE_DIR / "var")
MEDIA_DIR = DATA_DIR / "media"
# s3://bucket/prefix in place of MEDIA_DIR; downloads begin there still
STORAGE_URL = environment.text("STORAGE_URL")
PUBLIC_URL = environment.text("PUBLIC_URL").rstrip("/")
PLAYGROUND_MODE = environment.choice("PLAYGROUND_MODE", ("local", "team"))
METRICS_TOKEN = environment.text("METRICS_TOKEN")
environment.hand_over("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")  # boto knows no NAME_FILE

# How many of each `manage.py up` starts; watchers share the takes among them when one core is not enough
WEB_PROCESSES = environment.count("WEB_PROCESSES", 1)
CLUSTERS = environment.count("CLUSTERS", 1)
WATCHERS = environment.count("WATCHERS", 1)
# Seconds from SIGTERM to SIGKILL of what `up` and `worker` started: the answer to a paid request is worth a wait
STOP_GRACE = environment.decimal("STOP_GRACE", 2.0)

# Seconds in which the web must have heard a whole request line and its headers
HEAD_SECONDS = environment.decimal("HEAD_SECONDS", 10.0)

# The upstream; connection.py alone decides which one answers
TOAPIS_API_KEY = environment.text("TOAPIS_API_KEY")
TOAPIS_BASE_URL = environment.text("TOAPIS_BASE_URL") or "https://toapis.com"
TOAPIS_BASE_URL_IS_SET = bool(environment.text("TOAPIS_BASE_URL"))
TRUSTED_RESULT_HOSTS = frozenset(environment.comma_list("TRUSTED_RESULT_HOSTS"))
ENCRYPTION_KEYS = environment.comma_list("ENCRYPTION_KEY")  # current, then the previous; see vault.py
WEBHOOK_SECRETS = environment.comma_list("WEBHOOK_SECRET")  # current, then the previous while it is rotated
PRICES_FILE = environment.text("PRICES_FILE")
DEFAULT_ALLOWANCE = environment.milli_credits("DEFAULT_ALLOWANCE", "10")  # a month, of a new member
# What the gateway documents for one account; four fifths of it are used
QUERIES_PER_MINUTE = environment.count("QUERIES_PER_MINUTE", 3000)
SUBMITS_PER_MINUTE = environment.count("SUBMITS_PER_MINUTE", 300)
SUBMITS_PER_PERSON = environment.integer("SUBMITS_PER_PERSON", 120 if PLAYGROUND_MODE == "team" else 0)
# Bytes of references that one person may keep
UPLOADS_PER_PERSON = environment.size("UPLOADS_PER_PERSON", "2 GB" if PLAYGROUND_MODE == "team" else "0")

# The engine's clock, and where it should end itself to prove that it may (tests only)
TIME_SCALE = environment.decimal("TIME_SCALE", 1.0)
CRASH_AT = environment.text("CRASH_AT")

# Security
SECRET_KEY_IS_SET = bool(environment.text("SECRET_KEY"))
SECRET_KEY = environment.text("SECRET_KEY") or environment.kept_secret(DATA_DIR / "secret_key")
DEBUG = environment.switch("DEBUG")
_PUBLIC = urlsplit(PUBLIC_URL)
LOOPBACK = ["127.0.0.1", "localhost", "::1"]
ALLOWED_HOSTS = environment.comma_list("ALLOWED_HOSTS") or [
    host for host in ("127.0.0.1", "localhost", "[::1]", _PUBLIC.hostname) if host
]
CSRF_TRUSTED_ORIGINS = [f"{_PUBLIC.scheme}://{_PUBLIC.netloc}"] if _PUBLIC.netloc else []
_TLS = _PUBLIC.scheme == "https" and PLAYGROUND_MODE == "team"  # local mode is opened by http://127.0.0.1
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _TLS
SESSION_COOKIE_NAME = "__Host-session" if _TLS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _TLS else "csrf"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if _TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _TLS
SECURE_SSL_REDIRECT = _TLS
BEHIND_PROXY = environment.switch("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]  # asked by programs beside us, in plain http
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "blob:"],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 12
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

INSTALLED_APPS = [
    "playground.apps.PlaygroundConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_q",
    "allauth",
    "allauth.account",
]
MIDDLEWARE = [
    "playground.views.requests.request_ids",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "playground.views.compression.PackPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "playground.local_owner.LocalOwnerMiddleware",
    "playground.views.doors.DoorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "playground.views.outage.DatabaseAwayMiddleware",
]
ROOT_URLCONF = "playground.urls"
ASGI_APPLICATION = "playground.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "playground.views.context.frame",
            ],
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])
            ],
            "builtins": ["playground.templatetags.words"],
        },
    }
]

# IMMEDIATE is what ends "database is locked", WAL is what makes it quick (both measured on this stack)
SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "playground.sqlite3",
    "CONN_MAX_AGE": 600,
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
    },
    "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
}
DATABASE_URL = environment.text("DATABASE_URL")
DATABASES = {"default": environment.database(DATABASE_URL) if DATABASE_URL else SQLITE}
# A pool and persistent connections exclude each other, and a pool opened before django-q2 forks is nobody's:
# the web, where each request has a thread of its own, takes the pool; everything else keeps one connection
IS_WEB = sys.argv[1:2] == ["serve"]
# Attempts half a second apart, for as long as the database is away: the pool's own pauses double, and would
# outlive the outage; without attempts a request that waits already would not see its end
POSTGRESQL_POOL: dict[str, Any] = {"reconnect_timeout": 0.5, "reconnect_failed": lambda pool: pool.check()}
POSTGRESQL_POOL |= {"min_size": 1, "max_size": 16, "timeout": 3, "max_idle": 120}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"] |= {"CONN_MAX_AGE": 0 if IS_WEB else 600, "CONN_HEALTH_CHECKS": True}
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "connect_timeout": 5,
        **({"pool": POSTGRESQL_POOL} if IS_WEB else {}),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "playground.User"

# Accounts, in team mode alone: nobody signs up without an invitation, and no mail is sent
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "/"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_PASSWORDS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_PASSWORDS}.{name}Validator"} for name in ("UserAttributeSimilarity", "CommonPassword")
] + [{"NAME": f"{_PASSWORDS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}}]
ACCOUNT_ADAPTER = "playground.views.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Tries to sign in are counted in the database (models/attempt.py): a cache would be one process's own
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
SESSION_COOKIE_AGE = 14 * 24 * 3600  # since a visit (views/doors.py: and never longer than 60 days)

# The queue is a bell: no retries of its own, no results kept, one task taken at a time
BROKER_URL = environment.text("BROKER_URL")
Q_CLUSTER: dict[str, Any] = {
    "name": "playground",
    "workers": 3 + WATCHERS,  # a watcher stays in one; downloads and posters have the others
    "bulk": 1,
    "queue_limit": 3 + WATCHERS,
    "timeout": 600,
    "retry": 720,
    "ack_failures": True,
    "max_attempts": 1,
    "save_limit": -1,
    "poll": 0.05,
    "guard_cycle": 0.5,
    "scheduler": True,
    "catch_up": False,
    "log_level": "WARNING",
    **(
        {"redis": environment.broker(BROKER_URL)}
        if BROKER_URL
        else {"orm": "default", "broker_class": "playground.jobs.bell.Queue"}
    ),
}

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(environment.text("STATIC_DIR") or DATA_DIR / "static").resolve()
STORAGES = {
    "default": {"BACKEND": "playground.media.bucket.Bucket", "OPTIONS": {"url": STORAGE_URL}}
    if STORAGE_URL
    else {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_DIR}},
    "staticfiles": {"BACKEND": "playground.bundle.BundledStorage"},
}
SERVESTATIC_USE_MANIFEST = True  # the same with DEBUG on: what is tested is what is served
SERVESTATIC_AUTOREFRESH = SERVESTATIC_USE_FINDERS = SERVESTATIC_ALLOW_ALL_ORIGINS = False

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "playground" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = environment.text("TZ") or "UTC"

LOG_FORMAT = environment.choice("LOG_FORMAT", logs.FORMATS)
LOGGING = logs.configuration(LOG_FORMAT)
