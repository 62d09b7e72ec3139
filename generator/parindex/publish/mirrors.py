"""How the pages of one site in several languages point at each other, for readers, search engines and the sitemap."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from parindex.i18n.mirror import ORIGINAL, language_of, mirrored

OTHER, ALTERNATES = "PARINDEX-OTHER", "PARINDEX-ALTERNATES"
"""What stands in a frame where the switch leads, and where the links between languages go."""

_PER_SITEMAP = 20_000
"""Half of what a sitemap may hold, for each entry names its page in every language."""

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirrors:
    """The languages of a site, the original first, and its address (with a slash at the end) where that is known.

    `picture` is what other websites show beside a link to a page that has no picture of its own.
    """

    languages: Sequence[str]
    site_url: str = ""
    picture: str = ""

    def other(self, path: str) -> str:
        """The same page in the next language, relative, for the switch in the header; itself where there is one."""
        lang, inside = language_of(path, self.languages)
        following = self.languages[(self.languages.index(lang) + 1) % len(self.languages)]
        return "../" * path.count("/") + mirrored(following, inside)

    def alternates(self, path: str) -> str:
        """The links of a page to itself in every language; none where the site has one language.

        The space in `rel` means nothing; without it the engine's script would ask for a sitemap beside every page.
        """
        if len(self.languages) < 2:
            return ""
        _, inside = language_of(path, self.languages)
        start = escape(self.site_url, quote=True) or "../" * path.count("/")
        links = [(lang, mirrored(lang, inside)) for lang in self.languages]
        return "".join(
            f'<link rel="alternate " hreflang="{lang}" href="{start}{escape(target, quote=True)}">'
            for lang, target in [*links, ("x-default", inside)]
        )

    def canonical(self, path: str) -> str:
        """The link of a page to its own address, where the site's is known."""
        if not self.site_url:
            return ""
        return f'<link rel="canonical" href="{escape(self.site_url + path, quote=True)}">'

    def pictured(self, path: str, own: str = "") -> str:
        """The picture of a page for other websites, which need its whole address: where that is not known, nothing."""
        picture = own or self.picture
        if not self.site_url or not picture:
            return ""
        lang, _ = language_of(path, self.languages)
        said = {"image": self.site_url + mirrored(lang, picture), "url": self.site_url + path}
        return "".join(f'<meta property="og:{name}" content="{escape(url, quote=True)}">' for name, url in said.items())

    def filled(self, html: str, path: str, *, mirrored_too: bool) -> str:
        """A page of the engine with its links; a page that only one language has leads to the other one's home."""
        if mirrored_too:
            told = self.alternates(path) + self.pictured(path)
            return html.replace(OTHER, self.other(path)).replace(ALTERNATES, told)
        lang, _ = language_of(path, self.languages)
        home = self.other(mirrored(lang, "index.html"))
        up = "../" * (path.count("/") - mirrored(lang, "").count("/"))
        return html.replace(OTHER, up + home).replace(ALTERNATES, self.pictured(path))

    def map_files(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """`robots.txt`, and a sitemap of the pages at `paths` where the site's address is known."""
        if not self.site_url:
            yield "robots.txt", b"User-agent: *\nAllow: /\n"
            return
        yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {self.site_url}sitemap.xml\n".encode()
        pages = sorted(paths)
        shares = [pages[at : at + _PER_SITEMAP] for at in range(0, len(pages), _PER_SITEMAP)]
        if len(shares) == 1:
            yield "sitemap.xml", self._sitemap(pages, set(pages))
            return
        names = [f"sitemap-{number}.xml" for number in range(1, len(shares) + 1)]
        rows = "".join(f"<sitemap><loc>{escape(self.site_url + name)}</loc></sitemap>\n" for name in names)
        yield "sitemap.xml", _xml(f'<sitemapindex xmlns="{_SITEMAP}">\n{rows}</sitemapindex>\n')
        for name, share in zip(names, shares, strict=True):
            yield name, self._sitemap(share, set(pages))

    def _sitemap(self, pages: Sequence[str], known: set[str]) -> bytes:
        rows = "".join(
            f"<url><loc>{escape(self.site_url + page)}</loc>{self._entry(page, known)}</url>\n" for page in pages
        )
        return _xml(f'<urlset xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}">\n{rows}</urlset>\n')

    def _entry(self, page: str, known: set[str]) -> str:
        _, inside = language_of(page, self.languages)
        there = [(lang, mirrored(lang, inside)) for lang in self.languages if mirrored(lang, inside) in known]
        if len(there) < 2:
            return ""
        default = [("x-default", inside)] if there[0][0] == ORIGINAL else []
        return "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(self.site_url + target, quote=True)}"/>'
            for lang, target in [*there, *default]
        )


def _xml(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode()
