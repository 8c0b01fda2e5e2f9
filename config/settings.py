"""Settings of Dure: one file, every deploy value from the environment (see docs/operators.md)."""

import zoneinfo
from datetime import timedelta
from pathlib import Path
from typing import Any

import bootstrap_wrapper
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import database, environment, metrics, sign_in_ways

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.data_dir()

# --- Deployment -----------------------------------------------------------------------------------
DEBUG = environment.flag("DEBUG", default=False)
SECRET_KEY = environment.secret_key(DATA_DIR / "secret-key", required=not DEBUG)
PUBLIC_URL = environment.public_url()
PUBLIC_ADDRESS = environment.public_address()
HOSTS = environment.allowed_hosts(any_is_allowed=DEBUG)
if PUBLIC_URL:
    HOSTS.insert(0, (PUBLIC_URL.host, PUBLIC_URL.port))
ALLOWED_HOSTS = [host for host, _ in HOSTS] or ["localhost", "127.0.0.1", "[::1]"]
# Whose X-Forwarded-* are believed (config/proxies.py).
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES", "127.0.0.1,::1")
HTTPS = environment.https()
DEMO = environment.demo()
SET_FOR_OTHERS = environment.set_for_others()

SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if environment.flag("HSTS", default=HTTPS) else 0
# Of this host alone unless asked: a promise for a domain binds its other servers for a year.
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD", default=False)
if SECURE_HSTS_PRELOAD and not SECURE_HSTS_INCLUDE_SUBDOMAINS:
    raise ImproperlyConfigured("HSTS_PRELOAD=on: takes HSTS_INCLUDE_SUBDOMAINS=on as well.")
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# No other host of the domain can set those, nor a page that came without TLS.
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = environment.origins("https" if HTTPS else "http", HOSTS)
X_FRAME_OPTIONS = "DENY"

# --- Applications ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "authoring",  # before Django's own, so that its `loaddata` is the one that runs
    "accounts",
    "courses",
    "quizzes",
    "cohorts",
    "banks",
    "progress",
    "analysis",
    "reports",
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "config.apps.StaticFilesConfig",
    "config.apps.InstallationConfig",
    "django.contrib.postgres",
    "django.forms",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_guid",
    "django_htmx",
    "pghistory",
    "pgtrigger",
]
MIDDLEWARE = [
    "django_guid.middleware.guid_middleware",
    "config.limits.LimitsMiddleware",
    "config.head.HeadMiddleware",
    "config.proxies.TrustedProxiesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.caching.NothingIsStoredMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.errors.ErrorPageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.second_factor.middleware.HalfWayMiddleware",
    "accounts.access.current.CurrentRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SessionUseMiddleware",
    "accounts.middleware.AdminHistoryMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "accounts.middleware.SignInAgainMiddleware",
    "accounts.middleware.SamePersonMiddleware",
    "accounts.middleware.StoredWordsMiddleware",
    "accounts.second_factor.middleware.RequiredMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.appearance",
                "accounts.context_processors.demo_password",
                "accounts.context_processors.account_notices",
                "config.context_processors.upgrade",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database -------------------------------------------------------------------------------------
DIRECT_URL = environment.text("DATABASE_DIRECT_URL")
DATABASES = {"default": database.configure(environment.text("DATABASE_URL"), DATA_DIR, DIRECT_URL)}
DATABASE_ROUTERS = ["reports.replica.ReportsRouter"]
if replica := environment.text("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = database.configure_replica(replica, is_pooled=bool(DIRECT_URL))
REPLICA_MAX_AGE = environment.number("DATABASE_REPLICA_MAX_AGE", 60, low=0, high=86_400)  # seconds
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS: list[Path] = [BASE_DIR / "fixtures"]
PGTRIGGER_MIGRATIONS = False  # config/triggers.py installs what the models say
PGHISTORY_MIDDLEWARE_METHODS = ["POST"]  # what else is asked for changes no content
SERIALIZATION_MODULES = {"yaml": "authoring.coursefiles.serializer"}

# --- People ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "accounts.passwords.backend.SameTime",  # last
]
SIGN_IN_ADMITS = sign_in_ways.admits()
SSO_HEADER = sign_in_ways.header()
OIDC = sign_in_ways.openid_connect()
if LDAP := sign_in_ways.directory():
    AUTHENTICATION_BACKENDS.insert(-1, "accounts.providers.directory.DirectoryBackend")
    globals().update(sign_in_ways.library_settings(LDAP))
AUTH_PASSWORD_VALIDATORS = [{"NAME": "accounts.passwords.rules.PasswordRule"}]
PASSWORD_HASHERS = [
    "accounts.passwords.hashers.Argon2",
    # Of before: kept anew when their people sign in.
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SESSION_ENGINE = "accounts.sessions.store"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # on a computer that others use
SESSION_IDLE = timedelta(minutes=environment.number("SESSION_IDLE_MINUTES", 60, low=10, high=1440))
SESSION_LONGEST = timedelta(hours=environment.number("SESSION_HOURS", 12, low=1, high=720))
SESSION_WRITTEN_AFTER = min(timedelta(minutes=5), SESSION_IDLE / 4)  # a use, in the database
SESSION_WARNING = int(min(timedelta(minutes=5), SESSION_IDLE / 4).total_seconds())  # before the end
PASSWORD_RESET_TIMEOUT = (
    14 * 24 * 3600
)  # one-time links are handed out, and wait for the next meeting
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "progress:home"
LOGOUT_REDIRECT_URL = "login"
FIRST_SUPERUSER_REDIRECT_URL = "admin:courses_cohort_add"  # what nobody else can do
# What counts, and for how long, is ours to say: axes asks before each password is checked.
AXES_HANDLER = "accounts.throttle.Counting"
AXES_USERNAME_CALLABLE = "accounts.throttle.username_of"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # axes marks what it did not let be checked
AXES_ENABLE_ADMIN = False  # its tables stay empty
AXES_LOCKOUT_CALLABLE = "accounts.throttle.locked_out"
# The standard asks for two where there are 50,000 people or more, else for one.
ACCESS_RECORD_YEARS = environment.number("ACCESS_RECORD_YEARS", 2, low=1, high=30)
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code"]
REQUIRE_2FA = environment.flag("REQUIRE_2FA", default=False)
OTP_TOTP_ISSUER = f"Dure {PUBLIC_URL.host}" if PUBLIC_URL else "Dure"
SILENCED_SYSTEM_CHECKS = [
    # Speaking for a whole domain is its owner's to decide: HSTS_INCLUDE_SUBDOMAINS, HSTS_PRELOAD.
    "security.W005",
    "security.W021",
]

# --- Records of completion ------------------------------------------------------------------------
ISSUER = environment.text("ISSUER")

# --- Language and time ----------------------------------------------------------------------------
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LANGUAGE_CODE = environment.choice("LANGUAGE_CODE", "ko", [code for code, _ in LANGUAGES])
FORMAT_MODULE_PATH = "config.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = environment.text("TIME_ZONE", "Asia/Seoul")
if TIME_ZONE not in zoneinfo.available_timezones():
    raise ImproperlyConfigured(f"TIME_ZONE={TIME_ZONE!r}: takes a name such as Asia/Seoul or UTC.")
USE_I18N = True
USE_TZ = True

# --- What is sent ---------------------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # bytes, but for files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a quiz of 2,000 questions has as many places, and more

# --- Static files ---------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.joined_files.JoinedFilesFinder",
]
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", bootstrap_wrapper.get_bootstrap_dir()),
]
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "webp", "woff2", "gz", "br"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Content security -----------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Logging --------------------------------------------------------------------------------------
LOG_FORMAT = environment.choice("LOG_FORMAT", "text", ["text", "json"])
# A request keeps the number that a proxy gave it. It is an answer's header too: people can say it.
DJANGO_GUID = {"GUID_HEADER_NAME": "X-Request-ID", "EXPOSE_HEADER": False}
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {
            "()": "config.logs.TextFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "config.logs.JsonFormatter"},
    },
    "filters": {
        "outages": {"()": "config.outages.OneLineAnOutage"},
        "request": {
            "()": "django_guid.log_filters.CorrelationId",
            "correlation_id_field": "request_id",
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["request"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.request": {"filters": ["outages"]},
        "axes": {"level": "WARNING"},
        "django_guid": {"level": "ERROR"},
    },
}
if environment.flag("ACCESS_LOG", default=False):
    MIDDLEWARE.insert(1, "config.logs.AccessLogMiddleware")
METRICS = environment.flag("METRICS", default=False)
METRICS_FROM = environment.networks("METRICS_FROM", "127.0.0.1,::1")
if METRICS:
    # Each process counts into a file of its own here, and any of them answers for all.
    metrics.prepare(DATA_DIR)
    INSTALLED_APPS.append("django_prometheus")
    MIDDLEWARE = [
        "django_prometheus.middleware.PrometheusBeforeMiddleware",
        *MIDDLEWARE,
        "django_prometheus.middleware.PrometheusAfterMiddleware",
    ]
