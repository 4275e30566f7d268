// d3 reads a CSV with autoType: its rows as lists. Days come as dates, of which JSON makes texts.
import { readFileSync } from "node:fs";
import { autoType, csvParse } from "d3-dsv";

const table = csvParse(readFileSync(process.argv[2], "utf8"), autoType);
console.log(JSON.stringify(table.map((row) => table.columns.map((name) => row[name]))));
