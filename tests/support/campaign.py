"""One campaign of the example authority as a story: who sends which files when, from the opening to an erratum.

The acceptance test tells it on a real server; the guide “Một kỳ đánh giá từ đầu đến cuối” quotes what it prints.
"""

import re
from collections.abc import Mapping

from support.house import CYCLE, base, edited, unit_file

CYCLE_FILE = f"{CYCLE}/cycle.yaml"
UNITS = "submissions/tinh-thu/units.yaml"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
Files = Mapping[str, str | None]

LOGINS = edited(
    UNITS,
    (
        '    valid-from: "2020-01-01"\n  - id: so-tu-phap',
        '    valid-from: "2020-01-01"\n    officers: [{name: Trần Nội, login: tran-noi}]\n  - id: so-tu-phap',
    ),
    ("officers: [{name: Bùi Văn Y, login: bui-y}]", "officers: [{name: Vũ Thị Thử, login: bui-y}]"),
    (
        '    valid-from: "2025-07-01"\n  - id: xa-binh-minh',
        '    valid-from: "2025-07-01"\n    officers: [{name: Lò An, login: lo-an}]\n  - id: xa-binh-minh',
    ),
)
LOGINS = {UNITS: (LOGINS[UNITS] or "") + "    officers: [{name: Hà Minh, login: ha-minh}]\n"}

FIRST: Files = {**{path: text for path, text in base().items() if not path.startswith(CYCLE)}, **LOGINS}

OPENED = edited(
    CYCLE_FILE,
    ("disclosure: after-decision\n", "disclosure: after-decision\nvotes: required\n"),
    (
        'extensions:\n  - {unit: so-y-te, until: "2026-01-09", by: Giám đốc Sở Nội vụ, '
        "reason: Hệ thống một cửa bảo trì.}\n",
        "",
    ),
)

EXTENDED: Files = {
    CYCLE_FILE: (OPENED[CYCLE_FILE] or "")
    + 'extensions:\n  - {unit: xa-binh-minh, until: "2026-01-09", by: Giám đốc Sở Nội vụ, reason: Mưa lũ.}\n'
}

CRITERIA: Files = {"criteria/mau-thu/so.yaml": base()["criteria/mau-thu/so.yaml"] + "# nới tay\n"}


def with_hash(text: str) -> str:
    """A filing whose approval names the hash of the signed document, so that an officer may carry it."""
    return re.sub(r"(document: [^}]+)\}", rf"\1, sha256: {HASH}}}", text)


FILINGS = {
    unit: with_hash(base()[unit_file(unit)])
    for unit in ("so-noi-vu", "so-tu-phap", "so-y-te", "xa-an-binh", "xa-binh-minh")
}
OFFICERS = {
    "so-noi-vu": "tran-noi",
    "so-tu-phap": "tran-mau",
    "so-y-te": "bui-y",
    "xa-an-binh": "lo-an",
    "xa-binh-minh": "ha-minh",
}
DRAFT = FILINGS["so-tu-phap"].rpartition("approval:")[0]


def filing(unit: str, text: str = "") -> Files:
    """A unit's self-assessment, as it is filed in the end or as `text` says."""
    return {unit_file(unit): text or FILINGS[unit]}


def staged(unit: str, stage: str, decisions: str, date: str, earlier: str = "") -> dict[str, str | None]:
    """An appraisal with one stage, or with one more than `earlier` has."""
    head = earlier or f'unit: {unit}\ncycle: "2025"\nstages:\n'
    body = f'  - stage: {stage}\n    by: [hoi-dong]\n    date: "{date}"\n{decisions}'
    return {unit_file(unit, "appraisal"): head + body}


ACCEPT = '    decisions:\n      "1.1": {accept: true}\n'
CORRECTED = (
    '    decisions:\n      "1.2":\n        correct: {done: "40", total: "50"}\n        reason-code: figure-not-proven\n'
    "        reason: Báo cáo chỉ nêu 40 nhiệm vụ.\n        request-explanation: true\n"
)
UNREASONED = re.sub(r" +reason: .*\n", "", CORRECTED)
CORRECTED_TOO = (
    '    decisions:\n      "2.1":\n        correct: {done: "2300", total: "3000"}\n'
    "        reason-code: figure-not-proven\n        reason: Hệ thống một cửa ghi 2.300 hồ sơ.\n"
)
MARKS = '    rest: accepted\n    decisions:\n      "3.2": {points: "7", reason: Theo biên bản họp Hội đồng.}\n'
REGAINED = (
    '      "1.2":\n        correct: {done: "44", total: "50"}\n        reason-code: explanation-accepted\n'
    "        reason: Công nhận thêm 4 nhiệm vụ theo giải trình.\n"
)

REPLY = base()[unit_file("so-tu-phap", "explanation")]
EXPLAINED: Files = {unit_file("so-tu-phap", "explanation"): REPLY}
UNASKED: Files = {
    unit_file("so-tu-phap", "explanation"): REPLY.replace('"1.2":', '"1.1":').replace(
        '    asks: {done: "44", total: "50"}\n', ""
    )
}

SHARED: Files = {
    path: base()[path] for path in (f"{CYCLE}/survey.yaml", f"{CYCLE}/external.yaml", f"{CYCLE}/adjustments.yaml")
}

APPEAL: Files = {
    unit_file("so-y-te", "appeal"): (
        'unit: so-y-te\ncycle: "2025"\nevidence: {}\nentries:\n  "2.1":\n    date: "2026-01-27"\n'
        "    claim: Hệ thống bỏ sót hồ sơ nộp trực tiếp.\n"
        '    asks: {done: "2400", total: "3000"}\n'
    )
}
RULING: Files = {
    unit_file("so-y-te", "ruling"): (
        'unit: so-y-te\ncycle: "2025"\nrulings:\n  "2.1":\n    date: "2026-01-29"\n    by: hoi-dong\n'
        "    outcome: partly\n    reason: Công nhận 50 hồ sơ có biên nhận.\n"
        '    correct: {done: "2350", total: "3000"}\n'
    )
}

MINUTES: Files = {
    f"{CYCLE}/minutes.yaml": """cycle: "2025"
meetings:
  - id: phien-1
    council: hoi-dong
    date: "2026-01-28"
    document: 12/BB-HĐTĐ
    present: [Lê Thị Kiểm, Phạm Văn Soát, Đỗ Thị Rà]
    recused: {so-noi-vu: [Lê Thị Kiểm]}
    votes:
      so-noi-vu: {for: "2", against: "0", abstained: "0"}
      so-tu-phap: {for: "3", against: "0", abstained: "0"}
      so-y-te: {for: "2", against: "1", abstained: "0"}
      xa-an-binh: {for: "3", against: "0", abstained: "0"}
      xa-binh-minh: {for: "3", against: "0", abstained: "0"}
"""
}
DECISION: Files = {f"{CYCLE}/decision.yaml": base()[f"{CYCLE}/decision.yaml"]}


def erratum(version: str, old: str = "5") -> dict[str, str | None]:
    """The correction of criterion 1.2 after publication; `version` is where the old points stood."""
    return {
        f"{CYCLE}/errata.yaml": (
            'cycle: "2025"\nerrata:\n  - id: dinh-chinh-1\n    date: "2026-03-02"\n    unit: so-tu-phap\n'
            f'    code: "1.2"\n    old: "{old}"\n    new: "10"\n    reason: Cộng sót một nhiệm vụ khi nhập biên bản.\n'
            f"    document: 45/QĐ-UBND\n    version: {version}\n"
        )
    }
