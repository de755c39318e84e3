"""Settings. Everything that differs between two machines comes from the environment (docs/how-to/production.md)."""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from alongside.config.database import database

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "alongside"
DATA = Path(os.environ.get("ALONGSIDE_DATA", ROOT / "var"))
DATA.mkdir(parents=True, exist_ok=True)
TESTING = "pytest" in sys.modules
DEBUG = os.environ.get("ALONGSIDE_DEBUG") == "1"


def _secret_key() -> str:
    """Return the key of the environment, or one that this machine made for itself and keeps beside its data."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    kept = DATA / "secret-key"
    if not kept.exists():
        fresh = DATA / f"secret-key.{os.getpid()}"
        fresh.write_text(secrets.token_urlsafe(50))
        fresh.chmod(0o600)
        with suppress(FileExistsError):
            os.link(fresh, kept)  # The first of two processes that start at once wins; both then read the same.
        fresh.unlink()
    return kept.read_text()


SECRET_KEY = _secret_key()
HTTPS = os.environ.get("ALONGSIDE_HTTPS") == "1"
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
SITE_ADDRESS = os.environ.get("SITE_ADDRESS", "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000


def _found(layer: str, depth: str = "*") -> list[str]:
    """Return the Django apps of a layer by looking: every folder with an apps.py, `depth` folders below it."""
    folders = [path.parent.relative_to(PACKAGE) for path in sorted((PACKAGE / layer).glob(f"{depth}/apps.py"))]
    return [".".join(("alongside", *folder.parts)) for folder in folders]


INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "alongside.kit",
    "alongside.core",
    *_found("blocks"),
    "alongside.methods",
    *_found("methods", "*/*"),
    *_found("doors"),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alongside.config.middleware.figures",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.doors.account.seen.seen_sometimes",
    "alongside.config.middleware.visit",
    "alongside.config.middleware.refusals",
]
ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A method may bring templates of its own.
        "DIRS": sorted((PACKAGE / "methods").glob("*/*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alongside.config.context.page",
            ],
        },
    }
]
FORM_RENDERER = "alongside.kit.forms.Renderer"

DATABASES = {"default": database(os.environ.get("DATABASE_URL", f"sqlite:///{DATA / 'alongside.sqlite3'}"))}
# Limits on tries are kept where every process sees them; the table comes with `migrate`.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "alongside_cache",
        "KEY_FUNCTION": "alongside.config.cache.hide_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"  # For the tables of libraries; ours name their own.

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Speed; a test's password guards nothing.

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # Without password1, allauth takes no password at sign-in either.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60  # Slow mail, slow hands.
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_ADAPTER = "alongside.doors.account.adapter.Adapter"
ACCOUNT_SIGNUP_FORM_CLASS = "alongside.doors.account.forms.SignUpForm"
ACCOUNT_USER_DISPLAY = "alongside.doors.account.adapter.show_user"
SOCIALACCOUNT_ADAPTER = "alongside.doors.account.adapter.SocialAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_place"
LOGOUT_REDIRECT_URL = "home"
# Officers and administrators set up a second proof before their pages open; a demonstration never asks for one.
SECOND_FACTOR_REQUIRED = os.environ.get("ALONGSIDE_SECOND_FACTOR", "1") == "1"
MFA_ADAPTER = "alongside.doors.account.adapter.SecondProofAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Alongside"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or SITE_ADDRESS.startswith("http://localhost")
USERSESSIONS_TRACK_ACTIVITY = False  # It would write to the database on every page.
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": os.environ.get("OIDC_NAME", "Your organisation"),
                "client_id": os.environ["OIDC_CLIENT_ID"],
                "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": os.environ["OIDC_SERVER"]},
            }
        ]
        if os.environ.get("OIDC_CLIENT_ID") and os.environ.get("OIDC_SERVER")
        else [],
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", DATA / "media"))
MEDIA_URL = "/media/"
_static = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"  # Hashed names leave a live test server unstyled.
    if TESTING or DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _static},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

EMAIL_BACKEND = "django.core.mail.backends." + ("smtp" if os.environ.get("EMAIL_HOST") else "console") + ".EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "Alongside <no-reply@localhost>")

# Text messages for votes: a gateway's hook (docs/how-to/hold-a-vote.md); without one they are printed by the server.
SMS_HOOK = os.environ.get("SMS_HOOK", "")
SMS_TOKEN = os.environ.get("SMS_TOKEN", "")
# How many proxies of our own stand before us: the address of a visitor is then what the outermost of them saw.
TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "0"))

# Browsers hold a form to this list also where its answer leads on: to the organisation's own sign-in.
_sign_in = urlsplit(os.environ.get("OIDC_SERVER", ""))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF, NONCE],
        "script-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF, *([f"{_sign_in.scheme}://{_sign_in.netloc}"] if _sign_in.netloc else [])],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
