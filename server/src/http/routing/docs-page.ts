/** The OpenAPI document as a page: plain HTML from the server, no script, one style sheet. */
type Json = Record<string, unknown>;
interface Operation {
  summary: string;
  tags: string[];
  'x-access': string;
  parameters: { name: string; in: string; required: boolean; description?: string; schema: Json }[];
  requestBody?: { content: Record<string, { schema?: Json; example?: unknown }> };
  responses: Record<string, { description?: string; content?: Record<string, { schema?: Json }> }>;
}
interface Document {
  info: { title: string; version: string; description: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  'x-problems': { code: string; status: number; title: string; reasons: string[] }[];
}

export const DOCS_STYLE = '/api/docs.css';

/** In: the document of `openApiOf`. Out: the page, in pieces of a route or less. */
export function* docsPage(openApi: Record<string, unknown>): Generator<string> {
  const { info, tags, paths, 'x-problems': problems } = openApi as unknown as Document;
  const all = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
  const groups = tags.map((tag) => ({ tag, operations: all.filter(({ operation }) => operation.tags.includes(tag.name)) }));
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(info.title)} API</title>
<link rel="stylesheet" href="${DOCS_STYLE}">
</head>
<body>
<header>
<h1>${escapeHtml(info.title)} API <small>${escapeHtml(info.version)}</small></h1>
<p>${escapeHtml(info.description)}</p>
<p>For programs: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1). Sign in with <code>Authorization: Bearer sitrep_…</code>; make a token with <code>npm run sitrep -- token create --role responder --name "…"</code>.</p>
<nav aria-label="Sections"><ul>${groups.map(({ tag }) => `<li><a href="#tag-${tag.name}">${escapeHtml(capital(tag.name))}</a></li>`).join('')}<li><a href="#problems">Problems</a></li></ul></nav>
</header>
<main>
`;
  for (const { tag, operations } of groups) {
    yield `<section aria-labelledby="tag-${tag.name}">\n<h2 id="tag-${tag.name}">${escapeHtml(capital(tag.name))}</h2>\n<p>${escapeHtml(tag.description)}.</p>\n`;
    for (const operation of operations) yield `${operationHtml(operation)}\n`;
    yield '</section>\n';
  }
  yield `<section aria-labelledby="problems">
<h2 id="problems">Problems</h2>
<p>Refusals are <code>application/problem+json</code>; <code>code</code> is one of these. A refused command also has its <code>reason</code>, and the <code>params</code> of that reason.</p>
<table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th><th scope="col">Reasons</th></tr></thead><tbody>
${problems.map(({ code, status, title, reasons }) => `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${escapeHtml(title)}</td><td>${reasons.map((reason) => `<code>${reason}</code>`).join(' ')}</td></tr>`).join('\n')}
</tbody></table>
</section>
</main>
</body>
</html>
`;
}

const operationHtml = ({ path, method, operation }: { path: string; method: string; operation: Operation }): string => {
  const bodies = Object.entries(operation.requestBody?.content ?? {});
  const [status, reply] = Object.entries(operation.responses)[0] ?? ['', {}];
  const answer = Object.entries(reply.content ?? {})[0];
  return `<details>
<summary><span class="method">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code> <span>${escapeHtml(operation.summary)}</span> <span class="access">${escapeHtml(operation['x-access'])}</span></summary>
${operation.parameters.length === 0 ? '' : `<h3>Parameters</h3>${fieldTable(operation.parameters.map(({ name, in: place, required, description, schema }) => ({ name: `${name} (${place})`, required, type: typeOf(schema), words: description ?? wordsOf(schema) })))}`}
${bodies.map(([type, { example, schema }]) => `<h3>Body</h3>${exampleHtml(example)}${schemaHtml(type, schema)}`).join('')}
<h3>Answers ${status}</h3>
<p>${escapeHtml(reply.description ?? '')}</p>
${answer === undefined ? '' : schemaHtml(answer[0], answer[1].schema)}
</details>`;
};

/** The minimal valid body. */
const exampleHtml = (example: unknown): string => (example === undefined ? '' : `<pre tabindex="0">${escapeHtml(JSON.stringify(example, null, 2))}</pre>`);

const schemaHtml = (type: string, schema: Json | undefined): string => {
  if (schema === undefined) return `<p><code>${escapeHtml(type)}</code></p>`;
  const required = new Set((schema.required ?? []) as string[]);
  const fields = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  const table = fieldTable(fields.map(([name, field]) => ({ name, required: required.has(name), type: typeOf(field), words: wordsOf(field) })));
  return `${fields.length === 0 ? '' : table}<details class="schema"><summary>JSON Schema</summary><pre tabindex="0">${escapeHtml(JSON.stringify(schema, null, 2))}</pre></details>`;
};

const fieldTable = (fields: { name: string; required: boolean; type: string; words: string }[]): string =>
  `<table><thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Required</th><th scope="col">Notes</th></tr></thead><tbody>${fields
    .map(
      ({ name, required, type, words }) =>
        `<tr><td><code>${escapeHtml(name)}</code></td><td>${escapeHtml(type)}</td><td>${required ? 'yes' : 'no'}</td><td>${escapeHtml(words)}</td></tr>`,
    )
    .join('')}</tbody></table>`;

/** A schema in a few words: `text or null`, `list of object`, `public | internal`. */
const typeOf = (schema: Json): string => {
  if (Array.isArray(schema.enum)) return schema.enum.join(' | ');
  if ('const' in schema) return String(schema.const);
  const options = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (options) return [...new Set(options.map(typeOf))].join(' or ');
  if (typeof schema.format === 'string' && schema.format in FORMAT) return FORMAT[schema.format] ?? 'text';
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as Json)}`;
  return (
    { string: 'text', integer: 'whole number', null: 'null', object: 'object', boolean: 'true or false', number: 'number' }[String(schema.type)] ?? 'anything'
  );
};
const FORMAT: Readonly<Record<string, string>> = { 'date-time': 'time', date: 'date' };
const wordsOf = (schema: Json): string => {
  const told = [schema, ...((schema.anyOf ?? []) as Json[])].find(({ description }) => typeof description === 'string');
  if (told !== undefined) return String(told.description);
  const { minLength, maxLength, minimum, maximum } = schema;
  if (typeof maxLength === 'number') return `${minLength ?? 0} to ${maxLength} characters`;
  if (typeof maximum === 'number' && Math.abs(maximum) < 1e12 && typeof minimum === 'number') return `${minimum} to ${maximum}`;
  return '';
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
