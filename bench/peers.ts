/**
 * A private page that reads its session from the database at each request,
 * compared with the same page of two other apps: one written by hand on
 * Fastify, and one on Better Auth.
 *
 * @module
 */
import { hash } from "bcryptjs";
import type { Extent } from "./extent.ts";
import { fillStore } from "./fill.ts";
import { type Contender, inTurn, median, medianRatio } from "./load.ts";
import { logIn, signUp } from "./log_in.ts";
import { withoutServers } from "./pages.ts";
import { installPeers, listPeers, type Peer, startPeer } from "./peer_apps.ts";
import { startApp } from "./servers.ts";
import { addressOf, PASSWORD, PROXIED } from "./site.ts";
import { type Row, whole } from "./table.ts";

/** The number of users logged in to each app. Their requests take turns. */
const PEOPLE = 10;

/** The page that each app has. */
const PATH = "/private";

/** Our app, on its production settings, beside each of the peers. */
export async function measurePeers(
  extent: Extent,
  folder: string,
): Promise<Row[]> {
  await installPeers();
  const peers = await listPeers();
  const { app, page } = await prepareApp(`${folder}/app.db`);
  const contenders = [app];
  for (const peer of peers) {
    contenders.push(await preparePeer(peer, folder, page));
  }
  const [ours, ...theirs] = await inTurn(contenders, extent);
  return peers.map((peer, place) => rowOf(peer, ours, theirs[place]));
}

function rowOf(
  { name, bar }: Peer,
  ours: readonly number[],
  theirs: readonly number[],
): Row {
  const ratio = medianRatio(ours, theirs);
  return {
    what: `GET \`${PATH}\`, each session read, beside ${name}`,
    figure: ratio.toFixed(2),
    from: `${whole(median(ours))}/s, beside ${whole(median(theirs))}/s`,
    bar: `≥ ${bar.toFixed(2)}`,
    met: ratio >= bar,
  };
}

/** Our private page, whose size and headers the peers copy. */
interface Page {
  readonly headers: Headers;
  readonly bytes: number;
}

async function prepareApp(
  path: string,
): Promise<{ app: Contender; page: Page }> {
  const passwordHash = await hash(PASSWORD, 12);
  await fillStore({ path, users: PEOPLE, passwordHash });
  const start = () => startApp(path);
  await using server = await start();
  const { address } = server;
  const cookies = await cookiesOfAll((number) => logIn(address, number));
  const page = await openPage(address, cookies);
  return { app: { start, path: PATH, cookies }, page };
}

async function preparePeer(
  peer: Peer,
  folder: string,
  { headers, bytes }: Page,
): Promise<Contender> {
  const options = {
    database: `${folder}/${peer.name}.db`,
    headers: Object.fromEntries(withoutServers(headers)),
    bytes,
  };
  const start = () => startPeer(peer, options);
  await using server = await start();
  const { address } = server;
  const url = address + peer.signUpPath;
  const cookies = await cookiesOfAll((number) => signUp(url, number));
  await openPage(address, cookies);
  return { start, path: PATH, cookies };
}

/** The `Cookie` header of each user, by number. */
async function cookiesOfAll(
  cookieOf: (number: number) => Promise<string>,
): Promise<string[]> {
  const cookies: string[] = [];
  for (let number = 0; number < PEOPLE; number++) {
    cookies.push(await cookieOf(number));
  }
  return cookies;
}

/**
 * Opens the page as each user.
 *
 * @throws {Error} when it doesn't show their email address, or opens without a
 * cookie.
 */
async function openPage(
  address: string,
  cookies: readonly string[],
): Promise<Page> {
  const open = (headers: Record<string, string>) =>
    fetch(address + PATH, {
      headers: { ...PROXIED, "accept-encoding": "identity", ...headers },
      redirect: "manual",
    });
  const stranger = await open({});
  await stranger.body?.cancel();
  if (stranger.ok) throw new Error(`${address} shows strangers the page.`);
  let page: Page = { headers: stranger.headers, bytes: 0 };
  for (const [number, cookie] of cookies.entries()) {
    const response = await open({ cookie });
    const html = await response.text();
    if (!html.includes(addressOf(number))) {
      throw new Error(`${address} does not show person ${number} the page.`);
    }
    page = { headers: response.headers, bytes: html.length };
  }
  return page;
}
