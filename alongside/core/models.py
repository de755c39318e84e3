"""Where Django looks for the tables of the core; each is defined in the folder of its subject."""

from alongside.core.accounts.models import Account, Entry, LedgerProof, Transaction
from alongside.core.audit.models import AuditEntry
from alongside.core.contributions.models import Contribution, PaperForm, PromiseTally, Theming
from alongside.core.decisions.models import Action, Answer, Decision
from alongside.core.explorer.models import ExplorerAnswer, ExplorerSheet, ExplorerTally
from alongside.core.initiatives.models import (
    Commitment,
    Initiative,
    Membership,
    RiskCheck,
    StageRun,
)
from alongside.core.jobs.models import Job
from alongside.core.messages.models import Message, MessagePreference
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import ApiToken, Appointment, Party, SignInCode, User
from alongside.core.questions.models import Document, Question, Theme
from alongside.core.recognition.models import Recognition
from alongside.core.reviews.models import Review, ReviewFinding
from alongside.core.services.models import Observation, Outcome, Place, Service
from alongside.core.threads.models import Link

__all__ = [
    "Account",
    "Action",
    "Answer",
    "ApiToken",
    "Appointment",
    "AuditEntry",
    "Commitment",
    "Contribution",
    "Decision",
    "Document",
    "Entry",
    "ExplorerAnswer",
    "ExplorerSheet",
    "ExplorerTally",
    "Initiative",
    "Job",
    "LedgerProof",
    "Link",
    "Membership",
    "Message",
    "MessagePreference",
    "Observation",
    "Organisation",
    "Outcome",
    "PaperForm",
    "Party",
    "Place",
    "PromiseTally",
    "Question",
    "Recognition",
    "Review",
    "ReviewFinding",
    "RiskCheck",
    "Service",
    "SignInCode",
    "StageRun",
    "Theme",
    "Theming",
    "Transaction",
    "User",
]
