/**
 * The context in which emails are created.
 *
 * @module
 */
import type { KeyRing } from "../crypto/key_ring.ts";
import type { Database } from "../database/database.ts";
import type { Store } from "../store.ts";
import { languageOf } from "../i18n/languages.ts";
import { format } from "../i18n/format.ts";
import { onDay } from "../i18n/times.ts";
import type { Language } from "../i18n/messages.ts";
import type { Settings } from "../settings/settings.ts";
import type { Log } from "../telemetry/log.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { EmailColors } from "./styles.ts";

/** The services for creating and sending emails. */
export interface MailServices {
  readonly site: {
    readonly name: string;
    /** The first one is the default. */
    readonly languages: readonly [Language, ...Language[]];
    readonly emailColors: EmailColors;
  };
  readonly settings: Settings;
  readonly database: Database;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly log: Log;
  readonly telemetry: Telemetry;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What an email's `write` gets. */
export interface MailContext {
  readonly services: MailServices;
  /** The absolute URL of a path. */
  url(path: string): string;
  /**
   * The language of an email to an account: the owner's choice, else that of the page where it
   * was requested, else the default. Before the address is verified the page comes first, since
   * a stranger may have signed up with it.
   *
   * @param requested The language tag of the page.
   */
  languageFor(reader: Reader, requested?: string): Language;
}

/** The properties of an account that determine the language. */
interface Reader {
  /** The language tag that the owner chose; null without a choice. */
  readonly language: string | null;
  /** When the address was verified; null before that. */
  readonly verifiedAt: number | null;
}

/** Creates the context for a site's emails. */
export function mailContext(services: MailServices): MailContext {
  const origin = originOf(services.settings);
  return {
    services,
    url: (path) => new URL(path, origin).href,
    languageFor({ language, verifiedAt }, requested) {
      const inOrder = verifiedAt === null
        ? [requested, language]
        : [language, requested];
      const [first] = inOrder.flatMap((tag) =>
        languageOf(services.site, tag) ?? []
      );
      return first ?? services.site.languages[0];
    },
  };
}

/** The origin of links. It never comes from a request, whose `Host` anyone can set. */
export function originOf(
  { publicUrl, port }: Pick<Settings, "publicUrl" | "port">,
): string {
  return publicUrl?.origin ?? `http://localhost:${port}`;
}

/** Formats a time in UTC, to the minute: "24 November 2026, 03:15 UTC". */
export function formatTime(
  language: Language,
  milliseconds: number,
): string {
  const time = new Intl.DateTimeFormat(language.locale, {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  });
  return format(language.messages.mails.time, {
    day: onDay(language, milliseconds),
    time: time.format(milliseconds),
  });
}
