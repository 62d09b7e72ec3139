"""The Content-Security-Policy: own files, and exactly the inline scripts that stand in the page."""

import base64
import hashlib
import re

from parindex.publish.policy import with_policy

PAGE = '<!doctype html><html><head><meta charset="utf-8"><title>x</title>{}</head><body></body></html>'


def policy(html: str) -> dict[str, list[str]]:
    found = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    assert len(found) == 1
    rules = (rule.split() for rule in found[0].split(";"))
    return {name: values for name, *values in rules}


def test_only_own_files_are_allowed() -> None:
    rules = policy(with_policy(PAGE.format("")))
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == ["'self'"]
    assert rules["base-uri"] == ["'none'"]
    assert rules["img-src"] == ["'self'", "data:"]


def test_inline_scripts_are_allowed_by_their_hash_and_once_each() -> None:
    script = "var a = 'đ';\nalert(1)"
    html = with_policy(PAGE.format(f"<script>{script}</script><script>{script}</script><script>b()</script>"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy(html)["script-src"] == [
        "'self'",
        f"'sha256-{digest}'",
        "'sha256-" + base64.b64encode(hashlib.sha256(b"b()").digest()).decode() + "'",
    ]


def test_the_policy_comes_before_anything_it_has_to_rule() -> None:
    html = with_policy(PAGE.format("<script>a()</script>"))
    assert html.index("Content-Security-Policy") < html.index("<title>") < html.index("<script>")


def test_nothing_else_of_the_page_changes() -> None:
    page = PAGE.format("<script>a()</script>")
    assert re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", with_policy(page)) == page
