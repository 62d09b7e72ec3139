"""A certificate authority, a clock that may be trusted, and PDFs signed by them, for tests alone."""

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

FROM, TO = datetime(2025, 1, 1), datetime(2035, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody with a key and a certificate."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def asn1(self) -> Any:
        return asn1_x509.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    @property
    def asn1_key(self) -> Any:
        plain = serialization.NoEncryption()
        data = self.key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain)
        return asn1_keys.PrivateKeyInfo.load(data)


def holder(
    name: str, by: Holder | None = None, start: datetime = FROM, end: datetime = TO, *, clock: bool = False
) -> Holder:
    """A holder certified by another; without one, an authority that certifies itself."""
    key = rsa.generate_private_key(65537, 2048) if clock else ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    authority = by is None
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(by.certificate.subject if by else called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority,
                content_commitment=not authority,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=authority,
                crl_sign=authority,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if clock:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Holder(key=key, certificate=made.sign(by.key if by else key, hashes.SHA256()))


def scan() -> bytes:
    """A PDF without any signature."""
    writer = PdfFileWriter()
    content = writer.add_object(generic.StreamObject(stream_data=b"0 0 50 50 re f"))
    writer.insert_page(PageObject(contents=content, media_box=(0, 0, 200, 200)))
    return written(writer)


def written(writer: Any) -> bytes:
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def signed(
    data: bytes, who: Holder, root: Holder, field: str = "S1", clock: Holder | None = None, at: datetime | None = None
) -> bytes:
    """A PDF with one more signature; `clock` adds a timestamp that says `at`."""
    store = SimpleCertificateStore()
    store.register(root.asn1)
    signer = signers.SimpleSigner(signing_cert=who.asn1, signing_key=who.asn1_key, cert_registry=store)
    stamper = None
    if clock is not None:
        stamper = DummyTimeStamper(tsa_cert=clock.asn1, tsa_key=clock.asn1_key, certs_to_embed=store, fixed_dt=at)
    output = io.BytesIO()
    asyncio.run(
        signers.async_sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(data)),
            signers.PdfSignatureMetadata(field_name=field),
            signer=signer,
            timestamper=stamper,
            output=output,
        )
    )
    return output.getvalue()


def drawn_over(data: bytes) -> bytes:
    """The document with its page replaced in a later revision; every earlier byte is still there."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    reference = writer.root["/Pages"]["/Kids"].raw_get(0)
    reference.get_object()["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 99 99 re f"))
    writer.mark_update(reference)
    return written(writer)


def noted(data: bytes) -> bytes:
    """The document with a note laid over the page in a later revision."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    reference = writer.root["/Pages"]["/Kids"].raw_get(0)
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(at) for at in (0, 0, 200, 200)]),
            generic.pdf_name("/Contents"): generic.pdf_string("Đạt 100 %"),
            generic.pdf_name("/DA"): generic.pdf_string("/Helv 12 Tf"),
        }
    )
    page = reference.get_object()
    held = page.get("/Annots", generic.ArrayObject())
    page["/Annots"] = generic.ArrayObject([*[held.raw_get(at) for at in range(len(held))], writer.add_object(note)])
    writer.mark_update(reference)
    return written(writer)
