/**
 * The code of a new page with a form.
 *
 * @module
 */
import { type Address, parametersOf } from "./address.ts";
import { type PageNames, titleCode } from "./page_names.ts";

/** A page that asks for a line of text, says what is wrong with it, and confirms it once. */
export function formPageCode(names: PageNames, address: Address): string {
  return [
    importsCode(names),
    handlersCode(names),
    componentCode(names, parametersOf(address).size > 0),
    RULE,
  ].join("\n");
}

function importsCode({ root, define }: PageNames): string {
  return `
import { page } from "fresh";
import { Field } from "${root}/components/Field.tsx";
import { PlainForm } from "${root}/components/PlainForm.tsx";
import { Title, whenFailed } from "${root}/components/Title.tsx";
import { takeNotice, withNotice } from "${root}/lib/latchkey/http/notice.ts";
import { readSent } from "${root}/lib/latchkey/http/posted_page.ts";
import { ${define} } from "${root}/lib/state.ts";
`;
}

function handlersCode(names: PageNames): string {
  const { component, define } = names;
  return `
/** The most characters of a text. */
const MAX_LENGTH = 200;

/** Shown once, after the form was sent. */
const NOTICES = { ${noticeName(names)}: "Thank you. We received your text." };

/** What the page shows: a notice, or what was typed and what is wrong with it. */
interface ${component}Data {
  notice?: string;
  text?: string;
  problem?: string;
}

export const handlers = ${define}.handlers<${component}Data>({
  GET(ctx) {
    const { notice, headers } = takeNotice(ctx, NOTICES);
    return page({ notice }, { headers });
  },

  async POST(ctx) {
    const { fields: { text = "" }, isAgain } = await readSent(ctx);
    if (isAgain) return page({ text });
    const problem = problemOf(text);
    if (problem) return page({ text, problem }, { status: 422 });
    // The text is valid here. Save it, or do whatever this page is for.
    const back = ctx.redirect(ctx.url.pathname, 303);
    return withNotice(ctx, back, "${noticeName(names)}");
  },
});
`;
}

function componentCode(names: PageNames, hasParameters: boolean): string {
  const given = hasParameters
    ? "{ data, params, state, url }"
    : "{ data, state, url }";
  return `
export default ${names.define}.page<typeof handlers>(function ${names.component}(
  ${given},
) {
  return (
    <>
      ${titleCode(names, "whenFailed(data, state.language.words)")}
      <h1>${names.heading}</h1>
      {data.notice && <p class="done" role="status">{data.notice}</p>}
      <PlainForm action={url.pathname} button="Send">
        <Field
          name="text"
          label="Text"
          type="text"
          autocomplete="off"
          input={{ autocapitalize: "sentences" }}
          startValue={data.text}
          problem={data.problem}
        />
      </PlainForm>
    </>
  );
});
`;
}

const RULE = `
/** What is wrong with a text; null when nothing is. */
function problemOf(text: string): string | null {
  if (text.trim() === "") return "Enter some text.";
  return text.length > MAX_LENGTH
    ? \`Your text is too long. Use at most \${MAX_LENGTH} characters.\`
    : null;
}
`;

/** The name of the page's notice, which no other page may have. */
function noticeName({ component }: PageNames): string {
  const words = component.replace(/Page$/, "")
    .replaceAll(/(?<!^)[A-Z]/g, (letter) => `_${letter}`);
  return `${words.toLowerCase()}_sent`;
}
