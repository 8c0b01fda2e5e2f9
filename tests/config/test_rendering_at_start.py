"""What a start shows otherwise than before is told to the operator who started it."""

from pathlib import Path

from tests.site import Site


def test_a_start_tells_which_texts_it_shows_otherwise(tmp_path: Path, prepared: Path) -> None:
    site = Site(tmp_path / "data", prepared=prepared)
    site.start()
    try:
        assert "shown otherwise" not in site.log.read_text()
        (row,) = site.sql(
            "UPDATE courses_lesson SET body_html = 'before' WHERE id = "
            "(SELECT min(id) FROM courses_lesson) RETURNING slug"
        )
        site.stop()
        site.start()
        (line,) = [one for one in site.log.read_text().splitlines() if "otherwise" in one]
        assert line.startswith("shown otherwise than before: lesson local-ai/")
        assert line.endswith(f"/{row[0]} body")
    finally:
        site.stop()
