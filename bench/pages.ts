/**
 * Pages and files, as a share of what a bare `Deno.serve` does with a fixed string of the
 * same size; and what the request log takes of that.
 *
 * @module
 */
import type { Extent } from "./extent.ts";
import { fillStore } from "./fill.ts";
import { inTurn } from "./load.ts";
import { type Server, startApp, startBare } from "./servers.ts";
import { percent, type Row, whole } from "./table.ts";

/** How many people a small site has. */
const FEW = 10;

/** The pages, and a file, against the bare server. */
export async function measurePages(
  extent: Extent,
  folder: string,
): Promise<Row[]> {
  const path = `${folder}/pages.db`;
  const [cookie] = await fillStore({ path, users: FEW });
  await using app = await startApp(path);
  const rows: Row[] = [];
  for (const { what, path, headers, bar } of await pagesOf(app, cookie)) {
    const target = { url: app.address + path, headers };
    const size = (await (await fetch(target.url, target)).bytes()).length;
    await using bareServer = await startBare(size);
    const targets = [target, { url: bareServer.address }];
    const [ours, bare] = await inTurn(targets, extent);
    rows.push({
      what,
      figure: (ours / bare).toFixed(2),
      from: `${whole(ours)}/s of ${whole(bare)}/s`,
      bar: `≥ ${bar.toFixed(2)}`,
      met: ours / bare >= bar,
    });
  }
  return rows;
}

/** What is asked for, and the least share that is wanted. */
interface Page {
  readonly what: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly bar: number;
}

async function pagesOf({ address }: Server, cookie: string): Promise<Page[]> {
  const file = await hashedStylesheet(address);
  return [
    { what: "GET `/` signed out", path: "/", bar: 0.4 },
    {
      what: "GET `/private` signed in",
      path: "/private",
      headers: { cookie },
      bar: 0.25,
    },
    { what: "GET a hashed file", path: file, bar: 0.6 },
  ];
}

async function hashedStylesheet(address: string): Promise<string> {
  const html = await (await fetch(address)).text();
  const [, path] = html.match(/href="([^"]*styles\.css[^"]*)"/)!;
  return path.replaceAll("&amp;", "&");
}

/** The same page with and without a line in the log for each request. */
export async function measureLog(
  extent: Extent,
  folder: string,
): Promise<Row[]> {
  await using quietApp = await startApp(`${folder}/quiet.db`);
  await using loggedApp = await startApp(`${folder}/logged.db`, {
    LOG_LEVEL: "info",
  });
  const targets = [quietApp, loggedApp]
    .map(({ address }) => ({ url: `${address}/` }));
  const [quiet, logged] = await inTurn(targets, extent);
  const cost = 1 - logged / quiet;
  return [{
    what: "the request log, of GET `/`",
    figure: percent(cost),
    from: `${whole(logged)}/s in place of ${whole(quiet)}/s`,
    bar: "≤ 10 %",
    met: cost <= 0.1,
  }];
}
