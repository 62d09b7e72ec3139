"""A unit's documents sorted by criterion: what stands on its evidence page.

Written where the unit is scored, like the lower part of its page. What identifies each document stands once, in the
list on the unit's page, and every row here leads to it.
"""

from collections.abc import Iterator, Mapping, Sequence

from parindex.i18n.evidencewords import moment_day, state_name
from parindex.i18n.words import Words
from parindex.model.criteria import CriteriaSet, Node
from parindex.model.evidence import ILL
from parindex.model.filing import EvidenceRef
from parindex.model.result import LeafResult, UnitResult
from parindex.render import urls
from parindex.render.documents import Documents
from parindex.render.escaping import safe


class SheetWriter:
    """Writes the evidence pages of the units of one criteria set."""

    def __init__(self, words: Words, criteria: CriteriaSet) -> None:
        self.words = words
        self.t = {key: safe(text) for key, text in words.t.items()}
        self.criteria = criteria

    def written(self, result: UnitResult, own: Documents, replies: Documents, objections: Documents) -> str:
        """A table for each area; nothing where nothing is scored. Documents without a criterion come last."""
        unit = safe(result.unit.id)
        by_area: dict[str, list[str]] = {}
        for leaf in result.leaves:
            row = self._row(leaf, unit, result, own, replies, objections)
            if row:
                by_area.setdefault(self.criteria.area_of[leaf.leaf.code], []).append(row)
        tables = [self._table(area, by_area[area.code]) for area in self.criteria.areas if area.code in by_area]
        return "".join((*tables, *self._uncited(result, own, unit)))

    def _table(self, area: Node, rows: Sequence[str]) -> str:
        name = safe(area.name)
        head = f'<tr><th scope="col">{self.t["criterion"]}</th><th scope="col">{self.t["evidence"]}</th></tr>'
        return (
            f'<section><h2>{area.code}. {name}</h2>\n<table class="pi-table pi-sheet"><caption class="pi-sr">{name}'
            f"</caption><thead>{head}</thead><tbody>\n{''.join(rows)}</tbody></table></section>\n"
        )

    def _row(
        self,
        leaf: LeafResult,
        unit: str,
        result: UnitResult,
        own: Documents,
        replies: Documents,
        objections: Documents,
    ) -> str:
        if not leaf.leaf.self_scored:
            return ""
        answer, code = leaf.answer, leaf.leaf.code
        reply = result.explanation.replies.get(code) if result.explanation else None
        lines = [
            *self._lines(answer.evidence if answer else (), own, unit, ""),
            *self._lines(reply.evidence if reply else (), replies, unit, self.t["reply"]),
            *self._lines(
                leaf.objection.evidence if leaf.objection else (), objections, unit, self.t["docket-objection"]
            ),
        ]
        if not lines:
            if answer is None:
                told = self.t["state-not-answered"]
            elif answer.not_applicable:
                told = self.t["state-not-applicable"]
            else:
                told = self.t["proof-explained" if answer.explanation else "proof-nothing"]
            cell = f'<span class="pi-muted">{told}</span>'
        else:
            cell = lines[0] if len(lines) == 1 else "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
        link = f'<a href="../{unit}.html#{urls.anchor(code)}">{code}</a>'
        return f'<tr><th scope="row">{link} {safe(leaf.leaf.name)}</th><td>{cell}</td></tr>\n'

    def _lines(self, refs: Sequence[EvidenceRef], documents: Documents, unit: str, origin: str) -> Iterator[str]:
        for ref in refs:
            if ref.id in documents.records:
                begun = f'<span class="pi-tag">{origin}</span> ' if origin else ""
                yield f"{begun}{documents.link[ref.id]}{documents.at(ref)}{self._known(ref.id, documents, unit)}"

    def _known(self, key: str, documents: Documents, unit: str) -> str:
        """Number and state, leading to all that is known of the document."""
        record, status = documents.records[key], documents.states[key]
        number = f"{self.t['evidence-number']} {safe(record.number)}, " if record.number else ""
        day = f", {self.t['proof-seen'].format(day=moment_day(self.words, status.seen))}" if status.seen else ""
        ill = ' class="pi-ill"' if status.state in ILL else ""
        told = f"{number}{safe(state_name(self.words, status))}{day}"
        return f' (<a{ill} href="../{unit}.html#{documents.prefix}{safe(key)}">{told}</a>)'

    def _uncited(self, result: UnitResult, own: Documents, unit: str) -> Iterator[str]:
        cited = {ref.id for leaf in result.leaves if leaf.answer for ref in leaf.answer.evidence}
        left: Mapping[str, object] = {key: record for key, record in own.records.items() if key not in cited}
        if left:
            items = "".join(f"<li>{own.link[key]}{self._known(key, own, unit)}</li>\n" for key in left)
            yield f"<section><h2>{self.t['proof-uncited']}</h2>\n<ul>{items}</ul></section>\n"
