/**
 * How messages look: like the site, in colours of static/styles.css. Styles stand in the
 * elements themselves, since many mail programs take them from nowhere else.
 *
 * @module
 */

/** Light, which a program that knows no dark shows, or turns dark by itself. */
export const STYLES = {
  page: "margin:0;padding:24px 16px;background:#faf8f3;color:#1c2422;" +
    "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;" +
    "overflow-wrap:break-word",
  column: "max-width:560px;margin:0 auto",
  mark: "margin:0 0 12px;font-size:17px;font-weight:600;color:#1f5f4a",
  card: "padding:24px 24px 8px;border:1px solid #d3d5cf;" +
    "border-top:4px solid #1f5f4a;border-radius:15px;background:#ffffff",
  heading: "margin:0 0 16px;font-size:22px;line-height:1.25",
  line: "margin:0 0 16px",
  link: "color:#1f5f4a",
  button: "display:inline-block;padding:11px 20px;border-radius:10px;" +
    "background:#1f5f4a;color:#ffffff;font-weight:600;text-decoration:none",
  code: "margin:0 0 16px;font-size:28px;font-weight:600;letter-spacing:4px;" +
    "font-family:ui-monospace,Menlo,Consolas,monospace",
  details:
    "margin:0 0 16px;padding:10px 14px;border-radius:8px;background:#e3ecdf",
  quiet: "margin:16px 0 0;font-size:14px;color:#55605c",
} as const;

/** Dark, for classes of the elements above: where a program knows that the reader wants it. */
export const DARK = "@media (prefers-color-scheme:dark){" +
  "body{background:#14181a!important;color:#e9ece6!important}" +
  ".card{background:#1c2224!important;border-color:#424a49!important;" +
  "border-top-color:#7fd0ae!important}" +
  ".mark,a{color:#7fd0ae!important}" +
  ".details{background:#1d2b27!important}" +
  ".button{background:#7fd0ae!important;color:#0d1513!important}" +
  ".quiet{color:#a5b0aa!important}}";
