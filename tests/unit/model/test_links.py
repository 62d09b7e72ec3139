"""Which addresses may stand in a filing and become a link."""

import pytest

from parindex.model.links import link_fault, link_host


@pytest.mark.parametrize(
    "url",
    [
        "https://example.gov.vn/05-kh-stp.pdf",
        "http://example.gov.vn/",
        "HTTPS://example.gov.vn:8443/a?b=c#d",
        "https://xn--vn-yka.example/a",
        "https://example.gov.vn/t%C3%A0i-li%E1%BB%87u",
        "https://example.gov.vn/tài-liệu.pdf",
        "https://example.gov.vn/a/?to=javascript:alert(1)",
    ],
)
def test_an_address_of_the_web_may_be_linked(url: str) -> None:
    assert link_fault(url) == ""


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("javascript:alert(1)", "scheme"),
        ("JavaScript:alert(1)", "scheme"),
        ("data:text/html,x", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://example.gov.vn/a", "scheme"),
        ("//example.gov.vn/a", "scheme"),
        ("example.gov.vn/a", "scheme"),
        ("", "scheme"),
        ("mailto:a@example.gov.vn", "scheme"),
        ("vbscript:x", "scheme"),
        ("https://user@example.gov.vn/", "userinfo"),
        ("https://user:pw@example.gov.vn/", "userinfo"),
        ("https://@example.gov.vn/", "userinfo"),
        ("https://gov.vn@evil.example/", "userinfo"),
        ("https:///a", "host"),
        ("https://localhost/a", "host"),
        ("https://.example.gov.vn/", "host"),
        ("https://example..gov.vn/", "host"),
        ("https://exаmple.gov.vn/", "host"),
        ("https://example.gov.vn:99999/", "host"),
        ("https://[::1/", "host"),
        ("java\tscript:alert(1)", "characters"),
        (" https://example.gov.vn/", "characters"),
        ("https://example.gov.vn/a b", "characters"),
        ("https://example.gov.vn/\n", "characters"),
        ("https://example.gov.vn/\x00", "characters"),
        ('https://example.gov.vn/"onmouseover=', "characters"),
        ("https://example.gov.vn/<script>", "characters"),
        ("https://example.gov.vn\\@evil.example/", "characters"),
        ("https://example.gov.vn/{a}", "characters"),
        ("https://example.gov.vn/\u2028", "characters"),
    ],
)
def test_anything_else_is_refused_with_its_fault(url: str, fault: str) -> None:
    assert link_fault(url) == fault


def test_the_reader_is_told_the_host_and_nothing_that_looks_like_one() -> None:
    assert link_host("https://Example.gov.vn:443/evil.example") == "example.gov.vn"
