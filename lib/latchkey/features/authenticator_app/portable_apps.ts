/**
 * Authenticator apps that move from or to another system.
 *
 * @module
 */
import { randomId } from "../../crypto/random_id.ts";
import type { Db } from "../../database/database.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { MOST_APPS } from "./authenticators.ts";
import { NOT_REMOVED } from "../second_factor/undo_period.ts";
import type { AuthenticatorTables } from "./tables.ts";
import { readBase32, totpKey } from "./totp.ts";

/** The fewest characters of Base32: 80 bits, which many systems use (RFC 4226 §4 asks for 128). */
const FEWEST_CHARACTERS = 16;

/** The most: 512 bits. */
const MOST_CHARACTERS = 103;

/** The secrets as they are imported: one, or a list; null if they are no Base32. */
function readSecrets(value: unknown): readonly string[] | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const secrets = list.map((one) => {
    if (typeof one !== "string") return null;
    const plain = one.toUpperCase().replaceAll(/[\s-]/g, "").replace(/=+$/, "");
    const isBase32 = /^[A-Z2-7]+$/.test(plain) &&
      plain.length >= FEWEST_CHARACTERS && plain.length <= MOST_CHARACTERS;
    return isBase32 ? plain : null;
  }).filter((secret) => secret !== null);
  const areAll = secrets.length === list.length && list.length > 0 &&
    list.length <= MOST_APPS;
  return areAll ? secrets : null;
}

/** What is wrong with imported secrets, without repeating them. */
export function secretsProblem(value: unknown): string | null {
  return readSecrets(value) === null
    ? `must be a secret in Base32 of ${FEWEST_CHARACTERS} to ${MOST_CHARACTERS} ` +
      `characters, or a list of up to ${MOST_APPS}`
    : null;
}

/** Queries for moving apps. */
export function portableAppQueries(
  db: Db<AuthenticatorTables>,
  { secrets, now, site }: Pick<Services, "secrets" | "now" | "site">,
) {
  const owner = (userId: string) => ({ purpose: "authenticator_app", userId });
  return {
    /** Adds apps that another system has set up, sealed with this site's key. */
    async addSecrets(
      { id: userId, createdAt }: Pick<User, "id" | "createdAt">,
      value: unknown,
    ): Promise<void> {
      for (const text of readSecrets(value) ?? []) {
        const secret = await readBase32(text);
        await db.insertInto("authenticatorApps").values({
          id: randomId(),
          userId,
          name: "",
          secret: await secrets.seal(owner(userId), secret),
          lastStep: 0,
          createdAt,
          confirmedAt: now(),
          lastUsedAt: null,
          ...NOT_REMOVED,
        }).execute();
      }
    },

    /** The secrets of a user's apps in Base32; undefined if there are none. */
    async readSecrets(userId: string): Promise<readonly string[] | undefined> {
      const apps = await db.selectFrom("authenticatorApps").select("secret")
        .where("userId", "=", userId)
        .where("confirmedAt", "is not", null).where("removedAt", "is", null)
        .orderBy("createdAt").orderBy("id").execute();
      const keys: string[] = [];
      for (const { secret: sealed } of apps) {
        const secret = await secrets.unseal(owner(userId), sealed);
        if (secret === null) {
          throw new Error(
            "a secret can't be opened with DATA_KEYS, see keys usage",
          );
        }
        const { key } = await totpKey(secret, { issuer: site.name, label: "" });
        keys.push(key);
      }
      return keys.length > 0 ? keys : undefined;
    },
  };
}
