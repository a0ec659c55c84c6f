/**
 * What makes this site yours: its name, and the variables and hosts that your own code
 * uses. Edit this file first.
 *
 * @module
 */
import type { Migrations } from "./latchkey/database/migrations.ts";

/**
 * The name at the head of each page, in titles, in mails, in the description of the API
 * and in what the server says at its start. Without `"`, `<`, `>` and `@`, since mails come
 * from it. It stands in static/manifest.webmanifest, static/social.svg, .env.example and
 * docs/proxy/offline.html too, and small in lib/latchkey/features/password/password_rules.ts: docs/look.md has
 * all places in order. Names for machines, such as those of cookies, tokens and metrics,
 * are no part of it.
 */
export const SITE_NAME = "Latchkey";

/**
 * Environment variables that your own code reads by `Deno.env.get`. All others are out of
 * its reach. In development they may be set in `.env`. docs/recipes/own-setting.md
 */
export const SITE_VARIABLES: readonly string[] = [];

/**
 * Migrations that make your own tables. They may refer to the library's, such as
 * `references users (id) on delete cascade`. docs/recipes/data-of-your-own.md
 */
export const SITE_MIGRATIONS: Migrations = {};

/**
 * Hosts that your own code connects to, with their port: `"api.example.com:443"`. All
 * others are out of its reach. docs/recipes/call-an-api.md
 */
export const SITE_HOSTS: readonly string[] = [];
