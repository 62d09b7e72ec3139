"""What all papers of a cycle have in common: its words, its figures as they are printed, its head and its proof."""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from parindex.i18n.numbers import date_text
from parindex.i18n.words import Words
from parindex.model.edition import editions_of
from parindex.model.repository import CycleResult
from parindex.model.roster import PublishingDecision
from parindex.paperwork.paper import Head, Proof, balanced

LANG = "vi"
"""Papers of Vietnamese authorities are in Vietnamese, whatever the language of the command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A cycle with what its papers need besides the results.

    `digest` is the SHA-256 of the cycle's `results.csv`, whose path among the open data is `file`; `page` is the path
    of the cycle's page and `site` the address of the site, empty where none is known.
    """

    cycle: CycleResult
    digest: str
    file: str
    page: str
    site: str = ""
    draft: bool = False
    words: Words = field(default_factory=partial(Words, LANG))

    def t(self, key: str, /, **params: str) -> str:
        """A label of the papers."""
        return self.words.t[key].format(**params) if params else self.words.t[key]

    def number(self, value: Fraction | None) -> str:
        """Points or an index as the cycle's regulation prints them."""
        rounding = self.cycle.regulation.rounding if self.cycle.regulation else None
        return self.words.number(value, rounding.decimals, rounding.mode) if rounding else self.words.number(value)

    @property
    def decimals(self) -> str:
        """How many decimals are printed."""
        return str(self.cycle.regulation.rounding.decimals if self.cycle.regulation else 2)

    @property
    def decision(self) -> PublishingDecision | None:
        """The decision that publishes the cycle; a draft knows none."""
        return None if self.draft else self.cycle.cycle.decision

    def day(self, iso: str) -> str:
        """A day in words, with the zeros that the decree wants: days below 10, January and February."""
        if not iso:
            return self.t("paper-day-blank")
        year, month, day = iso.split("-")
        return self.t("paper-day", year=year, month=month if int(month) < 3 else str(int(month)), day=day)

    @property
    def title(self) -> str:
        """The cycle's title as it goes on inside a sentence."""
        title = self.cycle.cycle.title
        return title[:1].lower() + title[1:]

    def head(self, *, numbered: bool = True) -> Head:
        """The head of a paper of the authority that decides."""
        decision = self.decision
        issuer = decision.issuer if decision else self.cycle.programme.authority
        number, dated = "", ""
        if numbered:
            number = self.t("paper-number", number=decision.number if decision else self.t("paper-number-blank"))
            place = (decision.place if decision else "") or self.t("paper-place-blank")
            day = self.day(decision.date if decision else "")
            dated = f"{place}, {day}"
        return self.headed("", issuer, number, dated)

    def headed(self, parent: str, issuer: str, number: str = "", dated: str = "") -> Head:
        """A head with state and motto."""
        return Head(
            parent=balanced(parent.upper()),
            issuer=balanced(issuer.upper()),
            number=number,
            dated=dated,
            state=self.t("wb-state"),
            motto=self.t("wb-motto"),
        )

    @property
    def attached(self) -> str:
        """To which decision an annex belongs."""
        decision = self.decision
        return self.t(
            "paper-attached",
            number=decision.number if decision else self.t("paper-number-blank"),
            day=self.day(decision.date if decision else ""),
            issuer=decision.issuer if decision else self.cycle.programme.authority,
        )

    def version(self, key: str) -> tuple[str, ...]:
        """Which edition it is where something was corrected after the decision."""
        last = editions_of(self.cycle.cycle)[-1:]
        return tuple(
            self.t(key, day=date_text(edition.errata[-1].date, LANG), number=str(edition.number))
            for edition in last
            if edition.errata
        )

    @property
    def illustrative(self) -> tuple[str, ...]:
        """That the criteria are not those of a real annex, where they are not."""
        regulation = self.cycle.regulation
        return (self.t("paper-illustrative", name=regulation.short),) if regulation and regulation.illustrative else ()

    @property
    def banner(self) -> str:
        """What stands on every page of a paper that is none."""
        lines = [self.t("paper-draft-line")] if self.draft else []
        lines += [self.t("paper-sample-line")] if self.cycle.programme.sample else []
        return " · ".join(lines)

    @property
    def foot(self) -> str:
        """What stands at the foot of every page beside its number."""
        cycle = self.cycle.cycle
        return self.t("paper-foot", cycle=f"{cycle.programme}/{cycle.id}", short=self.digest[:16])

    def proof(self, page: str = "", signed: str = "") -> Proof:
        """How to verify the paper. `page` is the path of the page it belongs to, the cycle's unless it says so.

        `signed` says what the original is; without it that it is the decision. A code needs an address to lead to.
        """
        path = page or self.page
        text = f"{self.site.rstrip('/')}/{path}" if self.site else ""
        told = "paper-proof-hash" if self.decision else "paper-proof-draft"
        lines = [self.t(told, file=self.file, hash=self.digest)]
        if self.site:
            lines.append(self.t("paper-proof-link", url=text))
        else:
            lines.append(self.t("paper-proof-path", path=path))
        if signed:
            lines.append(signed)
        elif self.decision is not None:
            lines.append(self.t("paper-proof-unsigned", number=self.decision.number))
            lines += [self.t("paper-proof-url", url=self.decision.url)] if self.decision.url else []
        return Proof(
            title=self.t("paper-proof"),
            text=text,
            alt=self.t("paper-qr", text=text) if text else "",
            lines=tuple(lines),
        )
