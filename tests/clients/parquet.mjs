// hyparquet reads every cell of a table.
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";

const file = await asyncBufferFromFile(`${process.argv[2]}/data/waves.parquet`);
const rows = await parquetReadObjects({ file, compressors });
console.log(JSON.stringify(rows, (_key, cell) => (typeof cell === "bigint" ? Number(cell) : cell)));
