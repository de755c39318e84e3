"""What an initiative declares of itself: why, relying on whom, and what could go wrong."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Motive(models.TextChoices):
    """Why both sides do this together. Source: Loeffler and Bovaird, the four motives for co-production."""

    QUALITY = "quality", _("Better quality, through what users know")
    CHOICE = "choice", _("More choice")
    RESPONSIVE = "responsive", _("A service that responds sooner and better")
    COST = "cost", _("Lower cost")


class CitizenRole(models.TextChoices):
    """What residents are to an initiative. Source: Loeffler and Bovaird, the five roles of citizens."""

    INNOVATORS = "innovators", _("Innovators: they bring new ideas")
    CRITICAL = "critical_success_factors", _("The ones without whom it cannot work")
    RESOURCES = "resources", _("Resources: time, skill, knowledge")
    ASSET_HOLDERS = "asset_holders", _("Holders of assets: places, things, networks")
    DEVELOPERS = "community_developers", _("Builders of community")


class Risk(models.TextChoices):
    """Seven known ways in which co-production goes wrong, as questions.

    Source: Steen, Brandsen and Verschuere (2018), The dark side of co-creation and co-production: seven evils.
    """

    RESPONSIBILITY = "rejected_responsibility", _("Could the public side hand over its duty and call it partnership?")
    ACCOUNTABILITY = "failing_accountability", _("Could nobody be answerable when it goes wrong?")
    COST = "transaction_cost", _("Could it take more time and money than it is worth, on either side?")
    DEMOCRACY = "loss_of_democracy", _("Could a few people decide what elected people should answer for?")
    INEQUALITY = "inequality", _("Could those who already have most gain most, and others be left out?")
    DEMANDS = "implicit_demands", _("Could people feel that they must give time or talk of private things?")
    DESTRUCTION = "co_destruction", _("Could it make things worse: trust, safety, the service itself?")
