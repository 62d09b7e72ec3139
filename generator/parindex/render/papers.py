"""What is written about one unit without knowing the others.

All of it can be made as soon as the unit is scored, in any process, and the records that it is made from can be let go
of: a country is held as text. What needs the whole group (rank, median, best) is written later: `site`, `opendata`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from markupsafe import Markup

from parindex.i18n.mirror import ORIGINAL
from parindex.i18n.text import step_text
from parindex.model.analysis import packed_marks
from parindex.model.evidence import EvidenceStatus, locked_on, statuses
from parindex.model.filing import Evidence
from parindex.model.repository import CycleResult
from parindex.model.result import RANKED, LeafResult, UnitResult
from parindex.render import stats, urls
from parindex.render.appraised import Move, Proofs, moves_of, proofs_of
from parindex.render.documents import OBJECTIONS, OWN, REPLIES, Documents, attestations
from parindex.render.environment import environment, finished, page_words, stage_name
from parindex.render.forms import trial_of
from parindex.render.health import Health, health_of
from parindex.render.leaves import LeafWriter
from parindex.render.opendata.units import UnitData, UnitDataWriter, traces_of
from parindex.render.progress import Step, step_of
from parindex.render.sheets import SheetWriter
from parindex.render.translated import Names
from parindex.render.waiting import Text, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An objection as the docket of a cycle lists it; an empty `outcome` is one without an answer."""

    code: str
    name: str
    date: str
    outcome: str
    answered: str
    before: Fraction
    after: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """One unit in one cycle, as text in UTF-8.

    Long texts may wait on the disk. `details` is the part of its page below the areas, with the `anchors` of its
    sections; `rows` are its rows on the pages of the leaves and `points` its official points there, in the order of the
    criteria; `data` is for the data files, `trial` for the calculation on its page, `marks` for what is told beside a
    rank. `sheet` are its documents by criterion and `health` how they fare; nothing of both where nothing is scored.
    `step` is how far it has come, `moves` what the appraisal did to its claim, `proofs` what it accepted in full;
    nothing of both without a result. `files` are documents of the repository that the site carries: where to, and
    where from. `data` and `trial` are the same in every language and stand in the papers of the first one only.
    """

    details: Text
    anchors: tuple[str, ...]
    rows: Sequence[bytes]
    points: tuple[Fraction | None, ...]
    data: UnitData | None
    docket: tuple["Entry", ...] = ()
    trial: bytes = b""
    marks: bytes = b""
    sheet: Text = b""
    health: Health | None = None
    step: Step = Step.NOT_FILED
    moves: tuple[Move, ...] = ()
    proofs: Proofs | None = None
    files: tuple[tuple[str, str], ...] = ()

    def below(self) -> bytes:
        """The part of its page below the areas; what was filed is escaped in it."""
        return text_of(self.details)

    def by_criterion(self) -> bytes:
        """Its documents by criterion; what was filed is escaped in it."""
        return text_of(self.sheet)


class Clerk:
    """Writes the papers of the units of one cycle in one language."""

    def __init__(self, cycle: CycleResult, templates: Path, lang: str = ORIGINAL) -> None:
        self._names = Names(cycle, lang)
        self.cycle = cycle = self._names.of_cycle(cycle)
        self.words = page_words(lang)
        self._files_at = "" if lang == ORIGINAL else urls.from_unit(lang, cycle.programme.id, cycle.cycle.id)
        pages = environment(templates, self.words)
        pages.filters["step"] = lambda step: step_text(step, lang, self._told)
        self._template = pages.get_template("unit-details.html")
        self._data = UnitDataWriter(cycle)
        self._leaves = {
            group: LeafWriter(self.words, cycle, criteria)
            for group, criteria in (cycle.regulation.sets.items() if cycle.regulation else ())
        }
        self._sheets = {group: SheetWriter(self.words, writer.criteria) for group, writer in self._leaves.items()}

    def papers(self, result: UnitResult, history: Sequence[Any] = ()) -> Papers:
        """Everything about one unit that its own result says; `history` are the rows of its timeline in git."""
        original = self.words.lang == ORIGINAL
        result = self._names.result(result)
        writer = self._leaves.get(result.unit.group)
        known = result.official is not None
        losses = stats.losses(result) if result.official else []
        sections = {
            "mat-diem": bool(losses),
            "tung-tieu-chi": bool(result.leaves),
            "tai-lieu": bool(result.submission and result.submission.evidence),
            "qua-trinh": True,
        }
        traces = traces_of(result, self.words.lang, self._told)
        own, replies, appealed = self._documents(result)
        health = health_of(result, (own.states, replies.states, appealed.states))
        sheet = self._sheets[result.unit.group].written(result, own, replies, appealed) if health else ""
        details = self._template.render(
            result=result,
            losses=losses,
            articles=Markup(writer.articles(result, traces, own, replies, appealed)) if writer else "",  # noqa: S704
            documents=Markup(own.listed()),  # noqa: S704
            reply_documents=Markup(replies.listed()),  # noqa: S704
            objection_documents=Markup(appealed.listed()),  # noqa: S704
            history=history,
            sample=self.cycle.programme.sample,
            timeline=self._timeline(result),
        )
        return Papers(
            details=finished(details, self.words).encode(),
            anchors=tuple(anchor for anchor, there in sections.items() if there),
            rows=tuple(finished(row, self.words).encode() for row in writer.rows(result)) if writer else (),
            points=tuple(leaf.official.points if known and leaf.official.counts else None for leaf in result.leaves),
            data=self._data.written(result, traces) if original else None,
            docket=tuple(_docket(leaf) for leaf in result.leaves if leaf.objection),
            trial=trial_of(result) if original else b"",
            marks=packed_marks(result.leaves) if result.standing in RANKED else b"",
            sheet=finished(sheet, self.words).encode(),
            health=health,
            step=step_of(result),
            moves=moves_of(result),
            proofs=proofs_of(result),
            files=tuple(self._files(result, own, replies, appealed)) if health else (),
        )

    def _told(self, text: str) -> str:
        """A text of the criteria that stands in a step."""
        return self.words.quote(self._names.said(text))

    def _files(self, result: UnitResult, *lists: Documents) -> Iterator[tuple[str, str]]:
        programme, cycle, unit = self.cycle.programme.id, self.cycle.cycle, result.unit.id
        for documents in lists:
            for key, record in documents.records.items():
                if documents.is_published(key):
                    yield (
                        urls.paper_file(programme, cycle.id, unit, record.path),
                        f"{cycle.folder}/{unit}/{record.path}",
                    )

    def _documents(self, result: UnitResult) -> tuple[Documents, Documents, Documents]:
        """What the unit filed, what came with its replies and what came with its objections."""
        locked = locked_on(self.cycle.cycle, result.unit.id)

        def known(records: Mapping[str, Evidence]) -> Mapping[str, EvidenceStatus]:
            return statuses(records, result.seen, locked)

        filed = result.submission.evidence if result.submission else {}
        replied = result.explanation.evidence if result.explanation else {}
        appealed = result.appeal.evidence if result.appeal else {}
        attested = attestations(result, self.cycle, self.words)
        unit, files = result.unit.id, self._files_at
        return (
            Documents(unit, filed, OWN, self.words, known(filed), attested, locked, files),
            Documents(unit, replied, REPLIES, self.words, known(replied), place=files),
            Documents(unit, appealed, OBJECTIONS, self.words, known(appealed), place=files),
        )

    def _timeline(self, result: UnitResult) -> list[tuple[str, str]]:
        """What happened to a filing and on which day, in order; nothing of an appraisal that may not be shown yet."""
        t, cycle = self.words.t, self.cycle
        approval = result.submission.approval if result.submission else None
        if cycle.imported:
            return [(approval.date, t["time-imported"].format(source=approval.by))] if approval else []
        rows = [(cycle.cycle.dates.get("open", ""), t["time-open"])]
        if approval is not None:
            document = f" ({self.words.quote(approval.document)})" if approval.document else ""
            rows.append((approval.date, t["time-approved"].format(name=approval.by, title=approval.title) + document))
        rows.append((cycle.cycle.receipts.get(result.unit.id, "")[:10], t["time-received"]))
        if cycle.regulation is not None and result.appraisal is not None:
            rows += [(stage.date, stage_name(cycle.regulation, stage.stage)) for stage in result.appraisal.stages]
        if result.explanation is not None:
            rows.append((result.explanation.date, t["time-explained"]))
        if result.appeal is not None:
            entries = result.appeal.entries
            rows += [(entry.date, t["time-appealed"].format(code=code)) for code, entry in entries.items()]
        if result.rulings is not None:
            rulings = result.rulings.rulings
            rows += [(ruling.date, t["time-ruled"].format(code=code)) for code, ruling in rulings.items()]
        decision = cycle.cycle.decision
        if decision is not None and result.standing in RANKED:
            rows.append((decision.date, t["time-decided"].format(number=decision.number)))
        return sorted((row for row in rows if row[0]), key=lambda row: row[0])


def _docket(leaf: LeafResult) -> Entry:
    entry, ruling = leaf.objection, leaf.ruling
    return Entry(
        code=leaf.leaf.code,
        name=leaf.leaf.name,
        date=entry.date if entry else "",
        outcome=ruling.outcome.value if ruling else "",
        answered=ruling.date if ruling else "",
        before=(leaf.before_ruling or leaf.official).points,
        after=leaf.official.points,
    )


def papers_of(cycle: CycleResult, templates: Path, lang: str) -> Mapping[str, Papers]:
    """The papers of all units of a cycle by unit, where the results still hold their records."""
    clerk = Clerk(cycle, templates, lang)
    return {result.unit.id: clerk.papers(result) for result in cycle.units}
