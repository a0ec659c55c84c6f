/**
 * Tokens for the APIs of providers. They are kept only if a feature of the site asks for them.
 *
 * @module
 */
import * as v from "valibot";
import type { Db } from "../../database/database.ts";
import { readJson } from "../../database/row_fields.ts";
import type { Services } from "../../services.ts";
import { availableProviders } from "./available_providers.ts";
import type { LinkedLoginRow } from "./linked_login.ts";
import { type ProviderTables, TOKEN_PURPOSE } from "./tables.ts";
import {
  type LoginProvider,
  ProviderError,
  type ProviderTokens,
} from "./login_provider.ts";

/** A token that expires sooner is refreshed, so that it lasts for a request, in milliseconds. */
const LEAST_MS = 60_000;

type KeptLogin = Pick<LinkedLoginRow, "id" | "userId">;

/** What is sealed. The id keeps the tokens of one login from being opened as another's. */
const keptTokens = v.object({
  login: v.string(),
  accessToken: v.string(),
  refreshToken: v.nullable(v.string()),
  expiresAt: v.nullable(v.number()),
});

/** Refreshes that are under way, by login: a refresh token may work only once (RFC 6749 §6). */
const refreshing = new Map<string, Promise<string | null>>();

/** The scopes that features ask a provider for; none if its tokens aren't kept. */
export function featureScopes(
  { site }: Pick<Services, "site">,
  provider: string,
): readonly string[] {
  const scopes = site.features
    .flatMap(({ providerScopes = {} }) =>
      Object.hasOwn(providerScopes, provider) ? providerScopes[provider] : []
    );
  return [...new Set(scopes)];
}

/** The tokens of linked logins, in a database. */
export function keptTokenQueries(
  db: Db<ProviderTables>,
  services: Pick<Services, "site" | "settings" | "secrets" | "now">,
) {
  const { secrets, now } = services;
  const owner = (userId: string) => ({ purpose: TOKEN_PURPOSE, userId });

  async function keep({ id, userId }: KeptLogin, tokens: ProviderTokens) {
    const { accessToken, refreshToken, expiresAt } = tokens;
    const kept = { login: id, accessToken, refreshToken, expiresAt };
    const bytes = new TextEncoder().encode(JSON.stringify(kept));
    const sealed = await secrets.seal(owner(userId), bytes);
    await db.insertInto("providerTokens")
      .values({ linkedLoginId: id, userId, tokens: sealed })
      .onConflict((conflict) =>
        conflict.column("linkedLoginId").doUpdateSet({ tokens: sealed })
      ).execute();
  }

  async function drop(id: string): Promise<void> {
    await db.deleteFrom("providerTokens").where("linkedLoginId", "=", id)
      .execute();
  }

  async function open(login: KeptLogin, sealed: string) {
    const bytes = await secrets.unseal(owner(login.userId), sealed);
    if (bytes === null) return null;
    const read = v.safeParse(
      keptTokens,
      readJson(new TextDecoder().decode(bytes)),
    );
    return read.success && read.output.login === login.id ? read.output : null;
  }

  async function find(login: KeptLogin) {
    const row = await db.selectFrom("providerTokens").select("tokens")
      .where("linkedLoginId", "=", login.id).executeTakeFirst();
    return row ? await open(login, row.tokens) : null;
  }

  const isFresh = ({ expiresAt }: Pick<ProviderTokens, "expiresAt">) =>
    expiresAt === null || now() + LEAST_MS < expiresAt;

  async function refresh(
    login: KeptLogin,
    provider: LoginProvider,
  ): Promise<string | null> {
    // Read again: another request may have refreshed them in the meantime.
    const kept = await find(login);
    if (kept && isFresh(kept)) return kept.accessToken;
    const refreshToken = kept?.refreshToken ?? null;
    if (refreshToken === null) return null;
    try {
      const renewed = await provider.refresh?.(refreshToken, now());
      if (!renewed) return null;
      const next = renewed.refreshToken ?? refreshToken;
      await keep(login, { ...renewed, refreshToken: next });
      return renewed.accessToken;
    } catch (error) {
      if (!(error instanceof ProviderError) || error.problem === "down") {
        throw error;
      }
      await drop(login.id); // The person has withdrawn it at the provider.
      return null;
    }
  }

  return {
    /** Keeps the tokens of a login if a feature asks for them; else forgets older ones. */
    async keepTokens(
      login: KeptLogin & Pick<LinkedLoginRow, "provider">,
      tokens: ProviderTokens | null,
    ): Promise<void> {
      const isAsked = featureScopes(services, login.provider).length > 0;
      if (!isAsked) await drop(login.id);
      if (!isAsked || !tokens) return;
      // Google gives a refresh token only when the person consents, so at the first login.
      const refreshToken = tokens.refreshToken ??
        (await find(login))?.refreshToken ?? null;
      await keep(login, { ...tokens, refreshToken });
    },

    /**
     * A token for the API of a provider, refreshed if it has expired; null if the user has linked
     * no login with it, must log in with it again, or no feature asks for `providerScopes`.
     *
     * @throws {ProviderError} if the provider can't be reached to refresh it.
     */
    async accessToken(
      userId: string,
      providerId: string,
    ): Promise<string | null> {
      const provider = availableProviders(services).get(providerId);
      if (!provider || featureScopes(services, providerId).length === 0) {
        return null;
      }
      const row = await db.selectFrom("linkedLogins")
        .innerJoin("providerTokens", "linkedLoginId", "linkedLogins.id")
        .select(["linkedLogins.id", "tokens"])
        .where("linkedLogins.userId", "=", userId)
        .where("provider", "=", providerId).where("expiresAt", "is", null)
        .orderBy("lastUsedAt", "desc").orderBy("linkedLogins.id")
        .executeTakeFirst();
      const login = row && { id: row.id, userId };
      const kept = login && await open(login, row.tokens);
      if (!kept) return null;
      if (isFresh(kept)) return kept.accessToken;
      const running = refreshing.get(login.id) ??
        refresh(login, provider).finally(() => refreshing.delete(login.id));
      refreshing.set(login.id, running);
      return await running;
    },
  };
}
