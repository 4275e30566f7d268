// datapackage-js reads a table of the package by its description.
import { Package } from "datapackage";

const described = await Package.load(`${process.argv[2]}/data/datapackage.json`);
const waves = await described.getResource("waves").read({ keyed: true });
console.log(JSON.stringify({ valid: described.valid, resources: described.resourceNames.length, waves }));
