"""`summitbot sources add`: documents from files and from a real server on loopback become drafts, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_sources_cli import folder as folder
from test_sources_cli import run
from web import Web, serving

from summitbot.markup import split_front_matter
from summitbot.sources import read_sources

PAGE = """<!doctype html><html lang="en"><head><title>Rok opens the fair of Veldes | The Gazette</title>
<meta property="og:site_name" content="The Gazette"><meta property="og:title" content="Rok opens the fair of Veldes">
<meta property="article:published_time" content="2012-01-02T10:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Rok opens the fair of Veldes</h1>
<p>President Ana Rok of Arland opened the fair of Veldes on 1 January 2012 with a <b>long speech</b> about water and boats.</p>
<h2>Who came to the fair?</h2><p>Bor Tamm came to the fair from Borland with forty traders, and left Borland's stall to them.</p>
<table><tr><th>Year</th><th>Guests</th></tr><tr><td>2011</td><td>300</td></tr></table>
<p>Arland and Arland alone paid for the bread of the fair, as the Lake summit had laid down in its day.</p></article>
<footer>We use cookies</footer></body></html>"""


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with serving() as server:
        yield server


def pdf(*pages: list[str], title: str = "") -> bytes:
    """A PDF of pages of lines, made by hand so that no library of the reader made it."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) >>".encode(),
    ]
    for n, lines in enumerate(pages):
        stream = f"BT /F1 11 Tf 50 750 Td {' '.join(f'({line}) Tj 0 -14 Td' for line in lines)} ET"
        font = "<< /Font << /F1 3 0 R >> >>"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {6 + 2 * n} 0 R /Resources {font} >>".encode(),
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream".encode(),
        ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, count = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count + b"".join(b"%010d 00000 n \n" % at for at in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return bytes(out)


def docx() -> bytes:
    """A Word document with a title, a heading, a list and a table."""
    from docx import Document

    document = Document()
    document.core_properties.title = ""
    document.add_heading("The bread treaty of 3 May 1993", 0)
    document.add_paragraph("The bread treaty was signed in Belmora on 3 May 1993.")
    document.add_heading("What does the bread treaty say?", 1)
    document.add_paragraph("Bread is free.", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Salt", "is not"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def added(folder: Path, *args: object) -> tuple[dict, str]:
    """What `sources add` says in JSON, and the body that it wrote."""
    done = run(folder, "sources", "add", *args, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    _, body, _ = split_front_matter((folder / told["path"]).read_text())
    return told, body


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_web_page_becomes_a_draft(folder: Path, web: Web) -> None:
    url = web.page("/fair.php", PAGE.encode())
    told, body = added(folder, url, "--allow-private", "--party", "press")
    front = told["front"]
    assert front["title"] == "Rok opens the fair of Veldes"
    assert front["date"] == "2012-01-02"
    assert front["people"] == ["ana-rok", "bor-tamm"]
    assert front["parties"] == ["Arland", "Borland"]
    assert front["related"] == ["lake-summit"]
    assert front["original"]["url"] == url
    assert body.startswith("\nPresident Ana Rok of Arland opened")
    assert "with a long speech about" in body
    assert "## Who came to the fair?" in body
    assert "- 2011; 300[^" in body
    assert "cookies" not in body
    assert "Home" not in body
    original = folder / told["original"]
    assert original.name == "rok-opens-the-fair-of-veldes.html"
    assert hashlib.sha256(original.read_bytes()).hexdigest() == told["sha256"]
    assert original.read_bytes() == PAGE.encode()


def test_what_was_added_is_whole_for_the_check_and_answers_once_it_is_reviewed(folder: Path) -> None:
    file = folder.parent / "treaty.docx"
    file.write_bytes(docx())
    told, body = added(
        folder, file, "--publisher", "Office of Arland", "--party", "Arland", "--date", "1993-05-03"
    )
    assert told["id"] == "the-bread-treaty-of-3-may-1993"
    assert "## What does the bread treaty say?" in body
    assert "- Bread is free.[^office-of-arland-" in body
    assert "- Salt; is not[^" in body
    check = run(folder, "sources", "check")
    assert "6 sources, 0 findings." in check.stdout
    page = folder / told["path"]
    (reference,) = next(s for s in read_sources(folder) if s.id == told["id"]).references
    assert (reference.publisher, reference.party, reference.date) == (
        "Office of Arland",
        "Arland",
        "1993-05-03",
    )
    assert "Belmora" not in run(folder, "ask", "Where was the bread treaty signed?").stdout
    page.write_text(page.read_text().replace("reviewed: 'no'", "reviewed: 2026-11-26"))
    assert "Belmora" in run(folder, "ask", "Where was the bread treaty signed?").stdout


def test_a_pdf(folder: Path) -> None:
    file = folder.parent / "fair.pdf"
    lines = [
        "The report of the fair was written by Bor Tamm, who had seen the whole of the fair from his win-",
        "dow on 1 May 1992 and wrote nothing down.",
        "# 1 bread was sold on the second day of the fair to all who came, and nothing else was sold there at all.",
    ]
    file.write_bytes(pdf(lines, title="The report of the fair"))
    told, body = added(folder, file, "--kind", "event")
    assert told["path"] == "events/the-report-of-the-fair.md"
    assert told["front"]["date"] == "1992-05-01"
    first, second = [part for part in body.split("\n\n") if part.strip()]
    assert "from his window on 1 May 1992 and wrote nothing down.[^" in first
    assert second.startswith("\\# 1 bread")


def test_running_heads_and_page_numbers_of_a_pdf_are_left_out(folder: Path) -> None:
    file = folder.parent / "book.pdf"
    told = ["The first page tells of", "The second page tells of", "The third page tells of"]
    pages = [
        [f"Book of Veldes, page {n}", f"{line} Veldes and of nothing else.", str(n)]
        for n, line in enumerate(told, 1)
    ]
    file.write_bytes(pdf(*pages, title="A book"))
    _, body = added(folder, file)
    assert "The third page tells of Veldes" in body
    assert "Book of Veldes" not in body
    assert not any(character.isdigit() for character in re.sub(r"\[\^[^\]]+\]", "", body))


def test_a_plain_text(folder: Path) -> None:
    file = folder.parent / "note.txt"
    file.write_text("The note of Zell\r\n\r\nThe note of Zell names\r\nno year.\r\n\r\n3. Nothing else.\r\n")
    told, body = added(folder, file, "--id", "zell-note")
    assert told["path"] == "documents/zell-note.md"
    assert "date" not in told["front"]
    assert "The note of Zell names no year.[^" in body
    assert "\\3. Nothing" in body or "3\\. Nothing" in body


def test_the_same_document_is_not_added_twice(folder: Path) -> None:
    file = folder.parent / "note.txt"
    file.write_text("The note of Zell\n\nThe note of Zell names no year.\n")
    added(folder, file)
    before = snapshot(folder)
    done = run(folder, "sources", "add", file, "--id", "other")
    assert done.returncode == 2
    assert "is a source already" in done.stderr
    assert snapshot(folder) == before


def bomb() -> bytes:
    """A zip that says it is a Word document and unpacks to 200 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * 200_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", b"", "holds no text"),
        ("a.txt", b"caf\xe9", "not in UTF-8"),
        ("a.bin", b"\x00\x01\x02", "is no PDF, DOCX, HTML or text"),
        ("a.pdf", b"%PDF-1.4 nothing", "broken PDF"),
        ("scan.pdf", pdf([]), "text recognition"),
        ("a.docx", b"PK\x03\x04word/", "broken Word document"),
        ("bomb.docx", bomb(), "unpacks to 200 MB"),
        ("a.html", b"<html><body></body></html>", "holds no text"),
        ("a.md", b"---\nid: a\n---\nText.", "is a source already"),
        ("large.txt", b"x" * 20_000_001, "larger than 20 MB"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_can_t_be_added_leaves_nothing_behind(
    folder: Path, name: str, content: bytes, told: str
) -> None:
    (folder.parent / name).write_bytes(content)
    before = snapshot(folder)
    done = run(folder, "sources", "add", folder.parent / name)
    assert done.returncode == 7
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert snapshot(folder) == before


def test_a_file_that_is_not_there(folder: Path) -> None:
    done = run(folder, "sources", "add", "nowhere.txt")
    assert done.returncode == 7
    assert "https://" in done.stderr


def test_an_address_in_a_private_network_is_not_asked(folder: Path, web: Web) -> None:
    before, asked = snapshot(folder), len(web.hosts)
    done = run(folder, "sources", "add", web.page("/fair", PAGE.encode()))
    assert done.returncode == 7
    assert "--allow-private" in done.stderr
    assert (snapshot(folder), len(web.hosts)) == (before, asked)


@pytest.mark.parametrize(
    ("name", "content", "library"),
    [("a.html", PAGE.encode(), "trafilatura"), ("a.pdf", pdf(["A."]), "pypdf"), ("a.docx", docx(), "docx")],
)
def test_without_the_extra_the_error_names_it(
    folder: Path, name: str, content: bytes, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [m for m in sys.modules if m.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)
    (folder.parent / name).write_bytes(content)
    done = run(folder, "sources", "add", folder.parent / name)
    assert "pip install 'summitbot[sources]'" in done.stderr
