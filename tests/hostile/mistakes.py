"""Mistakes of a maintainer, by name: how the record is spoilt, and what is said of it."""

from __future__ import annotations

from spoiling import append, describe, drop, replace, several, table, write

MIANGAS = "Miangas,Sulawesi Utara,2020-2021,1,21,recipients_unstated,9,people"
NET_2022 = "2022,23,47,recipients_net,4984790,people,2022-12-31,lap22,published"
FEMALE_45 = "gender,female,all,,2020,1,11,share_of_recipients,45,percent"
SIX = [
    "Kabupaten Supiori,Papua", "Kabupaten Pakpak Bharat,Sumatera Utara", "Kota Sabang,Aceh",
    "Kabupaten Aceh Selatan,Aceh", "Kota Subulussalam,Aceh", "Kabupaten Aceh Tenggara,Aceh",
]  # fmt: skip
FORMULA = (
    "17568342 [gh-map23] - 5509055 [okezone-210223] - 5931574 [inews-211215] - 4984790 [lap22]"
)
NEW_NOTES = "2026-12-01,correction,Keliru.,Wrong."


def name_source(source: str):
    """The source that the description of a table names is another."""
    return describe(lambda d: table(d, "portals")["sources"][0].update(source_id=source))


# name: (how it is spoilt, rule, file, row or None, column or None, words of the fix)
SPOILT = {
    "a thousands separator": (
        replace("programme_figures.csv", NET_2022, NET_2022.replace("4984790", "4.984.790")),
        "type-wrong", "data/programme_figures.csv", True, "value", "1234567|88.92"),
    "a word for a number": (
        replace("place_figures.csv", MIANGAS, MIANGAS.replace(",9,", ",nine,")),
        "type-wrong", "data/place_figures.csv", True, "value", "88.92"),
    "a misspelt place": (
        append("place_figures.csv", "Kabupatan Bogor,Jawa Barat,2021,12,22,recipients_net,5,people,2021-11-26,sindo-211127,published,,,,"),
        "key-unknown", "data/place_figures.csv", True, "place_as_printed, province_as_printed", "Kabupaten Bogor"),
    "a misspelt province": (
        append("province_figures.csv", "Jawa Barta,34,2021,12,22,,recipients_net,5,people,2021-11-26,sindo-211127,published,,,,"),
        "key-unknown", "data/province_figures.csv", True, "province_as_printed", "Jawa Barat"),
    "a source that does not exist": (
        replace("programme_figures.csv", NET_2022, NET_2022.replace("lap22", "lap222")),
        "key-unknown", "data/programme_figures.csv", True, "source_id", "lap22"),
    "an unknown status": (
        replace("programme_figures.csv", NET_2022, NET_2022.replace("published", "publish")),
        "value-not-listed", "data/programme_figures.csv", True, "status", "published"),
    "a percentage over 100": (
        replace("demographic_figures.csv", FEMALE_45, FEMALE_45.replace(",45,", ",100.5,")),
        "percent-out-of-range", "data/demographic_figures.csv", True, "value", ""),
    "half a person": (
        replace("place_figures.csv", MIANGAS, MIANGAS.replace(",9,", ",9.5,")),
        "count-not-whole", "data/place_figures.csv", True, "value", "200000, not"),
    "an Indonesian thousands point": (
        replace("wave_figures.csv", "1,quota,200000,", "1,quota,200.000,"),
        "count-not-whole", "data/wave_figures.csv", True, "value", "200000, not"),
    "an infinite number": (
        replace("wave_figures.csv", "1,quota,200000,", "1,quota,INF,"),
        "type-wrong", "data/wave_figures.csv", True, "value", "88.92"),
    "a number with underscores": (
        replace("wave_figures.csv", "1,quota,200000,", "1,quota,200_000,"),
        "type-wrong", "data/wave_figures.csv", True, "value", "88.92"),
    "a quotation mark left open": (
        replace("wave_figures.csv", ",Keadaan per 22 April 2020.", ',"Keadaan per 22 April 2020.'),
        "quote-open", "data/wave_figures.csv", True, None, ""),
    "a right-to-left mark": (
        replace("sources.csv", "KONTAN.CO.ID", "KONTAN\u202e.CO.ID"),
        "cell-control-character", "data/sources.csv", True, "publisher", ""),
    "a script for an address": (
        replace("portals.csv", "https://statistik.prakerja.go.id/", "javascript:alert(1)"),
        "constraint-broken", "data/portals.csv", True, "url", ""),
    "a claim that a page cites, renamed": (
        replace("place_figures.csv", MIANGAS, MIANGAS.replace("1,21", "1,20")),
        "claim-cited-by-page", "data/place_figures.csv", None, None, "71.04.13"),
    "a statement that a page cites, deleted": (
        drop("statements.csv", "kpk-best-practice"),
        "statement-cited-by-page", "data/statements.csv", None, None, ""),
    "a wave without a row": (
        drop("wave_figures.csv", "40,quota,"),
        "wave-silent", "data/wave_figures.csv", None, "measure_id", "not_known"),
    "a wave without a row of its date": (
        drop("wave_dates.csv", "2,announced_on,"),
        "wave-silent", "data/wave_dates.csv", None, "event", "not_known"),
    "a total that is no claim": (
        replace("sum_checks.csv", "programme/recipients_gross/cumulative/1-9@", "programme/recipients_gross/cumulative/1-8@"),
        "sum-total-unknown", "data/sum_checks.csv", True, "total_claim", "1-9"),
    "a comparison with a claim that does not exist": (
        replace("comparisons.csv", "recipients_gross/2020-2021/1-22@gh-kab", "recipients_gross/2020-2021/1-23@gh-kab"),
        "claim-unknown", "data/comparisons.csv", True, "claims", "1-22"),
    "a sum without parts": (
        replace("sum_checks.csv", "waves-1-9,wave_figures,recipients_selected quota,,1,9", "waves-1-9,wave_figures,recipients_selected quota,,,9"),
        "sum-parts-unnamed", "data/sum_checks.csv", True, "parts_source_id", ""),
    "an obstacle whose number counts nothing": (
        replace("obstacles.csv", "assisted_registrants,67,people", ",67,"),
        "measure-missing", "data/obstacles.csv", True, "measure_id", "measures.csv"),
    "an obstacle in a wrong unit": (
        replace("obstacles.csv", "assisted_registrants,67,people", "assisted_registrants,67,percent"),
        "unit-differs", "data/obstacles.csv", True, "unit", "people"),
    "a value that was not published": (
        replace("wave_figures.csv", "26,quota,,people", "26,quota,5000,people"),
        "value-unexpected", "data/wave_figures.csv", True, "value", ""),
    "a value missing": (
        replace("place_figures.csv", MIANGAS, MIANGAS.replace(",9,", ",,")),
        "value-missing", "data/place_figures.csv", True, "value", "not_known"),
    "a wrong unit": (
        replace("place_figures.csv", MIANGAS, MIANGAS.replace("people", "percent")),
        "unit-differs", "data/place_figures.csv", True, "unit", "people"),
    "a wave of another year": (
        replace("programme_figures.csv", NET_2022, NET_2022.replace("2022,23,47", "2022,11,47")),
        "wave-outside-year", "data/programme_figures.csv", True, "wave_from", "waves.csv"),
    "a last wave of another year": (
        replace("programme_figures.csv", NET_2022, NET_2022.replace("2022,23,47", "2022,23,48")),
        "wave-outside-year", "data/programme_figures.csv", True, "wave_to", "waves.csv"),
    "waves the wrong way round": (
        replace("programme_figures.csv", NET_2022, NET_2022.replace("2022,23,47", "2022,47,23")),
        "waves-reversed", "data/programme_figures.csv", True, "wave_to", "wave_from"),
    "a wave closed before it opened": (
        replace("wave_dates.csv", "1,closed_on,2020-04-16", "1,closed_on,2020-04-06"),
        "dates-out-of-order", "data/wave_dates.csv", True, "date", "unfit"),
    "the 31st of February": (
        replace("programme_figures.csv", "4984790,people,2022-12-31", "4984790,people,2022-02-31"),
        "date-impossible", "data/programme_figures.csv", True, "as_of", "2001-08-22"),
    "an Indonesian date": (
        replace("wave_dates.csv", "1,opened_on,2020-04-11", "1,opened_on,11/04/2020"),
        "date-local-form", "data/wave_dates.csv", True, "date", "2001-08-22"),
    "a date after the source was read": (
        replace("programme_figures.csv", "4984790,people,2022-12-31", "4984790,people,2027-12-31"),
        "date-after-access", "data/programme_figures.csv", True, "as_of", "sources.csv"),
    "a changed number that breaks a sum": (
        replace("place_figures.csv", "2020,1,11,recipients_gross,938,", "2020,1,11,recipients_gross,939,"),
        "sum-differs", "data/sum_checks.csv", True, "difference", ""),
    "arithmetic that does not add up": (
        replace("programme_figures.csv", "recipients_net,1142923,", "recipients_net,1142924,"),
        "arithmetic-differs", "data/programme_figures.csv", True, "value", ""),
    "a derived value without arithmetic": (
        replace("programme_figures.csv", "4984790,people,2022-12-31,lap22,published", "4984790,people,2022-12-31,lap22,derived"),
        "arithmetic-missing", "data/programme_figures.csv", True, "arithmetic", "source-a"),
    "an unfit value without a reason": (
        append("programme_figures.csv", "2022,23,47,recipients_net,5,people,2022-12-31,lap22,unfit,,,,"),
        "reason-missing", "data/programme_figures.csv", True, "note_id", "note_en"),
    "a note in one language": (
        append("programme_figures.csv", "2022,23,47,revoked,5,people,2022-12-31,lap22,unfit,,,Catatan saja,"),
        "note-in-one-language", "data/programme_figures.csv", True, "note_id", "_en"),
    "the same row twice": (
        append("waves.csv", "71,2024,normal"),
        "row-duplicate", "data/waves.csv", True, None, ""),
    "six regencies lost": (
        several(*(drop("place_figures.csv", f"{name},2022,") for name in SIX)),
        "places-not-covered", "data/place_figures.csv", None, "place_as_printed", "Kota Sabang"),
    "a name from the press with a number of the official file": (
        append("reference/place_aliases.csv", "Nusa,Kalimantan Timur,,3,regency,11.01,spelling"),
        "place-twice", "data/reference/place_aliases.csv", True, "code", "official_id empty"),
    "names that lead to no place": (
        several(
            append("reference/place_aliases.csv", "Nusa,Kalimantan Timur,,,regency,64.99,spelling"),
            append("reference/place_aliases.csv", "Sepaku Baru,Kalimantan Timur,,,district,64.09.99,spelling"),
            append("reference/place_names.csv", "99.99,Nusa,abbreviation"),
        ),
        "place-code-unknown", "data/reference/place_names.csv", True, "code", "Similar"),
    "a name without its code": (
        append("reference/place_aliases.csv", "Nusa,Kalimantan Timur,,,regency,,spelling"),
        "place-code-missing", "data/reference/place_aliases.csv", True, "code", "island, unresolved"),
    "a table of a source that does not exist": (
        name_source("pda-serch"),
        "table-source-unknown", "data/datapackage.json", None, None, "pda-search"),
    "a code without a name": (
        drop("reference/codes.csv", "basis,quota,"),
        "code-not-listed", "data/measures.csv", True, "basis", "first add it to the list basis"),
    "figures of people who do not exist": (
        append("sources.csv", "synthetic-240101,Title,Paper,,2024-01-01,2026-11-24,press,facts-only,,,,,"),
        "record-synthetic", "data/sources.csv", None, None, "never publish"),
    "a record marked as made up": (
        describe(lambda d: d.update(synthetic=True)),
        "record-synthetic", "data/sources.csv", None, None, "never publish"),
    "a record marked as counted from a register": (
        describe(lambda d: d.update(rehearsal=True)),
        "record-from-register", "data/sources.csv", None, None, "must not be published"),
    "tables of a register that lost their mark": (
        append("sources.csv", "register-2024-12-31,Title,Paper,,2024-12-31,2024-12-31,own,facts-only,,,,,"),
        "record-from-register", "data/sources.csv", None, None, "must not be published"),
    "a revision of nothing": (
        append("revisions.csv", f"waves/1/quota@nobody,1,2,{NEW_NOTES}"),
        "revision-of-nothing", "data/revisions.csv", True, "claim", "waves/1/quota"),
    "a revision from a value to a value that never stood": (
        append("revisions.csv", f"waves/1/quota@kompas-200422,5,200001,{NEW_NOTES}"),
        "revision-differs", "data/revisions.csv", True, "new", "begins with"),
    "a revision to a word": (
        append("revisions.csv", f"waves/1/quota@kompas-200422,200000,many,{NEW_NOTES}"),
        "revision-differs", "data/revisions.csv", True, "new", "begins with"),
    "a revision to no day": (
        append("revisions.csv", f"wave_dates/1/opened_on@okezone-200527,2020-04-11,20200412,{NEW_NOTES}"),
        "revision-differs", "data/revisions.csv", True, "new", "begins with"),
    "revisions with a gap between": (
        several(
            append("revisions.csv", f"waves/1/quota@kompas-200422,200000,200001,{NEW_NOTES}"),
            append("revisions.csv", f"waves/1/quota@kompas-200422,200002,200000,{NEW_NOTES}"),
        ),
        "revision-differs", "data/revisions.csv", True, "old", "begins with"),
    "a released value, unfit in silence": (
        replace(
            "wave_figures.csv", "1,quota,200000,people,2020-04-22,kompas-200422,published,,,,",
            "1,quota,200000,people,2020-04-22,kompas-200422,unfit,,,Keliru.,Wrong.",
        ),
        "value-changed-silently", "data/wave_figures.csv", True, "value", "200000,,"),
    "a release with two days": (
        replace("calendar.csv", "2026-11-24,2026-11-24,", "2026-11-24,2026-11-25,"),
        "calendar-differs", "data/calendar.csv", True, "done_on", "releases.csv"),
    "dates that belie their status": (
        several(
            replace("wave_dates.csv", "2,announced_on,,", "2,announced_on,2020-04-24,"),
            replace("wave_dates.csv", "1,closed_on,2020-04-16,", "1,closed_on,,"),
        ),
        "date-and-status", "data/wave_dates.csv", True, "date", "must be empty"),
    "a wave opened in another year": (
        replace("wave_dates.csv", "1,opened_on,2020-04-11", "1,opened_on,2019-04-11"),
        "wave-outside-year", "data/wave_dates.csv", True, "date", "waves.csv"),
    "fewer than no people": (
        replace("place_figures.csv", MIANGAS, MIANGAS.replace(",9,", ",-9,")),
        "count-not-whole", "data/place_figures.csv", True, "value", "200000, not"),
    "arithmetic that cannot be read": (
        replace("programme_figures.csv", FORMULA, FORMULA.replace(" - ", " / ")),
        "arithmetic-unreadable", "data/programme_figures.csv", True, "arithmetic", "joined by"),
    "arithmetic with a number that no source has": (
        replace("programme_figures.csv", FORMULA, FORMULA.replace("5509055", "5509056")),
        "arithmetic-unpublished", "data/programme_figures.csv", True, "arithmetic", "add the row"),
    "a preferred value without a reason": (
        replace("wave_figures.csv", "200000,people,,grid-w10,published,,", "200000,people,,grid-w10,published,prefer,"),
        "reason-missing", "data/wave_figures.csv", True, "note_id", "note_en"),
    "a source nobody cites": (
        append("sources.csv", "nobody-240101,Title,Paper,,2024-01-01,2026-11-24,press,facts-only,,,,,"),
        "source-unused", "data/sources.csv", True, "source_id", ""),
    "a column renamed": (
        replace("waves.csv", "wave,year,scheme", "wave,tahun,scheme"),
        "header-differs", "data/waves.csv", 1, None, "wave, year, scheme"),
    "semicolons for commas": (
        write("waves.csv", b"wave;year;scheme\n1;2020;semi_bansos\n"),
        "file-separator", "data/waves.csv", None, None, "check --fix"),
    "a cell too many": (
        append("waves.csv", "72,2024,normal,extra"),
        "row-shape", "data/waves.csv", True, None, "3"),
    "an empty row": (append("waves.csv", ",,"), "row-empty", "data/waves.csv", True, None, ""),
    "a required cell empty": (
        replace("waves.csv", "5,2020,semi_bansos", "5,2020,"),
        "cell-required", "data/waves.csv", True, "scheme", ""),
    "a file in the wrong encoding": (
        write("obstacles.csv", "obstacle_id\n\xe9".encode("latin-1")),
        "file-unreadable|header-differs", "data/obstacles.csv", None, None, ""),
    "a file missing": (
        lambda project: (project / "data" / "items.csv").unlink(),
        "file-unreadable", "data/items.csv", None, None, "UTF-8"),
    "a descriptor without a version": (
        describe(lambda d: d.pop("version")),
        "descriptor-broken", "data/datapackage.json", None, None, ""),
    "a descriptor with a type that does not exist": (
        replace("datapackage.json", '"type": "integer"', '"type": "interger"'),
        "descriptor-broken", "data/datapackage.json", None, None, ""),
    "a descriptor that leads out of its folder": (
        replace("datapackage.json", '"path": "waves.csv"', '"path": "../waves.csv"'),
        "descriptor-broken", "data/datapackage.json", None, None, ""),
    "a release before the one before it": (
        replace("releases.csv", "2026.11.1,2026-11-24,", "2026.11.1,2026-11-23,"),
        "date-backwards", "data/releases.csv", True, "released_on", "before an earlier version"),
    "two regencies of one short name": (
        replace("reference/regencies.csv", "Kabupaten Aceh Tenggara,Aceh Tenggara,", "Kabupaten Aceh Tenggara,Aceh-Selatan,"),
        "address-taken", "data/reference/regencies.csv", True, "name_short", "differ"),
    "a regency with the short name of a city": (
        replace("reference/regencies.csv", "Kabupaten Bandung,Bandung,", "Kabupaten Bandung,Kota Bandung,"),
        "address-taken", "data/reference/regencies.csv", True, "name_short", "differ"),
    "two provinces of one English name": (
        replace("reference/provinces.csv", "Sumatera Barat,Sumatera Barat,West Sumatra,", "Sumatera Barat,Sumatera Barat,North-Sumatra,"),
        "address-taken", "data/reference/provinces.csv", True, "name_en", "differ"),
    "a regency without a short name that can be an address": (
        replace("reference/regencies.csv", "Kabupaten Aceh Tenggara,Aceh Tenggara,", "Kabupaten Aceh Tenggara,—,"),
        "address-empty", "data/reference/regencies.csv", True, "name_short", "Latin"),
    "a city without a short name that can be an address": (
        replace("reference/regencies.csv", "Kota Sabang,Sabang,", "Kota Sabang,サバン,"),
        "address-empty", "data/reference/regencies.csv", True, "name_short", "Latin"),
    "a province without an English name that can be an address": (
        replace("reference/provinces.csv", "Riau,Riau,Riau,", "Riau,Riau,...,"),
        "address-empty", "data/reference/provinces.csv", True, "name_en", "Latin"),
    "a broken descriptor": (
        write("datapackage.json", b'{"resources": ['),
        "descriptor-broken", "data/datapackage.json", None, None, ""),
}  # fmt: skip
