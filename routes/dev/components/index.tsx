import { Title } from "../../../components/Title.tsx";
import { Inputs } from "./(_parts)/Inputs.tsx";
import { Texts } from "./(_parts)/Texts.tsx";
import { ERRORS, WHOLE } from "./(_parts)/pages.tsx";
import { define } from "../../../lib/state.ts";

/** Every component in every state, for one's eyes and for tests. */
export default define.page(function ComponentsPage({ state: { language } }) {
  const names = [...WHOLE.keys(), ...ERRORS.map((status) => `error-${status}`)];
  return (
    <>
      <Title>Components</Title>
      <h1>Components</h1>
      <p>
        Every component in every state, in the colours and the language that are
        chosen at the foot of the page. These have a page for themselves:
      </p>
      <ul class="ways">
        {names.map((name) => (
          <li key={name}>
            <a href={`/dev/components/${name}`}>{name}</a>
          </li>
        ))}
      </ul>
      <Inputs language={language} />
      <Texts language={language} />
    </>
  );
});
