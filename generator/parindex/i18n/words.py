"""What pages say about facts, decisions, rules and evidence, in words of one language."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from parindex.i18n import numbers
from parindex.i18n.quoted import quoted, quoting_labels
from parindex.i18n.text import Quote, formula_text, labels
from parindex.model.criteria import Leaf
from parindex.model.filing import Decision, Evidence, EvidenceRef, Facts
from parindex.model.links import link_fault, link_host
from parindex.model.points import Rounding


class Words:
    """Turns records into the sentences of one language; nothing here is HTML.

    Where sentences are `quoting`, the Vietnamese texts in them are marked (`i18n.quoted`).
    """

    def __init__(self, lang: str, *, quoting: bool = False) -> None:
        self.lang = lang
        self.quoting = quoting
        self.t = quoting_labels(lang) if quoting else labels(lang)
        self.quote: Quote = quoted if quoting else str

    def number(self, value: Fraction | None, decimals: int = 2, mode: Rounding = Rounding.HALF_UP) -> str:
        """A figure with its decimals, "–" for none."""
        return "–" if value is None else numbers.number_text(value, self.lang, decimals, mode)

    def plain(self, value: Fraction) -> str:
        """A figure without needless zeros."""
        return numbers.plain_text(value, self.lang)

    def fact(self, leaf: Leaf, facts: Facts | None) -> str:
        """Declared facts in words: "45 ÷ 50", "Ban hành đúng hạn"."""
        if facts is None:
            return ""
        rule = leaf.rule
        if facts.option is not None:
            options: dict[str, str] = {option.id: option.label for option in getattr(rule, "options", ())}
            return options.get(facts.option, facts.option)
        if facts.items is not None:
            items = {item.id: item.label for item in getattr(rule, "items", ())}
            return "; ".join(items.get(item, item) for item in facts.items) or self.t["fact-none"]
        if facts.done is not None and facts.total is not None:
            excused = f" ({self.t['fact-excused']} {self.plain(facts.excused)})" if facts.excused else ""
            return f"{self.plain(facts.done)} ÷ {self.plain(facts.total)}{excused}"
        if facts.number is not None:
            unit = getattr(getattr(rule, "measure", None), "unit", "")
            return f"{self.plain(facts.number)} {unit}".strip()
        names = getattr(rule, "figures", {})
        return "; ".join(f"{names.get(key, key)}: {self.plain(value)}" for key, value in (facts.figures or {}).items())

    def decision(self, leaf: Leaf, decision: Decision) -> str:
        """What an appraiser decided, in words."""
        if decision.correct is not None:
            return self.t["decision-correct"].format(fact=self.fact(leaf, decision.correct))
        if decision.points is not None:
            return self.t["decision-points"].format(points=self.plain(decision.points))
        if decision.not_applicable is True:
            return self.t["decision-na-confirmed"]
        if decision.not_applicable is False:
            return self.t["decision-na-refused"]
        return self.t["decision-accept"]

    def evidence(
        self, refs: Sequence[EvidenceRef], records: Mapping[str, Evidence], prefix: str
    ) -> list[dict[str, Any]]:
        """The documents that an answer points at; only links that passed the check become links."""
        return [self._shown(records[ref.id], prefix, ref.pages, ref.section) for ref in refs if ref.id in records]

    def _shown(self, record: Evidence, prefix: str, pages: str, section: str) -> dict[str, Any]:
        url = record.url if record.url and not link_fault(record.url) else ""
        return {
            "record": record,
            "anchor": prefix + record.id,
            "url": url,
            "host": link_host(url) if url else "",
            "pages": pages or record.pages,
            "section": section or record.section,
        }

    def rule_lines(self, leaf: Leaf) -> list[str]:
        """How a leaf's points are awarded, in words, from the rule itself."""
        rule: Any = leaf.rule
        t, plain = self.t, self.plain
        lines: list[str] = []
        if rule.method in ("options", "checklist"):
            options = rule.options if rule.method == "options" else rule.items
            lines += [t["rule-option"].format(label=option.label, points=plain(option.points)) for option in options]
        elif rule.method == "steps":
            sign = " %" if rule.measure.is_share else ""
            for band in rule.bands:
                bounds = [
                    t[f"rule-bound-{kind}"].format(bound=plain(bound) + sign)
                    for kind, bound in (
                        ("above" if band.lower_open else "from", band.lower),
                        ("below" if band.upper_open else "up-to", band.upper),
                    )
                    if bound is not None
                ]
                lines.append(
                    t["rule-option"].format(label=", ".join(bounds) or t["rule-rest"], points=plain(band.points))
                )
        elif rule.method == "ratio":
            key = "rule-ratio-complement" if rule.complement else "rule-ratio"
            lines.append(t[key].format(max=plain(leaf.max_points)))
            if rule.full_at is not None:
                lines.append(t["rule-full-at"].format(bound=plain(rule.full_at)))
            if rule.zero_below is not None:
                lines.append(t["rule-zero-below"].format(bound=plain(rule.zero_below)))
        elif rule.method == "branches":
            for case in rule.cases:
                names = {key: self.quote(name) for key, name in rule.figures.items()}
                told = partial(formula_text, names=names, lang=self.lang)
                when = case.label or told(case.when) or t["rule-rest"]
                lines.append(t["rule-branch"].format(when=when, formula=told(case.points)))
        elif rule.method in ("count", "deduct"):
            key = f"rule-{rule.method}"
            lines.append(t[key].format(each=plain(rule.each), max=plain(leaf.max_points)))
        elif rule.method == "survey":
            weights = "; ".join(f"{answer.label} {plain(answer.points)} %" for answer in rule.answers)
            lines.append(t["rule-survey"].format(weights=weights, max=plain(leaf.max_points)))
        elif rule.method == "imported":
            lines.append(t["rule-imported"].format(index=rule.index, per=plain(rule.per), max=plain(leaf.max_points)))
        elif rule.method == "rank-change":
            if rule.each is not None:
                lines.append(t["rule-rank-each"].format(each=plain(rule.each)))
            else:
                lines.append(t["rule-rank-improved"].format(points=plain(rule.improved)))
        else:
            lines.append(t["rule-council"].format(max=plain(leaf.max_points)))
        measure = getattr(rule, "measure", None)
        if measure is not None and measure.is_share:
            lines.insert(0, t["rule-share"].format(done=measure.done, total=measure.total))
            if measure.excused:
                lines.append(t["rule-excused"].format(excused=measure.excused))
        if hasattr(rule, "when_none") and measure is not None and measure.is_share:
            lines.append(t[f"rule-none-{rule.when_none.value}"])
        return lines
