"""The minutes of a meeting: who was there, who stayed out of which vote, how the votes went (Appendix III, minutes)."""

from collections.abc import Iterator

from parindex.i18n.numbers import date_text
from parindex.i18n.text import label
from parindex.model.docket import Meeting
from parindex.model.roster import Council, Person, Role
from parindex.paperwork.context import LANG, Desk
from parindex.paperwork.paper import FILE_NAMES, Align, Column, Kind, Line, Paper, Row, Signature, Style, Table


def minutes_name(meeting: Meeting) -> str:
    """The file of a meeting's minutes, without ending."""
    return f"{FILE_NAMES[Kind.MINUTES]}-{meeting.id}"


def minutes_title(meeting: Meeting) -> str:
    """What they are called in a list of papers."""
    return label("paper-kind-minutes", LANG, date=date_text(meeting.date, LANG))


def minutes(desk: Desk, meeting: Meeting) -> Paper:
    """The minutes of one meeting. When it began and where is not in the data and left to be filled in."""
    t = desk.t
    councils = {council.id: council for council in desk.cycle.cycle.councils}
    council = councils.get(meeting.council) or Council(id=meeting.council, name=meeting.council)
    heading = t("paper-minutes-title", title=desk.title)
    number = t("paper-number", number=meeting.document or t("paper-number-blank"))
    chair, secretary = (_named(meeting, council, role) for role in (Role.CHAIR, Role.SECRETARY))
    blanks = (("paper-minutes-chair", chair), ("paper-minutes-secretary", secretary))
    signed = "paper-proof-minutes" if meeting.document else "paper-proof-minutes-unnumbered"
    return Paper(
        name=minutes_name(meeting),
        what=minutes_title(meeting),
        title=f"{t('paper-minutes')}: {heading}, {desk.day(meeting.date)}",
        head=desk.headed(desk.cycle.programme.authority, council.name, number),
        kind=t("paper-minutes").upper(),
        heading=heading,
        under=(),
        body=(
            *(Line(text=text, style=Style.NOTE) for text in desk.illustrative),
            Line(text=t("paper-minutes-time", day=desk.day(meeting.date))),
            Line(text=t("paper-minutes-place")),
            *_present(desk, meeting, council),
            *(Line(text=t(key)) for key, name in blanks if not name),
            *_votes(desk, meeting, council),
            Line(text=t("paper-minutes-end")),
        ),
        recipients=(t("paper-to"), t("paper-to-members", council=council.name), t("paper-to-record")),
        signatures=(
            Signature(title=t("paper-role-secretary").upper(), here=t("paper-sign-name"), name=secretary),
            Signature(title=t("paper-role-chair").upper(), here=t("paper-sign-maybe-seal"), name=chair),
        ),
        proof=desk.proof(signed=t(signed, number=meeting.document)),
        pages=t("paper-pages"),
        foot=desk.foot,
        banner=desk.banner,
    )


def _named(meeting: Meeting, council: Council, role: Role) -> str:
    """Who of those present holds a role; empty where nobody does."""
    return next(
        (person.name for person in council.members if person.role is role and person.name in meeting.present), ""
    )


def _present(desk: Desk, meeting: Meeting, council: Council) -> Iterator[Line | Table]:
    t = desk.t
    known = {person.name: person for person in council.members}
    yield Line(text=t("paper-minutes-present"), style=Style.HEADING)
    counts = {"present": str(len(meeting.present)), "members": str(len(council.members))}
    yield Line(text=t("paper-minutes-count", council=council.name, **counts))
    columns = (
        Column(head=t("paper-col-order"), width=10, align=Align.CENTER),
        Column(head=t("paper-col-name"), width=45),
        Column(head=t("paper-col-title")),
        Column(head=t("paper-col-role"), width=25),
    )
    people = [known.get(name) or Person(name=name) for name in meeting.present]
    rows = tuple(
        Row(cells=(str(order), person.name, person.title or "–", t(f"paper-role-{person.role.value}")))
        for order, person in enumerate(people, 1)
    )
    yield Table(name=t("paper-minutes-present"), columns=columns, rows=rows)
    absent = [person.name for person in council.members if person.name not in meeting.present]
    if absent:
        yield Line(text=t("paper-minutes-absent", names=", ".join(absent)))


def _votes(desk: Desk, meeting: Meeting, council: Council) -> Iterator[Line | Table]:
    t = desk.t
    yield Line(text=t("paper-minutes-votes"), style=Style.HEADING)
    if not meeting.votes:
        yield Line(text=t("paper-minutes-no-votes"))
        return
    columns = (
        Column(head=t("paper-col-order"), width=10, align=Align.CENTER),
        Column(head=t("paper-col-unit")),
        Column(head=t("paper-col-for"), width=16, align=Align.CENTER),
        Column(head=t("paper-col-against"), width=16, align=Align.CENTER),
        Column(head=t("paper-col-abstained"), width=16, align=Align.CENTER),
        Column(head=t("paper-col-recused"), width=28),
        Column(head=t("paper-col-verdict"), width=22, align=Align.CENTER),
    )
    rows = []
    for order, (unit_id, vote) in enumerate(meeting.votes.items(), 1):
        unit = desk.cycle.programme.units.get(unit_id)
        carried = t("minutes-carried" if vote.carried(len(council.members)) else "minutes-not-carried")
        out = ", ".join(meeting.recused.get(unit_id, ())) or "–"
        votes = (str(vote.in_favour), str(vote.against), str(vote.abstained))
        rows.append(Row(cells=(str(order), unit.name if unit else unit_id, *votes, out, carried)))
    yield Table(name=t("paper-minutes-votes"), columns=columns, rows=tuple(rows))
    yield Line(text=t("paper-minutes-rule"))
