/**
 * What a message is written with: who gets it, links and codes, times in words.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { isGone, maySignIn } from "../features/account/account_status.ts";
import { addressKey } from "./address.ts";
import { issueCode } from "../features/tokens/one_time_codes.ts";
import {
  confirmationsFor,
  issueToken,
  type TokenRequest,
} from "../features/tokens/one_time_tokens.ts";
import { ENGLISH, languageOf } from "../i18n/languages.ts";
import { say } from "../i18n/say.ts";
import { onDay } from "../i18n/times.ts";
import type { Language } from "../i18n/words.ts";
import type { Settings } from "../settings/settings.ts";
import type { User } from "../features/account/user.ts";
import type { DeliveryServices } from "./delivery.ts";
import { noteHeldBack, takeEmail, type WayIn } from "./limits.ts";
import type { MailKind, MailRequest } from "./requests.ts";

/** A message before it is rendered. Nothing in the subject is anybody's input. */
export interface Draft {
  readonly to: string;
  readonly language: Language;
  readonly subject: string;
  readonly body: ComponentChildren;
}

/** Writes the mails of one kind; null when there is none to send. */
export type Writer<Kind extends MailKind> = (
  desk: Drafting,
  request: Extract<MailRequest, { readonly kind: Kind }>,
) => Promise<Draft | null>;

/** What a writer has at hand. */
export interface Drafting {
  /** Milliseconds since the epoch. */
  now(): number;
  /** The account with this id, unless it is gone. */
  account(id: string): Promise<User | null>;
  /** The account at an address, unless it is gone. */
  accountAt(address: string): Promise<User | null>;
  /** The same, if it may be given a way in: it is not disabled. */
  mayEnter(user: User): boolean;
  /** The account a notice goes to: only a confirmed address is anybody's to be told things at. */
  toTell(id: string): Promise<User | null>;
  /** The account for which an address is kept that it had before. */
  formerOwnerOf(address: string): Promise<User | null>;
  /**
   * Whether one more email may go to a mailbox, see `takeEmail`: asked before a token is
   * made. One that is tried again was counted before.
   */
  mayMail(to: string, wayIn?: WayIn): Promise<boolean>;
  /** When the emails that confirm the address were sent which this browser asked for, and which still work. */
  confirmations(user: User, browser: string): Promise<readonly number[]>;
  /** A page of the site. */
  page(path: string): string;
  /** A page of the site with a token made for it. */
  link(path: string, token: TokenRequest): Promise<string>;
  /** The page for "This wasn't me". */
  notMe(user: User): Promise<string>;
  /** The six digits that confirm the address. */
  code(user: User): Promise<string>;
}

/** Opens the desk's drawers for one message of a kind, at which so many attempts were begun. */
export function openDraft(
  services: DeliveryServices,
  kind: MailKind,
  attempts: number,
): Drafting {
  const { settings, store: { users }, now } = services;
  const ifThere = (user: User | null) =>
    user && !isGone(user, now()) ? user : null;
  const page = (path: string) => new URL(path, originOf(settings)).href;
  const link: Drafting["link"] = async (path, token) =>
    page(`${path}?token=${await issueToken(services, token)}`);
  const account = async (id: string) => ifThere(await users.byId(id));
  return {
    now,
    page,
    link,
    account,
    accountAt: async (address) =>
      ifThere(await users.byAddressKey(addressKey(address))),
    mayEnter: (user) => maySignIn(services, user),
    async mayMail(to, wayIn) {
      if (attempts > 1 || await takeEmail(services, to, wayIn)) return true;
      noteHeldBack(services, kind, wayIn?.user.id ?? null);
      return false;
    },
    async toTell(id) {
      const user = await account(id);
      return user?.verifiedAt == null ? null : user;
    },
    formerOwnerOf: async (address) =>
      ifThere(await users.byFormerAddressKey(addressKey(address), now())),
    confirmations: async (user, browser) =>
      (await confirmationsFor(services, user.id, browser))
        .map(({ createdAt }) => createdAt),
    notMe: (user) => link("/auth/not-me", { purpose: "not_me", user }),
    code: (user) => issueCode(services, user, "verify"),
  };
}

/** Where links lead: never what a request said, whose `Host` anyone can write. */
export function originOf({ publicUrl, port }: Settings): string {
  return publicUrl?.origin ?? `http://localhost:${port}`;
}

/**
 * What a mail to an account is written in: what its owner chose, else that of the page
 * which asked for the mail, else English. Before the address is confirmed the page comes
 * first: a stranger may have signed up with the address.
 *
 * @param asked The tag of the page's language.
 */
export function languageFor(
  { language, verifiedAt }: Pick<User, "language" | "verifiedAt">,
  asked?: string,
): Language {
  const chosen = languageOf(language);
  const ofPage = languageOf(asked);
  const [first, second] = verifiedAt === null
    ? [ofPage, chosen]
    : [chosen, ofPage];
  return first ?? second ?? ENGLISH;
}

/** A time in UTC, to the minute: "24 November 2026, 03:15 UTC". */
export function timeInWords(
  language: Language,
  milliseconds: number,
): string {
  const time = new Intl.DateTimeFormat(language.locale, {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  });
  return say(language.words.mails.time, {
    day: onDay(language, milliseconds),
    time: time.format(milliseconds),
  });
}
