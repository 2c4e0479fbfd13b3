"""An institution whose every name is an attack: scripts, events of elements, links and pictures in Markdown and HTML."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from kpi.periods import day_of, parse_date
from kpi.store.engine import open_store
from kpi.store.institutions import institution_named
from kpi.store.schema import metadata
from tests.support.stores import close
from tests.support.templates import ROOT

ATTACKS: Final = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=2>",
    "[click](javascript:window.pwned=3)",
    "![x](https://evil.example/a.png)",
    "[link](https://evil.example/b)",
    "<a href=https://evil.example/c>c</a>",
    "$\\href{javascript:window.pwned=4}{x}$",
    '"><svg onload=window.pwned=5>',
)
NAME: Final = f"Caja {ATTACKS[0]} {ATTACKS[3]} {ATTACKS[1]}"
EVIL: Final = " ".join(ATTACKS).replace('"', "'")
FILE: Final = "![f](https:evil.example) <img src=x onerror=window.pwned=6> [g](javascript:alert`1`).csv"


def settle_in(url: str, folder: Path) -> None:
    """Import the institution into the database at `url`, as its operator would."""
    posts = [
        f'{platform},"{handle} {EVIL}","{number} {EVIL}",2026-10-{number:02} 10:00,1000,{number},3,2,"{EVIL}","{EVIL}"'
        for platform, handle in (("facebook", "a"), ("facebook", "b"), ("linkedin", "c"))
        for number in range(1, 13)
    ]
    header = "platform,channel,post_id,published_at,views,reactions,comments,shares,title,campaign"
    messages = [
        f'facebook,"a {EVIL}","c{number} {EVIL}",m{number}{way},2026-10-{number:02}T{hour}:00:00Z,{way},false,"{EVIL}"'
        for number in range(1, 13)
        for way, hour in (("in", "09"), ("out", "11"))
    ]
    for_messages = "platform,channel,conversation_id,message_id,sent_at,direction,automated,author"
    goals = [
        f'engagement_rate_views,facebook,2026-10,0.01,0.02,0.03,"{EVIL}","{EVIL}"',
        f'answered_within_24h,facebook,2026-10,0.8,0.9,0.95,"{EVIL}","{EVIL}"',
    ]
    for name, lines in (
        (FILE, [header, *posts]),
        (f"messages {FILE}", [for_messages, *messages]),
        (f"goals {FILE}", ["kpi,platform,month,floor,target,stretch,owner,reason", *goals]),
    ):
        path = folder / name
        path.write_text("\n".join(lines) + "\n")
        command = [sys.executable, "-m", "kpi", "import", str(path), "--institution", NAME]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "KPI_DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    _let_something_happen(url)


def _let_something_happen(url: str) -> None:
    store = open_store(url)
    with store.writing() as connection:
        mine = institution_named(connection, NAME)
        day = day_of(parse_date("2026-10-10"))
        columns = metadata.tables["event"].c
        values = {"platform": "", "kind": "campaign", "first_day": day, "last_day": day + 3}
        texts = {"title": EVIL, "note": EVIL}
        more = {"institution_id": mine.id} | {
            name: 0 for name in ("changed_at", "version") if name in columns
        }
        connection.execute(metadata.tables["event"].insert().values({**values, **texts, **more}))
    close(store)
