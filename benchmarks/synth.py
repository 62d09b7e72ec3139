"""A synthetic data repository for measuring: one programme, one campaign, as many communes as asked for.

The communes file under the criteria of `criteria/can-tho-2407-2021` (58 leaves, of which a unit answers 50), each with
a self-assessment of 15 documents and an appraisal of two stages; survey and decision exist, so that all are ranked.
Names and figures are drawn from a seed: the same seed and number make the same bytes.

    python benchmarks/synth.py FOLDER --units 1000
"""

import argparse
import hashlib
import shutil
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from parindex.encode.yamltext import yaml_text
from parindex.load.criteria import load_regulation
from parindex.model import criteria as c
from parindex.model.points import exact_text
from parindex.model.regulation import Regulation
from parindex.source.worktree import worktree

ROOT = Path(__file__).resolve().parents[1]
REGULATION = "can-tho-2407-2021"
GROUP = "xa-phuong"
PROGRAMME = "tinh-do-dac"
CYCLE = "2025"
SEED = 766
EVIDENCE = 15

# A survey file may hold 200,000 nodes; a row is some twelve. Four of the seven questions stay out for 4,000 units.
QUESTIONS_ASKED = 3

_KINDS = (
    ("ke-hoach", "plan", "KH", "Kế hoạch"),
    ("bao-cao", "report", "BC", "Báo cáo kết quả"),
    ("quyet-dinh", "decision", "QĐ", "Quyết định về"),
    ("thong-bao", "notice", "TB", "Thông báo kết luận về"),
    ("bien-ban", "record", "BB", "Biên bản kiểm tra"),
)
_SUBJECTS = (
    "cải cách hành chính năm 2025 của Ủy ban nhân dân xã",
    "công tác tiếp nhận và trả kết quả giải quyết thủ tục hành chính tại bộ phận một cửa",
    "phân công nhiệm vụ của cán bộ, công chức và người hoạt động không chuyên trách",
    "chuyển đổi số, xử lý văn bản điện tử và ký số trên hệ thống dùng chung",
    "thực hiện dân chủ ở cơ sở và đối thoại của người đứng đầu với Nhân dân",
)
_SENTENCES = (
    "Số liệu lấy từ hệ thống thông tin giải quyết thủ tục hành chính, đã đối chiếu với sổ của bộ phận một cửa.",
    "Đơn vị đã rà soát tài liệu kèm theo trước khi trình Chủ tịch Ủy ban nhân dân xã phê duyệt.",
    "Phần chưa đạt do nhiệm vụ được giao trong quý IV; đã đưa vào kế hoạch năm sau, giao công chức văn phòng theo dõi.",
    "Các nhiệm vụ hoàn thành đều có sản phẩm được lưu trên hệ thống quản lý văn bản, kèm số và ngày ban hành.",
    "Kết quả đã được công khai trên trang thông tin điện tử và bảng tin của Ủy ban nhân dân xã.",
)
_PARTS = ("I", "II", "III", "IV", "phụ lục 1", "phụ lục 2")
_NOTE = "Bản ký số phát hành trên hệ thống quản lý văn bản, đăng tại trang thông tin điện tử của xã."
_FIRST = ("An", "Bình", "Cẩm", "Đông", "Hòa", "Hưng", "Lộc", "Mỹ", "Phú", "Phước", "Tân", "Thạnh", "Thuận", "Vĩnh")
_SECOND = (
    "Bình",
    "Cường",
    "Điền",
    "Hải",
    "Hiệp",
    "Khánh",
    "Lâm",
    "Long",
    "Nghĩa",
    "Phong",
    "Quới",
    "Sơn",
    "Thới",
    "Xuân",
)


def write_repository(folder: Path, units: int, seed: int = SEED) -> c.CriteriaSet:
    """Writes a repository with `units` communes into `folder`, which must not hold one; answers with their criteria."""
    shutil.copytree(ROOT / "criteria" / REGULATION, folder / "criteria" / REGULATION)
    regulation = load_regulation(worktree(folder), REGULATION).regulation
    if regulation is None:
        raise SystemExit(f"criteria/{REGULATION} cannot be loaded")
    criteria = regulation.sets[GROUP]
    ids = [f"xa-{number:05d}" for number in range(1, units + 1)]
    _write_heads(folder, regulation, criteria, ids, seed)
    for unit in ids:
        chance = Random(f"{seed}/{unit}")
        given = {leaf.code: _fact(leaf.rule, chance) for leaf in criteria.self_scored}
        place = f"submissions/{PROGRAMME}/{CYCLE}/{unit}"
        _write(folder, f"{place}/self-assessment.yaml", _self_assessment(unit, criteria, given, chance))
        _write(folder, f"{place}/appraisal.yaml", _appraisal(unit, criteria, given, regulation, chance))
    return criteria


def _write(folder: Path, path: str, value: dict[str, Any]) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(yaml_text(value), encoding="utf-8")


def _write_heads(folder: Path, regulation: Regulation, criteria: c.CriteriaSet, ids: list[str], seed: int) -> None:
    chance = Random(f"{seed}/campaign")
    top = f"submissions/{PROGRAMME}"
    programme = {
        "id": PROGRAMME,
        "name": "Tỉnh Đo Đạc",
        "name-en": "Measuring Province",
        "index-name": "Chỉ số cải cách hành chính cấp xã",
        "index-name-en": "Index of communes",
        "authority": "Ủy ban nhân dân tỉnh Đo Đạc",
        "sample": "true",
        "notice": "Dữ liệu hư cấu, chỉ dùng để đo tốc độ.",
    }
    _write(folder, f"{top}/programme.yaml", programme)
    roster = [
        {
            "id": unit,
            "name": f"Xã {chance.choice(_FIRST)} {chance.choice(_SECOND)} {number}",
            "name-en": f"Commune {number}",
            "group": GROUP,
            "code": f"{number:05d}",
            "valid-from": "2020-01-01",
        }
        for number, unit in enumerate(ids, 1)
    ]
    _write(folder, f"{top}/units.yaml", {"units": roster})
    cycle = {
        "cycle": CYCLE,
        "kind": "campaign",
        "title": "Xác định Chỉ số cải cách hành chính cấp xã năm 2025",
        "title-en": "Index of communes, 2025",
        "regulation": REGULATION,
        "disclosure": "after-decision",
        "dates": {"open": "2025-12-01", "self-scoring-ends": "2026-01-07", "decided": "2026-01-31"},
        "councils": [{"id": "hoi-dong", "name": "Hội đồng thẩm định"}],
    }
    _write(folder, f"{top}/{CYCLE}/cycle.yaml", cycle)
    moments = {unit: f"2026-01-0{chance.randint(4, 7)}T{chance.randint(8, 16):02d}:30:00+07:00" for unit in ids}
    receipts = {unit: {"received": moment, "by": "Văn thư Sở Nội vụ"} for unit, moment in moments.items()}
    _write(folder, f"{top}/{CYCLE}/receipts.yaml", {"cycle": CYCLE, "receipts": receipts})
    asked: dict[str, c.Survey] = {}
    for leaf in criteria.leaves:
        if isinstance(leaf.rule, c.Survey) and len(asked) < QUESTIONS_ASKED:
            asked.setdefault(leaf.rule.question, leaf.rule)
    questions = {question: {unit: _count(rule, chance) for unit in ids} for question, rule in asked.items()}
    conducted = {"by": "Bưu điện tỉnh", "from": "2025-11-01", "to": "2025-12-15", "method": "Phát phiếu trực tiếp"}
    _write(folder, f"{top}/{CYCLE}/survey.yaml", {"cycle": CYCLE, "conducted": conducted, "questions": questions})
    decision = {
        "cycle": CYCLE,
        "number": "12/QĐ-UBND",
        "date": "2026-01-30",
        "issuer": regulation.authority,
        "title": "Quyết định công bố Chỉ số cải cách hành chính cấp xã năm 2025",
    }
    _write(folder, f"{top}/{CYCLE}/decision.yaml", decision)


def _count(rule: c.Survey, chance: Random) -> dict[str, Any]:
    sample = chance.randint(30, 200)
    answers: dict[str, str] = {}
    left = sample
    for answer in rule.answers:
        some = left if answer is rule.answers[-1] else chance.randint(0, left)
        if some:
            answers[answer.id] = str(some)
        left -= some
    return {"sample": str(sample), "answers": answers}


def _fact(rule: c.Rule, chance: Random) -> dict[str, Any]:
    """A possible answer, a good one more often than a bad one."""
    if isinstance(rule, c.Choice):
        return {"option": rule.options[min(int(chance.expovariate(1.6)), len(rule.options) - 1)].id}
    if isinstance(rule, c.Checklist):
        return {"items": [item.id for item in rule.items if chance.random() < 0.8] or [rule.items[0].id]}
    if isinstance(rule, c.Steps | c.Ratio) and rule.measure.is_share:
        total = chance.randint(20, 2000)
        return {"done": str(total - int(total * min(chance.expovariate(9), 1))), "total": str(total)}
    if isinstance(rule, c.Branches):
        return {"figures": {figure: str(chance.randint(1, 30)) for figure in rule.figures}}
    if isinstance(rule, c.Deduct):
        return {"number": str(int(chance.expovariate(1.5)))}
    return {"number": str(chance.randint(1, 12))}


def _self_assessment(unit: str, criteria: c.CriteriaSet, given: dict[str, Any], chance: Random) -> dict[str, Any]:
    evidence = dict(_document(unit, number, chance) for number in range(EVIDENCE))
    records = list(evidence)
    answers: dict[str, Any] = {}
    for number, leaf in enumerate(criteria.self_scored):
        # Each record is used at least once; every second answer points at a second one.
        refs: list[Any] = [{"id": records[number % EVIDENCE], "pages": str(chance.randint(1, 20))}]
        if number % 2 == 0:
            refs.append({"id": records[(number + 4) % EVIDENCE], "section": f"Phần {chance.choice(_PARTS)}"})
        answers[leaf.code] = {**given[leaf.code], "evidence": refs}
        if chance.random() < 0.9:
            answers[leaf.code]["explanation"] = chance.choice(_SENTENCES)
    approval = {
        "by": f"Nguyễn Văn {chance.choice(_SECOND)}",
        "title": "Chủ tịch Ủy ban nhân dân xã",
        "date": f"2026-01-0{chance.randint(2, 4)}",
        "document": f"{chance.randint(1, 90)}/BC-UBND",
        "sha256": hashlib.sha256(unit.encode()).hexdigest(),
    }
    return {"unit": unit, "cycle": CYCLE, "evidence": evidence, "answers": answers, "approval": approval}


def _document(unit: str, number: int, chance: Random) -> tuple[str, dict[str, str]]:
    word, kind, mark, title = _KINDS[number % len(_KINDS)]
    key, issued = f"{word}-{number + 1:02d}", chance.randint(1, 400)
    record = {
        "kind": kind,
        "number": f"{issued}/{mark}-UBND",
        "issuer": "Ủy ban nhân dân xã",
        "title": f"{title} {_SUBJECTS[number // len(_KINDS) % len(_SUBJECTS)]}",
        "date": f"2025-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        "url": f"https://vanban.tinh-do-dac.example/{unit}/2025/{issued}-{word}.pdf",
        "pages": "1-20",
        "length": str(chance.randint(20, 60)),
        "sha256": hashlib.sha256(f"{unit}/{key}".encode()).hexdigest(),
        "note": _NOTE,
    }
    return key, record


def _appraisal(
    unit: str, criteria: c.CriteriaSet, given: dict[str, Any], regulation: Regulation, chance: Random
) -> dict[str, Any]:
    first, last = regulation.appraisal_stages(GROUP)
    looked_at = chance.sample(criteria.self_scored, 8)
    decisions: dict[str, Any] = {}
    for leaf in sorted(looked_at, key=criteria.leaves.index):
        if isinstance(leaf.rule, c.Ratio) and int(given[leaf.code]["done"]) > 2:
            done, total = int(given[leaf.code]["done"]), given[leaf.code]["total"]
            decisions[leaf.code] = {
                "correct": {"done": str(done - chance.randint(1, 2)), "total": total},
                "reason-code": "figure-not-proven",
                "reason": "Tài liệu kèm theo không chứng minh được toàn bộ số đã khai; chỉ công nhận phần có hồ sơ.",
            }
        else:
            decisions[leaf.code] = {"accept": "true"}
    marks = {
        leaf.code: {"points": _mark(leaf.max_points, chance), "reason": "Theo biên bản họp Hội đồng thẩm định."}
        for leaf in criteria.leaves
        if isinstance(leaf.rule, c.CouncilMark)
    }
    stages = [
        {"stage": first.id, "by": ["hoi-dong"], "date": "2026-01-14", "decisions": decisions},
        {"stage": last.id, "by": ["hoi-dong"], "date": "2026-01-26", "rest": "accepted", "decisions": marks},
    ]
    return {"unit": unit, "cycle": CYCLE, "stages": stages}


def _mark(maximum: Fraction, chance: Random) -> str:
    return exact_text(maximum * chance.randint(12, 20) / 20)


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes a synthetic data repository.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    write_repository(arguments.folder, arguments.units, arguments.seed)


if __name__ == "__main__":
    main()
