"""Users, parties, appointments, tokens."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock, ids


class UserManager(BaseUserManager["User"]):
    """Makes users from an address; Django and allauth call it."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user; without a password the person signs in by a code sent to the address."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in. Who they are in an organisation is the Party; a user may have one in several."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return str(self.pk)


class Party(Row):
    """A person, an organisation or a group. There is no citizen flag: the side is on the Membership."""

    class Kind(models.TextChoices):
        """What sort of party."""

        PERSON = "person", _("A person")
        ORGANISATION = "organisation", _("An organisation")
        GROUP = "group", _("A group")

    class ContactBy(models.TextChoices):
        """How the party wants to hear from us."""

        EMAIL = "email", _("E-mail")
        TEXT = "text", _("Text message")
        LETTER = "letter", _("Letter")
        NONE = "none", _("Do not contact me")

    # Set where a visit has read them with the party; None: not read, ask `roles_in_organisation`.
    roles_now: frozenset[str] | None = None

    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(max_length=200)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="parties")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, blank=True)
    postal_address = models.TextField(blank=True, max_length=500)
    access_needs = models.TextField(blank=True)
    contact_by = models.CharField(max_length=8, choices=ContactBy.choices, default=ContactBy.EMAIL)
    home_place = models.ForeignKey("core.Place", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    joined_at = models.DateTimeField(default=clock.now, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "core"
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=models.Q(user__isnull=False), name="party_user_once"
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True)
                | models.Q(email="", phone="", postal_address="", access_needs=""),
                name="party_erased_is_empty",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "name"], name="party_name")]

    def __str__(self) -> str:
        return self.name


class Appointment(Row):
    """What an organisation appointed a party to, beyond any one initiative, from a day to a day."""

    giver: ClassVar[str] = "party"

    class Role(models.TextChoices):
        """The roles of an organisation."""

        OFFICER = "officer", _("Officer")
        ADMINISTRATOR = "administrator", _("Administrator")
        RETURNING_OFFICER = "returning_officer", _("Returning officer")

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role.choices)
    valid_from = models.DateTimeField(default=clock.now)
    valid_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["organisation", "party"], name="appointment_party")]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_role_display()}"


class ApiToken(Row):
    """A key for a program that acts for a party. Only its digest is kept."""

    giver: ClassVar[str] = "party"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["organisation", "party"], name="token_party")]

    def __str__(self) -> str:
        return self.name


class SignInCode(Row):
    """A code on paper with which somebody without e-mail signs in, once. Only its digest is kept."""

    giver: ClassVar[str] = "party"
    on_erase: ClassVar[dict[str, Any]] = {"digest": ""}

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="sign_in_codes")
    digest = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "digest"], condition=~models.Q(digest=""), name="sign_in_code_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "party"], name="sign_in_code_party")]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
