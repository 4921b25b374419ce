"""All settings: read from the environment, right for a fresh checkout, and refusing bad values by name."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from config import database, media, privacy

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def _data_dir() -> Path:
    folder = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR: cannot make the folder {folder} ({error.strerror}).") from error
    return folder


def _secret_key() -> str:
    """SECRET_KEY from the environment, else one made once and kept in DATA_DIR, readable by its owner alone."""
    given: str = env.str("SECRET_KEY", default="")
    if given:
        if len(given) < 50:
            raise ImproperlyConfigured("SECRET_KEY: needs 50 characters or more.")
        return given
    kept = DATA_DIR / "secret-key"
    try:
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(50))
        return kept.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR: cannot keep the secret key in {kept} ({error.strerror}).") from error


def _site_url() -> str:
    address: str = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
    if not re.fullmatch(r"https?://([\w.-]+|\[[\da-fA-F:]+\])(:\d+)?", address):
        raise ImproperlyConfigured(f"SITE_URL: expected https://name without a path, got {address!r}.")
    return address


def _whole_number(name: str, default: int) -> int:
    try:
        number: int = env.int(name, default=default)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: expected a whole number, got {env.str(name)!r}.") from error
    return number


def _mailer() -> dict[str, object]:
    """Where mails go, from EMAIL_URL: the log of the server unless told otherwise."""
    try:
        told = env.email_url("EMAIL_URL", default="consolemail://")
    except (ImproperlyConfigured, ValueError):  # not chained: it may quote a piece of the password
        raise ImproperlyConfigured("EMAIL_URL: expected an address such as smtp+tls://user:password@host:587 or consolemail://.") from None
    if not told["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        return {"BACKEND": told["EMAIL_BACKEND"]}
    names = {"host": "EMAIL_HOST", "port": "EMAIL_PORT", "username": "EMAIL_HOST_USER", "password": "EMAIL_HOST_PASSWORD"}
    options = {name: told[key] for name, key in names.items() if told[key]}
    options |= {"use_tls": told.get("EMAIL_USE_TLS", False), "use_ssl": told.get("EMAIL_USE_SSL", False), "timeout": 10}
    return {"BACKEND": told["EMAIL_BACKEND"], "OPTIONS": options}


DATA_DIR = _data_dir()
SECRET_KEY = _secret_key()
DEBUG = env.bool("DEBUG", default=False)
SITE_URL = _site_url()
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", urlsplit(SITE_URL).hostname])

PRACTICE_NAME = env.str("PRACTICE_NAME", default="EPH Mental Health Services")
PRACTICE_SHORT_NAME = env.str("PRACTICE_SHORT_NAME", default="EPH")
# A plain public page that shows nothing personal; where the quick exit leads.
QUICK_EXIT_URL = env.str("QUICK_EXIT_URL", default="https://www.weather.gov/")

INSTALLED_APPS = [
    "crisis",
    "content",
    "approaches",
    "markdownx",
    "config.apps.DeskConfig",
    "config.apps.SiteConfig",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

# Order matters; crisis/checks.py refuses the wrong ones. From the outside in: the crisis header on all answers; what
# answers by itself; what compresses, fingerprints and measures; the notice inside the page; everything that may fail.
MIDDLEWARE = [
    "crisis.middleware.CrisisHeaderMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "crisis.middleware.CrisisBannerMiddleware",
    "config.language.PathLanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "config.context.site",
            ],
            "builtins": ["content.templatetags.figures", "approaches.templatetags.ratings"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": database.at(env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'site.sqlite3'}"), threads=_whole_number("WEB_THREADS", default=8))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "admin:login"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = ["config.bundles.SiteFinder", "django.contrib.staticfiles.finders.AppDirectoriesFinder"]
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": media.storage(env.str("MEDIA_STORAGE", default="")),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Said by views whose answer is a function of the address and of what is published: it is kept, in front of Django and on disk. Browsers and
# shared caches may show a copy for a second before they ask again, no longer: staff look at what they publish, and withdrawn advice is gone.
PUBLIC_CACHE_CONTROL = "public, max-age=0, stale-while-revalidate=1, stale-if-error=604800"
PAGE_STORE_BYTES = _whole_number("PAGE_STORE_BYTES", default=32_000_000)  # of memory in each process; the rest is on disk

SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "require-trusted-types-for": ["'script'"],
}
# What a reader writes on a sheet can be sent nowhere, not even by a script that should not be there.
SHEET_CSP: dict[str, list[str]] = SECURE_CSP | {"connect-src": [CSP.NONE], "form-action": [CSP.NONE]}
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
CSRF_FAILURE_VIEW = "crisis.errors.forbidden"
if env.bool("TRUST_FORWARDED_PROTO", default=False):  # only behind a proxy that sets this header itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = [
    # Other names under the practice's domain are not this site's to decide about.
    "security.W005",
    "security.W021",
    # The editor's preview is framed by the admin; its view allows that for itself alone.
    "security.W019",
]

MAILERS = {"default": _mailer()}
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="website@localhost")

MARKDOWNX_MARKDOWNIFY_FUNCTION = "content.desk.editor.markdownify"
UPLOAD_MAX_BYTES = _whole_number("UPLOAD_MAX_BYTES", default=5_000_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

ACCESS_LOG_FORMAT = privacy.ACCESS_LOG_FORMAT
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"private": {"()": "config.privacy.WithoutPersonalData"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["private"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Django leaves it to the server to cut the body from an answer to HEAD; gunicorn would remark on it each time.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
