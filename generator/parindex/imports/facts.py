"""A table of figures per unit and metric as the facts of a campaign: answers, values of other indices, official points.

Nothing is scored here: the engine does that from the facts. What people filed by hand always goes first, see
docs/importing.md.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from parindex.encode.yamltext import yaml_text
from parindex.imports.fault import ImportFault
from parindex.imports.files import Imported, readable, roster_text
from parindex.imports.merge import with_answers
from parindex.imports.names import LONGEST, is_id, slug
from parindex.imports.section import Section
from parindex.imports.table import Table, TableRow, require_columns
from parindex.model.criteria import Branch, CriteriaSet, Leaf, wanted_facts
from parindex.model.criteria import Imported as ImportedRule
from parindex.model.regulation import Regulation
from parindex.model.roster import OFFICIAL_TOTAL

COLUMNS = ("unit", "name", "group", "metric", "done", "total", "excused", "number", "option", "value", "points", "max")
"""What a column may stand for; `value` goes to imported leaves, `points` and `max` to the official table."""

_FACTS = ("done", "total", "excused", "number", "option")
_PROGRAMME = (
    *("id", "name", "name-en", "index-name", "index-name-en"),
    *("authority", "authority-en", "notice", "notice-en"),
)
_CYCLE = (
    "id",
    "title",
    "title-en",
    "regulation",
    "previous",
    "disclosure",
    "dates",
    "notice",
    "notice-en",
    "break",
    "partial",
)
_SOURCE = ("title", "publisher", "url", "decision", "dated", "note")
_EVIDENCE = ("id", "kind", "number", "issuer", "title", "date", "url", "section", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRule:
    """What some rows are: `code` names the leaf, area or "total" of their points, `leaf` takes their value."""

    where: Mapping[str, str]
    code: str
    leaf: str
    skip: bool
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsMap:
    """A decoded map."""

    programme: Mapping[str, Any]
    cycle: Mapping[str, Any]
    source: Mapping[str, str]
    evidence_id: str
    evidence: Mapping[str, str]
    approval: Mapping[str, str]
    columns: Mapping[str, str]
    groups: Mapping[str, str]
    keep: tuple[tuple[str, frozenset[str]], ...]
    drop_suffix: tuple[str, ...]
    parent: str
    with_all: str
    names_en: Mapping[str, str]
    codes: tuple[CodeRule, ...]
    titles: Mapping[str, str]
    official: str


def facts_map(value: object) -> FactsMap:
    """The map in a YAML value; ImportFault names the first place that does not fit."""
    top = Section.of(
        value,
        "",
        *("programme", "cycle", "source", "evidence", "approval", "columns", "groups", "csv", "rows", "units"),
        *("codes", "indices", "official"),
    )
    programme, cycle = top.section("programme", *_PROGRAMME), top.section("cycle", *_CYCLE)
    source, evidence = top.section("source", *_SOURCE), top.section("evidence", *_EVIDENCE)
    for section, keys in ((programme, ("id",)), (evidence, ("id",))):
        for key in keys:
            if not is_id(section.text(key)):
                raise ImportFault("import-map-id", place=section.at(key), value=section.text(key))
    cycle.text("id"), cycle.text("regulation"), source.text("title"), evidence.text("title")
    approval = top.section("approval", "by", "title", "date", "document")
    approval.text("by"), approval.text("title"), approval.text("date")
    columns = top.section("columns", *COLUMNS)
    for key in ("name", "metric"):
        columns.text(key)
    units = top.section("units", "drop-suffix", "parent", "with-all", "names-en", optional=True)
    return FactsMap(
        programme=programme.only(*_PROGRAMME),
        cycle=cycle.only(*_CYCLE),
        source=source.only(*_SOURCE),
        evidence_id=evidence.text("id"),
        evidence=evidence.only(*_EVIDENCE[1:]),
        approval=approval.only("by", "title", "date", "document"),
        columns={key: columns.text(key) for key in columns.value},
        groups=_groups(top, columns),
        keep=tuple((row.text("column"), frozenset(row.texts("is"))) for row in top.sections("rows", "column", "is")),
        drop_suffix=units.texts("drop-suffix"),
        parent=units.text("parent", ""),
        with_all=units.text("with-all", ""),
        names_en=units.pairs("names-en"),
        codes=tuple(_code_rules(top)),
        titles=top.pairs("indices"),
        official=top.section("official", "source", optional=True).text("source", ""),
    )


def _groups(top: Section, columns: Section) -> dict[str, str]:
    """Group column value → group id; without such a column the one group that `groups` names."""
    if columns.has("group"):
        return top.pairs("groups")
    return {"": top.text("groups")}


def _code_rules(top: Section) -> Iterator[CodeRule]:
    for row in top.sections("codes", "where", "code", "leaf", "skip"):
        if not row.pairs("where"):
            raise ImportFault("import-map-missing", place=row.at("where"))
        if not (row.has("code") or row.has("leaf") or row.has("skip")):
            raise ImportFault("import-map-missing", place=row.at("code"))
        yield CodeRule(
            where=row.pairs("where"),
            code=row.text("code", ""),
            leaf=row.text("leaf", ""),
            skip=bool(row.text("skip", "")),
            place=row.place,
        )


@dataclass(slots=True)
class _Unit:
    """What the table says about one unit."""

    id: str
    name: str
    group: str
    code: str
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    official: dict[str, tuple[str, str]] = field(default_factory=dict)


def import_facts(
    mapping: FactsMap, table: Table, regulation: Regulation, existing: Mapping[str, str], *, replace: bool = False
) -> Imported:
    """The files of one cycle. `existing` holds the texts of the programme's files, which are grown and never rewritten.

    `programme.yaml` and `cycle.yaml` are written only where they are missing; the roster grows; answers, imported
    values and official points are added where they are missing, and with `replace` also where they differ.
    Raises ImportFault where map, table and criteria do not fit each other.
    """
    _check_columns(mapping, table)
    rows = _kept(mapping, table)
    home = f"submissions/{mapping.programme['id']}"
    folder = f"{home}/{mapping.cycle['id']}"
    units = _units(mapping, table, rows, regulation, _known_ids(existing.get(f"{home}/units.yaml"), home))
    files = dict(_heads(mapping, home, folder, existing))
    files[f"{home}/units.yaml"] = roster_text(
        f"{home}/units.yaml", existing.get(f"{home}/units.yaml"), list(_roster(mapping, units))
    )
    external = _external(mapping, regulation, units, existing.get(f"{folder}/external.yaml"), folder, replace=replace)
    if external:
        files[f"{folder}/external.yaml"] = external
    if mapping.official:
        held = existing.get(f"{folder}/official.csv")
        files[f"{folder}/official.csv"] = _official(regulation, units, held, replace=replace)
    for unit in units.values():
        if unit.answers:
            path = f"{folder}/{unit.id}/self-assessment.yaml"
            files[path] = _filing(mapping, regulation, unit, path, existing.get(path), replace=replace)
    return Imported(files=files, rows=len(rows))


def _check_columns(mapping: FactsMap, table: Table) -> None:
    wanted = [(f"columns.{key}", column) for key, column in mapping.columns.items()]
    wanted += [("rows", column) for column, _ in mapping.keep]
    wanted += [(f"{rule.place}.where", key) for rule in mapping.codes for key in rule.where]
    wanted += [("units.with-all", mapping.with_all)] if mapping.with_all else []
    require_columns(table, wanted)


def _kept(mapping: FactsMap, table: Table) -> list[TableRow]:
    rows = [row for row in table.rows if all(row.cells[column] in held for column, held in mapping.keep)]
    if mapping.with_all:
        column, key = mapping.with_all, mapping.columns.get("unit", mapping.columns["name"])
        needed = {row.cells[column] for row in rows}
        has: dict[str, set[str]] = {}
        for row in rows:
            has.setdefault(row.cells[key], set()).add(row.cells[column])
        rows = [row for row in rows if has[row.cells[key]] == needed]
    if not rows:
        raise ImportFault("import-no-rows")
    return rows


def _known_ids(text: str | None, home: str) -> dict[str, str]:
    """Ids that the roster gives to official codes: a unit keeps its id even when its name has changed."""
    if text is None:
        return {}
    units = readable(f"{home}/units.yaml", text, top="units").value["units"]
    return {unit["code"]: unit["id"] for unit in units if isinstance(unit, dict) and "code" in unit and "id" in unit}


def _units(
    mapping: FactsMap, table: Table, rows: list[TableRow], regulation: Regulation, known: Mapping[str, str]
) -> dict[str, _Unit]:
    units: dict[str, _Unit] = {}
    used: set[str] = set()
    for row in rows:
        unit = _unit(mapping, row, regulation, known)
        held = units.setdefault(unit.id, unit)
        if (held.name, held.group, held.code) != (unit.name, unit.group, unit.code):
            raise ImportFault("import-unit-differs", row.line, unit=unit.id, held=held.name, name=unit.name)
        rule = next(
            (rule for rule in mapping.codes if all(row.cells[key] == text for key, text in rule.where.items())), None
        )
        if rule is not None:
            used.add(rule.place)
        if rule is None or not rule.skip:
            _read_row(mapping, table, row, criteria=regulation.sets[unit.group], unit=held, rule=rule)
    for rule in mapping.codes:
        if rule.place not in used:
            raise ImportFault("import-no-match", place=rule.place)
    return units


def _unit(mapping: FactsMap, row: TableRow, regulation: Regulation, known: Mapping[str, str]) -> _Unit:
    name = row.cells[mapping.columns["name"]]
    for suffix in mapping.drop_suffix:
        name = name.removesuffix(suffix).strip()
    if not name:
        raise ImportFault("import-no-name", row.line, column=mapping.columns["name"])
    code = row.cells[mapping.columns["unit"]] if "unit" in mapping.columns else ""
    made = known.get(code) or slug(f"{code} {name}")
    if not is_id(made):
        raise ImportFault("import-no-id", row.line, name=name, longest=str(LONGEST))
    said = row.cells[mapping.columns["group"]] if "group" in mapping.columns else ""
    if mapping.groups.get(said) not in regulation.sets:
        raise ImportFault("import-group-unknown", row.line, value=mapping.groups.get(said, said))
    return _Unit(id=made, name=name, group=mapping.groups[said], code=code)


def _read_row(
    mapping: FactsMap, table: Table, row: TableRow, *, criteria: CriteriaSet, unit: _Unit, rule: CodeRule | None
) -> None:
    metric = row.cells[mapping.columns["metric"]]
    by_metric = {leaf.external_id: leaf.code for leaf in criteria.leaves if leaf.external_id}
    code = rule.code if rule else by_metric.get(metric, "")
    leaf_code = (rule.leaf or rule.code) if rule else code
    if not code and not leaf_code:
        raise ImportFault("import-metric-unknown", row.line, metric=metric, group=unit.group)
    areas = {area.code for area in criteria.areas}
    for named in filter(None, {code, leaf_code}):
        if named not in criteria.by_code and named not in areas and named != OFFICIAL_TOTAL:
            raise ImportFault("import-code-unknown", row.line, code=named, metric=metric, group=unit.group)
    leaf = criteria.by_code.get(leaf_code)
    if leaf is not None:
        _read_facts(mapping, table, row, leaf, unit)
    if "points" in mapping.columns and code:
        if code in unit.official:
            raise ImportFault("import-code-twice", row.line, code=code, unit=unit.name)
        points = table.figure(row, mapping.columns["points"])
        unit.official[code] = (points, table.figure(row, mapping.columns["max"]) if "max" in mapping.columns else "")


def _read_facts(mapping: FactsMap, table: Table, row: TableRow, leaf: Leaf, unit: _Unit) -> None:
    if leaf.code in unit.answers or leaf.code in unit.values:
        raise ImportFault("import-code-twice", row.line, code=leaf.code, unit=unit.name)
    if isinstance(leaf.rule, ImportedRule):
        value = table.figure(row, mapping.columns["value"]) if "value" in mapping.columns else ""
        if value:
            unit.values[leaf.code] = value
        return
    must, may = wanted_facts(leaf.rule)
    if not leaf.self_scored or not must <= set(_FACTS):
        raise ImportFault("import-leaf-not-fillable", row.line, code=leaf.code, method=leaf.rule.method)
    facts: dict[str, Any] = {}
    for key in _FACTS:
        if key in must | may and key in mapping.columns:
            column = mapping.columns[key]
            text = row.cells[column] if key == "option" else table.figure(row, column)
            if text:
                facts[key] = text
    if not facts:
        return
    for key in sorted(must - set(facts)):
        raise ImportFault("import-fact-missing", row.line, code=leaf.code, key=key)
    unit.answers[leaf.code] = {**facts, "evidence": [mapping.evidence_id]}


def _heads(mapping: FactsMap, home: str, folder: str, existing: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    path = f"{home}/programme.yaml"
    if path not in existing:
        for key in ("name", "index-name", "authority"):
            if key not in mapping.programme:
                raise ImportFault("import-map-missing", place=f"programme.{key}")
        yield path, yaml_text(mapping.programme)
    path = f"{folder}/cycle.yaml"
    if path not in existing:
        if "title" not in mapping.cycle:
            raise ImportFault("import-map-missing", place="cycle.title")
        cycle = {
            "cycle": mapping.cycle["id"],
            "kind": "campaign",
            **mapping.cycle,
            "dates": mapping.cycle.get("dates", {}),
        }
        del cycle["id"]
        if mapping.official:
            cycle["official"] = {"table": "official.csv", "source": mapping.official}
        cycle["source"] = mapping.source
        yield path, yaml_text(cycle)
    elif mapping.official and "official" not in readable(path, existing[path], top="dates").value:
        # Without the key nobody would ever read the table that is about to be written.
        raise ImportFault("import-official-unnamed", path=path)


def _roster(mapping: FactsMap, units: Mapping[str, _Unit]) -> Iterator[dict[str, str]]:
    parent = next((unit.id for unit in units.values() if unit.code == mapping.parent), "") if mapping.parent else ""
    if mapping.parent and not parent:
        raise ImportFault("import-no-match", place="units.parent")
    for unit in units.values():
        english = mapping.names_en.get(unit.name, "")
        row = {"id": unit.id, "name": unit.name, **({"name-en": english} if english else {}), "group": unit.group}
        if parent and unit.id != parent:
            row["parent"] = parent
        if unit.code:
            row["code"] = unit.code
        yield row


def _external(
    mapping: FactsMap,
    regulation: Regulation,
    units: Mapping[str, _Unit],
    text: str | None,
    folder: str,
    *,
    replace: bool,
) -> str:
    indices: dict[str, Any] = {}
    if text is not None:
        indices = dict(readable(f"{folder}/external.yaml", text, top="indices").value["indices"])
    grown = {key: {**row, "values": dict(row.get("values", {}))} for key, row in indices.items()}
    for unit in units.values():
        for code, value in unit.values.items():
            leaf = regulation.sets[unit.group].by_code[code]
            if not isinstance(leaf.rule, ImportedRule):
                continue
            made = {
                "title": mapping.titles.get(leaf.rule.index, leaf.name),
                "source": dict(mapping.source),
                "values": {},
            }
            values = grown.setdefault(leaf.rule.index, made)["values"]
            if replace or unit.id not in values:
                values[unit.id] = value
    for key in mapping.titles:
        if key not in grown:
            raise ImportFault("import-no-match", place=f"indices.{key}")
    if text is not None and all(row["values"] == indices.get(key, {}).get("values", {}) for key, row in grown.items()):
        return text
    return yaml_text({"cycle": mapping.cycle["id"], "indices": grown}) if grown else ""


def _official(regulation: Regulation, units: Mapping[str, _Unit], text: str | None, *, replace: bool) -> str:
    held: dict[tuple[str, str], list[str]] = {}
    if text is not None:
        lines = list(csv.reader(io.StringIO(text, newline="")))
        held = {(line[0], line[1]): line for line in lines[1:] if len(line) == 4}
    for unit in units.values():
        for code in _official_order(regulation.sets[unit.group]):
            key = (unit.id, code)
            if code in unit.official and (replace or key not in held):
                held[key] = [*key, *unit.official[code]]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("unit", "code", "points", "max"))
    writer.writerows(held.values())
    return out.getvalue()


def _official_order(criteria: CriteriaSet) -> Iterator[str]:
    """Leaves, then their area, area by area; the total at the end."""
    for area in criteria.areas:
        if isinstance(area, Branch):
            yield from (leaf.code for leaf in area.leaves())
        yield area.code
    yield OFFICIAL_TOTAL


def _filing(
    mapping: FactsMap, regulation: Regulation, unit: _Unit, path: str, text: str | None, *, replace: bool
) -> str:
    order = [leaf.code for leaf in regulation.sets[unit.group].leaves]
    answers = {code: unit.answers[code] for code in order if code in unit.answers}
    if text is not None:
        held = mapping.evidence_id, mapping.evidence
        return with_answers(path, text, order, answers, held, replace=replace)
    schema = f"../../../../schema/groups/{regulation.id}/{unit.group}.self-assessment.schema.json"
    filing = {
        "unit": unit.id,
        "cycle": mapping.cycle["id"],
        "evidence": {mapping.evidence_id: mapping.evidence},
        "answers": answers,
        "approval": mapping.approval,
    }
    return f"# yaml-language-server: $schema={schema}\n" + yaml_text(filing, rows_in_line=False)
