"""What the pages of signing in need beside the kit."""

import re
from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from django import template
from django.forms import BaseForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()
WORDS = {
    "email": gettext_lazy("E-mail"),
    "login": gettext_lazy("E-mail"),
    "remember": gettext_lazy("Keep me signed in on this device"),
    "code": gettext_lazy("Code"),
}
"""Our words for fields of the library, in every form that has one of that name."""
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def plain(form: BaseForm) -> BaseForm:
    """Take the greyed examples out of a library's form: our labels say what belongs there, and stay."""
    form.use_required_attribute = False
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in WORDS:
            field.label = WORDS[name]
    return form


@register.simple_tag
def code_form() -> Any:
    """Give the form that asks for a code by e-mail."""
    return plain(RequestLoginCodeForm())


@register.filter
def device(user_agent: str) -> str:
    """Say in words which program on which device somebody signed in from."""
    program = next((name for mark, name in BROWSERS if mark in user_agent), "")
    where = next((name for mark, name in DEVICES if re.search(mark, user_agent)), "")
    if program and where:
        return _("%(program)s on %(device)s") % {"program": program, "device": where}
    return program or where or _("A program that does not say what it is")
