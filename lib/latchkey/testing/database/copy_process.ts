/**
 * Copies a database in a process that a test can kill: `FROM TO`, each a file or a PostgreSQL
 * URL. Prints the progress after each page, and at the end how many rows it wrote.
 *
 * @module
 */
import { connectDatabase } from "../../database/open.ts";
import { copy } from "./copies.ts";

function open(place: string) {
  return connectDatabase({
    databaseUrl: URL.canParse(place) ? new URL(place) : null,
    databaseFile: place,
  });
}

const [from, to] = await Promise.all(Deno.args.map(open));
const { written } = await copy(from, to, {
  onProgress: (rows) => console.log(rows),
});
console.log(`wrote ${written}`);
await from.close();
await to.close();
