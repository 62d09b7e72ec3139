"""The signatures on a PDF: whole, by whom, traced to which root, and what was done to the document afterwards.

A document is read by a process of its own with limits on time and memory, because it comes from a stranger. Run as a
program this module is that process: it reads the file it is given, and roots and moment from standard input.
"""

import asyncio
import json
import logging
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from parindex.model.confine import confine
from parindex.model.evidence import SignatureVerdict

_SECONDS = 30
_BYTES = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The verdict on a document; `signed` (ISO, UTC) only where a trusted timestamp proves it."""

    verdict: SignatureVerdict
    signer: str = ""
    signed: str = ""


def examine(data: Any, roots: Sequence[str], moment: datetime) -> Signature:
    """The verdict on a PDF (an open binary file) by the root certificates (PEM); nothing is fetched for it.

    What the signer's own clock or a field of the document says of time counts for nothing.
    """
    from asn1crypto import pem, x509  # noqa: PLC0415 only this process needs them
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    trusted = [x509.Certificate.load(pem.unarmor(root.encode())[2]) for root in roots]
    try:
        reader = PdfFileReader(data, strict=False)
        if reader.encrypted:
            return Signature(verdict=SignatureVerdict.UNREADABLE)
        found = [_examined(signature, trusted, moment) for signature in reader.embedded_regular_signatures]
    except (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError):
        return Signature(verdict=SignatureVerdict.UNREADABLE)
    if not found:
        return Signature(verdict=SignatureVerdict.UNSIGNED)
    order = list(SignatureVerdict)
    worst = min(found, key=lambda one: order.index(one.verdict)).verdict
    return Signature(verdict=worst, signer=found[-1].signer, signed=found[-1].signed)


def _examined(signature: Any, roots: Iterable[Any], moment: datetime) -> Signature:
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415

    status = _status(signature, roots, moment)
    name = status.signing_cert.subject.native.get("common_name", "")
    signer = name if isinstance(name, str) and name.isprintable() else ""
    if not (status.intact and status.valid):
        return Signature(verdict=SignatureVerdict.ALTERED, signer=signer)
    # Further signatures and proofs of validity may be added; notes drawn over a page may not.
    if status.modification_level is None or status.modification_level > ModificationLevel.FORM_FILLING:
        return Signature(verdict=SignatureVerdict.ALTERED, signer=signer)
    if status.docmdp_ok is False:
        return Signature(verdict=SignatureVerdict.ALTERED, signer=signer)
    stamped = status.timestamp_validity
    proven = bool(stamped and stamped.intact and stamped.valid and stamped.trusted)
    signed = stamped.timestamp if proven else None
    trusted = status.trusted
    if not trusted and signed is not None:
        # A certificate that has expired since was good when a trusted clock saw the signature.
        trusted = _status(signature, roots, signed).trusted
    verdict = SignatureVerdict.VALID if trusted else SignatureVerdict.UNTRUSTED
    moment_text = signed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if signed is not None else ""
    return Signature(verdict=verdict, signer=signer, signed=moment_text)


def _status(signature: Any, roots: Iterable[Any], moment: datetime) -> Any:
    from pyhanko.sign.validation import async_validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    def context() -> Any:
        return ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)

    return asyncio.run(async_validate_pdf_signature(signature, context(), context()))


async def examined_apart(path: Path, roots: Sequence[str], moment: datetime) -> Signature:
    """`examine` in a process of its own; a document that it cannot finish with is unreadable."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-m",
        "parindex.evidence.signature",
        str(path),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    asked = json.dumps({"roots": list(roots), "moment": moment.isoformat()}).encode()
    try:
        async with asyncio.timeout(2 * _SECONDS):
            output, _ = await process.communicate(asked)
    except TimeoutError:
        output = b""
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    try:
        told = json.loads(output)
        return Signature(verdict=SignatureVerdict(told["verdict"]), signer=told["signer"][:200], signed=told["signed"])
    except (ValueError, KeyError, TypeError):
        return Signature(verdict=SignatureVerdict.UNREADABLE)


def main() -> None:
    """Examines one file within limits."""
    confine(_SECONDS, _BYTES)
    asked = json.loads(sys.stdin.read())
    with Path(sys.argv[1]).open("rb") as file:
        made = examine(file, asked["roots"], datetime.fromisoformat(asked["moment"]))
    print(json.dumps(asdict(made)))


if __name__ == "__main__":
    main()
