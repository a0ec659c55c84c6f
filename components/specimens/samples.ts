/**
 * Sample people and events, including very long values.
 *
 * @module
 */
import type {
  ActivityView,
  LinkedLogin,
  ListedUser,
  PasskeyView,
  RecoveryStatus,
  SessionView,
  TrustedBrowserView,
  UserFactors,
  UserView,
} from "@latchkey/core";

/** Milliseconds since the epoch. */
export const NOW = Date.UTC(2030, 0, 1, 12);

const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** No line break is possible in it. */
const LONG_NAME = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau";

/** No line break is possible before the @. */
export const LONG_ADDRESS = `${"a".repeat(60)}@example.com`;

/** Two words, one word, Arabic, no letters, and an email address. */
export const INITIALLED = [
  "Olga Ivanova",
  "Émile",
  "ليلى خليل",
  "🦊",
  "ivan@example.com",
];

/** A recovery of an account. */
export const RECOVERY: RecoveryStatus = {
  id: "recovery",
  userId: "olga",
  startedAt: NOW,
  dueAt: NOW + 3 * DAY_MS,
  isReady: false,
  notices: 1,
};

/** The logged-in person. */
export const OLGA: UserView = {
  id: "olga",
  address: "olga@example.com",
  name: "Olga",
  verified: true,
  roles: [],
};

/** The current session, one used 5 minutes ago and one used 6 days ago. */
export const SESSIONS: readonly SessionView[] = ([
  { device: "Firefox on Linux", deviceType: "computer", since: 0 },
  { device: "Safari on iPhone", deviceType: "phone", since: 5 * MINUTE_MS },
  { device: "Unknown device", deviceType: "unknown", since: 6 * DAY_MS },
] as const).map(({ device, deviceType, since }, index) => ({
  id: `${index}`,
  device,
  deviceType,
  present: since === 0,
  remembered: index === 1,
  createdAt: NOW - 7 * DAY_MS,
  lastSeenAt: NOW - since,
}));

/** Two browsers that are trusted. */
export const TRUSTED: readonly TrustedBrowserView[] = SESSIONS.slice(0, 2)
  .map(({ id, device, deviceType, present, createdAt, lastSeenAt }) => ({
    id,
    device,
    deviceType,
    present,
    createdAt,
    lastUsedAt: lastSeenAt,
    expiresAt: NOW + 23 * DAY_MS,
  }));

/** A passkey that is synced and was used, and one with a long name that was not. */
export const PASSKEYS: readonly PasskeyView[] = [
  {
    id: "synced",
    name: "Firefox on Linux",
    aaguid: "bada5566-a7aa-401f-bd96-45619a55120d",
    backedUp: true,
    createdAt: NOW - 40 * DAY_MS,
    lastUsedAt: NOW - 5 * MINUTE_MS,
  },
  {
    id: "bound",
    name: LONG_NAME,
    aaguid: "00000000-0000-0000-0000-000000000000",
    backedUp: false,
    createdAt: NOW,
    lastUsedAt: null,
  },
];

/** A login that was used, and one with a long name at a provider that the site no longer has. */
export const LINKED_LOGINS: readonly LinkedLogin[] = [
  {
    id: "used",
    provider: "google",
    label: "Google",
    username: "olga@example.com",
    createdAt: NOW - 40 * DAY_MS,
    lastUsedAt: NOW - 5 * MINUTE_MS,
  },
  {
    id: "retired",
    provider: "former",
    label: "former",
    username: LONG_ADDRESS,
    createdAt: NOW,
    lastUsedAt: null,
  },
];

/** A factor with a long name, one without a name, and one that can be used twice. */
export const USER_FACTORS: UserFactors["factors"] = [
  { kind: "passkeys", name: LONG_NAME, strong: true, lastUsedAt: NOW },
  { kind: "authenticator_app", name: "", strong: true, lastUsedAt: null },
  {
    kind: "recovery_codes",
    name: "",
    strong: false,
    lastUsedAt: null,
    left: 2,
  },
].map((factor) => ({ ...factor, id: factor.kind, createdAt: NOW - DAY_MS }));

/** One entry with all details, and one without. */
export const ACTIVITY: readonly ActivityView[] = [
  {
    id: "changed",
    at: NOW,
    kind: "address_changed",
    what: "Address changed",
    detail: LONG_ADDRESS,
    device: "Firefox on Linux",
    client: "192.0.2.0",
  },
  {
    id: "disabled",
    at: NOW - DAY_MS,
    kind: "disabled",
    what: "Account disabled",
    detail: "",
    device: "",
    client: "",
  },
];

const IVAN: ListedUser = {
  id: "ivan",
  address: "ivan@example.com",
  name: "",
  profile: {},
  state: "active",
  verified: true,
  roles: [],
  createdAt: NOW,
  own: false,
  secondFactor: false,
  secondFactorOverdue: false,
};

/** An admin's own account, a plain one, and one with every badge and long values. */
export const USERS: readonly ListedUser[] = [
  { ...IVAN, id: "olga", name: "Olga", roles: ["admin"], own: true },
  IVAN,
  {
    ...IVAN,
    id: "long",
    address: LONG_ADDRESS,
    name: LONG_NAME,
    profile: { company: LONG_NAME },
    state: "disabled",
    verified: false,
    secondFactor: true,
    secondFactorOverdue: true,
  },
];
