/**
 * What a logged-in page costs with a million users in the store, compared with
 * ten.
 *
 * @module
 */
import { type Extent, SESSIONS_EACH } from "./extent.ts";
import { fillStore } from "./fill.ts";
import { inTurn, median, medianRatio } from "./load.ts";
import { startApp } from "./servers.ts";
import { percent, type Row, whole } from "./table.ts";

/** The number of users of the small site. */
const FEW = 10;

/** How often progress is shown while filling, in users. */
const TELL_EACH = 50_000;

/**
 * A store with many users and one with few; the same page is requested from
 * both in turn.
 */
export async function measureLargeStore(
  extent: Extent,
  folder: string,
): Promise<Row[]> {
  const large = `${folder}/large.db`;
  const small = `${folder}/small.db`;
  const ofLarge = await fillLarge(large, extent.users);
  const ofSmall = await fillStore({ path: small, users: FEW });
  // As many sessions of each: alternating between more of them costs more than
  // storing more.
  const step = ofLarge.length / ofSmall.length;
  const asked = ofSmall.map((_, place) => ofLarge[Math.floor(place * step)]);
  const page = { path: "/private" };
  const rates = await inTurn([
    { start: () => startApp(large), ...page, cookies: asked },
    { start: () => startApp(small), ...page, cookies: ofSmall },
  ], extent);
  return [rowOf(extent.users, rates)];
}

function rowOf(
  users: number,
  [withMany, withFew]: readonly number[][],
): Row {
  const cost = medianRatio(withFew, withMany) - 1;
  const people = `${whole(users)} users, ${whole(users * SESSIONS_EACH)}`;
  return {
    what: `GET \`/private\` with ${people} sessions`,
    figure: `${cost < 0 ? "" : "+"}${percent(cost)}`,
    from: `${whole(median(withMany))}/s; with ten users ${
      whole(median(withFew))
    }/s`,
    bar: "≤ +10 %",
    met: cost <= 0.1,
  };
}

async function fillLarge(path: string, users: number): Promise<string[]> {
  const began = performance.now();
  const progress = (count: number) => {
    if (count % TELL_EACH !== 0 && count < users) return;
    const seconds = (performance.now() - began) / 1000;
    console.error(
      `  ${whole(count)} of ${whole(users)} users, ${seconds.toFixed(0)} s`,
    );
  };
  return await fillStore({ path, users, progress });
}
