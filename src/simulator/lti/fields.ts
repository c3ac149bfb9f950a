import {Refusal} from '../kaf/refusal.js';

/** The parameters of a launch, each there once: name to value. */
export type Fields = Readonly<Record<string, string>>;

/**
 * The parameters in the address of a request and, where it is a POST, in its form.
 * @throws Refusal where a parameter is there twice, or what was posted is no form
 */
export async function readFields(request: Request): Promise<Fields> {
  const form = request.method === 'POST' ? await readForm(request) : [];
  const fields = new Map<string, string>();
  for (const [name, value] of [...new URL(request.url).searchParams, ...form]) {
    // Of two values, each reader could believe another one.
    if (fields.has(name))
      throw new Refusal(500, `The parameter "${name.slice(0, 50)}" is given twice.`);
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

async function readForm(request: Request): Promise<Iterable<[string, string]>> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded *(;|$)/i.test(type))
    throw new Refusal(500, 'Expected a form, sent as application/x-www-form-urlencoded.');
  return new URLSearchParams(await request.text());
}
