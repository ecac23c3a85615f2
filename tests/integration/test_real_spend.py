"""Forty files as public bodies published them: every penny of them is accounted for.

What each file holds was written down by looking at it. The sums below are made with the csv
module and calamine alone, from the column a person read the heading of; nothing of the parser
takes part in them.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from ingest.errors import RefusedDocumentError
from ingest.model import (
    Context,
    DeliveryKey,
    Document,
    Parsed,
    Publisher,
    Reject,
    Request,
    Summary,
    Window,
)
from ingest.money import parse_amount
from ingest.registry import load_spec
from ingest.sources.spend.reading import parse
from tests.fakes import one_by_one

SHARED = Path(__file__).resolve().parents[2].parent / "shared/data/spend"
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the real spend files are not at {SHARED}: nothing was proved"
)


@dataclass(frozen=True)
class Label:
    """What a person saw: the heading row, the heading above the amounts, how many payments.

    ``footers`` are lines that carry money and are no payment; ``also`` is the heading row of a
    second table below the first.
    """

    file: str
    header_row: int
    heading: str
    payments: int
    footers: tuple[int, ...] = ()
    also: int = 0
    delimiter: str = ","


GOV = "central_government_25k"
READ = (
    Label("bhr_ccgs/BHR_Merged.xlsx", 1, "amount", 1169),
    Label("birmingham_cards/publish-spend-april-2020.xls", 1, "BILLING GROSS AMT", 1815),
    Label("birmingham_cards/publish-spend-november-2019.xls", 802, "BILLING GROSS AMT", 5707),
    Label(f"{GOV}/20121221_gpc_october_2012.csv", 79, "AMOUNT", 2597),
    Label(f"{GOV}/BIS_Monthly_Spend_January_2013.csv", 1, "Amount", 2602),
    Label(f"{GOV}/CSV__25K_Returns_January_Data_.csv", 1, "Amount", 849),
    Label(
        f"{GOV}/Foreign_Office_spend_over__25_000_for_August_2016.csv",
        1,
        "Invoice Line amount Net GBP",
        526,
    ),
    Label(f"{GOV}/Pub_Data_Spend_Over__25k_-_CSV.csv", 1, "Amount (£)", 1443),
    Label(f"{GOV}/ccwater-over-25k-1109.csv", 4, "Amount", 2),
    Label(f"{GOV}/cefas-over-25k-1005.csv", 1, "Amount", 3, delimiter=";"),
    Label(f"{GOV}/ea-over-25k-1011.csv", 5, "Amount", 239),
    Label(f"{GOV}/moj-spend-jul14.csv", 1, "Amount", 741),
    Label(f"{GOV}/pfs%20spend%20-%20july%202011.csv", 5, "Amount Including VAT", 298),
    Label("croydon_nhs/CROY 01 - April.csv", 1, "amount", 185),
    Label("darlington/2013-01.csv", 1, "Invoice Line Value (net of VAT)", 1824),
    Label("darlington/2013-02.csv", 19, "Invoice Line Value (net of VAT)", 2837),
    Label("epsom_st_helier_nhs/EPSH 01 - April.csv", 1, "amount", 146),
    Label("hmrc/HMRC_spending_over_25000_for_August_2023.csv", 1, "Amount", 928),
    Label("hyndburn/1701.csv", 1, "Net Amount(£)", 180),
    Label("hyndburn/January-26-CSV.csv", 1, "Amount Paid", 446),
    Label("hyndburn/March-25-CSV.csv", 983, "Amount Paid", 888),
    Label("hyndburn/September-2022.csv", 1, "Net Amount", 14),
    Label("hyndburn/SpendOver250Feb24.csv", 2, "Net Amount (£)", 569),
    Label("kingston_nhs/KGST 03 - June.csv", 1, "Amount", 52),
    Label("lancashire_fire/fire-2022-23.xlsx", 1, "Amount", 2908, also=2745),
    Label("lancashire_pcc/pcc-2023-24.xlsx", 1, "TOTAL", 9289),
    Label("leeds/2011-12.csv", 1, "Net amount", 9953, footers=(9956,)),
    Label("leeds/2012-11.csv", 1, "NetAmount", 10050),
    Label("leeds/2020-06.csv", 1, "Amount", 16176),
    Label("oxford/expenditure-over-500-jan-mar-2014.csv", 1, "amount", 3859),
    Label("oxford/expenditure-over-500-jul-sep-2017.csv", 1, "Amount", 3259),
    Label(
        "oxford_cards/procurement-card-spending-january-2018.csv",
        1,
        "FIN.TRANSACTION AMOUNT",
        372,
    ),
    Label("st_georges_nhs/SGEO 01 - April.csv", 1, "Amount", 234),
    Label("trafford/government_procurement_card_transactions_2026-27.csv", 1, "Amount", 2024),
    Label("trafford/trafford-supplier-spend-2026-27.zip", 1, "Amount", 38055),
    Label("wakefield/2018-Q4.csv", 1, "Net Amount", 10446),
)
REFUSED = {
    f"{GOV}/20111222GPC_OCT_2011TRAVELSTATIONERYCONTRACTS.csv": "unknown_layout",
    f"{GOV}/transaction_spend_data_june_10_northern_ireland_office_.xls": "mixed_date_orders",
    "trafford/prompt_payment.csv": "not_payments",
    "trafford/trafford_council_voluntary_sector_grants.csv": "not_payments",
}


def _file_rows(label: Label, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Every row of every table of a file, read without the parser."""
    data = path.read_bytes()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            data = archive.read(archive.namelist()[0])
    if data[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
        book = CalamineWorkbook.from_path(path)
        for sheet in book.sheet_names:
            cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            for number, row in enumerate(cells, 1):
                yield number, [repr(v) if isinstance(v, float) else str(v) for v in row]
        return
    text = data.decode("utf-8-sig") if _is_utf8(data) else data.decode("cp1252", "replace")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=label.delimiter)
    start = 1
    for texts in reader:
        yield start, texts
        start = reader.line_num + 1


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def seen_amounts(label: Label, path: Path) -> list[tuple[int, Decimal]]:
    """The amounts below (or around) the labelled heading, with their lines."""
    rows = list(_file_rows(label, path))
    column = _labelled_column(rows, label.header_row, label.heading)
    lower = _labelled_column(rows, label.also, label.heading) if label.also else column
    found = []
    for number, row in rows:
        place = lower if label.also and number > label.also else column
        text = re.sub("[£\ufffd, \u00a0]", "", row[place]) if place < len(row) else ""
        bracketed = re.fullmatch(r"\((.*)\)", text)
        text = f"-{bracketed[1]}" if bracketed else text
        text = f"-{text[:-1]}" if re.fullmatch(r"[0-9.]+-", text) else text
        if re.fullmatch(r"-?[0-9]*\.?[0-9]+", text):
            found.append((number, Decimal(text)))
    return found


def _labelled_column(rows: list[tuple[int, list[str]]], header_row: int, heading: str) -> int:
    header = next(row for number, row in rows if number == header_row)
    return [text.strip() for text in header].index(heading)


def _parsed(path: Path) -> list[Parsed]:
    publisher_id = path.parent.name
    publisher = Publisher(publisher_id=publisher_id, title=publisher_id, is_declared=False)
    window = Window(dt.date(2010, 1, 1), dt.date(2026, 3, 31), NIGHT)
    context = Context(load_spec("spend"), window, {publisher_id: publisher})
    delivery = DeliveryKey("spend", publisher_id, path.name)
    request = Request(f"inbox:{path.name}", delivery=delivery, name=path.name)
    return list(parse(context, Document(request, path, "0" * 64, NIGHT)))


def test_every_one_of_the_forty_files_is_labelled() -> None:
    present = {path.relative_to(SHARED).as_posix() for path in SHARED.glob("*/*")}
    assert present == {label.file for label in READ} | set(REFUSED)
    assert len(READ) >= 32


@pytest.mark.parametrize("label", READ, ids=lambda label: label.file)
def test_a_real_file_is_read_and_its_money_conserved_to_the_penny(label: Label) -> None:
    path = SHARED / label.file
    parsed = _parsed(path)
    rows = list(one_by_one(parsed))
    rejects = [item for item in parsed if isinstance(item, Reject)]
    summaries = [item for item in parsed if isinstance(item, Summary)]
    seen = seen_amounts(label, path)
    payments = [amount for number, amount in seen if number not in label.footers]

    for summary in summaries:
        assert summary.layout.startswith(f"header row {label.header_row}: ")
        assert f"amount={label.heading}" in summary.layout
    assert len(rows) == label.payments == len(payments)
    landed = sum((parse_amount(row.values["amount"] or "") or Decimal(0)) for row in rows)
    rejected = sum((reject.amount or Decimal(0)) for reject in rejects)
    published = sum(summary.published_total or Decimal(0) for summary in summaries)
    penny = Decimal("0.01")
    assert Decimal(landed).quantize(penny) == sum(payments, Decimal(0)).quantize(penny)
    everything = sum((amount for _, amount in seen), Decimal(0)).quantize(penny)
    assert Decimal(landed + rejected).quantize(penny) == everything
    assert published == landed + rejected


@pytest.mark.parametrize(("file", "code"), REFUSED.items(), ids=REFUSED)
def test_a_real_file_that_is_no_payment_list_is_refused_with_the_true_reason(
    file: str, code: str
) -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        _parsed(SHARED / file)
    assert refusal.value.code == code
