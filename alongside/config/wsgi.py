"""The entry for web servers."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
application = get_wsgi_application()
# Load every page now, so that neither the first visitor nor the successor of a killed process waits for it.
_ = get_resolver().url_patterns
