"""What is written about the leaves of one unit: on its own page, and in its row on the page of each leaf.

Two hundred thousand leaves stand on the pages of a country. Therefore this is plain Python and no template, and what is
the same for all units of a cycle is prepared once. Every text that was filed goes through `escape`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from parindex.i18n.numbers import date_text
from parindex.i18n.words import Words
from parindex.model.criteria import Branch, CriteriaSet, Leaf, Node
from parindex.model.docket import RULING_STAGE
from parindex.model.filing import Reply
from parindex.model.repository import CycleResult
from parindex.model.result import LeafResult, Standing, State, Step, UnitResult
from parindex.render import charts, urls
from parindex.render.documents import Documents
from parindex.render.environment import stage_name
from parindex.render.escaping import safe as _safe
from parindex.render.escaping import safe_labels

Traces = Sequence[Sequence[str]]
"""How each leaf's points came about, a sentence a step (`i18n.text.step_text`), in the order of the leaves."""

# States that need no tag beside the points: the figure, or the line that says that nothing was declared, tells them.
_PLAIN = (State.SCORED, State.NOT_ANSWERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """The constant parts of one leaf. `heads` are the headings that stand between it and the leaf before."""

    heads: str
    opening: str
    changed: str
    of_max: str
    row_target: str


class LeafWriter:
    """Writes the leaves of the units of one criteria set in one cycle."""

    def __init__(self, words: Words, cycle: CycleResult, criteria: CriteriaSet) -> None:
        self.words = words
        self.cycle = cycle
        self.criteria = criteria
        self.t = safe_labels(words.t)
        self._term = {key: f"<dt>{text}</dt><dd>" for key, text in self.t.items()}
        self._forms = {leaf.code: self._form(heads, depth, leaf) for heads, depth, leaf in self._in_order()}
        self._stages: dict[str, str] = {}

    # ── prepared once ─────────────────────────────────────────────────────────────────────────────────────────────

    def _in_order(self) -> Iterator[tuple[str, int, Leaf]]:
        """Every leaf with its depth and the headings before it."""
        heads: list[str] = []
        for area in self.criteria.areas:
            back = f'<a class="pi-back" href="#linh-vuc">↑ {self.t["by-area"]}</a>'
            heads.append(f'<h3 id="{urls.anchor(area.code)}">{_named(area)} {back}</h3>\n')
            for depth, node in _flat([area] if isinstance(area, Leaf) else area.parts, 2):
                if isinstance(node, Branch):
                    deep = ' class="pi-deep"' if depth > 2 else ""
                    heads.append(f"<h4{deep}>{node.code} {_safe(node.name)}</h4>\n")
                else:
                    yield "".join(heads), depth, node
                    heads.clear()

    def _form(self, heads: str, depth: int, leaf: Leaf) -> _Form:
        anchor, level = urls.anchor(leaf.code), 4 if depth == 2 else 5
        link = f'<a href="{urls.criterion_link(self.criteria.group, leaf.code)}">{leaf.code}</a>'
        tag = f' <span class="pi-tag pi-tag--assumed">{self.t["assumed"]}</span>' if leaf.assumed else ""
        rest = f'id="{anchor}"><h{level}>{link} {_safe(leaf.name)}{tag}</h{level}>\n<p>'
        return _Form(
            heads=heads,
            opening=f'<article class="pi-leaf" {rest}',
            changed=f'<article class="pi-leaf pi-leaf--changed" {rest}',
            of_max=f"<small>/{self.words.plain(leaf.max_points)}</small>",
            row_target=f'#{anchor}">',
        )

    # ── on the unit's page ────────────────────────────────────────────────────────────────────────────────────────

    def articles(
        self, result: UnitResult, traces: Traces, own: Documents, replies: Documents, objections: Documents
    ) -> str:
        """Every leaf under the headings of its area and criterion."""
        declared = "figures" if result.standing is Standing.COMPUTED else "declared"
        said = result.explanation.replies if result.explanation else {}
        written: list[str] = []
        for leaf, trace in zip(result.leaves, traces, strict=True):
            form = self._forms[leaf.leaf.code]
            lines = [
                *self._declared(leaf, declared),
                *self._worked_out(leaf, trace),
                *self._grounds(leaf, own),
                *self._decided(leaf, said.get(leaf.leaf.code), replies),
                *self._objected(leaf, objections),
            ]
            body = f"<dl>{''.join(lines)}</dl>" if lines else ""
            opening = form.changed if leaf.changed else form.opening
            written.append(f"{form.heads}{opening}{self._points(leaf, form)}</p>\n{body}</article>\n")
        return "".join(written)

    def _points(self, leaf: LeafResult, form: _Form) -> str:
        state = leaf.shown.state
        if leaf.official.counts:
            before = f"<del>{self.words.number(leaf.claimed.points)}</del> " if leaf.changed else ""
            figure = f"{before}<strong>{self.words.number(leaf.official.points)}</strong>"
        elif leaf.leaf.self_scored:
            figure = f"<strong>{self.words.number(leaf.claimed.points)}</strong>"
        else:
            figure = _muted("–")
        tag = "" if state in _PLAIN else f'<br><span class="pi-tag">{self.t["state-" + state.value]}</span>'
        return f"{figure}{form.of_max}{tag}"

    def _declared(self, leaf: LeafResult, declared: str) -> Iterator[str]:
        answer = leaf.answer
        if answer is None:
            if leaf.leaf.self_scored:
                yield f'<dt>{self.t["declared"]}</dt><dd class="pi-muted">{self.t["state-not-answered"]}</dd>'
        elif answer.not_applicable:
            reason = self._filed(answer.not_applicable)
            yield f"{self._term['declared']}{self.t['state-not-applicable']}: {reason}</dd>"
        else:
            yield f"{self._term[declared]}{_safe(self.words.fact(leaf.leaf, answer.facts))}</dd>"

    def _worked_out(self, leaf: LeafResult, trace: Sequence[str]) -> Iterator[str]:
        if trace:
            told = " ".join(self._worth(step) or text for step, text in zip(leaf.shown.steps, trace, strict=True))
            yield f'<dt>{self.t["trace"]}</dt><dd class="pi-trace">{_safe(told)}</dd>'

    def _worth(self, step: Step) -> str:
        """What is said of a chosen option, which stands one line above already; nothing of other steps."""
        points = step.params["points"] if step.key == "step-option" else None
        return self.t["option-worth"].format(points=self.words.plain(points)) if isinstance(points, Fraction) else ""

    def _grounds(self, leaf: LeafResult, own: Documents) -> Iterator[str]:
        answer = leaf.answer
        if answer is not None and answer.evidence:
            yield f"{self._term['evidence']}{own.cited(answer.evidence)}</dd>"
        if answer is not None and answer.explanation:
            yield f"{self._term['explanation']}{_safe(answer.explanation)}</dd>"

    def _decided(self, leaf: LeafResult, reply: Reply | None, replies: Documents) -> Iterator[str]:
        """What each stage decided, unless it only accepted, and the unit's reply where one was asked for."""
        for stage, decision in leaf.decisions:
            if stage == RULING_STAGE or not (decision.reason or decision.request_explanation or not decision.accept):
                continue
            told = _safe(self.words.decision(leaf.leaf, decision))
            if decision.reason:
                told += f" {self._filed(decision.reason)}"
            if decision.request_explanation:
                told += f' <span class="pi-tag">{self.t["explanation-requested"]}</span>'
            yield f'<dt class="pi-decision">{self._stage(stage)}</dt><dd class="pi-decision">{told}</dd>'
            if reply is not None and decision.request_explanation:
                answer = self._filed(reply.text)
                if reply.asks is not None:
                    wish = self.words.t["reply-asks"].format(fact=self.words.fact(leaf.leaf, reply.asks))
                    answer += f" {_safe(wish)}"
                if reply.evidence:
                    answer += f" {replies.cited(reply.evidence)}"
                yield f"{self._said('reply')}{answer}</dd>"

    def _objected(self, leaf: LeafResult, objections: Documents) -> Iterator[str]:
        """The unit's objection to the result and the council's answer, with what it did to the points."""
        entry, ruling = leaf.objection, leaf.ruling
        if entry is None:
            return
        told = f"{_safe(date_text(entry.date, self.words.lang))}. {self._filed(entry.claim)}"
        if entry.asks is not None:
            told += f" {_safe(self.words.t['reply-asks'].format(fact=self.words.fact(leaf.leaf, entry.asks)))}"
        if entry.evidence:
            told += f" {objections.cited(entry.evidence)}"
        yield f"{self._said('docket-objection')}{told}</dd>"
        if ruling is None:
            return
        before = leaf.before_ruling
        effect = self.words.t["docket-no-effect"]
        if before is not None and before.points != leaf.official.points:
            points = {"before": self.words.number(before.points), "after": self.words.number(leaf.official.points)}
            effect = self.words.t["docket-effect"].format(**points)
        told = f"{_safe(date_text(ruling.date, self.words.lang))}, {self.t['ruling-' + ruling.outcome.value]}."
        yield (
            f'<dt class="pi-decision">{self.t["docket-ruling"]}</dt><dd class="pi-decision">{told} '
            f"{self._filed(ruling.reason)} {_safe(effect)}</dd>"
        )

    def _said(self, key: str) -> str:
        """The term of what the unit says to a decision, which stands beside the decision on paper too."""
        return f'<dt class="pi-said">{self.t[key]}</dt><dd class="pi-said">'

    def _filed(self, text: str) -> str:
        """A text that was filed, beside words of ours in another language."""
        return _safe(self.words.quote(text))

    def _stage(self, stage: str) -> str:
        if stage not in self._stages:
            name = stage_name(self.cycle.regulation, stage) if self.cycle.regulation else stage
            self._stages[stage] = _safe(name)
        return self._stages[stage]

    # ── on the pages of the leaves ────────────────────────────────────────────────────────────────────────────────

    def rows(self, result: UnitResult) -> tuple[str, ...]:
        """The unit's row of each leaf's page, in the order of the criteria."""
        link = f'<tr><th scope="row"><a href="{urls.unit_link(result.unit.id)}'
        name = f"{_safe(result.unit.name)}</a></th>"
        if not result.leaves:
            kind = result.standing.value
            tag = f'<span class="pi-standing pi-standing--{kind}">{self.t["standing-" + kind]}</span>'
            cells = f'<td colspan="4">{tag}</td></tr>\n'
            return (f'{link}">{name}{cells}',) * len(self.criteria.leaves)
        known = result.official is not None
        return tuple(
            f"{link}{self._forms[leaf.leaf.code].row_target}{name}{self._cells(leaf, known=known)}</tr>\n"
            for leaf in result.leaves
        )

    def _cells(self, leaf: LeafResult, *, known: bool) -> str:
        answer, official = leaf.answer, leaf.official
        if answer is not None and answer.not_applicable:
            fact = self.t["state-not-applicable"]
        elif answer is not None:
            fact = _safe(self.words.fact(leaf.leaf, answer.facts))
        else:
            fact = self.t["state-not-answered" if leaf.leaf.self_scored else "state-not-self-scored"]
        for _, decision in leaf.decisions:
            if decision.correct is not None:
                fact += f" → {_safe(self.words.fact(leaf.leaf, decision.correct))}"
        claimed = self.words.number(leaf.claimed.points) if leaf.leaf.self_scored else _muted("–")
        if known and official.counts:
            state = official.state
            tag = "" if state is State.SCORED else f"<br>{_muted(self.t['state-' + state.value], 'small')}"
            points = f"{self.words.number(official.points)}{tag}"
        else:
            points = _muted(self.t["state-pending"], "small")
        bar = charts.bar(_percent(official.points, official.max_points)) if known and official.max_points else ""
        return (
            f'<td>{fact}</td><td class="pi-n pi-wide">{claimed}</td><td class="pi-n">{points}</td>'
            f'<td class="pi-wide pi-ranking__bar" aria-hidden="true">{bar}</td>'
        )


def _muted(html: str, element: str = "span") -> str:
    return f'<{element} class="pi-muted">{html}</{element}>'


def _named(area: Node) -> str:
    return f"{area.code}. {_safe(area.name)}"


def _flat(nodes: Sequence[Node], depth: int) -> Iterator[tuple[int, Node]]:
    for node in nodes:
        yield depth, node
        if isinstance(node, Branch):
            yield from _flat(node.parts, depth + 1)


def _percent(points: Fraction, maximum: Fraction) -> float:
    """How much of a maximum was reached, near enough for a bar."""
    return 100 * points.numerator * maximum.denominator / (points.denominator * maximum.numerator)
