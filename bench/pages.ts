/**
 * Pages and files, as a share of what a bare `Deno.serve` does with a fixed
 * string of the same size.
 *
 * @module
 */
import type { Extent } from "./extent.ts";
import { fillStore } from "./fill.ts";
import { inTurn, median, medianRatio } from "./load.ts";
import { startApp, startBare } from "./servers.ts";
import { type Row, whole } from "./table.ts";

/** The number of users of a small site. */
const FEW = 10;

/** The pages and a file compared with the bare server. */
export async function measurePages(
  extent: Extent,
  folder: string,
): Promise<Row[]> {
  const database = `${folder}/pages.db`;
  const [cookie] = await fillStore({ path: database, users: FEW });
  const pages = await pagesOf(database, cookie);
  const rows: Row[] = [];
  for (const { what, path, headers, bar, size, sent } of pages) {
    const bare = { path: "/" };
    const [ours, plain, headed] = await inTurn([
      { start: () => startApp(database), path, headers },
      { start: () => startBare(size), ...bare },
      { start: () => startBare(size, sent), ...bare },
    ], extent);
    const share = medianRatio(ours, plain);
    const most = medianRatio(headed, plain).toFixed(2);
    rows.push({
      what,
      figure: share.toFixed(2),
      from: `${whole(median(ours))}/s of ${
        whole(median(plain))
      }/s; ${most} with its headers`,
      ...judged(share, bar),
    });
  }
  return rows;
}

/** The headers set by a page; the server adds the others itself. */
export function withoutServers(headers: Headers): Headers {
  const rest = new Headers(headers);
  for (const name of ["content-encoding", "content-length", "date", "vary"]) {
    rest.delete(name);
  }
  return rest;
}

function judged(share: number, bar: number | null): Pick<Row, "bar" | "met"> {
  return bar === null
    ? { bar: "none", met: null }
    : { bar: `≥ ${bar.toFixed(2)}`, met: share >= bar };
}

/** A request, and the minimum share wanted. */
interface Page {
  readonly what: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null for a figure that is only for comparison. */
  readonly bar: number | null;
}

/** A page with the size and headers of the app's response. */
interface AnsweredPage extends Page {
  readonly size: number;
  readonly sent: Headers;
}

async function pagesOf(
  database: string,
  cookie: string,
): Promise<AnsweredPage[]> {
  await using app = await startApp(database);
  const { address } = app;
  const pages: Page[] = [
    { what: "GET `/` logged out", path: "/", bar: null },
    {
      what: "GET `/private` logged in",
      path: "/private",
      headers: { cookie },
      bar: 0.25,
    },
    {
      what: "GET a hashed file",
      path: await hashedStylesheet(address),
      bar: 0.6,
    },
  ];
  return await Promise.all(pages.map(async (page) => {
    const answer = await fetch(address + page.path, page);
    const sent = withoutServers(answer.headers);
    return { ...page, size: (await answer.bytes()).length, sent };
  }));
}

async function hashedStylesheet(address: string): Promise<string> {
  const html = await (await fetch(address)).text();
  const [, path] = html.match(/href="([^"]*styles\.css[^"]*)"/)!;
  return path.replaceAll("&amp;", "&");
}
