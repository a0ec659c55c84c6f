/**
 * The header of every page.
 *
 * @module
 */
import { asset } from "fresh/runtime";
import { site } from "../lib/site.ts";
import { SiteMap, type SiteMapProps } from "./SiteMap.tsx";

/** The skip link, the site's name and the navigation. */
export function SiteHeader(props: SiteMapProps) {
  return (
    <>
      <a class="skip" href="#main">{props.messages.skip}</a>
      <header>
        <a class="brand" href="/">
          <img src={asset("/latchkey.svg")} alt="" width="30" height="30" />
          <span>{site.name}</span>
        </a>
        <SiteMap {...props} />
      </header>
    </>
  );
}
