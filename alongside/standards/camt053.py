"""Reading bank statements in ISO 20022's camt.053, versions .02 and .08: what came in and went out, with references.

No entity and no document type is read, so that a hostile file can neither grow nor fetch. Amounts become integers in
minor units of two decimal places, straight from their digits. What does not add up is refused with the line.
Source: ISO 20022, BankToCustomerStatementV02 and V08.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from xml.parsers import expat

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
VERSIONS = ("02", "08")
MOST_BYTES = 20_000_000
DEEPEST = 40
AMOUNT = re.compile(r"(\d{1,13})(?:\.(\d{1,5}))?")


class StatementError(ValueError):
    """What is wrong with a file, and on which of its lines (from 1; 0 where it is the whole file)."""

    def __init__(self, message: str, *, line: int = 0) -> None:
        super().__init__(f"Line {line}: {message}" if line else message)
        self.line = line


@dataclass(frozen=True, kw_only=True)
class BankEntry:
    """One movement: `amount` in minor units, what came in is positive. `key` tells it from every other of its account.

    `references` are all that the payer or the banks gave (end-to-end, creditor, remittance words); `words` is the free
    text. A payer's name is not read: nobody needs it to match a payment.
    """

    key: str
    line: int
    amount: int
    currency: str
    booked_on: date
    references: tuple[str, ...]
    words: str


@dataclass(frozen=True, kw_only=True)
class BankStatement:
    """One statement of one account; `opening` and `closing` in minor units, None where the bank gave none."""

    id: str
    account: str
    version: str
    line: int
    opening: int | None
    closing: int | None
    entries: tuple[BankEntry, ...]


@dataclass
class _Node:
    """An element: its name without namespace, its attributes, its text, its children, its line."""

    name: str
    line: int
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)
    children: list["_Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()

    def all(self, path: str) -> list["_Node"]:
        """Every element at a path of names, `NtryDtls/TxDtls`."""
        found = [self]
        for name in path.split("/"):
            found = [child for node in found for child in node.children if child.name == name]
        return found

    def one(self, path: str) -> "_Node | None":
        return next(iter(self.all(path)), None)

    def words(self, path: str) -> str:
        node = self.one(path)
        return node.text if node else ""


def read_statements(data: bytes) -> list[BankStatement]:
    """Return the statements of a file. Raises StatementError with the line for whatever is not whole or not sound."""
    root = _read(data)
    version = _version(root)
    statements = root.all("BkToCstmrStmt/Stmt")
    if not statements:
        raise StatementError("There is no statement in this file.", line=root.line)
    return [_statement(node, version) for node in statements]


def _read(data: bytes) -> _Node:
    if len(data) > MOST_BYTES:
        raise StatementError("The file is larger than 20 MB.")
    parser = expat.ParserCreate(namespace_separator=" ")
    builder = _Builder(parser)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise StatementError("The file is broken off, or is not XML.", line=problem.lineno) from None
    if builder.root is None:
        raise StatementError("The file is empty.")
    return builder.root


class _Builder:
    """Builds the tree while expat reads, and refuses what a statement never holds."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser, self.root = parser, None
        self.open: list[_Node] = []
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartDoctypeDeclHandler = self.refuse
        parser.EntityDeclHandler = self.refuse

    root: _Node | None

    def refuse(self, *_what: object) -> None:
        raise StatementError(
            "A bank statement has no document type and no entities.", line=self.parser.CurrentLineNumber
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _gap, local = name.rpartition(" ")
        node = _Node(local, self.parser.CurrentLineNumber, attributes)
        if self.root is None:
            node.attributes = {**attributes, "namespace": space}
            self.root = node
        if len(self.open) >= DEEPEST:
            raise StatementError("The file is nested too deeply.", line=node.line)
        if self.open:
            self.open[-1].children.append(node)
        self.open.append(node)

    def end(self, _name: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        self.open[-1].parts.append(text)


def _version(root: _Node) -> str:
    space = root.attributes["namespace"]
    if root.name != "Document" or not space.startswith(NAMESPACE):
        raise StatementError("This is not a camt.053 statement.", line=root.line)
    version = space.removeprefix(NAMESPACE)
    if version not in VERSIONS:
        raise StatementError(f"This is version {version}; versions 02 and 08 are read.", line=root.line)
    return version


def _needed(node: _Node, path: str) -> _Node:
    found = node.one(path)
    if found is None or not (found.text or found.children):
        raise StatementError(f"{node.name} has no {path}.", line=node.line)
    return found


def _amount(node: _Node) -> tuple[int, str]:
    match = AMOUNT.fullmatch(node.text)
    currency = node.attributes.get("Ccy", "")
    if match is None or (match[2] or "")[2:].strip("0"):
        raise StatementError(f"“{node.text}” is no amount of money.", line=node.line)
    if not re.fullmatch(r"[A-Z]{3}", currency):
        raise StatementError("An amount has no currency.", line=node.line)
    return int(match[1]) * 100 + int((match[2] or "")[:2].ljust(2, "0")), currency


def _signed(node: _Node, path: str = "Amt") -> tuple[int, str]:
    value, currency = _amount(_needed(node, path))
    way = _needed(node, "CdtDbtInd")
    if way.text not in {"CRDT", "DBIT"}:
        raise StatementError("An amount is neither credit nor debit.", line=way.line)
    return (value if way.text == "CRDT" else -value), currency


def _day(node: _Node) -> date:
    found = node.one("BookgDt/Dt") or node.one("BookgDt/DtTm") or node.one("ValDt/Dt") or node.one("ValDt/DtTm")
    if found is None:
        raise StatementError("An entry has no day.", line=node.line)
    try:
        return date.fromisoformat(found.text[:10])
    except ValueError:
        raise StatementError(f"“{found.text}” is no day.", line=found.line) from None


def _statement(node: _Node, version: str) -> BankStatement:
    account = node.words("Acct/Id/IBAN") or node.words("Acct/Id/Othr/Id")
    if not account:
        raise StatementError("The statement does not say of which account it is.", line=node.line)
    identity = _needed(node, "Id").text
    balances = {one.words("Tp/CdOrPrtry/Cd"): _signed(one)[0] for one in node.all("Bal")}
    opening = balances.get("OPBD", balances.get("PRCD"))
    closing = balances.get("CLBD")
    entries = [
        entry
        for place, one in enumerate(node.all("Ntry"))
        if _is_booked(one)
        for entry in _entries(one, where=f"{identity}:{place}")
    ]
    if opening is not None and closing is not None and opening + sum(one.amount for one in entries) != closing:
        raise StatementError("The entries do not lead from the opening to the closing balance.", line=node.line)
    keys = [one.key for one in entries]
    if len(keys) != len(set(keys)):
        twice = next(one for one in entries if keys.count(one.key) > 1)
        raise StatementError("An entry stands in the statement twice.", line=twice.line)
    return BankStatement(
        id=identity,
        account=account,
        version=version,
        line=node.line,
        opening=opening,
        closing=closing,
        entries=tuple(entries),
    )


def _is_booked(node: _Node) -> bool:
    """Say whether an entry is booked; pending and informative ones are not money yet."""
    return (node.words("Sts/Cd") or node.words("Sts")) == "BOOK"


def _entries(node: _Node, *, where: str) -> Iterator[BankEntry]:
    """Yield the movements of an entry: one, or each of a batch that gives its own amounts."""
    whole, currency = _signed(node)
    day, reference = _day(node), node.words("AcctSvcrRef")
    details = node.all("NtryDtls/TxDtls")
    amounts = [one.one("Amt") or one.one("AmtDtls/TxAmt/Amt") for one in details]
    if len(details) > 1 and all(amounts):
        sign = 1 if whole >= 0 else -1
        parts = [sign * _amount(one)[0] for one in amounts if one]
        if sum(parts) != whole:
            raise StatementError("The parts of a batch do not sum to its amount.", line=node.line)
    else:
        parts, details = [whole], [node]
    for place, (part, one) in enumerate(zip(parts, details, strict=True)):
        own = one.words("Refs/AcctSvcrRef") or (f"{reference}:{place}" if reference else "")
        seed = own or f"{where}:{place}"
        yield BankEntry(
            key=hashlib.sha256(f"{seed}|{part}|{currency}|{day}".encode()).hexdigest()[:40],
            line=one.line,
            amount=part,
            currency=currency,
            booked_on=day,
            references=_references(one),
            words=" ".join(found.text for found in _remittance(one) if found.name == "Ustrd")[:500],
        )


def _remittance(node: _Node) -> list[_Node]:
    details = [node] if node.name == "TxDtls" else node.all("NtryDtls/TxDtls")
    return [
        found
        for one in details
        for path in ("RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref", "Refs/EndToEndId", "Refs/InstrId", "Refs/TxId")
        for found in one.all(path)
    ]


def _references(node: _Node) -> tuple[str, ...]:
    found = [one.text for one in _remittance(node) if one.text and one.text != "NOTPROVIDED"]
    more = node.words("AddtlNtryInf")
    return tuple(dict.fromkeys([*found, *([more] if more else [])]))
