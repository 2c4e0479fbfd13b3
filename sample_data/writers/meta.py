"""Meta's content export, as Business Suite gives it: Facebook in Spanish, Instagram in Spanish and in English.

Meta writes times on the clocks of California, wherever the page is.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

import numpy as np

from sample_data.bank import BANK, FIRST, LAST, channel_on
from sample_data.chance import chance, letters
from sample_data.posts import Post
from sample_data.timeline import cut
from sample_data.writers.cells import BOM, Cell, SampleFile, spaced
from sample_data.writers.english import dashed

PACIFIC = ZoneInfo("America/Los_Angeles")
PAGE_ID = "100071840265113"
ACCOUNT_ID = "17841462038915527"
CODE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

FACEBOOK_HEADER = (
    "Identificador de la publicación", "Identificador de la página", "Nombre de la página", "Título",
    "Descripción", "Duración (segundos)", "Hora de publicación", "Tipo de subtítulo", "Enlace permanente",
    "Es una publicación cruzada", "Es una publicación compartida", "Tipo de publicación", "Idiomas",
    "Etiquetas personalizadas", "Estado de contenido financiado", "Comentario sobre los datos", "Fecha",
    "Visualizaciones", "Alcance", "Reacciones, comentarios y veces que se compartió", "Reacciones",
    "Comentarios", "Veces que se compartió", "Total de clics",
    "Consumo de segmentación del público coincidente (Photo Click)", "Clics de otro tipo",
    "Segundos reproducidos", "Segundos en promedio reproducidos", "Ingresos estimados (USD)",
    "CPM del anuncio (USD)", "Impresiones del anuncio",
)  # fmt: skip
FIRST_ID = {"facebook": 13 * 10**14, "instagram": 179 * 10**14}
FACEBOOK_TYPES = {"photo": "Fotos", "video": "Videos", "link": "Enlaces"}

SPANISH_HEADER = (
    "Identificador de la publicación", "Identificador de la cuenta", "Nombre de usuario de la cuenta",
    "Nombre de la cuenta", "Descripción", "Duración (segundos)", "Hora de publicación", "Enlace permanente",
    "Tipo de publicación", "Comentario sobre los datos", "Fecha", "Visualizaciones", "Alcance", "Me gusta",
    "Veces que se compartió", "Seguimientos", "Comentarios", "Veces que se guardó",
)  # fmt: skip
SPANISH_TYPES = {
    "reel": "Reel de Instagram",
    "carousel": "Secuencia de Instagram",
    "image": "Imagen de Instagram",
}
ENGLISH_HEADER = (
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)",
    "Publish time", "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes", "Shares",
    "Comments", "Saves", "Follows",
)  # fmt: skip
ENGLISH_TYPES = {"reel": "IG reel", "carousel": "IG carousel", "image": "IG image"}


def facebook_files(posts: Sequence[Post]) -> Iterator[SampleFile]:
    """A quarter a file, newest post first."""
    generator = chance("meta", "facebook")
    ids = _ids(generator, len(posts), FIRST_ID["facebook"])
    for first, last in cut(FIRST, LAST, 3):
        rows: list[Sequence[Cell]] = [FACEBOOK_HEADER]
        rows += [_facebook_row(p, ids[p.number]) for p in reversed(posts) if first <= p.day <= last]
        yield SampleFile(_path("facebook", first, last), BOM + spaced(rows), _channel("facebook"))


def _facebook_row(post: Post, post_id: str) -> list[Cell]:
    video = post.format == "video"
    seconds = 20 + post.views % 70 if video else 0
    clicks = post.engagements // 3
    average = 3 + post.views % 50 / 10
    played: list[Cell] = [f"{post.views * average:.3f}", f"{average:.3f}", 0, 0, 0] if video else [None] * 5
    kind = "reel" if video else "cajamiravalle/posts"
    return [
        post_id, PAGE_ID, BANK.name, post.text, post.text if video else "", seconds, _meta_time(post), "N/A",
        f"https://www.facebook.com/{kind}/{post_id}", 0, 0, FACEBOOK_TYPES[post.format], "", "", "", "",
        "Total", post.views, post.reach, post.engagements, post.reactions, post.comments, post.shares, clicks,
        None if video else clicks // 2, clicks - clicks // 2, *played,
    ]  # fmt: skip


def ids_of(platform: str, posts: Sequence[Post]) -> list[str]:
    """The identifiers that the platform's export gives the posts."""
    return _ids(chance("meta", platform), len(posts), FIRST_ID[platform])


def instagram_files(posts: Sequence[Post]) -> Iterator[SampleFile]:
    """Half a year a file; the first two were taken in English, the others in Spanish."""
    generator = chance("meta", "instagram")
    ids = _ids(generator, len(posts), FIRST_ID["instagram"])
    codes = ["D" + letters(generator, 10, CODE_LETTERS) for _ in posts]
    for number, (first, last) in enumerate(cut(FIRST, LAST, 6)):
        english = number < 2
        rows: list[Sequence[Cell]] = [ENGLISH_HEADER if english else SPANISH_HEADER]
        rows += [
            _instagram_row(p, ids[p.number], codes[p.number], english=english)
            for p in reversed(posts)
            if first <= p.day <= last
        ]
        yield SampleFile(_path("instagram", first, last), BOM + spaced(rows), _channel("instagram"))


def _instagram_row(post: Post, post_id: str, code: str, *, english: bool) -> list[Cell]:
    reel = post.format == "reel"
    follows = post.engagements // 60
    head: list[Cell] = [
        post_id, ACCOUNT_ID, channel_on("instagram").handle, BANK.name, post.text,
        15 + post.views % 60 if reel else 0, _meta_time(post),
        f"https://www.instagram.com/{'reel' if reel else 'p'}/{code}/",
        (ENGLISH_TYPES if english else SPANISH_TYPES)[post.format], "", "Lifetime" if english else "Total",
        post.views, post.reach, post.reactions, post.shares,
    ]  # fmt: skip
    tail = [post.comments, post.saves, follows] if english else [follows, post.comments, post.saves]
    return [*head, *tail]


def _ids(generator: np.random.Generator, number: int, base: int) -> list[str]:
    """Different ids, as long as the vendor's, that begin like `base`."""
    ids: dict[str, None] = {}
    while len(ids) < number:
        ids[str(base + int(generator.integers(10**14)))] = None
    return list(ids)


def _meta_time(post: Post) -> str:
    return datetime.fromtimestamp(post.published_at, PACIFIC).strftime("%m/%d/%Y %H:%M")


def _path(platform: str, first: date, last: date) -> PurePosixPath:
    serial = int(chance("meta", platform, first.isoformat()).integers(10**14, 10**15))
    return PurePosixPath(platform, f"{dashed(first)}_{dashed(last)}_{serial}.csv")


def _channel(platform: str) -> str:
    return f"{platform}:{channel_on(platform).handle}"
