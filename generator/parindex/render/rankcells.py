"""Writes the cells of a group's table, column by column, with the keys of its rows.

Which columns stand in a table is decided by what the group has: nobody reads a column of dashes.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from markupsafe import escape

from parindex.i18n.words import Words
from parindex.model.repository import CycleResult
from parindex.model.result import UnitResult
from parindex.render import charts, urls
from parindex.render.environment import grade_step, printed_index
from parindex.render.escaping import safe_labels
from parindex.render.parents import parents_of
from parindex.render.placing import Placing, index_gained, places_gained, placing_of
from parindex.render.progress import Step
from parindex.render.rankcolumns import Beside, Cell, Column, Filled
from parindex.render.sortkeys import keys, name_keys
from parindex.render.stats import GroupStats


class CellWriter:
    """Writes the cells of one group's table."""

    out = ' class="pi-ranking__out"'

    def __init__(self, cycle: CycleResult, results: Sequence[UnitResult], beside: Beside, words: Words) -> None:
        self.cycle = cycle
        self.results = results
        self.words = words
        self.t = safe_labels(words.t)
        self.parents = parents_of(cycle, results)
        self.before = beside.previous
        self.bands = beside.bands
        self.nexts = beside.nexts
        self.steps = {} if any(result.judged for result in results) else beside.steps
        regulation = cycle.regulation
        assert regulation is not None
        self.regulation = regulation
        self._grades = {
            grade.id: f'<td><span class="pi-grade pi-grade--{grade_step(regulation.grades, grade)}">'
            f"{escape(grade.label)}</span></td>"
            for grade in regulation.grades
        }
        tied = self.t["tied"]
        self._tie = f'<span class="pi-tie" title="{tied}">=<span class="pi-sr"> {tied}</span></span>'

    def kind(self, result: UnitResult) -> str:
        """By what a row is chosen: its class, else (after a hyphen, which no class begins with) its state."""
        if result.judged and result.grade:
            return result.grade.id
        return f"-{self.steps.get(result.unit.id) or placing_of(result)}"

    def states(self) -> Iterable[tuple[str, str]]:
        """The states that the group's units are in, with their labels."""
        if self.steps:
            had = set(self.steps.values())
            return [(step.value, self.words.t[f"board-{step.value}"]) for step in Step if step in had]
        placed = {placing_of(result) for result in self.results}
        return [(placing.value, self.words.t[f"placing-{placing.value}"]) for placing in Placing if placing in placed]

    # ── columns of every table ────────────────────────────────────────────────────────────────────────────────

    def heads(self) -> list[Filled]:
        """Rank where somebody has one, change where it may be told, and the unit."""
        t, made = self.words.t, []
        if any(result.rank for result in self.results):
            ranks = [str(result.rank) if result.rank else "-" for result in self.results]
            made.append(Filled(column=Column(id="hang", label=t["rank"], css="pi-n"), cell=self._rank, keys=ranks))
            if any(result.unit.id in self.before for result in self.results):
                gained = [self._gained(result) for result in self.results]
                column = Column(
                    id="thay-doi", label=t["change"], css="pi-n pi-wide", title=t["change-title"], first="descending"
                )
                made.append(Filled(column=column, cell=self._change, keys=keys(gained)))
        made.append(Filled(column=Column(id="don-vi", label=t["unit"]), cell=self._unit, keys=name_keys(self.results)))
        return made

    def _rank(self, result: UnitResult) -> str:
        if not result.rank:
            return '<td class="pi-n"><span class="pi-muted">–</span></td>'
        return f'<td class="pi-n pi-ranking__rank">{result.rank}{self._tie if result.tied else ""}</td>'

    def _gained(self, result: UnitResult) -> tuple[int, Fraction] | None:
        before = self.before.get(result.unit.id)
        places, index = places_gained(result, before), index_gained(result, before, self.regulation.rounding)
        return None if places is None or index is None else (places, index)

    def _change(self, result: UnitResult) -> str:
        gained = self._gained(result)
        if gained is None:
            return '<td class="pi-n pi-wide"><span class="pi-muted">–</span></td>'
        places, index = gained
        sign = "+" if index > 0 else ""
        small = f'<small class="pi-muted pi-under">{sign}{self.words.number(index)}</small></td>'
        if not places:
            return f'<td class="pi-n pi-wide">{self.t["places-same"]}{small}'
        way, arrow = ("up", "▲") if places > 0 else ("down", "▼")
        told = f'<span aria-hidden="true">{arrow}</span><span class="pi-sr">{self.t["places-" + way]}</span>'
        return f'<td class="pi-n pi-wide"><span class="pi-{way}">{told}{abs(places)}</span>{small}'

    def _unit(self, result: UnitResult) -> str:
        unit = result.unit
        late = self.t["late"].format(days=result.late_days) if result.late_days else ""
        tags = f' <span class="pi-tag pi-tag--late">{late}</span>' if late else ""
        if unit.predecessors:
            tags += f' <span class="pi-tag">{self.t["merged"]}</span>'
        if parent := self.parents.name(result):
            tags += f' <small class="pi-muted pi-under">{escape(parent)}</small>'
        return f'<th scope="row"><a href="{urls.unit_beside(unit.id)}">{escape(unit.name)}</a>{tags}</th>'

    # ── columns of a ranking ──────────────────────────────────────────────────────────────────────────────────

    def judged(self, stats: GroupStats) -> Iterable[Filled]:
        """Index, class, claim against appraisal, areas."""
        t = self.words.t
        indices = keys([result.index if result.judged else None for result in self.results])
        column = Column(id="chi-so", label=t["index"], css="pi-n", first="descending")
        yield Filled(column=column, cell=self._index, keys=indices)
        yield Filled(column=Column(id="thanh", label="", css="pi-wide pi-ranking__bar"), cell=self._bar)
        if self.regulation.grades:
            order = [grade.id for grade in reversed(self.regulation.grades)]
            held = [order.index(result.grade.id) if result.judged and result.grade else None for result in self.results]
            name = self.regulation.grades_name or t["class"]
            column = Column(id="xep-loai", label=name, first="descending")
            yield Filled(column=column, cell=self._grade, keys=keys(held))
        if any(result.unit.id in self.nexts for result in self.results):
            yield self._next()
        if any(result.unit.id in self.bands for result in self.results):
            yield self._band()
        if self.regulation.appraisal_stages(self.results[0].unit.group):
            yield from self._appraised()
        yield from self._areas(stats)

    def _index(self, result: UnitResult) -> str:
        if result.judged:
            return f'<td class="pi-n pi-ranking__index">{printed_index(self.words, result.index, self.cycle)}</td>'
        if self.regulation.grades:
            return '<td class="pi-n"><span class="pi-muted">–</span></td>'
        return f"<td>{self._placing(result)}</td>"

    def _bar(self, result: UnitResult) -> str:
        bar = charts.bar(result.index) if result.judged else ""
        return f'<td class="pi-wide pi-ranking__bar" aria-hidden="true">{bar}</td>'

    def _grade(self, result: UnitResult) -> str:
        if not result.judged:
            return f"<td>{self._placing(result)}</td>"
        return self._grades[result.grade.id] if result.grade else "<td></td>"

    def _placing(self, result: UnitResult) -> str:
        """Why there is no place, and where the unit is, if that says more."""
        placing, standing = placing_of(result).value, result.standing.value
        told = self.t["placing-" + placing]
        more = self.t["standing-" + standing]
        rest = f' <small class="pi-muted pi-under">{more}</small>' if more != told else ""
        return f'<span class="pi-standing pi-standing--{standing}">{told}</span>{rest}'

    def _next(self) -> Filled:
        """What is missing to the class above, and which class that is."""
        found = [self.nexts.get(result.unit.id) if result.rank else None for result in self.results]
        # The classes are named as in the cycle at hand, which may be a translated one.
        called = {grade.id: escape(grade.label) for grade in self.regulation.grades}

        def cell(result: UnitResult) -> str:
            ahead = self.nexts.get(result.unit.id) if result.rank else None
            if ahead is None:
                return '<td class="pi-n pi-wide"><span class="pi-muted">–</span></td>'
            # What is missing is never told as nothing.
            least = Fraction(1, 100)
            told = f"&lt; {self.words.number(least)}" if ahead.index < least else self.words.number(ahead.index)
            name = f'<small class="pi-muted pi-under">{called[ahead.grade.id]}</small>'
            return f'<td class="pi-n pi-wide">{told}{name}</td>'

        order = keys([None if ahead is None else ahead.index for ahead in found])
        label, title = self.words.t["next-short"], self.words.t["next-title"]
        return Filled(
            column=Column(id="loai-tren", label=label, css="pi-n pi-wide", title=title), cell=cell, keys=order
        )

    def _band(self) -> Filled:
        """The places that a unit takes under other weights and another appraisal, beside its official one."""

        def cell(result: UnitResult) -> str:
            band = self.bands.get(result.unit.id)
            told = "–" if band is None else str(band.best) if band.firm else f"{band.best}–{band.worst}"
            return f'<td class="pi-n pi-wide pi-far pi-ranking__band">{told}</td>'

        found = [self.bands.get(result.unit.id) for result in self.results]
        order = keys([None if band is None else (band.best, Fraction(band.worst)) for band in found])
        label, title = self.words.t["band-short"], self.words.t["band-title"]
        return Filled(
            column=Column(id="dai-hang", label=label, css="pi-n pi-wide pi-far", title=title), cell=cell, keys=order
        )

    def _appraised(self) -> Iterable[Filled]:
        """Claim, what stands of it, and the difference: the first two differ by the third in every row."""
        t, figures = self.words.t, {}
        for result in self.results:
            claimed = result.claimed.leaves.points if result.claimed else None
            gap = -result.gap if result.judged and result.gap is not None else None
            stands = claimed + gap if claimed is not None and gap is not None else None
            figures[result.unit.id] = (claimed, stands, gap)
        names = (
            ("tu-cham", t["claimed"], t["claimed-title"]),
            ("tham-dinh", t["appraised"], t["appraised-title"]),
            ("chenh-lech", t["gap-short"], t["gap"]),
        )
        for number, (name, label, title) in enumerate(names):
            css = "pi-n pi-wide" if name == "chenh-lech" else "pi-n pi-wide pi-far"
            column = Column(id=name, label=label, css=css, title=title, first="descending")
            cell = self._figure(figures, number, signed=name == "chenh-lech")
            yield Filled(column=column, cell=cell, keys=keys([row[number] for row in figures.values()]))

    def _figure(self, shown: Mapping[str, Sequence[Fraction | None]], number: int, *, signed: bool) -> Cell:
        def cell(result: UnitResult) -> str:
            value = shown[result.unit.id][number]
            sign = "+" if signed and value is not None and value > 0 else ""
            return f'<td class="pi-n pi-wide{"" if signed else " pi-far"}">{sign}{self.words.number(value)}</td>'

        return cell

    def _areas(self, stats: GroupStats) -> Iterable[Filled]:
        criteria = self.regulation.sets.get(self.results[0].unit.group)
        for area in criteria.areas if criteria else ():
            shares = {
                result.unit.id: result.official.areas[area.code].percent if result.judged and result.official else None
                for result in self.results
            }
            order = keys(list(shares.values()))
            median = stats.areas[area.code].median
            below = [
                int(key)
                for key, share in zip(order, shares.values(), strict=True)
                if share is not None and median is not None and share < median
            ]
            column = Column(
                id=f"lv-{area.code}",
                label=area.code,
                css="pi-n pi-area",
                title=area.name,
                first="descending",
                below=max(below, default=-1),
            )
            yield Filled(column=column, cell=self._share(shares), keys=order)

    def _share(self, shares: Mapping[str, Fraction | None]) -> Cell:
        return lambda result: f'<td class="pi-n pi-area">{self.words.number(shares[result.unit.id], 1)}</td>'

    # ── columns while nobody is ranked ────────────────────────────────────────────────────────────────────────

    def claims(self) -> Iterable[Filled]:
        """Where each unit is and what it claims."""
        t = self.words.t
        order = list(Step)
        stands = keys([order.index(self.steps[result.unit.id]) for result in self.results])
        state = Column(id="tinh-trang", label=t["score-state"], first="descending")
        yield Filled(column=state, cell=self._step, keys=stands)
        claimed = keys([result.claimed.leaves.points if result.claimed else None for result in self.results])
        column = Column(id="tu-cham", label=t["claimed"], css="pi-n", first="descending")
        yield Filled(column=column, cell=self._claim, keys=claimed)

    def _step(self, result: UnitResult) -> str:
        told = self.t[f"board-{self.steps[result.unit.id].value}"]
        return f'<td><span class="pi-standing pi-standing--{result.standing.value}">{told}</span></td>'

    def _claim(self, result: UnitResult) -> str:
        if result.claimed is None:
            return '<td class="pi-n"><span class="pi-muted">–</span></td>'
        of_max = f'<small class="pi-muted">/{self.words.plain(result.claimed.leaves.max_points)}</small>'
        return f'<td class="pi-n">{self.words.number(result.claimed.leaves.points)}{of_max}</td>'
