"""Examples of reading the data with other tools, as the Data page shows them.

Each runs as it is; tests/outputs/test_examples.py runs those whose tools it finds.
"""

from __future__ import annotations

from dataclasses import dataclass

from publicrecord.files.citation import PREVIEW
from publicrecord.language import Language

# {root} is the address of the site, {language} the code of the language of the message ids.
TEXTS = (
    (
        "pandas",
        "Python, pandas",
        """import pandas as pd

shown = pd.read_csv("{root}data/shown.csv")
known = shown[shown["value"].notna()]
print(known.groupby("measure_id")["value"].count().to_string())""",
    ),
    (
        "r",
        "R",
        """shown <- read.csv("{root}data/shown.csv")
known <- subset(shown, !is.na(value))
print(table(known$measure_id))""",
    ),
    (
        "javascript",
        "JavaScript",
        """const answer = await fetch("{root}api/v1/waves/1.json");
const wave = await answer.json();
for (const figure of wave.figures) {
  console.log(figure.measure_id, figure.value, figure.unit, figure.status, figure.source_id);
}""",
    ),
    (
        "curl",
        "curl",
        """curl --fail --silent --show-error --remote-name "{root}data/wave_figures.csv"
curl --fail --silent --show-error --remote-name "{root}data/sha256sums.txt"
grep " wave_figures.csv$" sha256sums.txt | sha256sum --check""",
    ),
    (
        "duckdb",
        "DuckDB",
        """INSTALL httpfs;
LOAD httpfs;
SELECT measure_id, count(*) AS figures
FROM read_parquet('{root}data/shown.parquet')
WHERE value IS NOT NULL
GROUP BY measure_id
ORDER BY measure_id;""",
    ),
    (
        "sheets",
        "Google Sheets",
        """=IMPORTDATA("{root}data/wave_figures.csv")""",
    ),
    (
        "libreoffice",
        "LibreOffice",
        'soffice --headless --convert-to ods "{root}data/wave_figures.{language}.xlsx"',
    ),
)


@dataclass(frozen=True)
class Example:
    """One example. key: of its tool."""

    key: str
    name: str
    text: str


def examples(site_url: str, language: Language) -> list[Example]:
    """All examples with the addresses of the site; where it has none, those of the preview.

    language: that of the workbook which one of them opens.
    """
    words = {"{root}": site_url or PREVIEW, "{language}": language.code}

    def filled(text: str) -> str:
        for place, word in words.items():
            text = text.replace(place, word)
        return text

    return [Example(key, name, filled(text)) for key, name, text in TEXTS]
