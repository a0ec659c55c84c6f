/**
 * Devices that an account knows: browsers that logged in to it before.
 *
 * Each carries a cookie with a line that the site signed. Whoever guesses passwords
 * elsewhere has none, so a known device has tries of its own, which nobody else can use
 * up (OWASP, "Device Cookies"; ASVS 5.0 §6.1.1: no malicious lockout). The cookie opens
 * nothing: it still takes the password.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { keyedHash, verifyKeyedHash } from "../../crypto/keyed_hash.ts";
import { randomId } from "../../crypto/random_id.ts";

/** How long a browser is known after it last logged in: 180 days. */
export const DEVICE_SECONDS = 180 * 24 * 60 * 60;

/** So many people may share a browser; who was there longest ago is forgotten first. */
const MAX_ENTRIES = 5;

/** Ours have up to 580 characters. */
const MAX_COOKIE_LENGTH = 1024;

/** An end in seconds since the epoch, a nonce, and the keyed hash of both with the user. */
const ENTRY_SHAPE = /^(\d{1,12})\.([\w-]{22})\.([0-9a-f]{64})$/;

/** What the keyed hash is for. */
const LABEL = "device";

/** One entry of the cookie. It does not say whose it is: only the site can find that out. */
interface Entry {
  readonly text: string;
  readonly endsAtSeconds: number;
  readonly nonce: string;
  readonly mac: string;
}

/** What an entry is bound to. */
type Holder = Pick<User, "id" | "credentialEpoch">;

/** What devices are known by. */
type DeviceServices = Pick<Services, "keys" | "now">;

/**
 * Finds out whether a browser logged in to this account before: the nonce of its
 * entry, which names the device, else null. An entry holds until its end or until the
 * password is replaced. For an account that is not there the same work is done.
 *
 * @param cookie The cookie's value, from anybody.
 */
export async function knownDevice(
  services: DeviceServices,
  cookie: string | null,
  user: Holder | null,
): Promise<string | null> {
  const holder = user ?? { id: randomId(), credentialEpoch: 0 };
  const checked = await checkEntries(services, cookie, holder);
  return checked.find(({ holds }) => holds)?.entry.nonce ?? null;
}

/**
 * The cookie's new value after a login: with a fresh entry for this account in front,
 * and the entries of others behind it. What was known under the password before goes.
 */
export async function rememberDevice(
  services: DeviceServices,
  cookie: string | null,
  user: Holder,
): Promise<string> {
  const before = { ...user, credentialEpoch: user.credentialEpoch - 1 };
  const [own, outdated] = await Promise.all(
    [user, before].map((holder) => checkEntries(services, cookie, holder)),
  );
  const others = own
    .filter(({ holds }, index) => !holds && !outdated[index].holds)
    .map(({ entry }) => entry.text);
  const end = Math.floor(services.now() / 1000) + DEVICE_SECONDS;
  const nonce = randomId();
  const mac = await keyedHash(services.keys, LABEL, bound(user, end, nonce));
  return [`${end}.${nonce}.${mac}`, ...others].slice(0, MAX_ENTRIES).join("~");
}

/** The live entries, and of each whether it is this account's. */
async function checkEntries(
  { keys, now }: DeviceServices,
  cookie: string | null,
  holder: Holder,
) {
  const entries = readEntries(cookie)
    .filter(({ endsAtSeconds }) => now() < endsAtSeconds * 1000);
  return await Promise.all(entries.map(async (entry) => {
    const text = bound(holder, entry.endsAtSeconds, entry.nonce);
    return {
      entry,
      holds: await verifyKeyedHash(keys, LABEL, text, entry.mac),
    };
  }));
}

/** The entries of a cookie; none when any of it is not of our making. */
function readEntries(cookie: string | null): readonly Entry[] {
  if (!cookie || cookie.length > MAX_COOKIE_LENGTH) return [];
  const entries = cookie.split("~").map(readEntry);
  return entries.length <= MAX_ENTRIES &&
      entries.every((entry) => entry !== null)
    ? entries
    : [];
}

function readEntry(text: string): Entry | null {
  const match = ENTRY_SHAPE.exec(text);
  if (!match) return null;
  const [, end, nonce, mac] = match;
  return { text, endsAtSeconds: Number(end), nonce, mac };
}

function bound(
  { id, credentialEpoch }: Holder,
  endsAtSeconds: number,
  nonce: string,
): string {
  return [id, credentialEpoch, endsAtSeconds, nonce].join("\n");
}
