/**
 * What can be asked of the mail desk: what a mail is about, never its words. The
 * message, with whatever token it carries, is made when it is sent.
 *
 * @module
 */
import type { Mailbox } from "./mailbox.ts";

/** A device and place, as a mail names them. */
export interface MailedVisit {
  /** What the browser called itself. */
  readonly userAgent: string;
  /** The client's address, shortened. */
  readonly client: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * A mail to be made. Those that name an `address` rather than a user are for pages
 * where anybody may type one: whether there is an account is found out when the mail
 * is made, so that the page takes the same time either way.
 *
 * `browser` is the SHA-256 of the nonce of the browser that asked, or empty.
 */
export type MailRequest = AskedMail | Notice;

/** A mail that somebody asked for on a page. */
type AskedMail =
  & {
    /**
     * The tag of the page's language, in which the mail is if the account has none. A
     * mail that an older version of the app took in does not say.
     */
    readonly language?: string;
  }
  & (
    /** Confirms the address of a new account `userId`; whoever had an account at the address already is told so. */
    | {
      readonly kind: "sign_up";
      readonly address: string;
      readonly userId: string;
      readonly browser: string;
    }
    /** Asks an account to confirm its address once more. */
    | {
      readonly kind: "verify";
      readonly userId: string;
      readonly browser: string;
    }
    /** A link to set a new password, if there is an account. */
    | { readonly kind: "recover"; readonly address: string }
    /** A link to sign in by, if there is an account. */
    | {
      readonly kind: "sign_in_link";
      readonly address: string;
      readonly browser: string;
      readonly remembered: boolean;
      readonly next: string;
    }
    /** To the new address: confirm it. Whoever has an account there already is told so. */
    | {
      readonly kind: "change_address";
      readonly userId: string;
      readonly newAddress: string;
      /** The account's when it was asked: a password that is replaced since makes the mail void. */
      readonly credentialEpoch: number;
    }
  );

/** Tells the owner of something that may not be their doing: the page it was done on has no say. */
type Notice =
  /** To the old address: it was changed; with a link that undoes it. */
  | {
    readonly kind: "address_changed";
    readonly userId: string;
    readonly oldAddress: string;
    readonly keptUntil: number;
    readonly at: number;
  }
  /** To the address that the account had until an earlier one was put back. */
  | {
    readonly kind: "address_put_back";
    readonly userId: string;
    readonly displacedAddress: string;
    readonly at: number;
  }
  /** The password was changed or recovered. */
  | (
    & { readonly kind: "password_changed"; readonly userId: string }
    & MailedVisit
  )
  /** Somebody signed in from a browser that was not known. */
  | ({ readonly kind: "new_device"; readonly userId: string } & MailedVisit)
  /** The account will be deleted; signing in keeps it. */
  | {
    readonly kind: "deletion_asked";
    readonly userId: string;
    readonly deleteAfter: number;
  }
  /** The account was to be deleted and is kept, since somebody signed in. */
  | (
    & { readonly kind: "account_restored"; readonly userId: string }
    & MailedVisit
  );

/** A word that names a kind of mail. */
export type MailKind = MailRequest["kind"];

/** Where the rules ask for mails. */
export interface MailDesk {
  /** Whether mail can be sent at all: false in production without `SMTP_URL`. */
  readonly enabled: boolean;
  /** Where mails lie that nobody sent, in development and tests; null where they are sent. */
  readonly mailbox: Mailbox | null;
  /**
   * Whether mail can be sent to an address in its canonical form. Settles within seconds;
   * false when only the mail server knows, and does not say.
   */
  reaches(address: string): Promise<boolean>;
  /**
   * Puts a mail into the queue and returns; sending goes on behind. Does the same work
   * whatever it is about. At more requests than anybody needs it is dropped without a
   * word, and so is an email over the bounds of `lib/latchkey/email/limits.ts`. Does nothing while mail is not enabled.
   */
  send(request: MailRequest): Promise<void>;
  /** Sends what is due, until nothing is; never throws. */
  deliver(): Promise<void>;
  /** Resolves when nothing is being sent by this process any more. */
  settled(): Promise<void>;
}
