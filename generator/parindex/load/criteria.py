"""Decodes `criteria/<regulation>/`: the regulation and the criteria set of every unit group.

The schema has been held against the files before, so decoding trusts their shape; what only shows when the files
are read together (an unknown shared leaf, an unknown block) becomes a finding here, everything about the content
of the law is left to `check.criteria`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from parindex.load.document import Document, read_document
from parindex.load.english import english_of
from parindex.load.schema import schema_findings
from parindex.model import criteria as c
from parindex.model.digest import criteria_digest
from parindex.model.finding import Finding, Place, error
from parindex.model.names import ENGLISH, RESERVED_GROUPS
from parindex.model.points import HUNDRED, Rounding, parse_exact
from parindex.model.regulation import (
    Adjustments,
    Block,
    Fact,
    FieldHead,
    Grade,
    Regulation,
    RoundingPolicy,
    Source,
    Stage,
    StageKind,
    TieRule,
    UnitGroup,
)
from parindex.model.tree import FileTree

CRITERIA = "criteria"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedRegulation:
    """A regulation, or None where its files cannot be used, with what was found in them.

    A fault in the English wording leaves the regulation as it is, without that wording.
    """

    id: str
    regulation: Regulation | None
    documents: Mapping[str, Document]
    findings: tuple[Finding, ...]


def regulation_ids(tree: FileTree) -> list[str]:
    """The folders below `criteria/`, in order."""
    return sorted({path.split("/")[1] for path in tree.under(CRITERIA) if path.count("/") >= 2})


def load_regulation(tree: FileTree, regulation: str) -> LoadedRegulation:
    """Everything in `criteria/<regulation>/`; with any error in it there is no regulation to score by."""
    folder = f"{CRITERIA}/{regulation}"
    documents: dict[str, Document] = {}
    findings: list[Finding] = []
    for path in tree.under(folder):
        if not path.endswith(".yaml") or path.count("/") != 2 or path == f"{folder}/{ENGLISH}":
            continue
        data = tree.read(path)
        document = read_document(path, data)
        documents[path] = document
        name = path.rsplit("/", 1)[1].removesuffix(".yaml")
        kind = name if name in ("regulation", "leaves") else "criteria"
        findings += document.findings
        findings += document.located(schema_findings(document, kind))
    head_path = f"{folder}/regulation.yaml"
    if head_path not in documents:
        findings.append(error("file-missing", head_path, (), 1, 1, file=head_path))
    wording, english, odd = english_of(tree, folder)
    made: Regulation | None = None
    if not findings:
        decoder = _Decoder(folder, documents, criteria_digest(tree, regulation), english)
        made = decoder.regulation()
        for path, document in documents.items():
            findings += document.located([found for found in decoder.findings if found.path == path])
        if decoder.findings:
            made = None
    documents |= wording
    return LoadedRegulation(id=regulation, regulation=made, documents=documents, findings=(*findings, *odd))


def _flag(value: str | None, default: bool = False) -> bool:
    return default if value is None else value == "true"


class _Decoder:
    def __init__(self, folder: str, documents: Mapping[str, Document], sha256: str, english: Mapping[str, str]) -> None:
        self.folder = folder
        self.documents = documents
        self.sha256 = sha256
        self.english = english
        self.findings: list[Finding] = []
        self.path = f"{folder}/regulation.yaml"
        self.head: Mapping[str, Any] = documents[self.path].value
        shared = documents.get(f"{folder}/leaves.yaml")
        self.shared: Mapping[str, Any] = shared.value["leaves"] if shared else {}
        self.blocks = [block["id"] for block in self.head["blocks"]]
        survey = self.head.get("survey", {})
        self.survey_answers = survey.get("answers", [])
        self.survey_minimum = int(survey.get("minimum-sample", "0"))
        self.survey_missing = c.MissingSurvey(survey.get("missing", "block"))
        self.policy = c.NotApplicablePolicy(self.head["not-applicable"]["policy"])

    def regulation(self) -> Regulation:
        head = self.head
        rounding = head["rounding"]
        return Regulation(
            id=head["id"],
            title=head["title"],
            title_en=head.get("title-en", head["title"]),
            short=head["short"],
            authority=head["authority"],
            decision_number=head["decision"]["number"],
            decision_issued=head["decision"].get("issued", ""),
            illustrative=head["status"] == "illustrative",
            status_note=head.get("status-note", ""),
            sources={key: source_of(key, value) for key, value in head["sources"].items()},
            facts=tuple(
                Fact(
                    subject=fact["subject"],
                    text=fact["text"],
                    source=fact["source"],
                    item=fact.get("item", ""),
                    assumed=_flag(fact.get("assumed")),
                )
                for fact in head["facts"]
            ),
            scale_max=parse_exact(head["scale"]["max"]),
            rounding=RoundingPolicy(
                decimals=int(rounding["decimals"]),
                mode=Rounding(rounding.get("mode", "half-up")),
                points_at_leaf=rounding.get("points-at") == "leaf",
                grade_on_printed=rounding.get("grade-on") == "printed",
                rank_on_printed=rounding.get("rank-on") == "printed",
            ),
            tie_rule=TieRule(head["ties"]["rule"]),
            tie_breakers=tuple(head["ties"].get("breakers", ())),
            blocks=tuple(
                Block(
                    id=block["id"],
                    name=block["name"],
                    name_en=block.get("name-en", block["name"]),
                    max_points=parse_exact(block["max"]) if "max" in block else None,
                )
                for block in head["blocks"]
            ),
            grades=grades_of(head["grades"]["bands"]),
            grades_assumed=_flag(head["grades"].get("assumed")),
            grades_name=head["grades"].get("name", ""),
            not_applicable=self.policy,
            reduce_within_block=head["not-applicable"].get("within", "block") == "block",
            stages=tuple(
                Stage(
                    id=stage["id"],
                    kind=StageKind(stage["kind"]),
                    name=stage["name"],
                    by=stage["by"],
                    due=stage.get("due", ""),
                    groups=tuple(stage.get("groups", ())),
                    note=stage.get("note", ""),
                    assumed=_flag(stage.get("assumed")),
                )
                for stage in head["stages"]
            ),
            groups=tuple(
                UnitGroup(
                    id=group["id"],
                    name=group["name"],
                    name_en=group.get("name-en", group["name"]),
                    note=group.get("note", ""),
                )
                for group in head["groups"]
            ),
            bonus=self._adjustments("bonus"),
            penalty=self._adjustments("penalty"),
            evidence_rules=tuple(head.get("evidence", {}).get("rules", ())),
            field_heads=tuple(
                FieldHead(
                    id=field["id"],
                    head=field["head"],
                    areas=tuple(field.get("areas", ())),
                    focal_officer=field.get("focal-officer", ""),
                    role=field.get("role", ""),
                    source=field.get("source", ""),
                    assumed=_flag(field.get("assumed")),
                )
                for field in head.get("field-heads", ())
            ),
            sets=self._sets(),
            path=self.path,
            sha256=self.sha256,
            replaces=head.get("replaces", ""),
            english=self.english,
        )

    def _sets(self) -> dict[str, c.CriteriaSet]:
        sets: dict[str, c.CriteriaSet] = {}
        head = self.path
        for number, group in enumerate(self.head["groups"]):
            if group["id"] in RESERVED_GROUPS:
                # Its file is another one's, so nothing of the group can be read.
                self._add("id-reserved", head, ("groups", str(number), "id"), id=group["id"])
                continue
            path = f"{self.folder}/{group['id']}.yaml"
            document = self.documents.get(path)
            if document is None:
                self._add("file-missing", head, ("groups", str(number)), file=path)
                continue
            value = document.value
            self.path = path
            sets[group["id"]] = c.CriteriaSet(
                regulation=self.head["id"],
                group=value["group"],
                name=value["name"],
                name_en=value.get("name-en", value["name"]),
                max_points=parse_exact(value["max"]),
                areas=self._nodes(value["areas"], ("areas",), self.blocks[0], value.get("status")),
                illustrative=value.get("status", self.head["status"]) == "illustrative",
                path=path,
            )
        self.path = head
        return sets

    def _nodes(self, nodes: Sequence[Any], place: Place, block: str, status: str | None) -> tuple[c.Node, ...]:
        return tuple(self._node(node, (*place, str(number)), block, status) for number, node in enumerate(nodes))

    def _node(self, raw: Mapping[str, Any], place: Place, block: str, status: str | None) -> c.Node:
        node = raw
        if "use" in raw:
            if raw["use"] not in self.shared:
                self._add("shared-leaf-unknown", self.path, (*place, "use"), id=raw["use"])
                node = {**raw, "name": raw["use"], "max": "0", "method": "council"}
            else:
                node = {**self.shared[raw["use"]], **raw}
        block = node.get("block", block)
        if "parts" not in node:
            return self._leaf(node, place, block, node.get("status", status))
        return c.Branch(
            code=node["code"],
            name=node["name"],
            name_en=node.get("name-en", node["name"]),
            max_points=parse_exact(node["max"]),
            parts=self._nodes(node["parts"], (*place, "parts"), block, node.get("status", status)),
            guidance=node.get("guidance", ""),
            assumed=_flag(node.get("assumed")),
        )

    def _leaf(self, node: Mapping[str, Any], place: Place, block: str, status: str | None) -> c.Leaf:
        if block not in self.blocks:
            self._add("block-unknown", self.path, (*place, "block"), id=block, options=", ".join(self.blocks))
        maximum = parse_exact(node["max"])
        rule = self._rule(node, maximum)
        evidence = node.get("evidence", {})
        policy = node.get("not-applicable-policy")
        basis = node.get("basis")
        return c.Leaf(
            code=node.get("code") or node["id"],
            name=node["name"],
            name_en=node.get("name-en", node["name"]),
            max_points=maximum,
            block=block,
            rule=rule,
            self_scored=not isinstance(rule, c.NOT_SELF_SCORED) and _flag(node.get("self-scored"), default=True),
            may_be_not_applicable=node.get("not-applicable") == "allowed",
            not_applicable_policy=c.NotApplicablePolicy(policy) if policy else self.policy,
            evidence_wanted=evidence.get("wanted", ""),
            evidence_required=_flag(evidence.get("required"), default=True),
            guidance=node.get("guidance", ""),
            basis=c.Basis(source=basis["source"], item=basis.get("item", "")) if basis else None,
            illustrative=(status or self.head["status"]) == "illustrative",
            assumed=_flag(node.get("assumed")),
            external_id=node.get("external-id", ""),
            groups=tuple(node.get("groups", ())),
        )

    def _rule(self, node: Mapping[str, Any], maximum: Fraction) -> c.Rule:
        method = node["method"]
        if method == "options":
            return c.Choice(options=_options(node["options"], maximum))
        if method == "checklist":
            return c.Checklist(items=_options(node["items"], maximum))
        if method == "steps":
            return c.Steps(
                measure=_measure(node["measure"]),
                bands=tuple(_band(band, maximum) for band in node["bands"]),
                when_none=c.WhenNone(node.get("when-none", "zero")),
            )
        if method == "ratio":
            return c.Ratio(
                measure=_measure(node["measure"]),
                complement=_flag(node.get("complement")),
                full_at=_exact(node.get("full-at")),
                zero_below=_exact(node.get("zero-below")),
                share_decimals=int(node["share-decimals"]) if "share-decimals" in node else None,
                when_none=c.WhenNone(node.get("when-none", "zero")),
            )
        if method == "branches":
            return c.Branches(
                figures={figure["id"]: figure["label"] for figure in node["figures"]},
                fractional=frozenset(figure["id"] for figure in node["figures"] if _flag(figure.get("fractional"))),
                signed=frozenset(figure["id"] for figure in node["figures"] if _flag(figure.get("signed"))),
                cases=tuple(
                    c.BranchCase(when=case.get("when", ""), points=case["points"], label=case.get("label", ""))
                    for case in node["branches"]
                ),
            )
        if method == "count":
            return c.Count(measure=_measure(node["measure"]), each=parse_exact(node["each"]))
        if method == "deduct":
            return c.Deduct(
                measure=_measure(node["measure"]),
                each=parse_exact(node["each"]),
                floor=parse_exact(node.get("floor", "0")),
            )
        if method == "survey":
            return c.Survey(
                question=node["question"],
                answers=_options(node.get("answers", self.survey_answers), HUNDRED),
                minimum_sample=self.survey_minimum,
                missing=self.survey_missing,
            )
        if method == "imported":
            return c.Imported(index=node["index"], per=parse_exact(node.get("per", "100")))
        if method == "rank-change":
            return c.RankChange(
                index=node["index"], each=_exact(node.get("each")), improved=_exact(node.get("improved"))
            )
        return c.CouncilMark()

    def _adjustments(self, kind: str) -> Adjustments:
        value = self.head.get(kind)
        if value is None:
            return Adjustments()
        items = tuple(
            self._leaf(item, (kind, "items", str(number)), self.blocks[0], None)
            for number, item in enumerate(value["items"])
        )
        return Adjustments(
            items=items,
            in_index=value["placement"] == "index",
            cap=_exact(value.get("max")),
            clamp=_flag(value.get("clamp")),
            note=value.get("note", ""),
        )

    def _add(self, rule: str, path: str, place: Place, **params: str) -> None:
        self.findings.append(error(rule, path, place, **params))


def source_of(key: str, value: Mapping[str, str]) -> Source:
    """A cited source from its entry."""
    return Source(
        id=key,
        title=value["title"],
        publisher=value.get("publisher", ""),
        url=value.get("url", ""),
        dated=value.get("dated", ""),
        decision=value.get("decision", ""),
        note=value.get("note", ""),
    )


def grades_of(bands: Sequence[Mapping[str, str]]) -> tuple[Grade, ...]:
    """Classes from the best down."""
    return tuple(
        Grade(
            id=band["id"],
            label=band["label"],
            label_en=band.get("label-en", band["label"]),
            lower=_exact(band.get("from", band.get("above"))),
            lower_open="above" in band,
        )
        for band in bands
    )


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else parse_exact(text)


def _options(rows: Sequence[Mapping[str, str]], maximum: Fraction) -> tuple[c.Option, ...]:
    return tuple(
        c.Option(id=row["id"], label=row["label"], points=_worth(row, maximum), label_en=row.get("label-en", ""))
        for row in rows
    )


def _worth(row: Mapping[str, str], maximum: Fraction) -> Fraction:
    if "points" in row:
        return parse_exact(row["points"])
    return parse_exact(row["percent"]) * maximum / HUNDRED


def _measure(value: Mapping[str, str]) -> c.Measure:
    return c.Measure(
        label=value["label"],
        done=value.get("done", ""),
        total=value.get("total", ""),
        excused=value.get("excused", ""),
        number=value.get("number", ""),
        unit=value.get("unit", ""),
        fractional=_flag(value.get("fractional")),
    )


def _band(value: Mapping[str, str], maximum: Fraction) -> c.Band:
    return c.Band(
        points=_worth(value, maximum),
        lower=_exact(value.get("above", value.get("from"))),
        lower_open="above" in value,
        upper=_exact(value.get("below", value.get("up-to"))),
        upper_open="below" in value,
        label=value.get("label", ""),
    )
