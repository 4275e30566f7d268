// d3 reads CSV files with autoType: a line with the rows of each, as lists. Days come as dates, of
// which JSON makes texts.
import { readFileSync } from "node:fs";
import { autoType, csvParse } from "d3-dsv";

for (const file of process.argv.slice(2)) {
  const table = csvParse(readFileSync(file, "utf8"), autoType);
  console.log(JSON.stringify(table.map((row) => table.columns.map((name) => row[name]))));
}
