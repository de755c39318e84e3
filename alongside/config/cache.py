"""What is remembered for a short while, like how often somebody tried a code: for all processes, in the database."""

from django.utils.crypto import salted_hmac


def hide_key(key: str, prefix: str, version: int) -> str:
    """Return the name under which a thing is remembered: it tells no address and no person, not even to a backup."""
    return salted_hmac("alongside.config.cache", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()
