/**
 * Pages and files, as a share of what a bare `Deno.serve` does with a fixed string of the
 * same size.
 *
 * @module
 */
import type { Extent } from "./extent.ts";
import { fillStore } from "./fill.ts";
import { inTurn } from "./load.ts";
import { type Server, startApp, startBare } from "./servers.ts";
import { type Row, whole } from "./table.ts";

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
    const answer = await fetch(target.url, target);
    const size = (await answer.bytes()).length;
    const sent = withoutServers(answer.headers);
    await using bareServer = await startBare(size);
    await using headedServer = await startBare(size, sent);
    const targets = [
      target,
      { url: bareServer.address },
      { url: headedServer.address },
    ];
    const [ours, bare, headed] = await inTurn(targets, extent);
    const most = (headed / bare).toFixed(2);
    rows.push({
      what,
      figure: (ours / bare).toFixed(2),
      from: `${whole(ours)}/s of ${whole(bare)}/s; ${most} with its headers`,
      ...judged(ours / bare, bar),
    });
  }
  return rows;
}

/** The headers that a page sets; the server adds the others by itself. */
function withoutServers(headers: Headers): Headers {
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

async function pagesOf({ address }: Server, cookie: string): Promise<Page[]> {
  const file = await hashedStylesheet(address);
  return [
    { what: "GET `/` signed out", path: "/", bar: 0.4 },
    {
      what: "the same, made anew each time",
      path: "/",
      headers: { cookie: "__Host-theme=dark" },
      bar: null,
    },
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
