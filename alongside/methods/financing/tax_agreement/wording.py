"""Whether options are put in neutral words: a list of rules that anybody can read, and what to mend. Pure functions."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

LOADED = {
    "adequate": "say how much, and what is done with it",
    "brutal": "say what stops, and for how many people",
    "crisis": "say what is short, and by how much",
    "cut": "say what stops, and for how many people",
    "cuts": "say what stops, and for how many people",
    "decimate": "say what stops, and for how many people",
    "devastating": "say what follows, and for how many people",
    "disaster": "say what follows",
    "drastic": "say how much",
    "fair": "leave it to the reader to judge what is fair",
    "hard-working": "leave it out",
    "hardworking": "leave it out",
    "inevitable": "say what is fixed, and by whom",
    "invest": "say what is bought",
    "investment": "say what is bought",
    "massive": "say how much",
    "merely": "leave it out",
    "modest": "say how much",
    "only": "leave it out",
    "protect": "say what goes on",
    "responsible": "leave it to the reader to judge",
    "save": "say what goes on",
    "shocking": "leave it out",
    "simply": "leave it out",
    "slash": "say what stops, and for how many people",
    "small": "say how much",
    "stealth": "leave it out",
    "tiny": "say how much",
    "unfair": "leave it to the reader to judge what is fair",
    "vital": "say what it does, and for whom",
    "wasteful": "say what is spent on what",
}
"""Words that judge, each with what to do instead. In every entry the reader is told both."""

LEADING = ("do you agree", "don't you", "don’t you", "would you not", "surely", "as you know")
MOST_LOPSIDED = 2
"""The longest text of a kind may have at most so many times the words of the shortest."""

_CASH = re.compile(r"£\s?\d|\b\d[\d,.]*\s?p\b|\bpence\b", re.IGNORECASE)
_PERCENT = re.compile(r"\d\s?(?:%|per ?cent\b)", re.IGNORECASE)
_WORDS = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text that is checked: where it stands, in words, and what it says."""

    where: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Worded:
    """One option as the check reads it; `rise` in pence a year on band D."""

    title: str
    does: str
    does_not: str
    rise: int

    @property
    def texts(self) -> tuple[Text, ...]:
        """Its three texts."""
        return (
            Text(where=_("the name of “%(title)s”") % {"title": self.title}, text=self.title),
            Text(where=_("what is done by “%(title)s”") % {"title": self.title}, text=self.does),
            Text(where=_("what is not done by “%(title)s”") % {"title": self.title}, text=self.does_not),
        )


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to mend: which rule, where, what was found, what to do. `digest` stands for the words it is about."""

    rule: str
    where: str
    found: str
    mend: str
    digest: str


def _finding(*, rule: str, where: str, found: str, mend: str, about: str) -> Finding:
    digest = hashlib.sha256(f"{rule}\n{where}\n{found}\n{about}".encode()).hexdigest()[:32]
    return Finding(rule=rule, where=where, found=found, mend=mend, digest=digest)


def rules_in_words() -> list[str]:
    """Return every rule, as the page shows them to everybody."""
    return [
        _("At least two options, one of which changes nothing."),
        _("Each says what is done and what is not done."),
        _("No text is more than twice as long as the same text of another option."),
        _("Where there is a percentage, the amount in pounds stands beside it."),
        _("No words that judge: %(words)s.") % {"words": ", ".join(sorted(LOADED))},
        _("No question that asks for a yes: %(words)s.") % {"words": ", ".join(LEADING)},
        _("No exclamation marks, and no words in capitals."),
    ]


def check(*, options: Sequence[Worded], prompt: str = "") -> list[Finding]:
    """Return what to mend in the options and in the question about them, in the order of the page."""
    found = _structure(options)
    texts = [text for option in options for text in option.texts]
    if prompt:
        texts.append(Text(where=_("the question"), text=prompt))
    for text in texts:
        found += [*_loaded(text), *_percent(text), *_loud(text), *_leading(text)]
    return [*found, *_lopsided(options)]


# long: one rule after the other
def _structure(options: Sequence[Worded]) -> list[Finding]:
    found = []
    about = "\n".join(option.title for option in options)
    if len(options) < 2:
        found.append(
            _finding(
                rule="several",
                where=_("the options"),
                found=_("fewer than two"),
                mend=_("Write at least two, so that there is a choice."),
                about=about,
            )
        )
    if not any(option.rise == 0 for option in options):
        found.append(
            _finding(
                rule="no_change",
                where=_("the options"),
                found=_("none that changes nothing"),
                mend=_("Add “no rise”, with what would then be done and not done."),
                about=about,
            )
        )
    for option in options:
        found += [
            _finding(
                rule="both_ways",
                where=text.where,
                found=_("nothing"),
                mend=_("Say what follows: every option has both, what is done and what is not."),
                about=option.title,
            )
            for text in option.texts[1:]
            if not text.text.strip()
        ]
    return found


def _loaded(text: Text) -> list[Finding]:
    words = [word.casefold() for word in _WORDS.findall(text.text)]
    return [
        _finding(
            rule="loaded",
            where=text.where,
            found=f"“{word}”",
            mend=_("This word judges: %(mend)s.") % {"mend": LOADED[word]},
            about=text.text,
        )
        for word in dict.fromkeys(words)
        if word in LOADED
    ]


def _percent(text: Text) -> list[Finding]:
    if not _PERCENT.search(text.text) or _CASH.search(text.text):
        return []
    return [
        _finding(
            rule="cash",
            where=text.where,
            found=_("a percentage with no amount in pounds"),
            mend=_("Say what it is in pounds a year, beside the percentage."),
            about=text.text,
        )
    ]


def _loud(text: Text) -> list[Finding]:
    capitals = [word for word in _WORDS.findall(text.text) if len(word) > 4 and word.isalpha() and word.isupper()]
    if "!" not in text.text and not capitals:
        return []
    return [
        _finding(
            rule="loud",
            where=text.where,
            found=capitals[0] if capitals else "!",
            mend=_("Say it in plain letters, without exclamation marks."),
            about=text.text,
        )
    ]


def _leading(text: Text) -> list[Finding]:
    plain = text.text.casefold()
    return [
        _finding(
            rule="leading",
            where=text.where,
            found=f"“{phrase}”",
            mend=_("Ask openly: which of these would you choose?"),
            about=text.text,
        )
        for phrase in LEADING
        if phrase in plain
    ]


def _lopsided(options: Sequence[Worded]) -> list[Finding]:
    found = []
    for at, name in ((1, _("what is done")), (2, _("what is not done"))):
        lengths = [(len(_WORDS.findall(option.texts[at].text)), option) for option in options]
        counts = [count for count, _option in lengths if count]
        if len(counts) < 2:
            continue
        shortest, longest = min(counts), max(counts)
        if longest > MOST_LOPSIDED * shortest:
            option = next(option for count, option in lengths if count == longest)
            found.append(
                _finding(
                    rule="lopsided",
                    where=option.texts[at].where,
                    found=_("%(longest)s words, where another option has %(shortest)s")
                    % {"longest": longest, "shortest": shortest},
                    mend=_("Give each option as many words about %(name)s: shorten this one, or say more of the other.")
                    % {"name": name},
                    about="\n".join(one.texts[at].text for one in options),
                )
            )
    return found
