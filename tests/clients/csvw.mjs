// rdf-parser-csvw reads a table by its description in csv-metadata.json: a row of triples each.
import { createReadStream, readFileSync } from "node:fs";
import jsonld from "jsonld";
import { Parser, Store } from "n3";
import CsvwParser from "rdf-parser-csvw";

const CONTEXT = new URL("node_modules/rdf-parser-csvw/test/support/csvw.json", import.meta.url);
const folder = `${process.argv[2]}/data`;
const described = JSON.parse(readFileSync(`${folder}/csv-metadata.json`, "utf8"));
const table = described.tables.find(({ url }) => url === "waves.csv");
const quads = await jsonld.toRDF(
  { ...table, "@context": described["@context"] },
  {
    base: "https://example.org/data/",
    format: "application/n-quads",
    documentLoader: () => ({ document: JSON.parse(readFileSync(CONTEXT, "utf8")) }),
  },
);
const metadata = new Store(new Parser().parse(quads));
const parser = new CsvwParser({ metadata, baseIRI: "https://example.org/data/waves.csv", timezone: "UTC" });
const rows = {};
for await (const { subject, predicate, object } of parser.import(createReadStream(`${folder}/waves.csv`))) {
  rows[subject.value] ??= {};
  rows[subject.value][predicate.value.split("#").pop()] = object.value;
}
console.log(JSON.stringify(Object.values(rows)));
