"""TED notices: the older schema and eForms, on invented notices and on real ones."""

import gzip
import json
import tarfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graphkit import open_case
from graphkit.case import Case
from graphkit.layers import record_text
from graphkit.loaders import ted
from graphkit.reading.discovery import loader_of
from graphkit.source import Part, Source
from graphkit.statements import Passage, Problem, Record, Statement

SHARED = Path(__file__).parents[2] / "shared" / "data"
AWARD = """<?xml version="1.0" encoding="UTF-8"?>
<TED_EXPORT xmlns="ted/R2.0.9.S02/publication" DOC_ID="000050-2020">
<CODED_DATA_SECTION><REF_OJS><DATE_PUB>20200102</DATE_PUB></REF_OJS><NOTICE_DATA>
<NO_DOC_OJS>2020/S 001-000050</NO_DOC_OJS><URI_LIST>
<URI_DOC LG="DE">http://example.org/000050-2020</URI_DOC></URI_LIST></NOTICE_DATA>
</CODED_DATA_SECTION>
<FORM_SECTION>
<F03_2014 CATEGORY="TRANSLATION" FORM="F03" LG="FR"><OBJECT_CONTRACT><TITLE><P>Nuage</P>
</TITLE></OBJECT_CONTRACT></F03_2014>
<F03_2014 CATEGORY="ORIGINAL" FORM="F03" LG="DE">
<CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY><OFFICIALNAME>Erfundene Universität
</OFFICIALNAME><NATIONALID>DE 4711</NATIONALID><COUNTRY VALUE="DE"/>
</ADDRESS_CONTRACTING_BODY></CONTRACTING_BODY>
<OBJECT_CONTRACT><TITLE><P>Rechenzeit auf A100</P></TITLE>
<REFERENCE_NUMBER>EU-2020-17</REFERENCE_NUMBER>
<VAL_ESTIMATED_TOTAL CURRENCY="EUR">900000</VAL_ESTIMATED_TOTAL>
<OBJECT_DESCR ITEM="1"><LOT_NO>1</LOT_NO><TITLE><P>AWS</P></TITLE>
<VAL_OBJECT CURRENCY="EUR">400000</VAL_OBJECT></OBJECT_DESCR></OBJECT_CONTRACT>
<PROCEDURE><NOTICE_NUMBER_OJ>2019/S 075-144335</NOTICE_NUMBER_OJ></PROCEDURE>
<AWARD_CONTRACT ITEM="1"><LOT_NO>1</LOT_NO><TITLE><P>AWS mit A100</P></TITLE>
<AWARDED_CONTRACT><DATE_CONCLUSION_CONTRACT>2019-12-20</DATE_CONCLUSION_CONTRACT>
<CONTRACTORS>
<CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Wolke Eins GmbH</OFFICIALNAME>
</ADDRESS_CONTRACTOR></CONTRACTOR>
<CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Wolke Zwei GmbH</OFFICIALNAME>
</ADDRESS_CONTRACTOR></CONTRACTOR></CONTRACTORS>
<VALUES><VAL_ESTIMATED_TOTAL CURRENCY="EUR">400000</VAL_ESTIMATED_TOTAL>
<VAL_TOTAL CURRENCY="EUR">389000.50</VAL_TOTAL></VALUES></AWARDED_CONTRACT>
</AWARD_CONTRACT>
<AWARD_CONTRACT ITEM="2"><LOT_NO>2</LOT_NO><TITLE><P>Speicher</P></TITLE>
<NO_AWARDED_CONTRACT><PROCUREMENT_DISCONTINUED/></NO_AWARDED_CONTRACT></AWARD_CONTRACT>
<COMPLEMENTARY_INFO><ADDRESS_REVIEW_BODY><OFFICIALNAME>Vergabekammer</OFFICIALNAME>
</ADDRESS_REVIEW_BODY></COMPLEMENTARY_INFO>
</F03_2014></FORM_SECTION></TED_EXPORT>
"""
UBL = "urn:oasis:names:specification:ubl:schema:xsd"
EFORM = f"""<?xml version="1.0" encoding="UTF-8"?>
<ContractAwardNotice xmlns="{UBL}:ContractAwardNotice-2"
 xmlns:a="{UBL}:CommonAggregateComponents-2" xmlns:b="{UBL}:CommonBasicComponents-2"
 xmlns:e="{UBL}:CommonExtensionComponents-2"
 xmlns:f="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1">
<e:UBLExtensions><f:NoticeResult>
<f:LotResult><b:TenderResultCode>selec-w</b:TenderResultCode>
<f:TenderLot><b:ID>LOT-0001</b:ID></f:TenderLot></f:LotResult>
<f:LotResult><b:TenderResultCode>clos-nw</b:TenderResultCode>
<f:TenderLot><b:ID>LOT-0002</b:ID></f:TenderLot></f:LotResult>
<f:LotTender><b:ID>TEN-0001</b:ID><b:RankCode>1</b:RankCode>
<a:LegalMonetaryTotal><b:PayableAmount currencyID="EUR">95414</b:PayableAmount>
</a:LegalMonetaryTotal><f:TenderingParty><b:ID>TPA-0001</b:ID></f:TenderingParty>
<f:TenderLot><b:ID>LOT-0001</b:ID></f:TenderLot></f:LotTender>
<f:LotTender><b:ID>TEN-0002</b:ID><f:TenderingParty><b:ID>TPA-0002</b:ID>
</f:TenderingParty><f:TenderLot><b:ID>LOT-0001</b:ID></f:TenderLot></f:LotTender>
<f:SettledContract><b:ID>CON-0001</b:ID><b:IssueDate>2024-09-03+02:00</b:IssueDate>
<f:LotTender><b:ID>TEN-0001</b:ID></f:LotTender></f:SettledContract>
<f:TenderingParty><b:ID>TPA-0001</b:ID><f:Tenderer><b:ID>ORG-0002</b:ID></f:Tenderer>
<f:SubContractor><b:ID>ORG-0004</b:ID></f:SubContractor></f:TenderingParty>
<f:TenderingParty><b:ID>TPA-0002</b:ID><f:Tenderer><b:ID>ORG-0003</b:ID></f:Tenderer>
</f:TenderingParty></f:NoticeResult>
<f:Organizations>{
    "".join(
        f"<f:Organization><f:Company><a:PartyIdentification><b:ID>ORG-000{n}</b:ID>"
        f"</a:PartyIdentification><a:PartyName><b:Name>{name}</b:Name></a:PartyName>"
        "</f:Company></f:Organization>"
        for n, name in enumerate(("Invented Council", "Cloud A", "Cloud B", "Sub C"), 1)
    )
}</f:Organizations></e:UBLExtensions>
<b:ContractFolderID>022d0ef9-6338</b:ContractFolderID>
<b:IssueDate>2024-10-23+01:00</b:IssueDate>
<b:NoticeTypeCode>can-standard</b:NoticeTypeCode>
<a:ContractingParty><a:Party><a:PartyIdentification><b:ID>ORG-0001</b:ID>
</a:PartyIdentification></a:Party></a:ContractingParty>
<a:ProcurementProject><b:Name languageID="ENG">Cloud with H100</b:Name>
</a:ProcurementProject></ContractAwardNotice>
"""


def source(folder: Path, content: bytes | str, name: str = "notice.xml") -> Source:
    given = content.encode() if isinstance(content, str) else content
    file = folder / name
    file.write_bytes(given)
    return Source(sha256(given).hexdigest(), name, file)


def read(notice: Source) -> list[Record | Problem]:
    return list(ted.read(Part(notice, 0, notice.file.stat().st_size)))


def said(notice: Source) -> Iterator[Statement | Passage]:
    for record in read(notice):
        assert isinstance(record, Record)
        yield from ted.state(record)


def told(notice: Source) -> list[tuple[Any, ...]]:
    """Return each statement as type, part, stage, name or quote, amount and date."""
    found = []
    for one in said(notice):
        if isinstance(one, Statement):
            body = one.subject or one.object
            money = one.amount and f"{one.amount.value} {one.amount.currency}"
            name = body.text if body else one.evidence.quote
            day = one.date and one.date.value
            found.append((one.type, one.part, one.stage, name, money, day))
    return found


def test_an_award_notice_says_who_bought_what_of_whom_lot_by_lot(
    tmp_path: Path,
) -> None:
    won = ("lot:1", "awarded")
    price = ("389000.50 EUR", "2019-12-20")
    assert told(source(tmp_path, AWARD)) == [
        ("title", "", "", "Rechenzeit auf A100", None, None),
        ("number", "", "", "EU-2020-17", None, None),
        ("title", "", "", "Nuage", None, None),
        ("published_on", "", "", "20200102", None, "2020-01-02"),
        ("budget", "", "", "900000", "900000 EUR", None),
        ("budget", "lot:1", "", "400000", "400000 EUR", None),
        ("ISSUED", "", "", "Erfundene Universität", None, None),
        ("AWARDED_TO", *won, "Wolke Eins GmbH", *price),
        ("AWARDED_TO", *won, "Wolke Zwei GmbH", *price),
        ("signed_on", "lot:1", "", "2019-12-20", None, "2019-12-20"),
        ("status", "lot:2", "cancelled", "Speicher", None, None),
    ]


def test_what_an_award_is_called_is_awarded_and_what_the_object_is_was_sought(
    tmp_path: Path,
) -> None:
    passages = [p for p in said(source(tmp_path, AWARD)) if isinstance(p, Passage)]
    assert [(p.said, p.part, p.text.strip()) for p in passages] == [
        ("request", "", "Rechenzeit auf A100"),
        ("request", "lot:1", "AWS"),
        ("award", "lot:1", "AWS mit A100"),
    ]


def test_a_notice_belongs_to_the_tender_that_it_says_it_began_with(
    tmp_path: Path,
) -> None:
    first = AWARD.replace("2020/S 001-000050", "2019/S 075-144335").replace(
        "<PROCEDURE><NOTICE_NUMBER_OJ>2019/S 075-144335</NOTICE_NUMBER_OJ></PROCEDURE>",
        "",
    )
    uids = {
        one.tender.uid
        for name, text in (("a.xml", AWARD), ("b.xml", first))
        for one in said(source(tmp_path, text, name))
    }
    assert len(uids) == 1


def test_an_eform_says_who_won_and_who_only_bid(tmp_path: Path) -> None:
    assert told(source(tmp_path, EFORM)) == [
        ("title", "", "", "Cloud with H100", None, None),
        ("published_on", "", "", "2024-10-23+01:00", None, "2024-10-23"),
        ("ISSUED", "", "", "Invented Council", None, None),
        (
            "AWARDED_TO",
            "lot:LOT-0001",
            "awarded",
            "Cloud A",
            "95414 EUR",
            "2024-09-03",
        ),
        ("SUBCONTRACTED_TO", "lot:LOT-0001", "", "Sub C", None, None),
        ("signed_on", "lot:LOT-0001", "", "2024-09-03+02:00", None, "2024-09-03"),
        ("BID_ON", "lot:LOT-0001", "", "Cloud B", None, None),
        ("status", "lot:LOT-0002", "failed", "clos-nw", None, None),
    ]


def test_a_title_in_several_languages_is_kept_with_each(tmp_path: Path) -> None:
    other = '</b:Name><b:Name languageID="FRA">Nuage avec H100</b:Name>'
    notice = source(
        tmp_path, EFORM.replace("Cloud with H100</b:Name>", f"Cloud{other}")
    )
    titles = [
        one.evidence
        for one in said(notice)
        if isinstance(one, Statement) and one.type == "title"
    ]
    layer = record_text(notice, "xml", "/ContractAwardNotice", 0, 0)
    assert [
        (one.quote, layer.text_at(f"{one.locator}/@languageID")) for one in titles
    ] == [("Cloud", "ENG"), ("Nuage avec H100", "FRA")]


@pytest.mark.parametrize("text", [AWARD, EFORM], ids=["older", "eforms"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_quote_stands_at_its_place(
    text: str, encoding: str, tmp_path: Path
) -> None:
    written = text.replace('encoding="UTF-8"', f'encoding="{encoding}"')
    notice = source(tmp_path, written.encode(encoding))
    assert loader_of(notice).NAME == "ted"
    (record,) = read(notice)
    layer = record_text(notice, "xml", record.locator, 0, 0)
    for one in said(notice):
        if isinstance(one, Passage):
            assert layer.text_at(one.locator) == one.text
            continue
        quoted = one.evidence
        words = layer.text_at(quoted.locator)[quoted.start : quoted.end]
        assert words == quoted.quote != ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (AWARD[:900], "it is no well-formed XML"),
        (
            AWARD.replace(
                "<TED_EXPORT", '<!DOCTYPE x [<!ENTITY a "b">]><TED_EXPORT', 1
            ),
            "it declares a document type",
        ),
        ("<TED_EXPORT><FORM_SECTION/></TED_EXPORT>", "without a form"),
    ],
    ids=["cut off", "entities", "no form"],
)
def test_what_cannot_be_read_is_said_once(
    content: str, reason: str, tmp_path: Path
) -> None:
    (problem,) = read(source(tmp_path, content))
    assert isinstance(problem, Problem)
    assert reason in problem.reason


def test_deep_nesting_ends_with_a_sentence(tmp_path: Path) -> None:
    deep = "<TED_EXPORT>" + "<A>" * 100_000 + "</A>" * 100_000 + "</TED_EXPORT>"
    (problem,) = read(source(tmp_path, deep))
    assert isinstance(problem, Problem)


CHANGE = """<TED_EXPORT DOC_ID="000070-2020"><CODED_DATA_SECTION><NOTICE_DATA>
<NO_DOC_OJS>2020/S 009-000070</NO_DOC_OJS></NOTICE_DATA></CODED_DATA_SECTION>
<FORM_SECTION><F14_2014 CATEGORY="ORIGINAL" FORM="F14" LG="EN">
<COMPLEMENTARY_INFO><NOTICE_NUMBER_OJ>2020/S 001-000050</NOTICE_NUMBER_OJ>
</COMPLEMENTARY_INFO><CHANGES>
<CHANGE><WHERE><SECTION>IV.2.2)</SECTION><LOT_NO>2</LOT_NO></WHERE>
<OLD_VALUE><DATE>2020-02-01</DATE></OLD_VALUE>
<NEW_VALUE><DATE>2020-02-26</DATE><TIME>14:00</TIME></NEW_VALUE></CHANGE>
<CHANGE><WHERE><SECTION>IV.2.7)</SECTION></WHERE>
<NEW_VALUE><DATE>2020-03-01</DATE></NEW_VALUE></CHANGE>
<CHANGE><WHERE><SECTION>II.2.4</SECTION><LOT_NO>1 and 2</LOT_NO></WHERE>
<OLD_VALUE><TEXT><P>V100</P></TEXT></OLD_VALUE>
<NEW_VALUE><TEXT><P>A100</P></TEXT></NEW_VALUE></CHANGE>
</CHANGES></F14_2014></FORM_SECTION></TED_EXPORT>
"""


def test_a_change_notice_gives_the_new_deadline_and_words_and_none_of_the_old(
    tmp_path: Path,
) -> None:
    notice = source(tmp_path, CHANGE)
    assert told(notice) == [
        ("deadline", "lot:2", "", "2020-02-26", None, "2020-02-26T14:00"),
        ("DOCUMENTED_BY", "", "", "2020/S 001-000050", None, None),
    ]
    passages = [one for one in said(notice) if isinstance(one, Passage)]
    assert [(one.said, one.part, one.text) for one in passages] == [
        ("request", "", "A100")
    ]


def tenders_of(folder: Path, **notices: str) -> int:
    """Load notices into a case and return of how many tenders they are."""
    for name, text in notices.items():
        (folder / f"{name}.xml").write_text(text, encoding="utf-8")
    with Case.create(folder / "case") as case:
        case.load([folder / f"{name}.xml" for name in notices])
    with open_case(folder / "case") as case:
        return len(case.sql("SELECT uid FROM Tender"))


def test_what_changes_a_later_notice_of_a_tender_is_of_that_tender(
    tmp_path: Path,
) -> None:
    # The award is of the tender of 144335-2017; the change names the award alone.
    assert tenders_of(tmp_path, award=AWARD, change=CHANGE) == 1


def test_an_eform_that_changes_an_older_notice_is_of_its_tender(tmp_path: Path) -> None:
    changes = (
        "<f:Changes><f:ChangedNoticeIdentifier>50-2020</f:ChangedNoticeIdentifier>"
        "</f:Changes>"
    )
    text = EFORM.replace("<f:Organizations>", f"{changes}<f:Organizations>", 1)
    assert tenders_of(tmp_path, award=AWARD, change=text) == 1


def test_calls_that_name_one_earlier_plan_are_two_tenders(tmp_path: Path) -> None:
    call = AWARD.replace("F03", "F02").replace("AWARD_CONTRACT", "NO_AWARD")
    other = call.replace("000050", "000051")
    assert tenders_of(tmp_path, one=call, other=other) == 2


@pytest.fixture(scope="module")
def notices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (SHARED / "ted_xml").is_dir():
        pytest.skip("../shared/data/ted_xml is not present")
    folder = tmp_path_factory.mktemp("ted")
    for name in ("ted_xml/notices.tar.xz", "eforms_xml/sdk_examples.tar.xz"):
        with tarfile.open(SHARED / name) as packed:
            packed.extractall(folder, filter="data")
    return folder


def opened(file: Path) -> Source:
    return Source(sha256(file.read_bytes()).hexdigest(), file.name, file)


def test_real_awards_are_read_as_the_gold_has_them(notices: Path) -> None:
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    meant: Counter[str] = Counter()
    with gzip.open(SHARED / "ted_xml" / "gold_awards.jsonl.gz", "rt") as lines:
        for gold in map(json.loads, lines):
            want = wanted(gold)
            got = read_awards(opened(notices / f"{gold['doc_id']}.xml"))
            for field, values in want.items():
                right[field] += (values & got[field]).total()
                meant[field] += values.total()
                found[field] += got[field].total()
    f1 = {field: 2 * right[field] / (found[field] + meant[field]) for field in meant}
    assert {field: value for field, value in f1.items() if value < 0.99} == {}


def wanted(gold: dict[str, Any]) -> dict[str, Counter[Any]]:
    won = [award for award in gold["awards"] if award["winners"]]
    return {
        "buyer": Counter({" ".join(name.split()) for name in gold["buyers"]}),
        "winner": Counter({" ".join(n.split()) for a in won for n in a["winners"]}),
        "value": Counter(
            (Decimal(a["value"]), a["currency"]) for a in won if a["value"]
        ),
        "date": Counter(a["date"] for a in won if a["date"]),
    }


def read_awards(notice: Source) -> dict[str, Counter[Any]]:
    every = [one for one in said(notice) if isinstance(one, Statement)]
    won = [one for one in every if one.type == "AWARDED_TO"]
    buyers = [one.subject for one in every if one.type == "ISSUED"]
    amounts = {one.amount.locator: one.amount for one in won if one.amount}
    days = {one.date.locator: one.date.value for one in won if one.date}
    return {
        "buyer": Counter({" ".join(body.text.split()) for body in buyers if body}),
        "winner": Counter({" ".join(o.object.text.split()) for o in won if o.object}),
        "value": Counter((Decimal(a.value), a.currency) for a in amounts.values()),
        "date": Counter(days.values()),
    }


def test_every_valid_eform_gives_a_buyer_or_registers_a_body(notices: Path) -> None:
    silent = []
    for file in sorted(notices.glob("*.xml")):
        if file.name[0].isdigit() or file.name.startswith("INVALID"):
            continue
        (record,) = read(opened(file))
        assert isinstance(record, Record)
        types = {one.type for one in ted.state(record) if isinstance(one, Statement)}
        if "ISSUED" not in types and record.kind != "business_registration":
            silent.append(file.name)
    assert silent == []


def test_invalid_eforms_are_read_or_named(notices: Path) -> None:
    files = sorted(notices.glob("INVALID*.xml"))
    assert len(files) == 12
    assert [len(read(opened(file))) for file in files] == [1] * 12
