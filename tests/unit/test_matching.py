"""Names of payees held against an invented register: what is found, and what is left unknown."""

import random
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.lake import Lake, text_schema
from ingest.matching.candidates import compare
from ingest.matching.match import KEY, companies_query, match_names
from ingest.matching.names import canonical, core, form, key, plain, without_codes
from ingest.matching.register import build_register
from ingest.matching.scoring import face, model, score
from ingest.matching.tables import CANDIDATES
from ingest.model import PROVENANCE, DeliveryKey
from ingest.registry import load_specs

REGISTER = {
    "99900001": "GLIMMERWICK LANTERN RESTORATION LIMITED",
    "99900002": "THE FENWATER HOSPICE FOR OTTERS",
    "99900003": "QUILLSTONE &AMP; DAUGHTERS (HOLDINGS) LTD",
    "99900004": "BRAMBLEWORTH LIMITED",
    "99900005": "BRAMBLEWORTH LLP",
    "99900006": "G. P. THISTLEDOWN HOMECARE LIMITED",
    "99900007": "AGE CONCERN ALDERMERE",
    "99900008": "STARLING MARSH DRAINAGE AND EMBANKMENT SERVICES LIMITED",
    "99900009": "STARLING MARSH EMBANKMENTS LIMITED",
    "99900010": "G T A SERVICES LIMITED",
    "99900011": "G LIMITED",
    "99900012": "INWILLOW WEAVING LIMITED",
    "99900013": "THE OTTERBOURNE VALLEY TRUST GROUP",
    "99900014": "LAMPBLACK (TWO) LIMITED",
    "99900015": "THE LAMP SHOP LIMITED",
    "99900016": "TERNBROOK AVIONICS LIMITED",
    "99900017": "TERNBROOK KEELS INC LIMITED",
    "99900018": "TERNBROOK ROTORS G.M.B.H.",
    "99900019": "GANNETFOLD SPA LIMITED",
}


def register_of(companies: dict[str, str], folder: Path, threads: int = 1) -> Path:
    rows = pa.table(
        {
            "company_number": list(companies),
            "company_name": list(companies.values()),
            "is_current": [True] * len(companies),
            "is_live": [True] * len(companies),
            **{column: [""] * len(companies) for column in PROVENANCE},
        }
    )
    source = folder / "companies.parquet"
    pq.write_table(rows, source)
    target = folder / f"register-{threads}.duckdb"
    build_register(f"select * from read_parquet('{source}')", target, threads)
    return target


def found(
    register: Path, names: list[str], threads: int = 1
) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(register), read_only=True) as connection:
        connection.execute(f"set threads = {threads}")
        connection.register("listed", pa.table({"name_text": names}))
        connection.execute("create temp table payees as select * from listed")
        compare(connection)
        face(connection)
        score(connection)
        rows = connection.execute(
            "select name_text, company_number, probability, same_key from scored order by 1, place"
        ).fetchall()
    result: dict[str, list[tuple[object, ...]]] = {}
    for name, *rest in rows:
        result.setdefault(name, []).append(tuple(rest))
    return result


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return register_of(REGISTER, tmp_path_factory.mktemp("register"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Éxample & Co. Limited", "EXAMPLECOMPANY".replace("COMPANY", "CO")),
        ("EXAMPLE AND CO LTD", "EXAMPLECO"),
        ("G P Homecare Ltd", "GPHOMECARE"),
        ("G.P. HOME CARE LIMITED", "GPHOMECARE"),
        ("Age Concern Aldermere", "AGEUKALDERMERE"),
        ("Lantern Community Interest Company", "LANTERN"),
        ("The The", "THETHE"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(name: str, expected: str) -> None:
    sql = f"select {key(core(plain('$name')))}"
    assert duckdb.execute(sql, {"name": name}).fetchall() == [(expected,)]


def test_the_legal_form_is_read_and_left_out_of_the_name() -> None:
    sql = f"select {form(plain('$name'))}, {core(plain('$name'))}"
    assert duckdb.execute(sql, {"name": "Heron Ltd."}).fetchall() == [("LTD", "HERON")]
    assert duckdb.execute(sql, {"name": "Heron C.I.C."}).fetchall() == [("CIC", "HERON")]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("SERVICES", "SERVICE"), ("PROPERTIES", "PROPERTY"), ("ASSOC", "ASSOCIATION"),
     ("GLASS", "GLASS"), ("GAS", "GAS")],
)  # fmt: skip
def test_a_word_stands_for_its_plural_and_its_short_form(word: str, expected: str) -> None:
    assert duckdb.execute(f"select {canonical('$word')}", {"word": word}).fetchall() == [
        (expected,)
    ]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Glimmerwick Lantern Restoration Ltd", "99900001"),
        ("FENWATER HOSPICE FOR OTTERS (THE)", "99900002"),
        ("Quillstone and Daughters Holdings", "99900003"),
        ("GP THISTLEDOWN HOME CARE LTD", "99900006"),
        ("AGE UK ALDERMERE", "99900007"),
        ("G T A SERVICES LIMITED", "99900010"),
        ("GLIMMERWICK LANTERN RESTORATION LTD T/A THE LAMP SHOP", "99900001"),
        ("IN WILLOW WEAVING LTD", "99900012"),
        ("GLIMMERWICKAA LANTERNAA RESTORATION", "99900001"),
        ("LAMPBLACK TWO LTD", "99900014"),
    ],
)
def test_a_name_finds_the_company_that_bears_it_in_other_words(
    register: Path, name: str, number: str
) -> None:
    best = found(register, [name])[name][0]
    assert best[0] == number
    assert best[2] is True


def test_a_misspelt_and_a_cut_name_find_their_company_as_likely_not_as_the_same(
    register: Path,
) -> None:
    misspelt, cut = "GLIMERWICK LANTERN RESTORATION", "STARLING MARSH DRAINAGE AND EMBANKM"
    names = found(register, [misspelt, cut])
    assert names[misspelt][0][0] == "99900001"
    assert names[cut][0][0] == "99900008"
    assert not names[misspelt][0][2]
    assert not names[cut][0][2]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("TRUST GLIMMERWICK LANTERN RESTORATION LTD SALES OFFICE", "99900001"),
        ("OTTERBOURNE VALLEY TRUST", "99900013"),
        ("STARLING MARSH EMBANKMENTS NORTHERN DEPOT", "99900009"),
    ],
)
def test_a_name_finds_the_company_that_begins_it_or_that_it_begins(
    register: Path, name: str, number: str
) -> None:
    assert found(register, [name])[name][0][0] == number


@pytest.mark.parametrize("name", ["WILLOW WEAVING LTD", "LAMPBLACK LTD"])
def test_a_name_without_a_word_that_tells_companies_apart_is_not_the_same(
    register: Path, name: str
) -> None:
    assert not any(same for _, _, same in found(register, [name]).get(name, []))


def test_a_partnership_is_never_the_company_of_the_same_name(register: Path) -> None:
    names = found(register, ["BRAMBLEWORTH LLP", "BRAMBLEWORTH LTD"])
    assert [number for number, *_ in names["BRAMBLEWORTH LLP"]] == ["99900005"]
    assert [number for number, *_ in names["BRAMBLEWORTH LTD"]] == ["99900004"]


@pytest.mark.parametrize("form", ["INC", "Inc.", "B.V.B.A.", "GmbH & Co KG", "Pty Ltd", "N.V."])
def test_a_company_of_another_country_is_not_the_british_one_of_its_name(
    register: Path, form: str
) -> None:
    name = f"Ternbrook Avionics, {form}"
    assert "99900016" not in {number for number, *_ in found(register, [name]).get(name, [])}


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("TERNBROOK KEELS INC", "99900017"),
        ("TERNBROOK ROTORS GMBH", "99900018"),
        ("INC TERNBROOK AVIONICS", "99900016"),
        ("GANNETFOLD SPA", "99900019"),
    ],
)
def test_a_foreign_form_bars_nobody_whose_name_it_is_part_of_nor_where_it_ends_no_name(
    register: Path, name: str, number: str
) -> None:
    assert found(register, [name])[name][0][0] == number


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("GLIMMERWICK VETS LTD~141442209", "GLIMMERWICK VETS LTD"),
        ("MESSRS GLIMMERWICK#DX 22561", "MESSRS GLIMMERWICK"),
        ("Glimmerwick #106", "Glimmerwick"),
        ("GLIMMERWICK LTD :99900001", "GLIMMERWICK LTD"),
        ("GLIMMERWICK CARE:70299300", "GLIMMERWICK CARE"),
        ("UK0123456701 : Glimmerwick Ltd", "Glimmerwick Ltd"),
        ("GLIMMERWICK #1 LANTERNS LTD", "GLIMMERWICK #1 LANTERNS LTD"),
        ("#1 LANTERNS", "#1 LANTERNS"),
        ("GLIMMERWICK ~ LANTERNS", "GLIMMERWICK ~ LANTERNS"),
        ("LANTERNS : RESTORERS", "LANTERNS : RESTORERS"),
        ("LANTERNS: 1999", "LANTERNS: 1999"),
    ],
)
def test_a_code_that_a_system_hung_on_a_name_is_no_word_of_it(printed: str, name: str) -> None:
    sql = f"select {without_codes('$printed')}"
    assert duckdb.execute(sql, {"printed": printed}).fetchall() == [(name,)]


def test_a_name_with_a_code_finds_the_company_that_it_finds_without(register: Path) -> None:
    name = "Glimmerwick Lantern Restoration Ltd"
    bare, coded = found(register, [name])[name], found(register, [f"{name}~123456"])
    assert coded[f"{name}~123456"] == bare


def test_two_companies_of_one_name_leave_it_unknown_which(register: Path) -> None:
    rivals = found(register, ["BRAMBLEWORTH"])["BRAMBLEWORTH"]
    assert {number for number, _, same in rivals if same} == {"99900004", "99900005"}
    assert all(float(str(chance)) < model().threshold for _, chance, _ in rivals)


def test_a_name_like_no_company_finds_none(register: Path) -> None:
    assert "ZEPHYRINE MUSEUM OF KITES" not in found(register, ["ZEPHYRINE MUSEUM OF KITES"])


def test_matches_do_not_depend_on_order_on_threads_or_on_other_names(tmp_path: Path) -> None:
    dice = random.Random(5)
    words = ["LANTERN", "OTTER", "QUILL", "MARSH", "HERON", "PAVING", "SERVICES", "CARE", "ST"]
    companies = {
        f"999{number:05}": " ".join(dice.sample(words, dice.randint(1, 4))) + " LTD"
        for number in range(600)
    }
    names = sorted({" ".join(dice.sample(words, dice.randint(1, 3))) for _ in range(200)})
    alone = found(register_of(companies, tmp_path), names)
    shuffled = dice.sample(names, len(names))
    backwards = dict(reversed(companies.items()))
    many = tmp_path / "many"
    many.mkdir()
    assert found(register_of(backwards, many, threads=4), shuffled, threads=4) == alone
    few = names[:20]
    assert found(tmp_path / "register-1.duckdb", few) == {
        name: alone[name] for name in few if name in alone
    }


class LandedNight:
    """A lake in which a register and payees have landed."""

    def __init__(self, root: Path) -> None:
        self.lake = Lake(root)
        self.specs = load_specs()
        self.lake.prepare(self.specs.values())

    def register(self, month: str, companies: dict[str, str], previous: str = "") -> None:
        rows = [
            {
                "CompanyNumber": number,
                "CompanyName": name,
                "PreviousName_1_CompanyName": previous,
                "snapshot_month": month,
            }
            for number, name in companies.items()
        ]
        self._land("companies_house", "companies", f"{month}-01T02:00:00+00:00", rows)

    def charities(self, rows: list[dict[str, str]]) -> None:
        stands = {"linked_charity_number": "0", "charity_registration_status": "Registered"}
        filled = [{**stands, **row} for row in rows]
        self._land("charities", "charities", "2026-02-02T02:00:00+00:00", filled)

    def payees(self, publisher: str, names: list[str]) -> None:
        rows = [{"publisher_id": publisher, "supplier_name": name} for name in names]
        self._land("spend", "payments", publisher, rows)

    def suppliers(self, ocid: str, names: list[str]) -> None:
        rows = [
            {"ocid": ocid, "release_id": "1", "supplier_party_id": str(n), "supplier_name": name}
            for n, name in enumerate(names)
        ]
        self._land("contracts_finder", "award_suppliers", ocid, rows)

    def parties(self, ocid: str, names: list[str]) -> None:
        rows = [
            {"ocid": ocid, "release_id": "1", "party_id": str(n), "party_name": name}
            for n, name in enumerate(names)
        ]
        self._land("contracts_finder", "parties", ocid, rows)

    def match(self) -> tuple[int, int]:
        made = match_names(self.lake, self.specs, "code", 1)
        return made.names, made.looked_up

    def candidates(self) -> dict[str, str | None]:
        rows = pq.read_table(self.lake.landed_path(KEY, CANDIDATES)).to_pylist()
        return {
            row["name_text"]: row["company_number"] for row in rows if row["place"] in (None, "1")
        }

    def _land(self, source: str, table: str, period: str, rows: list[dict[str, str]]) -> None:
        delivery = DeliveryKey(source, source, period.replace(":", "-"))
        schema = text_schema(self.specs[source].tables[table].columns)
        stands = {"_fetched_at": period, "_source_url": "u", "_raw_sha256": "0", "_part": ""}
        filled = [{**stands, "_line": str(n), **row} for n, row in enumerate(rows)]
        path = self.lake.landed_path(delivery, table)
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(filled, schema=schema), path)
        self.lake.close(delivery, str(hash(str(rows))), [])


def test_a_night_looks_up_only_the_names_that_are_new(tmp_path: Path) -> None:
    night = LandedNight(tmp_path)
    night.register("2026-02", REGISTER)
    night.payees("fenwater", ["Glimmerwick Lantern Restoration", "Museum of Kites"])
    assert night.match() == (2, 2)
    first = night.candidates()
    assert first == {"Glimmerwick Lantern Restoration": "99900001", "Museum of Kites": None}
    assert night.match() == (2, 0)
    night.payees("heronsby", ["AGE UK ALDERMERE", "Museum of Kites"])
    assert night.match() == (3, 1)
    assert night.candidates() == {**first, "AGE UK ALDERMERE": "99900007"}


def test_suppliers_on_notices_are_looked_up_too_and_buyers_are_not(tmp_path: Path) -> None:
    night = LandedNight(tmp_path)
    night.register("2026-02", REGISTER)
    night.payees("fenwater", ["Museum of Kites"])
    night.suppliers("ocds-a-1", ["AGE UK ALDERMERE", ""])
    night.parties("ocds-a-1", ["Other", "Glimmerwick Lantern Restoration", "Fenwater Council"])
    assert night.match() == (3, 3)
    assert night.candidates() == {
        "AGE UK ALDERMERE": "99900007",
        "Glimmerwick Lantern Restoration": "99900001",
        "Museum of Kites": None,
    }
    night.suppliers("ocds-a-2", ["AGE UK ALDERMERE", "Kites and Sons"])
    assert night.match() == (4, 1)


def test_a_suppliers_name_is_looked_up_as_the_warehouse_reads_it(tmp_path: Path) -> None:
    night = LandedNight(tmp_path)
    night.register("2026-02", REGISTER)
    night.suppliers("ocds-a-1", ["O&#039;Otter &amp; &quot;Sons&quot;, L&apos;X, &pound;"])
    night.match()
    assert list(night.candidates()) == ["O'Otter & \"Sons\", L'X, £"]


def test_a_data_folder_may_have_an_apostrophe_in_its_name(tmp_path: Path) -> None:
    night = LandedNight(tmp_path / "the otter's data")
    night.register("2026-02", REGISTER)
    night.payees("fenwater", ["AGE UK ALDERMERE"])
    assert night.match() == (1, 1)
    night.payees("heronsby", ["Museum of Kites"])
    assert night.match() == (2, 1)
    assert night.candidates()["AGE UK ALDERMERE"] == "99900007"


def test_two_companies_a_name_fits_equally_are_none_however_rare_the_name(tmp_path: Path) -> None:
    night = LandedNight(tmp_path)
    rare = "QUILLBRACKEN OTTERSHAW LANTERNWICK FENMARSH TIMBERWORKS"
    night.register("2026-02", {"99900001": f"{rare} LTD", "99900002": f"{rare} LIMITED"})
    night.payees("fenwater", [rare])
    night.match()
    rows = pq.read_table(night.lake.landed_path(KEY, CANDIDATES)).to_pylist()
    assert [row["is_match"] for row in rows] == ["false", "false"]


def test_a_full_name_with_other_words_is_another_company_however_rare_the_rest(
    tmp_path: Path,
) -> None:
    night = LandedNight(tmp_path)
    rare = "QUILLBRACKEN OTTERSHAW LANTERNWICK FENMARSH TIMBERWORKS"
    others = {f"999{number:05}": f"OTHER {number} SERVICES LTD" for number in range(100, 900)}
    night.register("2026-02", {**others, "99900001": f"{rare} SERVICES LTD"})
    night.payees("fenwater", [rare, f"{rare} LTD"])
    night.match()
    rows = pq.read_table(night.lake.landed_path(KEY, CANDIDATES)).to_pylist()
    likeliest = [row for row in rows if row["place"] == "1"]
    assert [(row["name_text"], row["is_match"]) for row in likeliest] == [
        (rare, "true"),
        (f"{rare} LTD", "false"),
    ]


def test_a_name_of_one_town_is_not_the_company_of_another_however_rare_the_rest(
    tmp_path: Path,
) -> None:
    night = LandedNight(tmp_path)
    rare = "QUILLBRACKEN OTTERSHAW LANTERNWICK FENMARSH TIMBERWORKS"
    others = {f"999{number:05}": f"OTHER {number} LEEDS LTD" for number in range(100, 900)}
    places = {f"998{number:05}": f"ONE {number} CORNWALL LTD" for number in range(100, 900)}
    night.register("2026-02", {**others, **places, "99900001": f"{rare} CORNWALL"})
    names = [f"{rare} LEEDS", f"{rare} OF CORNWALL", f"{rare} SERVICES"]
    night.payees("fenwater", names)
    night.match()
    rows = pq.read_table(night.lake.landed_path(KEY, CANDIDATES)).to_pylist()
    likeliest = {row["name_text"]: row["is_match"] for row in rows if row["place"] == "1"}
    assert likeliest == dict(zip(names, ["false", "true", "true"], strict=True))


def test_a_new_register_looks_up_every_name_again(tmp_path: Path) -> None:
    night = LandedNight(tmp_path)
    night.register("2026-02", REGISTER)
    night.payees("fenwater", ["Museum of Kites"])
    night.match()
    night.register("2026-03", {**REGISTER, "99900012": "MUSEUM OF KITES LIMITED"})
    assert night.match() == (1, 1)
    assert night.candidates() == {"Museum of Kites": "99900012"}


def charity(number: str, name: str, company: str, **other: str) -> dict[str, str]:
    return {
        "registered_charity_number": number,
        "charity_name": name,
        "charity_company_registration_number": company,
        **other,
    }


def test_a_charity_is_found_by_the_name_it_is_registered_under_as_one(tmp_path: Path) -> None:
    night = LandedNight(tmp_path)
    night.register("2026-02", {"99900001": "OTTERS HELD DEAR LTD", "99900002": "HERON SOCIETY"})
    names = ["Fenwater Otter Rescue", "Sleepy Herons", "Twice Named", "Elsewhere", "Heron Society"]
    night.payees("fenwater", names)
    night.match()
    assert set(night.candidates().values()) == {None, "99900002"}
    night.charities(
        [
            charity("1", "FENWATER OTTER RESCUE", " 9990000 1 "),
            charity("2", "SLEEPY HERONS", "99900002", charity_registration_status="Removed"),
            charity("3", "HERON SOCIETY", "99900002"),
            charity("4", "TWICE NAMED", "99900003"),
            charity("5", "TWICE NAMED AGAIN", "99900003"),
            charity("6", "ELSEWHERE", "99900009"),
        ]
    )
    assert night.match() == (5, 5)
    assert night.candidates() == {
        "Fenwater Otter Rescue": "99900001",
        "Sleepy Herons": None,
        "Twice Named": None,
        "Elsewhere": None,
        "Heron Society": "99900002",
    }
    rows = pq.read_table(night.lake.landed_path(KEY, CANDIDATES)).to_pylist()
    (otters,) = (row for row in rows if row["name_text"] == "Fenwater Otter Rescue")
    assert otters["company_name"] == "FENWATER OTTER RESCUE"
    assert (otters["is_match"], otters["_fetched_at"]) == ("true", "2026-02-02T02:00:00+00:00")


def test_a_company_that_left_the_register_or_changed_its_name_is_still_found(
    tmp_path: Path,
) -> None:
    night = LandedNight(tmp_path)
    night.register("2026-02", {"99900001": "OTTERBRIDGE TIMBER LTD", "99900002": "GONE REEDS LTD"})
    night.register("2026-03", {"99900001": "NEWLY NAMED WOODS LTD"}, previous="OLDEST TIMBERS LTD")
    night.payees("fenwater", ["Otterbridge Timber", "Gone Reeds", "Oldest Timbers"])
    night.match()
    assert night.candidates() == {
        "Otterbridge Timber": "99900001",
        "Gone Reeds": "99900002",
        "Oldest Timbers": "99900001",
    }
    files = night.lake.landed / "companies_house" / "companies" / "*.parquet"
    columns = night.specs["companies_house"].tables["companies"].columns
    query = companies_query(f"read_parquet('{files}')", columns)
    rows = duckdb.execute(
        f"select company_name, is_current, is_live from ({query}) order by 1"
    ).fetchall()
    assert rows == [
        ("GONE REEDS LTD", True, False),
        ("NEWLY NAMED WOODS LTD", True, True),
        ("OLDEST TIMBERS LTD", False, True),
        ("OTTERBRIDGE TIMBER LTD", False, True),
    ]
