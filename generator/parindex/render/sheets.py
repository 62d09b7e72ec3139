"""A unit's documents sorted by criterion: what stands on its evidence page.

Written where the unit is scored, like the lower part of its page. What identifies each document stands once, in the
list on the unit's page, and every row here leads to it.
"""

from collections.abc import Iterator, Sequence

from parindex.i18n.evidencewords import moment_day, state_name
from parindex.i18n.words import Words
from parindex.model.criteria import CriteriaSet, Node
from parindex.model.evidence import ILL, EvidenceState
from parindex.model.filing import EvidenceRef
from parindex.model.result import LeafResult, UnitResult
from parindex.render import urls
from parindex.render.documents import Documents
from parindex.render.escaping import safe, safe_labels


class SheetWriter:
    """Writes the evidence pages of the units of one criteria set."""

    def __init__(self, words: Words, criteria: CriteriaSet) -> None:
        self.words = words
        self.t = safe_labels(words.t)
        self.criteria = criteria

    def written(self, result: UnitResult, own: Documents, replies: Documents, objections: Documents) -> str:
        """A table for each area; nothing where nothing is scored. Documents without a criterion come last."""
        page = _Page(self, result.unit.id)
        by_area: dict[str, list[str]] = {}
        for leaf in result.leaves:
            if leaf.leaf.self_scored:
                lines = page.lines(leaf, result, own, replies, objections)
                by_area.setdefault(self.criteria.area_of[leaf.leaf.code], []).append(page.row(leaf, lines))
        tables = [self._table(area, by_area[area.code]) for area in self.criteria.areas if area.code in by_area]
        return "".join((*tables, *page.uncited(result, own)))

    def _table(self, area: Node, rows: Sequence[str]) -> str:
        name = safe(area.name)
        head = f'<tr><th scope="col">{self.t["criterion"]}</th><th scope="col">{self.t["evidence"]}</th></tr>'
        return (
            f"<section><h2>{area.code}. {name}</h2>\n"
            f'<table class="pi-table pi-sheet pi-stack"><caption class="pi-sr">{name}</caption>'
            f"<thead>{head}</thead><tbody>\n{''.join(rows)}</tbody></table></section>\n"
        )


class _Page:
    """The page of one unit: where a document stands for the first time, its title stands; after that its number."""

    def __init__(self, writer: SheetWriter, unit: str) -> None:
        self.words, self.t = writer.words, writer.t
        self.unit = f"../{safe(unit)}.html"
        self.named: set[str] = set()

    def lines(
        self, leaf: LeafResult, result: UnitResult, own: Documents, replies: Documents, objections: Documents
    ) -> list[str]:
        """The documents behind a leaf: the answer's, those of a reply, those of an objection."""
        reply = result.explanation.replies.get(leaf.leaf.code) if result.explanation else None
        return [
            *self._cited(leaf.answer.evidence if leaf.answer else (), own, ""),
            *self._cited(reply.evidence if reply else (), replies, self.t["reply"]),
            *self._cited(leaf.objection.evidence if leaf.objection else (), objections, self.t["docket-objection"]),
        ]

    def row(self, leaf: LeafResult, lines: Sequence[str]) -> str:
        """A leaf with its documents, or why there are none."""
        answer, code = leaf.answer, leaf.leaf.code
        if lines:
            cell = lines[0] if len(lines) == 1 else "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
        elif answer is None:
            cell = f'<span class="pi-muted">{self.t["state-not-answered"]}</span>'
        elif answer.not_applicable:
            cell = f'<span class="pi-muted">{self.t["state-not-applicable"]}</span>'
        else:
            why = self.t["proof-explained" if answer.explanation else "proof-nothing"]
            cell = f'<span class="pi-muted">{why}</span>'
        link = f'<a href="{self.unit}#{urls.anchor(code)}">{code}</a>'
        return f'<tr><th scope="row">{link} {safe(leaf.leaf.name)}</th><td>{cell}</td></tr>\n'

    def _cited(self, refs: Sequence[EvidenceRef], documents: Documents, origin: str) -> Iterator[str]:
        for ref in refs:
            if ref.id in documents.records:
                begun = f'<span class="pi-tag">{origin}</span> ' if origin else ""
                yield f"{begun}{self._document(ref.id, documents, documents.at(ref))}"

    def _document(self, key: str, documents: Documents, at: str) -> str:
        """A link to the document, and one to all that is known of it."""
        record, status = documents.records[key], documents.states[key]
        number = f"{self.t['evidence-number']} {safe(record.number)}" if record.number else ""
        again = f"{documents.prefix}{key}" in self.named
        self.named.add(f"{documents.prefix}{key}")
        told = [] if again or not number else [number]
        if status.state is not EvidenceState.UNCHECKED or not told:
            told.append(safe(state_name(self.words, status)))
        if status.seen:
            told.append(self.t["proof-seen"].format(day=moment_day(self.words, status.seen)))
        ill = ' class="pi-ill"' if status.state in ILL else ""
        known = f'<a{ill} href="{self.unit}#{documents.prefix}{safe(key)}">{", ".join(told)}</a>'
        if again and number:
            link = documents.opened(key, number, "")
        else:
            link = documents.opened(key, documents.title[key], "") if record.path else documents.link[key]
        return f"{link}{at} ({known})"

    def uncited(self, result: UnitResult, own: Documents) -> Iterator[str]:
        """The documents that no answer points at."""
        cited = {ref.id for leaf in result.leaves if leaf.answer for ref in leaf.answer.evidence}
        left = [key for key in own.records if key not in cited]
        if left:
            items = "".join(f"<li>{self._document(key, own, '')}</li>\n" for key in left)
            yield f"<section><h2>{self.t['proof-uncited']}</h2>\n<ul>{items}</ul></section>\n"
