"""The page in front of the gate: plain HTML without a script, because nothing of Streamlit runs for strangers."""

from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode

import streamlit
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.auth_util import encode_provider_token

from doors.settings import DEFAULT_PROVIDER, SignIn
from kpi.showing.language import LANGUAGES, Language
from kpi.words import N_

PATH: Final = "/sign-in"
NEXT: Final = "vinculo_next"
NEXT_LASTS: Final = 900
FOLDER: Final = Path(__file__).parent


def page(connection: HTTPConnection, in_force: SignIn, base: str) -> Response:
    """The page for whoever is not signed in, in the language of the address or of the browser."""
    locale = language_of(connection)
    language = Language(locale)
    asked = connection.url.path + (f"?{connection.url.query}" if connection.url.query else "")
    html = _template().substitute(
        locale=locale,
        font=escape(f"{base}{_font()}"),
        title=escape(language.say(N_("Sign in"))),
        introduction=escape(language.say(N_("Social-media KPIs of your institution: goal beside actual."))),
        buttons="".join(
            f'<a class="button" href="{escape(_way(base, name, asked))}">{escape(_words(name, language))}</a>'
            for name in in_force.providers
        ),
        note=escape(language.say(N_("Whoever has no account, or no role here, asks the administrator."))),
        languages=" · ".join(_switch(connection, one, locale) for one in LANGUAGES),
        language_label=escape(language.say(N_("Language"))),
    )
    return HTMLResponse(html, 401)


def language_of(connection: HTTPConnection) -> str:
    """The language of the address, else the first of the browser's that there is, else Spanish."""
    wanted = [connection.query_params.get("lang", "")]
    wanted += [
        part.split(";")[0].strip()[:2] for part in connection.headers.get("accept-language", "").split(",")
    ]
    return next((locale for locale in wanted if locale in LANGUAGES), "es")


def _way(base: str, provider: str, asked: str) -> str:
    return f"{base}{PATH}/{quote(provider)}?{urlencode({'next': asked})}"


def _words(provider: str, language: Language) -> str:
    if provider == DEFAULT_PROVIDER:
        return language.say(N_("Sign in with your organisation's account"))
    return language.say(N_("Sign in with {provider}"), provider=provider.capitalize())


def _switch(connection: HTTPConnection, locale: str, shown: str) -> str:
    """A language's name; one that is not shown is a link to the same address in it."""
    name = escape(LANGUAGES[locale])
    if locale == shown:
        return f"<span>{name}</span>"
    query = {**dict(parse_qsl(connection.url.query)), "lang": locale}
    return f'<a href="?{escape(urlencode(query))}" lang="{locale}" hreflang="{locale}">{name}</a>'


@cache
def _font() -> str:
    """The face that the pages have, as Streamlit serves it; "" where a later version has it elsewhere."""
    found = sorted(
        (Path(streamlit.__file__).parent / "static").glob("static/media/SourceSansVF-Upright*.woff2")
    )
    return f"/static/media/{found[0].name}" if found else ""


@cache
def _template() -> Template:
    return Template((FOLDER / "sign_in.html").read_text("utf-8"))


def routes(in_force: SignIn | None, base: str) -> list[Route]:
    """The way from the page to the identity provider, which Streamlit knows; none on a server without sign-in."""
    if in_force is None:
        return []

    async def to_provider(request: Request) -> Response:
        provider = request.path_params["provider"]
        if provider not in in_force.providers:
            return RedirectResponse(f"{base}/", 303)
        token = urlencode({"provider": encode_provider_token(provider)})
        response = RedirectResponse(f"{base}/auth/login?{token}", 303)
        asked = request.query_params.get("next", "")
        response.set_cookie(
            NEXT, quote(asked, safe="/?&=%+"), NEXT_LASTS, path="/", httponly=True, samesite="lax"
        )
        return response

    return [Route(f"{base}{PATH}/{{provider}}", to_provider, methods=["GET"])]
