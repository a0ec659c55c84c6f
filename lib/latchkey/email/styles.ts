/**
 * How emails look. Styles stand in the elements themselves, since many email programs take
 * them from nowhere else.
 *
 * @module
 */

/** Colours such as `#1f5f4a`, by the names that `static/styles.css` has for them on pages. */
export interface EmailPalette {
  /** Behind everything. */
  readonly paper: string;
  /** Behind the text. */
  readonly card: string;
  /** Of text. */
  readonly ink: string;
  /** Of text that matters less. */
  readonly quiet: string;
  /** Around the card. */
  readonly line: string;
  /** Of links, of the button and above the card. */
  readonly brand: string;
  /** Of text on the button. */
  readonly onBrand: string;
  /** Behind details, such as which device it was, and behind codes. */
  readonly glow: string;
}

/** The colours of emails. Programs that don't know dark colours show the light ones. */
export interface EmailColors {
  readonly light: EmailPalette;
  readonly dark: EmailPalette;
}

/** Those of a site that doesn't choose its own. */
export const EMAIL_COLORS: EmailColors = {
  light: {
    paper: "#faf8f3",
    card: "#ffffff",
    ink: "#1c2422",
    quiet: "#55605c",
    line: "#d3d5cf",
    brand: "#1f5f4a",
    onBrand: "#ffffff",
    glow: "#e3ecdf",
  },
  dark: {
    paper: "#14181a",
    card: "#1c2224",
    ink: "#e9ece6",
    quiet: "#a5b0aa",
    line: "#424a49",
    brand: "#7fd0ae",
    onBrand: "#0d1513",
    glow: "#1d2b27",
  },
};

/** The styles of an email: for its elements, and `dark` for their classes in a style sheet. */
export type EmailStyles = ReturnType<typeof emailStyles>;

/** Makes the styles of emails in these colours. */
export function emailStyles({ light, dark }: EmailColors) {
  const { paper, card, ink, quiet, line, brand, onBrand, glow } = light;
  return {
    page: `margin:0;padding:24px 16px;background:${paper};color:${ink};` +
      "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;" +
      "overflow-wrap:break-word",
    column: "max-width:560px;margin:0 auto",
    mark: `margin:0 0 12px;font-size:17px;font-weight:600;color:${brand}`,
    card: `padding:24px 24px 8px;border:1px solid ${line};` +
      `border-top:4px solid ${brand};border-radius:15px;background:${card}`,
    heading: "margin:0 0 16px;font-size:22px;line-height:1.25",
    line: "margin:0 0 16px",
    link: `color:${brand}`,
    button: "display:inline-block;padding:11px 20px;border-radius:10px;" +
      `background:${brand};color:${onBrand};font-weight:600;` +
      "text-decoration:none",
    code: "margin:0 0 16px;padding:10px 14px;border-radius:8px;" +
      `background:${glow};text-align:center;font-size:28px;` +
      "font-weight:600;letter-spacing:4px;" +
      "font-family:ui-monospace,Menlo,Consolas,monospace",
    details: "margin:0 0 16px;padding:10px 14px;border-radius:8px;" +
      `background:${glow}`,
    quiet: `margin:16px 0 0;font-size:14px;color:${quiet}`,
    dark: darkStyles(dark),
  };
}

/** For email programs that say that the reader wants dark colours. */
function darkStyles(
  { paper, card, ink, quiet, line, brand, onBrand, glow }: EmailPalette,
): string {
  return "@media (prefers-color-scheme:dark){" +
    `body{background:${paper}!important;color:${ink}!important}` +
    `.card{background:${card}!important;border-color:${line}!important;` +
    `border-top-color:${brand}!important}` +
    `.mark,a{color:${brand}!important}` +
    `.details{background:${glow}!important}` +
    `.button{background:${brand}!important;color:${onBrand}!important}` +
    `.quiet{color:${quiet}!important}}`;
}
