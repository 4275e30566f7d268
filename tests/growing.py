"""What a maintainer adds when a programme goes on: rows at the end of tables, lines of settings."""

from __future__ import annotations

import re
from pathlib import Path

BLOCK = re.compile(r"^```(?:csv|yaml) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

Edits = list[tuple[str, str]]
"""The path of a file of the project, and lines for its end."""


def edits_of(document: Path) -> Edits:
    """The rows and lines that a document tells a maintainer to add, in their order."""
    return BLOCK.findall(document.read_text(encoding="utf-8"))


def apply(edits: Edits, project: Path) -> None:
    """Make the edits of which the project has the file."""
    for path, lines in edits:
        if (project / path).is_file():
            with (project / path).open("a", encoding="utf-8") as stream:
                stream.write(lines)


# The SYNTHETIC programme in a year after its last: made up, as all of it.
SYNTHETIC: Edits = [
    (
        "data/sources.csv",
        "synth-court,SYNTHETIC decision on the third year,SYNTHETIC Court,,2034-01-05,2034-01-10,"
        "court,CC-BY-4.0,,,\n",
    ),
    ("data/waves.csv", "7,2033,renewed\n"),
    (
        "data/wave_dates.csv",
        "7,begun_on,2033-02-01,synth-court,published,,,,\n"
        "7,ended_on,2033-02-08,synth-court,published,,,,\n"
        "7,told_on,2033-02-15,synth-court,published,,,,\n",
    ),
    (
        "data/wave_figures.csv",
        "7,seats,400,people,,synth-court,published,,,,,\n"
        "7,admitted,371,people,,synth-court,published,,,,,\n",
    ),
    ("data/measures.csv", "trainers,Jurulatih,Trainers,Formateurs,A (ms),A,A (fr),groups,gross\n"),
    (
        "data/programme_figures.csv",
        "2033,7,7,recipients_gross,371,people,2033-12-31,synth-court,published,,,,,\n"
        "2033,7,7,trainers,12,groups,2033-12-31,synth-court,published,,,,,\n",
    ),
    (
        "data/place_figures.csv",
        "Daerah Sintetik Alpha,Utara Sintetik,2033,7,7,recipients_gross,101,people,2033-12-31,"
        "synth-court,published,,,,,\n",
    ),
    (
        "data/state_figures.csv",
        "Utara Sintetik,2,2033,7,7,,recipients_net,190,people,2033-12-31,synth-court,published,,,"
        ",,\n",
    ),
    (
        "data/surveys.csv",
        "synth-poll-2033,Tinjauan SINTETIK 2033,SYNTHETIC poll of 2033,Enquête SYNTHÉTIQUE de 2033,"
        "Mahkamah SINTETIK,SYNTHETIC Court,Cour SYNTHÉTIQUE,2033-05,2033-06,,,,Peserta rekaan,"
        "Made-up participants,Participants inventés,,,,,\n",
    ),
    (
        "data/items.csv",
        "heard-of-it,awareness,Pernah mendengar,Has heard of it,En a entendu parler\n"
        "never-asked,awareness,Tidak pernah ditanya,Was never asked,Jamais demandé\n",
    ),
    (
        "data/survey_figures.csv",
        "synth-poll-2033,heard-of-it,survey_share,33,percent,2033-06,synth-court,published,,,,,\n",
    ),
    (
        "data/reference/codes.csv",
        "kind,court,,mahkamah,court decision,tribunal,Keputusan.,A decision.,Une décision.\n"
        "scheme,renewed,,diperbaharui,renewed,renouvelé,,,\n"
        "topic,awareness,,Kesedaran,Awareness,Notoriété,,,\n"
        "unit,groups,,kumpulan,groups,groupes,,,\n",
    ),
    (
        "synthetic/programme/settings.yml",
        "ended: {day: 2033-12-31, source_id: synth-court, successor: SYNTHETIC Heir}\n",
    ),
]
