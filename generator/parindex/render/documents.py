"""A unit's documents on its page: in a list that tells everything of each, and wherever an answer points at one.

Two hundred thousand leaves of a country point at them. Therefore this is plain Python and no template. Every text that
was filed goes through `safe`.
"""

from collections.abc import Mapping, Sequence

from parindex.i18n.evidencewords import signature_text, state_name, state_text
from parindex.i18n.numbers import date_text
from parindex.i18n.words import Words
from parindex.model.evidence import ILL, EvidenceState, EvidenceStatus, campaign_records, statuses
from parindex.model.filing import Evidence, EvidenceRef
from parindex.model.links import link_fault, link_host
from parindex.model.repository import CycleResult
from parindex.model.result import UnitResult
from parindex.render.escaping import safe

OWN, REPLIES, OBJECTIONS, CAMPAIGN = "d-", "g-", "k-", "c-"
"""What keeps anchors apart: of a unit's own documents, those of its explanation and its objections, the campaign's."""


class Documents:
    """An evidence list of `unit`, ready to be pointed at.

    `states` are those of its documents, `attested` tells who has seen the restricted ones; `deadline` is the last day
    (ISO) on which they could be filed, empty where they came later by right. `place` leads from the unit's page to the
    cycle's folder in the tree in which files stand, where that is another one.
    """

    def __init__(
        self,
        unit: str,
        records: Mapping[str, Evidence],
        prefix: str,
        words: Words,
        states: Mapping[str, EvidenceStatus],
        attested: Mapping[str, str] | None = None,
        deadline: str = "",
        place: str = "",
    ) -> None:
        self.records = records
        self._unit = unit
        self._place = place
        self.states = states
        self.prefix = prefix
        self._words = words
        self._attested = attested or {}
        self._deadline = deadline
        self.title = {key: self._title(record) for key, record in records.items()}
        self.link = {key: self.opened(key, self.title[key]) for key in records}
        self._number = {
            key: f' (<a href="#{prefix}{safe(key)}">{safe(record.number)}</a>)' if record.number else ""
            for key, record in records.items()
        }
        self._mark = {
            key: f' <small class="pi-ill">{safe(state_name(words, status))}</small>' if status.state in ILL else ""
            for key, status in states.items()
        }

    def _title(self, record: Evidence) -> str:
        unnamed = "evidence-restricted-title" if record.restricted else "evidence-untitled"
        return safe(record.title) or self._words.t[unnamed]

    def opened(self, key: str, text: str, folder: str = "tai-lieu/") -> str:
        """A text that leads to a document; only links that passed the check become links.

        `folder` leads to where the cycle's evidence pages are. What lies in the repository is never shown in the site's
        own window, only downloaded.
        """
        record = self.records[key]
        if self.is_published(key):
            there = f"{'' if folder else '../'}{self._place}tai-lieu/" if self._place else folder
            return f'<a href="{there}{safe(self._unit)}/{safe(record.path)}" download>{text}</a>'
        if record.restricted or not record.url or link_fault(record.url):
            return text
        return f'<a href="{safe(record.url)}" rel="nofollow">{text}</a>'

    def is_published(self, key: str) -> bool:
        """Whether the site carries the document itself."""
        return self.states[key].state is EvidenceState.IN_REPOSITORY

    def cited(self, refs: Sequence[EvidenceRef]) -> str:
        """The documents that an answer points at, with page and section; marked where the state is not good."""
        told = [
            f"{self.link[ref.id]}{self.at(ref)}{self._number[ref.id]}{self._mark[ref.id]}"
            for ref in refs
            if ref.id in self.records
        ]
        return "; ".join(told)

    def at(self, ref: EvidenceRef) -> str:
        """Pages and section that a reference, or else its document, names."""
        record = self.records[ref.id]
        pages, section = ref.pages or record.pages, ref.section or record.section
        at = f", {self._words.t['evidence-pages']} {safe(pages)}" if pages else ""
        return f"{at}, {safe(section)}" if section else at

    def listed(self) -> str:
        """The whole list, each document with what identifies it and what is known of it."""
        t = self._words.t
        asked = [
            status for key, status in self.states.items() if self.records[key].url and not self.records[key].restricted
        ]
        unasked = bool(asked) and all(status.state is EvidenceState.UNCHECKED for status in asked)
        lead = f'<p class="pi-muted">{t["evidence-all-unchecked"]}</p>\n' if unasked else ""
        lines = [
            f'<li id="{self.prefix}{safe(key)}">{self._entry(key, record, told=not unasked)}</li>\n'
            for key, record in self.records.items()
        ]
        return f'{lead}<ol class="pi-records">\n{"".join(lines)}</ol>'

    def _entry(self, key: str, record: Evidence, *, told: bool) -> str:
        t, lang = self._words.t, self._words.lang
        number = f", {t['evidence-number']} {safe(record.number)}" if record.number else ""
        if record.restricted:
            kept = f". {t['evidence-custodian']}: {_open(record.custodian)}" if record.custodian else ""
            reason = f". {t['evidence-reason']}: {_open(record.reason)}" if record.reason else ""
            seen = self._attested.get(key, "")
            return f"{self.link[key]}{number}{kept}{reason}. {safe(seen)}{self._digests(key, record)}"
        issuer = f", {safe(record.issuer)}" if record.issuer else ""
        signer = f", {t['evidence-signer']} {safe(record.signer)}" if record.signer else ""
        date = f", {safe(date_text(record.date, lang))}" if record.date else ""
        host = f". {safe(link_host(record.url))}" if record.url and not link_fault(record.url) else ""
        note = f". {_open(record.note)}" if record.note else ""
        state = self._state(key) if told or self.states[key].state is not EvidenceState.UNCHECKED else ""
        return f"{self.link[key]}{number}{issuer}{signer}{date}{host}{note}{state}{self._digests(key, record)}"

    def _state(self, key: str) -> str:
        status = self.states[key]
        ill = " pi-ill" if status.state in ILL else ""
        signature = signature_text(self._words, status, self._deadline)
        told = state_text(self._words, status, link_host(self.records[key].url))
        told = f"{told[0].upper()}{told[1:]}" + (f"; {signature}" if signature else "")
        return f'. <span class="pi-seen{ill}">{safe(told)}.</span>'

    def _digests(self, key: str, record: Evidence) -> str:
        """The hash that the content should have; both where it has another. What was only declared is called so."""
        status, t = self.states[key], self._words.t
        if status.state is EvidenceState.CHANGED:
            named = [("evidence-hash-before", status.reference), ("evidence-hash-now", status.sha256)]
        elif status.reference and status.reference == status.sha256:
            named = [("evidence-hash", status.reference)]
        else:
            named = [("evidence-hash-declared" if record.sha256 else "evidence-hash", status.reference)]
        told = "; ".join(f"{t[name]} <code>{safe(digest)}</code>" for name, digest in named if digest)
        return f' <span class="pi-muted">{told}</span>' if told else ""


def campaign_documents(cycle: CycleResult, words: Words) -> str:
    """The documents that the campaign's own files point at, as a list; nothing of them before results may be told."""
    held = cycle.cycle
    records = campaign_records(held) if held.disclosed else {}
    decided = held.decision.date if held.decision else held.dates.get("decided", "")
    known = statuses(records, cycle.seen, decided)
    return Documents("", records, CAMPAIGN, words, known).listed() if records else ""


def _open(text: str) -> str:
    """A text after which the sentence goes on."""
    return safe(text.rstrip(" ."))


def attestations(result: UnitResult, cycle: CycleResult, words: Words) -> dict[str, str]:
    """Who of the appraisers says to have seen which restricted document, by its id; nothing without an appraisal."""
    if result.submission is None or result.appraisal is None:
        return {}
    secret = {key for key, record in result.submission.evidence.items() if record.restricted}
    names = {council.id: council.name for council in cycle.cycle.councils}
    told = dict.fromkeys(secret, words.t["evidence-not-attested"])
    for stage in result.appraisal.stages:
        for code, decision in stage.decisions.items():
            answer = result.submission.answers.get(code)
            if not decision.seen_restricted or answer is None:
                continue
            who = ", ".join(names.get(by, by) for by in stage.by)
            day = date_text(stage.date, words.lang)
            for ref in answer.evidence:
                if ref.id in secret:
                    told[ref.id] = words.t["evidence-attested"].format(who=who, day=day)
    return told
