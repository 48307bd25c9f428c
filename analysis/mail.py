"""An e-mail not yet sent, as a link or as a file that a mail program opens: a header is what we wrote, whatever a cell holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote, urlencode

from analysis.plain_text import in_a_sentence

_LONGEST = 254  # characters of an address that a mail server takes
_ONE_LINE = SMTP.clone(max_line_length=998)  # characters of a line that a mail server takes
# The plain form of RFC 5322: neither quotes nor comments, in which a second address or a header could stand.
_ADDRESS = re.compile(
    r"(?P<local>[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*)"
    r"@(?P<domain>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True)
class Attached:
    """A file that goes with an e-mail: its name, its media type such as "application/pdf", and its bytes."""

    name: str
    media_type: str
    content: bytes


def address_of(text: str | None) -> str | None:
    """Give the e-mail address a cell holds, and nothing but one; None where it holds anything else."""
    address = (text or "").strip()
    return address if len(address) <= _LONGEST and _ADDRESS.fullmatch(address) else None


def link(subject: str | None, body: str, *, to: str | None) -> str:
    """Give a mailto link (RFC 6068); what is no address is left out, and the mail program asks for one."""
    headers = {"subject": in_a_sentence(subject), "body": "\r\n".join(body.splitlines())}
    told = urlencode({name: value for name, value in headers.items() if value}, quote_via=quote, safe="")
    return f"mailto:{quote(address_of(to) or '', safe='@')}?{told}"


def unsent(
    subject: str | None, body: str, *, to: str | None, sender: str | None, attached: Attached | None
) -> bytes:
    """Give the e-mail as a file that a mail program opens as a draft; what is no address is left out."""
    mail = EmailMessage(policy=SMTP)
    about = (in_a_sentence(subject) or "").replace(
        "=?", "= ?"
    )  # else a name could be read as encoded words (RFC 2047)
    for name, value in (("Subject", about), ("From", _header(sender)), ("To", _header(to))):
        if value:
            mail[name] = value
    mail["X-Unsent"] = "1"
    mail.set_content(body)
    if attached:
        maintype, _, subtype = attached.media_type.partition("/")
        mail.add_attachment(attached.content, maintype=maintype, subtype=subtype, filename=attached.name)
        mail.set_boundary("second-place-draft")  # else a new one each time
    # Folded, a subject begins on the second line, and some programs show a space before it. One that has to be encoded is
    # folded between its encoded words, as it must be (RFC 2047).
    return mail.as_bytes(policy=_ONE_LINE if about.isascii() else SMTP)


def _header(text: str | None) -> Address | None:
    address = address_of(text)
    return Address(addr_spec=address) if address else None
