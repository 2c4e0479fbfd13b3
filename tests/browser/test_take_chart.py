"""Any chart can be taken away as a picture, which says by itself what it shows."""

import pytest

from visiting.browser import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("lang", "format_", "label", "name", "note"),
    [
        ("es", "svg", "Descargar este gráfico en SVG", "tasa-de-interaccion", "octubre de 2026"),
        ("en", "png", "Download this chart as PNG", "engagement-rate", ""),
    ],
)
def test_a_chart_is_saved_with_its_title_and_what_it_is_of(
    visitor: Visitor, lang: str, format_: str, label: str, name: str, note: str
) -> None:
    visitor.open(f"/platforms?lang={lang}&period=custom&from=2026-10-01&to=2026-10-31")
    visitor.page.locator(".js-plotly-plot .main-svg").first.wait_for()
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name=label).first.click()
    saved = waiting.value

    assert saved.suggested_filename.startswith(f"vinculo_caja-miravalle_{name}")
    assert saved.suggested_filename.endswith(f"_2026-10-01_2026-10-31_{lang}.{format_}")
    content = saved.path().read_bytes()
    assert content.startswith(b"<svg" if format_ == "svg" else b"\x89PNG")
    if format_ == "svg":
        text = content.decode()
        assert "Caja Miravalle" in text
        assert note in text
        assert "Facebook" in text
        assert "hoverlayer" not in text
