"""Where allauth asks us: what happens at sign-in, who signs our e-mails."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponse

from alongside.core.people.models import User
from alongside.doors.account.joining import NAME, join
from alongside.doors.account.templatetags.signing_in import device


def show_user(user: User) -> str:
    """Name a user to themselves."""
    return user.email


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Makes the party at the first sign-in, and lets e-mails come from the organisation."""

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        """Make whoever signed in somebody here."""
        join(request, user)
        response: HttpResponse = super().post_login(request, user, **options)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send an e-mail that says which organisation it is from."""
        super().send_mail(template_prefix, email, context | {"organisation": _organisation()})


def _organisation() -> Any:
    return getattr(context.request, "organisation", None)


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Takes the name that the organisation's own sign-in knows."""

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """Keep the name for the party that the first sign-in makes."""
        data = sociallogin.account.extra_data
        said = data.get("userinfo") or data.get("id_token") or data
        request.session[NAME] = str(said.get("name") or "")[:200]
        user: User = super().save_user(request, sociallogin, form)
        return user


class SecondProofAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Gives a new passkey a name by which its owner knows it again."""

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002  # allauth names it so
        """Name it after the program and the device that it is made on."""
        return device(context.request.headers.get("User-Agent", ""))
