"""What is known of a document, in words of one language; nothing here is HTML."""

from datetime import datetime

from parindex.i18n.numbers import date_text
from parindex.i18n.words import Words
from parindex.model.evidence import ILL, EvidenceState, EvidenceStatus
from parindex.model.links import link_fault, link_host
from parindex.model.phase import day_of

_ASKED = ILL | {EvidenceState.LIVE, EvidenceState.MOVED}


def moment_day(words: Words, moment: str) -> str:
    """The day of a moment (ISO text in UTC) as it was in Vietnam."""
    return date_text(day_of(datetime.fromisoformat(moment)), words.lang)


def state_text(words: Words, status: EvidenceStatus, host: str) -> str:
    """The state with what it rests on: why and since when a document fails, where it went, when it was last there.

    `host` is the one that the document was said to be at.
    """
    t = words.t
    told = state_name(words, status)
    if status.state not in _ASKED:
        return told
    if status.fault:
        told += f" ({t['evidence-fault-' + status.fault]})"
    if status.failed:
        told += f", {t['evidence-since'].format(day=date_text(status.failed[0], words.lang))}"
    if status.state is EvidenceState.MOVED and not link_fault(status.final) and link_host(status.final) != host:
        told += f", {t['evidence-now-at'].format(host=link_host(status.final))}"
    if status.seen:
        told += f", {t['evidence-last-seen'].format(day=moment_day(words, status.seen))}"
    else:
        told += f", {t['evidence-never-seen']}"
    return told + (f", {t['evidence-insecure']}" if status.insecure else "")


def state_name(words: Words, status: EvidenceStatus) -> str:
    """The state in two or three words."""
    return words.t[f"evidence-state-{status.state}"]


def signature_text(words: Words, status: EvidenceStatus, deadline: str = "") -> str:
    """The verdict on a PDF's signature, whom it names and when it was made as far as that is proven; else nothing.

    `deadline` is the last day (ISO) on which the document could be filed; a signature made after it is called that.
    """
    if not status.signature:
        return ""
    told = words.t[f"signature-{status.signature}"]
    if status.signer:
        told += f": {status.signer}"
    if status.signed:
        told += f", {words.t['signature-at'].format(day=moment_day(words, status.signed))}"
        if deadline and day_of(datetime.fromisoformat(status.signed)) > deadline:
            told += f" ({words.t['signature-late']})"
    return told
