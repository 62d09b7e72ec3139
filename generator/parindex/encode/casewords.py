"""What lies before an appraiser, in words: the same for the comments of a file and the cells of a worksheet."""

from collections.abc import Mapping, Sequence

from parindex.encode.draft import facts_value
from parindex.encode.yamltext import inline
from parindex.i18n.numbers import plain_text
from parindex.i18n.text import label
from parindex.i18n.words import Words
from parindex.model import criteria as c
from parindex.model.case import Case, Dossier
from parindex.model.filing import Decision, Evidence, EvidenceRef, Facts
from parindex.model.result import Outcome, State


class CaseWords:
    """Turns cases into the sentences of one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.words = Words(lang)

    def declared(self, case: Case) -> str:
        """What the unit declared: its fact, or its reason for "not applicable"; empty where it said nothing."""
        answer = case.result.answer
        if answer is None:
            return ""
        if answer.not_applicable:
            return label("case-na", self.lang, reason=answer.not_applicable)
        return self.words.fact(case.result.leaf, answer.facts)

    def points(self, outcome: Outcome | None) -> str:
        """Points, or the state that stands for them; empty for no outcome."""
        if outcome is None:
            return ""
        if outcome.state is State.SCORED:
            return plain_text(outcome.points, self.lang)
        return label(f"state-{outcome.state.value}", self.lang)

    def risks(self, case: Case) -> str:
        """The flags of risk, gravest first."""
        return "; ".join(label(f"risk-{flag.value}", self.lang) for flag in case.risk.flags)

    def evidence(self, refs: Sequence[EvidenceRef], records: Mapping[str, Evidence]) -> list[str]:
        """The documents referred to: number, title, pages, link as text."""
        told = []
        for shown in self.words.evidence(refs, records, ""):
            record = shown["record"]
            pages = f"{label('evidence-pages', self.lang)} {shown['pages']}" if shown["pages"] else ""
            parts = (record.number, record.title, pages, shown["section"], shown["url"] or record.path)
            told.append(", ".join(part for part in parts if part))
        return told

    def explanation(self, case: Case) -> str:
        """The explanation that the unit gave beside its answer."""
        return case.result.answer.explanation if case.result.answer else ""

    def decision(self, leaf: c.Leaf, decision: Decision) -> str:
        """A decision with its reason."""
        said = self.words.decision(leaf, decision)
        if not decision.reason:
            return said
        return f"{said} {decision.reason}" + ("" if decision.reason[-1] in ".!?" else ".")

    def earlier(self, case: Case) -> str:
        """What earlier stages decided, and what the leaf is worth since."""
        if not case.result.decisions:
            return ""
        told = [f"{stage}: {self.decision(case.result.leaf, made)}" for stage, made in case.result.decisions]
        return " ".join([*told, label("case-stands", self.lang, points=self.points(case.result.official))])

    def reply(self, dossier: Dossier, case: Case) -> str:
        """What the unit replied, what it asks for, and with which documents."""
        if case.reply is None:
            return label("case-no-reply", self.lang) if case.flagged and dossier.explanation else ""
        asks = self.words.fact(case.result.leaf, case.reply.asks)
        told = [case.reply.text, *([label("case-asks", self.lang, fact=asks)] if asks else [])]
        return " ".join(told + [f"[{row}]" for row in self.evidence(case.reply.evidence, dossier.reply_evidence)])

    def notation(self, case: Case) -> str:
        """How a corrected fact is written: the declared one, or what may be chosen; empty where there is none."""
        rule, answer = case.result.leaf.rule, case.result.answer
        if isinstance(rule, c.Choice):
            return "option: " + " | ".join(option.id for option in rule.options)
        if isinstance(rule, c.Checklist):
            return f"items: {inline([item.id for item in rule.items])}"
        held = facts_value(answer.facts) if answer else {}
        if isinstance(rule, c.Branches):
            figures = held.get("figures")
            known = figures if isinstance(figures, dict) else {}
            return "figures: {" + ", ".join(f"{name}: {known.get(name, '…')}" for name in rule.figures) + "}"
        must, may = c.wanted_facts(rule)
        return short_facts(
            {
                key: held.get(key, "…")
                for key in ("done", "total", "excused", "number")
                if key in must | (may & held.keys())
            }
        )


def short_facts(value: Mapping[str, object]) -> str:
    """Facts in the notation of a YAML flow map without its braces: `done: 40, total: 50`."""
    told = []
    for key, entry in value.items():
        if isinstance(entry, list):
            told.append(f"{key}: [{', '.join(map(str, entry))}]")
        elif isinstance(entry, dict):
            told.append(f"{key}: {{{', '.join(f'{name}: {figure}' for name, figure in entry.items())}}}")
        else:
            told.append(f"{key}: {entry}")
    return ", ".join(told)


def facts_text(facts: Facts) -> str:
    """Decided facts in that notation."""
    return short_facts(facts_value(facts))
