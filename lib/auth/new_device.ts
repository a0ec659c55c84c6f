/**
 * Whether a sign-in comes from a device that its account has not seen.
 *
 * @module
 */
import type { Services } from "../services.ts";
import type { Activity, User } from "../store/store.ts";
import { ACTIVITY_SECONDS } from "./activity.ts";
import type { TokenCarrier } from "./sessions.ts";
import { shortenedClient, shortenedUserAgent, type Visit } from "./visits.ts";

/** How far back is looked: what fits on one page of the account's activity. */
const LOOKED_AT = 100;

/**
 * Whether a browser or client without a known device is new to the account. The first
 * sign-in ever is not: there is nothing it could be new beside. A client that carries its token itself
 * keeps no cookie; it is not new when its name and network signed in before.
 */
export async function isNewDevice(
  { store, now }: Pick<Services, "store" | "now">,
  user: User,
  { visit, carrier }: {
    readonly visit: Visit;
    readonly carrier: TokenCarrier;
  },
): Promise<boolean> {
  const { items, cursor } = await store.activity.listOf(user.id, {
    limit: LOOKED_AT,
  });
  const signIns = items.filter(({ kind }) => kind.startsWith("signed_in"));
  if (carrier === "bearer" && signIns.some(resembles(visit))) return false;
  const began = user.createdAt > now() - ACTIVITY_SECONDS * 1000 ||
    items.some(({ kind }) => kind === "imported");
  const isWholeStory = began && cursor === undefined;
  return signIns.length > 0 || !isWholeStory;
}

function resembles(
  { userAgent, clientAddress }: Visit,
): (activity: Activity) => boolean {
  const name = shortenedUserAgent(userAgent);
  const network = shortenedClient(clientAddress);
  return ({ userAgent, client }) => userAgent === name && client === network;
}
