/**
 * Pages and files, as a share of what a bare `Deno.serve` does with a fixed string of the
 * same size.
 *
 * @module
 */
import type { Extent } from "./extent.ts";
import { fillStore } from "./fill.ts";
import { inTurn, median, medianRatio } from "./load.ts";
import { startApp, startBare } from "./servers.ts";
import { type Row, whole } from "./table.ts";

/** How many people a small site has. */
const FEW = 10;

/** The pages, and a file, against the bare server. */
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

/** The headers that a page sets; the server adds the others by itself. */
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

/** What is asked for, and the least share that is wanted. */
interface Page {
  readonly what: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null where the figure only stands beside another. */
  readonly bar: number | null;
}

/** A page with what the app answers: how many bytes, and which headers. */
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
