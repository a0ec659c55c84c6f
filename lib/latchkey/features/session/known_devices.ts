/**
 * Known devices: browsers that have logged in to an account before.
 *
 * Each has a signed cookie. An attacker elsewhere has none, so a known device has attempts
 * of its own that nobody else can use up (OWASP "Device Cookies"; ASVS 5.0 §6.1.1 asks for
 * rate limiting that prevents malicious account lockout). The cookie does not replace the
 * password.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { keyedHash, verifyKeyedHash } from "../../crypto/keyed_hash.ts";
import { randomId } from "../../crypto/random_id.ts";

/** How long a device is known after its last login: 180 days. */
export const DEVICE_SECONDS = 180 * 24 * 60 * 60;

/** The most accounts per browser. The one that logged in longest ago is dropped first. */
const MAX_ENTRIES = 5;

/** Issued cookies have up to 580 characters. */
const MAX_COOKIE_LENGTH = 1024;

/** Expiry in seconds since the epoch, nonce, and a keyed hash of both with the account. */
const ENTRY_SHAPE = /^(\d{1,12})\.([\w-]{22})\.([0-9a-f]{64})$/;

/** The purpose of the keyed hash. */
const LABEL = "device";

/** One entry of the cookie. Only the server can tell which account it belongs to. */
interface Entry {
  readonly text: string;
  readonly endsAtSeconds: number;
  readonly nonce: string;
  readonly mac: string;
}

/** What an entry is bound to. */
type DeviceOwner = Pick<User, "id" | "credentialEpoch">;

type DeviceServices = Pick<Services, "keys" | "now">;

/**
 * Returns the nonce that identifies a known device, or null if the browser has not logged
 * in to this account before. An entry expires with time, and when the password is replaced.
 * The work is the same if there is no account.
 *
 * @param cookie The untrusted value of the cookie.
 */
export async function knownDevice(
  services: DeviceServices,
  cookie: string | null,
  user: DeviceOwner | null,
): Promise<string | null> {
  const owner = user ?? { id: randomId(), credentialEpoch: 0 };
  const checked = await checkEntries(services, cookie, owner);
  return checked.find(({ isOwn }) => isOwn)?.entry.nonce ?? null;
}

/**
 * Returns the value of the cookie after a login: a new entry for this account, followed by
 * those of other accounts. Entries from before a password change are dropped.
 */
export async function rememberDevice(
  services: DeviceServices,
  cookie: string | null,
  user: DeviceOwner,
): Promise<string> {
  const before = { ...user, credentialEpoch: user.credentialEpoch - 1 };
  const [own, outdated] = await Promise.all(
    [user, before].map((owner) => checkEntries(services, cookie, owner)),
  );
  const others = own
    .filter(({ isOwn }, index) => !isOwn && !outdated[index].isOwn)
    .map(({ entry }) => entry.text);
  const end = Math.floor(services.now() / 1000) + DEVICE_SECONDS;
  const nonce = randomId();
  const mac = await keyedHash(services.keys, LABEL, macInput(user, end, nonce));
  return [`${end}.${nonce}.${mac}`, ...others].slice(0, MAX_ENTRIES).join("~");
}

/** The entries that have not expired, and whether each belongs to this account. */
async function checkEntries(
  { keys, now }: DeviceServices,
  cookie: string | null,
  owner: DeviceOwner,
) {
  const entries = readEntries(cookie)
    .filter(({ endsAtSeconds }) => now() < endsAtSeconds * 1000);
  return await Promise.all(entries.map(async (entry) => {
    const text = macInput(owner, entry.endsAtSeconds, entry.nonce);
    return {
      entry,
      isOwn: await verifyKeyedHash(keys, LABEL, text, entry.mac),
    };
  }));
}

/** Parses the cookie. Returns no entries if any part of it is invalid. */
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

function macInput(
  { id, credentialEpoch }: DeviceOwner,
  endsAtSeconds: number,
  nonce: string,
): string {
  return [id, credentialEpoch, endsAtSeconds, nonce].join("\n");
}
