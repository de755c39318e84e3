"""Bank statements: both versions say the same, and what is not whole or not sound is refused with its line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.standards.camt053 import StatementError, read_statements

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."


def entry(
    amount: str = "12.50",
    way: str = "CRDT",
    *,
    words: str = "For the roof",
    ref: str = "B1",
    status: str = "BOOK",
    version: str = "08",
) -> str:
    said = f"<Sts><Cd>{status}</Cd></Sts>" if version == "08" else f"<Sts>{status}</Sts>"
    return f"""<Ntry>
      <Amt Ccy="GBP">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>{said}
      <BookgDt><Dt>2026-03-04</Dt></BookgDt><AcctSvcrRef>{ref}</AcctSvcrRef>
      <NtryDtls><TxDtls><Refs><EndToEndId>E2E-{ref}</EndToEndId></Refs>
        <RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls></NtryDtls>
    </Ntry>"""


def balance(code: str, amount: str, way: str = "CRDT") -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">{amount}</Amt>'
        f"<CdtDbtInd>{way}</CdtDbtInd><Dt><Dt>2026-03-04</Dt></Dt></Bal>"
    )


def statement(*entries: str, version: str = "08", balances: str = "", identity: str = "S1") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{NAMESPACE}{version}"><BkToCstmrStmt>
  <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-04T20:00:00</CreDtTm></GrpHdr>
  <Stmt><Id>{identity}</Id>
    <Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></Acct>
    {balances}
    {"".join(entries)}
  </Stmt></BkToCstmrStmt></Document>""".encode()


def test_both_versions_say_the_same() -> None:
    found = []
    for version in ("02", "08"):
        (one,) = read_statements(
            statement(
                entry(version=version),
                entry("2.00", "DBIT", ref="B2", version=version),
                entry("9.00", status="PDNG", ref="B3", version=version),
                version=version,
                balances=balance("OPBD", "100.00") + balance("CLBD", "110.50"),
            )
        )
        found.append([(e.key, e.amount, e.currency, e.booked_on, e.references, e.words) for e in one.entries])
        assert (one.id, one.account, one.version, one.opening, one.closing) == (
            "S1", "GB33BUKB20201555555555", version, 10_000, 11_050,
        )  # fmt: skip
    assert found[0] == found[1]
    assert found[0][0][1:] == (1_250, "GBP", date(2026, 3, 4), ("For the roof", "E2E-B1"), "For the roof")
    assert [line[1] for line in found[0]] == [1_250, -200]


def test_a_batch_gives_its_parts_and_they_sum_to_it() -> None:
    parts = "".join(
        f"<TxDtls><Refs><EndToEndId>P{at}</EndToEndId></Refs><AmtDtls><TxAmt>"
        f'<Amt Ccy="GBP">{amount}</Amt></TxAmt></AmtDtls></TxDtls>'
        for at, amount in enumerate(("1.00", "2.25"))
    )
    batch = entry("3.25").replace(entry("3.25").split("<NtryDtls>")[1].split("</NtryDtls>")[0], parts)
    (one,) = read_statements(statement(batch))
    assert [(e.amount, e.references) for e in one.entries] == [(100, ("P0",)), (225, ("P1",))]
    assert len({e.key for e in one.entries}) == 2
    with pytest.raises(StatementError, match="do not sum"):
        read_statements(statement(batch.replace("2.25", "2.26")))


def test_a_creditor_s_reference_is_read_and_what_was_not_provided_is_not() -> None:
    structured = entry(words="x").replace(
        "<Ustrd>x</Ustrd>", "<Strd><CdtrRefInf><Ref>AS0123456789</Ref></CdtrRefInf></Strd>"
    )
    plain = structured.replace("E2E-B1", "NOTPROVIDED")
    assert read_statements(statement(plain))[0].entries[0].references == ("AS0123456789",)


BROKEN = {
    "cut off": (statement(entry())[:-60], "broken off", 11),
    "no XML": (b"Date,Amount\n1,2", "broken off", 1),
    "empty": (b"", "broken off", 1),
    "another standard": (statement().replace(b"camt.053", b"camt.054"), "not a camt.053", 2),
    "another version": (statement(version="13"), "version 13", 2),
    "a document type": (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "no document type", 1),
    "no statement": (b'<Document xmlns="' + NAMESPACE.encode() + b'08"/>', "no statement", 1),
    "no account": (statement().replace(b"IBAN", b"Nope"), "which account", 4),
    "half a penny": (statement(entry("1.005")), "no amount", 8),
    "a word": (statement(entry("ten")), "no amount", 8),
    "a minus": (statement(entry("-1.00")), "no amount", 8),
    "no currency": (statement(entry()).replace(b' Ccy="GBP"', b""), "no currency", 8),
    "neither way": (statement(entry(way="BOTH")), "neither credit nor debit", 8),
    "no day": (statement(entry()).replace(b"BookgDt", b"Other"), "no day", 7),
    "a wrong day": (statement(entry()).replace(b"2026-03-04</Dt></Bo", b"2026-13-04</Dt></Bo"), "no day", 9),
    "twice": (statement(entry(), entry()), "twice", 7),
    "sums": (statement(entry(), balances=balance("OPBD", "0.00") + balance("CLBD", "12.49")), "do not lead", 4),
    "depth": (b"<a>" * 60, "nested too deeply", 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_refused_with_its_line(name: str) -> None:
    data, message, line = BROKEN[name]
    with pytest.raises(StatementError, match=message) as refused:
        read_statements(data)
    assert refused.value.line == line


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(StatementError):
        read_statements(data)


@given(at=st.integers(0, 900), by=st.binary(min_size=1, max_size=4))
def test_a_file_with_a_piece_overwritten_is_read_or_refused_and_never_an_error(at: int, by: bytes) -> None:
    whole = statement(entry(), balances=balance("OPBD", "0.00") + balance("CLBD", "12.50"))
    try:
        for one in read_statements(whole[:at] + by + whole[at + len(by) :]):
            assert (
                sum(line.amount for line in one.entries) == (one.closing or 0) - (one.opening or 0) or not one.closing
            )
    except StatementError:
        pass
