"""Signing in as a Django app; it stands before allauth, so that our templates are the ones that are found."""

from django.apps import AppConfig


class AccountConfig(AppConfig):
    """Every page of signing in."""

    name = "alongside.doors.account"
    label = "account_door"  # The label `account` is allauth's.

    def ready(self) -> None:
        """Let a changed address be followed, and the moment of signing in be remembered."""
        from allauth.account.signals import email_changed
        from django.contrib.auth.signals import user_logged_in

        from alongside.doors.account.joining import follow_address
        from alongside.doors.account.seen import stamp

        email_changed.connect(follow_address)
        user_logged_in.connect(stamp)
